//! What was recorded, what real writers, sellers and wallets made, and what public agents ask and answer, re-typed (`tests/cases`):
//! each file is read as a tolerant and strict buyer should.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod authorities;
#[cfg(test)]
mod form;
#[cfg(test)]
mod found_answers;
#[cfg(test)]
mod found_schemas;
#[cfg(test)]
mod lenient;
#[cfg(test)]
mod met;
#[cfg(test)]
mod node;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod schemas;
