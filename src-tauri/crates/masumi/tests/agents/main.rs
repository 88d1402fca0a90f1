//! What public agents ask and answer, re-typed (`tests/cases`): each file is read as a tolerant and strict buyer should.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod found_answers;
#[cfg(test)]
mod found_schemas;
#[cfg(test)]
mod met;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod spellings;
