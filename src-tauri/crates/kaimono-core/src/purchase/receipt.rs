//! The receipt of a purchase, as it stands now.

use super::Purchases;
use crate::{
    error::Result,
    receipt::{About, Receipt},
};

impl Purchases {
    /// The receipt of a purchase. Hashes a result in every known form: work for a thread that may block.
    pub(crate) fn receipt(&self, id: &str) -> Result<Receipt> {
        let state = self.book().state(id)?;
        let about = About { network: self.book().network(), sandbox: self.sandbox, now: self.book().now() };
        Receipt::of(&state, |key| self.book().content(key), about)
    }
}
