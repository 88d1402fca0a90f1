//! The stories: what a person does, in the real window, told one by one.

mod first_start;
