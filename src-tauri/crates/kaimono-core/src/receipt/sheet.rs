//! A receipt as one page for reading and printing. It stands alone: no script, nothing fetched, everything that others wrote
//! escaped. What is proven and what is not is on it as the check found it; the page itself proves nothing.

use super::{Checked, Line, LineId, NoReceipt, Receipt, Stands};
use crate::{
    text::{
        MAX_SHOWN, clean,
        html::{ENDED, begun, escaped},
        laid_out,
    },
    view::dossier::DossierPart,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write};

/// Every word of the page that is not of the receipt, in the person's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SheetWords {
    /// Its tag, as `en`.
    pub language: String,
    /// Over all.
    pub title: String,
    /// Nothing is wrong.
    pub intact: String,
    /// Nothing is wrong, and nothing in it is signed.
    pub unsigned: String,
    /// Something is.
    pub altered: String,
    /// It was a trial.
    pub sandbox: String,
    /// Over what is proven.
    pub proven: String,
    /// Over what is not.
    pub unproven: String,
    /// Why it is not.
    pub unproven_why: String,
    /// Over the input.
    pub asked: String,
    /// Over the result.
    pub came: String,
    /// There is no result.
    pub nothing_came: String,
    /// Only the beginning of a text is shown.
    pub more: String,
    /// Over what was signed.
    pub signed: String,
    /// Over the facts.
    pub facts: String,
    /// Over the transactions.
    pub transactions: String,
    /// What was checked, by line.
    pub lines: BTreeMap<LineId, String>,
    /// What came of it.
    pub stands: BTreeMap<Stands, String>,
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem \
    auto;padding:0 1rem}h1,h2{line-height:1.2}table{border-collapse:collapse;width:100%}td,th{border-block-end:1px solid \
    GrayText;padding:.4rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}th{font-weight:400;width:14rem}\
    pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid GrayText;padding:.75rem;unicode-bidi:plaintext}\
    .fails{font-weight:700}.text{white-space:pre-wrap}@media print{body{margin:0;max-width:none}}";

/// The page of a checked receipt; of what is no receipt there is none.
pub fn sheet(checked: &Checked, words: &SheetWords) -> Result<String, NoReceipt> {
    let receipt = checked.receipt.as_deref().map_err(|why| *why)?;
    let mut page = String::new();
    let written = write(&mut page, receipt, checked, words);
    // A text takes whatever is written to it.
    debug_assert!(written.is_ok());
    Ok(page)
}

/// The same as a part of a case: what the buyer holds against the purchase stands above it, the receipt itself to be checked below.
pub fn case(checked: &Checked, words: &SheetWords, case: &Case<'_>) -> Result<String, NoReceipt> {
    let receipt = checked.receipt.as_deref().map_err(|why| *why)?;
    let mut page = String::new();
    let mut all = || {
        open(&mut page, &words.language, case.title)?;
        for part in case.parts {
            write!(page, "<h2>{}</h2><table>", escaped(&clean(&part.title, 200)))?;
            for (name, value) in &part.lines {
                let (value, _) = laid_out(value, MAX_SHOWN);
                let (name, value) = (line(name), escaped(&value.concat()));
                write!(page, "<tr><th scope=\"row\">{name}</th><td class=\"text\"><bdi>{value}</bdi></td></tr>")?;
            }
            page.push_str("</table>");
        }
        write!(page, "<hr><h1>{}</h1>", escaped(&words.title))?;
        content(&mut page, receipt, checked, words)?;
        write!(page, "<h2>{}</h2><p>{}</p>", escaped(case.attached), escaped(case.attached_says))?;
        write!(page, "<pre>{}</pre>{ENDED}", escaped(case.receipt.trim_end()))
    };
    let written = all();
    debug_assert!(written.is_ok());
    Ok(page)
}

/// What a case has beside its receipt.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Over all.
    pub title: &'a str,
    /// In the order shown.
    pub parts: &'a [DossierPart],
    /// Over the receipt as it is checked.
    pub attached: &'a str,
    /// What to do with it.
    pub attached_says: &'a str,
    /// That, to the letter.
    pub receipt: &'a str,
}

fn write(page: &mut String, receipt: &Receipt, checked: &Checked, words: &SheetWords) -> std::fmt::Result {
    open(page, &words.language, &words.title)?;
    content(page, receipt, checked, words)?;
    page.push_str(ENDED);
    Ok(())
}

fn open(page: &mut String, language: &str, title: &str) -> std::fmt::Result {
    page.push_str(&begun(language, title, STYLE));
    write!(page, "<h1>{}</h1>", escaped(title))
}

fn content(page: &mut String, receipt: &Receipt, checked: &Checked, words: &SheetWords) -> std::fmt::Result {
    let Receipt { proof, told, .. } = receipt;
    let name = line(&told.agent.name);
    write!(page, "<p><bdi>{name}</bdi> · {} · {}</p>", line(&told.network), line(&told.times.created))?;
    if told.sandbox {
        write!(page, "<p>{}</p>", escaped(&words.sandbox))?;
    }
    let summary = match (checked.holds(), checked.is_signed()) {
        (false, _) => &words.altered,
        (true, false) => &words.unsigned,
        (true, true) => &words.intact,
    };
    write!(page, "<p><strong>{}</strong></p>", escaped(summary))?;

    let (told_only, proven): (Vec<&Line>, Vec<&Line>) =
        checked.lines.iter().partition(|line| matches!(line.stands, Stands::Unprovable));
    write!(page, "<h2>{}</h2>", escaped(&words.proven))?;
    lines(page, &proven, words)?;
    write!(page, "<h2>{}</h2><p>{}</p>", escaped(&words.unproven), escaped(&words.unproven_why))?;
    lines(page, &told_only, words)?;

    if let Some(input) = &proof.input {
        write!(page, "<h2>{}</h2>", escaped(&words.asked))?;
        whole(page, &input.canonical, words)?;
    }
    write!(page, "<h2>{}</h2>", escaped(&words.came))?;
    match &proof.result {
        Some(result) => whole(page, &result.text, words)?,
        None => write!(page, "<p>{}</p>", escaped(&words.nothing_came))?,
    }
    if let Some(terms) = &proof.terms {
        write!(page, "<h2>{}</h2>", escaped(&words.signed))?;
        whole(page, &terms.text, words)?;
    }
    facts(page, receipt, words)
}

