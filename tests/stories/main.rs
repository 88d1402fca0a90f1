//! The stories: what a person does, in the real window, told one by one.

mod access;
mod connect;
mod eye;
mod first_hour;
mod first_start;
mod foreign;
mod frame;
mod hearing;
mod history;
mod hostile;
mod keyboard;
mod keyring;
mod keys;
mod kit;
mod look;
mod market;
mod nodes;
mod notices;
mod once;
mod privacy;
mod refusal;
mod sdk;
mod shopping;
mod tour;
mod trouble;
mod words;
