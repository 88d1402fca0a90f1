//! Saving what is held against a purchase: one page, with the receipt in it.

use super::Kaimono;
use crate::{
    blocking::blocking,
    error::{Code, Failure, Result, Side},
    receipt::{Case, SheetWords, case, check},
    saving::{Named, Place},
    view::{dossier::DossierWords, privacy::SavedView},
};

impl Kaimono {
    /// Saves what is held against a purchase. Where; `None`: the person said nowhere. `receipt`: the words of its receipt. `ask`: where a
    /// file of a name is saved.
    pub async fn save_dossier<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        words: &DossierWords,
        receipt: &SheetWords,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let purchases = self.session()?.purchases().clone();
        let page = blocking(|| {
            let text = purchases.receipt(id)?.text()?;
            let DossierWords { title, attached, attached_says, parts } = words;
            let beside = Case { title, parts, attached, attached_says, receipt: &text };
            case(&check(text.as_bytes()), receipt, &beside).map_err(|_| Failure::new(Code::Internal, Side::App))
        })?;
        let own = self.0.directory.path().join("cases");
        self.save(&page, Named { stem: "case", ending: "html" }, ask, own).await
    }
}