fn lines(page: &mut String, lines: &[&Line], words: &SheetWords) -> std::fmt::Result {
    page.push_str("<table>");
    for Line { id, stands } in lines {
        let said = words.lines.get(id).map(String::as_str).unwrap_or_default();
        let word = words.stands.get(stands).map(String::as_str).unwrap_or_default();
        let class = if *stands == Stands::Fails { " class=\"fails\"" } else { "" };
        write!(page, "<tr{class}><th scope=\"row\">{}</th><td>{}</td></tr>", escaped(word), escaped(said))?;
    }
    page.push_str("</table>");
    Ok(())
}

/// Hashes, times and amounts, by the names that docs/receipt.md gives them: they are the same in every language.
fn facts(page: &mut String, receipt: &Receipt, words: &SheetWords) -> std::fmt::Result {
    let Receipt { proof, told, schema } = receipt;
    let (approval, times) = (told.approval.as_ref(), &told.times);
    let (input, result, terms) = (proof.input.as_ref(), proof.result.as_ref(), proof.terms.as_ref());
    let all = [
        ("agent.identifier", told.agent.identifier.as_deref()),
        ("agent.author", Some(told.agent.author.as_str())),
        ("agent.address", told.agent.address.as_deref()),
        ("input.hash", input.map(|input| input.hash.as_str())),
        ("input.nonce", input.map(|input| input.nonce.as_str())),
        ("terms.key", terms.map(|terms| terms.key.as_str())),
        ("terms.signature", terms.map(|terms| terms.signature.as_str())),
        ("result.sha256", result.map(|result| result.sha256.as_str())),
        ("result.hash", result.and_then(|result| result.hash.as_deref())),
        ("chain.resultHash", told.chain.as_ref().and_then(|chain| chain.result_hash.as_deref())),
        ("chain.state", told.chain.as_ref().and_then(|chain| chain.state.as_deref())),
        ("payment.state", Some(told.payment.state.as_str())),
        ("job.state", Some(told.job.state.as_str())),
        ("job.id", told.job.id.as_deref()),
        ("approval.at", approval.map(|approval| approval.at.as_str())),
        ("times.accepted", times.accepted.as_deref()),
        ("times.verified", times.verified.as_deref()),
        ("times.paid", times.paid.as_deref()),
        ("times.locked", times.locked.as_deref()),
        ("times.delivered", times.delivered.as_deref()),
        ("times.hashed", times.hashed.as_deref()),
        ("times.settled", times.settled.as_deref()),
        ("deadlines.payBy", told.deadlines.as_ref().and_then(|ends| ends.pay_by.as_deref())),
        ("deadlines.submitResult", told.deadlines.as_ref().and_then(|ends| ends.submit_result.as_deref())),
        ("deadlines.unlock", told.deadlines.as_ref().and_then(|ends| ends.unlock.as_deref())),
        (
            "deadlines.externalDisputeUnlock",
            told.deadlines.as_ref().and_then(|ends| ends.external_dispute_unlock.as_deref()),
        ),
        ("blockchainIdentifier", told.blockchain_identifier.as_deref()),
        ("schema", Some(schema.as_str())),
        ("program", Some(told.program.as_str())),
        ("writtenAt", Some(told.written_at.as_str())),
    ];
    write!(page, "<h2>{}</h2><table>", escaped(&words.facts))?;
    for (name, value) in all {
        let value = value.map_or_else(|| "—".to_owned(), line);
        write!(page, "<tr><th scope=\"row\"><code>{name}</code></th><td><bdi>{value}</bdi></td></tr>")?;
    }
    for moved in &told.money {
        let (what, amount, unit) = (line(&moved.what), line(&moved.amount), line(&moved.unit));
        write!(page, "<tr><th scope=\"row\"><code>money.{what}</code></th><td>{amount} {unit}</td></tr>")?;
    }
    page.push_str("</table>");
    let seen = told.chain.as_ref().map(|chain| chain.transactions.as_slice()).unwrap_or_default();
    if !seen.is_empty() {
        write!(page, "<h2>{}</h2><table>", escaped(&words.transactions))?;
        for one in seen {
            // As text: a receipt may come from anybody, and its address lead anywhere.
            let at = one.explorer.as_deref().map(line).unwrap_or_default();
            write!(
                page,
                "<tr><th scope=\"row\">{}</th><td><bdi>{}</bdi><br><bdi>{at}</bdi></td></tr>",
                line(&one.leads_to),
                line(&one.hash)
            )?;
        }
        page.push_str("</table>");
    }
    Ok(())
}

/// A text of several lines, of which a beginning of some length is shown.
fn whole(page: &mut String, text: &str, words: &SheetWords) -> std::fmt::Result {
    let (pieces, cut) = laid_out(text, MAX_SHOWN);
    write!(page, "<pre>{}</pre>", escaped(&pieces.concat()))?;
    if cut { write!(page, "<p>{}</p>", escaped(&words.more)) } else { Ok(()) }
}

fn line(text: &str) -> String {
    escaped(&clean(text, 10_000))
}
