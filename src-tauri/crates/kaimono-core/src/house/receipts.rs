//! Receipts: saving one's own, and checking anybody's.

use super::{Kaimono, backup::typed_path};
use crate::{
    blocking::blocking,
    error::{Code, Failure, Result, Side},
    purchase::page::explorer,
    receipt::{MAX_BYTES, Receipt, SheetWords, check, sheet},
    saving::{Named, Place},
    text::{clean, laid_out},
    view::{
        MoneyView,
        privacy::SavedView,
        receipt::{CheckedReceipt, ReceiptFormat, ReceiptFrom, ReceiptOf, ReceiptTransaction},
    },
};
use masumi::{
    moment::Moment,
    money::{Amount, Money, Unit},
    node::Network,
};
use std::{fs::File, io::Read, path::Path};

/// So much of what was asked and of what came is shown.
const SHOWN: usize = 20_000;

impl Kaimono {
    /// Saves the receipt of a purchase. Where; `None`: the person said nowhere. `words`: those of the page that is read. `ask`: where a
    /// file of a name is saved.
    pub async fn save_receipt<A: Future<Output = Option<Place>>>(
        &self,
        id: &str,
        format: ReceiptFormat,
        words: &SheetWords,
        ask: impl FnOnce(String) -> A,
    ) -> Result<Option<SavedView>> {
        let purchases = self.session()?.purchases().clone();
        let (text, ending) = blocking(|| {
            let text = purchases.receipt(id)?.text()?;
            match format {
                ReceiptFormat::Json => Ok((text, "json")),
                ReceiptFormat::Html => {
                    let page = sheet(&check(text.as_bytes()), words);
                    page.map(|page| (page, "html")).map_err(|_| Failure::new(Code::Internal, Side::App))
                }
            }
        })?;
        let own = self.0.directory.path().join("receipts");
        self.save(&text, Named { stem: "receipt", ending }, ask, own).await
    }

    /// Checks a receipt of anybody's. `None`: the person chose none. `ask`: which file; `Err`: there is no dialog that asks it.
    pub async fn check_receipt<A: Future<Output = Option<Place>>>(
        &self,
        from: ReceiptFrom,
        ask: impl FnOnce() -> A,
    ) -> Result<Option<CheckedReceipt>> {
        let bytes = match from {
            ReceiptFrom::Text { text } => text.trim().as_bytes().to_vec(),
            ReceiptFrom::File { path } => blocking(|| read(&typed_path(&path)?))?,
            ReceiptFrom::Dialog => match ask().await {
                Some(Place::File(path)) => blocking(|| read(&path))?,
                // This desktop has no dialog: the name of the file can be typed.
                Some(Place::Folders(_)) => return Err(Failure::input("dialog")),
                None => return Ok(None),
            },
        };
        let checked = blocking(|| check(&bytes));
        Ok(Some(CheckedReceipt {
            holds: checked.holds(),
            unread: checked.receipt.as_ref().err().copied(),
            of: checked.receipt.as_ref().ok().map(|receipt| of(receipt)),
            lines: checked.lines,
        }))
    }
}

/// No more of a file than a receipt can have.
fn read(path: &Path) -> Result<Vec<u8>> {
    let unread = |_| Failure::input("path");
    let file = File::open(path).map_err(unread)?;
    if !file.metadata().map_err(unread)?.is_file() {
        return Err(Failure::input("path"));
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

fn of(receipt: &Receipt) -> ReceiptOf {
    let told = &receipt.told;
    let network = [Network::Preprod, Network::Mainnet].into_iter().find(|network| network.word() == told.network);
    let money = |moved: &crate::receipt::Moved| {
        let amount = Amount::parse(&moved.amount)?;
        let unit = if moved.unit == "lovelace" { Unit::Ada } else { Unit::parse(&moved.unit) };
        Some(MoneyView::of(&Money { amount, unit }, network?))
    };
    let asked = receipt.proof.input.as_ref().map(|input| laid_out(&input.canonical, SHOWN)).unwrap_or_default();
    let came = receipt.proof.result.as_ref().map(|result| laid_out(&result.text, SHOWN)).unwrap_or_default();
    let transaction = |hash: &str| {
        let is_one = hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        let explorer = network.filter(|_| is_one).and_then(|network| explorer(told.sandbox, network, hash));
        ReceiptTransaction { hash: clean(hash, 100), explorer: explorer.unwrap_or_default() }
    };
    let seen = told.chain.as_ref().map(|chain| chain.transactions.as_slice()).unwrap_or_default();
    ReceiptOf {
        agent_name: clean(&told.agent.name, 120),
        network,
        sandbox: told.sandbox,
        created: Moment::parse_offered(&told.times.created),
        price: told.money.iter().filter(|moved| moved.what == "price").filter_map(money).take(20).collect(),
        more: asked.1 || came.1,
        asked: asked.0,
        came: came.0,
        transactions: seen.iter().take(50).map(|seen| transaction(&seen.hash)).collect(),
        identifier: told.blockchain_identifier.as_deref().map(|identifier| clean(identifier, 8_000)),
    }
}
