//! What agents may well send that were not met yet: other spellings, and more of everything than anybody needs.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod spellings;
