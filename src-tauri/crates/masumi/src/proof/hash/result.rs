//! Compares a result with the hash on chain, in every form that agents are known to hash.

use super::{ascii, escaped, json::Document, result_hash, sha256};
use crate::{
    agent::{JobResult, lossy},
    identifiers::Nonce,
    proof::{Beyond, HashVariant, HashVerdict},
};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::{
    cell::{Cell, RefCell},
    iter::once,
};

/// So many bytes are hashed for one verdict: enough for a result of 4 MB in all its likely forms, and some seconds of work.
const WORK: usize = 512 * 1024 * 1024;
/// Of so many blank lines each may be the one that ends the message before a result.
pub(super) const BLANK_LINES: usize = 8;
/// Hex digits of one hash.
const HASH: usize = 64;

/// Holds a result against the hash on chain, in every form that agents are known to hash.
///
/// `on_chain` is the purchase's `resultHash`. Absent or empty, there is none to wait for yet; whoever saw one before knows that it
/// was taken back. Hashes the result some dozens of times: with a result of megabytes, work for a thread that may block.
///
/// ```
/// use masumi::{
///     agent::JobResult,
///     identifiers::Nonce,
///     proof::{HashVariant, HashVerdict, result_hash, verify_result},
/// };
///
/// let nonce: Nonce = "54457a849f11e756a970".parse()?;
/// // As the node tells it of the purchase.
/// let on_chain = result_hash(&nonce, "It was a long day.");
///
/// let delivered = JobResult::Text("It was a long day.".to_owned());
/// let verdict = verify_result(&nonce, &delivered, Some(&on_chain));
/// assert_eq!(verdict, HashVerdict::Verified { variant: HashVariant::Spec });
///
/// let other = JobResult::Text("It was a short day.".to_owned());
/// assert!(matches!(verify_result(&nonce, &other, Some(&on_chain)), HashVerdict::Mismatch { .. }));
/// # Ok::<(), masumi::identifiers::NotAnIdentifier>(())
/// ```
pub fn verify_result(nonce: &Nonce, result: &JobResult, on_chain: Option<&str>) -> HashVerdict {
    verify_chained_result(nonce, &[], result, on_chain)
}

/// As [`verify_result`], and in the form that puts the input hash and the hashes of later answers before the nonce
/// (an open proposal to MIP-004). Each of `chains` is those hashes, in order, as they may have been put together.
pub fn verify_chained_result(
    nonce: &Nonce,
    chains: &[Vec<String>],
    result: &JobResult,
    on_chain: Option<&str>,
) -> HashVerdict {
    verify_within(WORK, nonce, chains, result, on_chain)
}

/// Whether what is on chain is this hash of a result, in any of the ways in which agents write it there.
pub fn is_hash_of(on_chain: &str, hash: &str) -> bool {
    apart(on_chain.trim()).0.eq_ignore_ascii_case(hash)
}

/// The text that has the hash on chain, and the form in which the agent hashed its result; `None`: none of the known forms has it.
/// For whoever wants to show that to somebody who knows SHA-256 and nothing of those forms.
pub fn hashed_text(
    nonce: &Nonce,
    chains: &[Vec<String>],
    result: &JobResult,
    on_chain: &str,
) -> Option<(HashVariant, String)> {
    match held_against(WORK, nonce, chains, result, Some(on_chain)) {
        (HashVerdict::Verified { variant }, Some(text)) => Some((variant, text)),
        _ => None,
    }
}

/// As [`verify_chained_result`], hashing so many bytes at most.
pub(in crate::proof) fn verify_within(
    work: usize,
    nonce: &Nonce,
    chains: &[Vec<String>],
    result: &JobResult,
    on_chain: Option<&str>,
) -> HashVerdict {
    held_against(work, nonce, chains, result, on_chain).0
}

/// The verdict, and the text that has the hash.
fn held_against(
    work: usize,
    nonce: &Nonce,
    chains: &[Vec<String>],
    result: &JobResult,
    on_chain: Option<&str>,
) -> (HashVerdict, Option<String>) {
    let Some(on_chain) = on_chain.map(str::trim).filter(|hash| !hash.is_empty()) else {
        return (HashVerdict::Waiting, None);
    };
    let (hash, paired) = apart(on_chain);
    let prefixes = chains.iter().filter(|chain| !chain.is_empty()).map(|chain| chain.join(";") + ";").collect();
    let sought = Sought { nonce: nonce.as_str(), hash, prefixes, left: Cell::new(work), found: RefCell::default() };
    let (variant, text) = match result {
        JobResult::Text(text) => (sought.among_texts(text), text),
        JobResult::Json(raw) => (sought.among_structures(raw), raw),
    };
    let verdict = match variant {
        // What proves a part only stays said, whatever stands before the hash.
        Some(variant) if paired && !variant.proves_a_part() => {
            HashVerdict::Verified { variant: HashVariant::AfterInputHash }
        }
        Some(variant) => HashVerdict::Verified { variant },
        None if is_hash(text, hash) => HashVerdict::OnlyHash,
        // Other bytes are only proven to be others where all known ways of writing them were tried.
        None if matches!(result, JobResult::Json(_)) && !can_be_taken_apart(text) => {
            HashVerdict::Beyond { why: Beyond::NotTakenApart }
        }
        None if sought.left.get() == 0 => HashVerdict::Beyond { why: Beyond::TooManyForms },
        None => HashVerdict::Mismatch { on_chain: on_chain.to_owned(), computed: result_hash(nonce, text) },
    };
    (verdict, sought.found.into_inner())
}

/// Whether a text is that hash, by itself or as the one thing in a structure.
fn is_hash(text: &str, hash: &str) -> bool {
    const LONGEST: usize = 1_000;
    if text.len() > LONGEST || hash.len() != HASH {
        return false;
    }
    let inside = match serde_json::from_str(text) {
        Ok(Value::Object(members)) if members.len() == 1 => {
            members.values().next().and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    };
    let given = inside.as_deref().unwrap_or(text).trim();
    apart(given).0.eq_ignore_ascii_case(hash)
}

/// The result's hash in what is on chain: without the name of the algorithm, and the last of two hashes written together
/// (input and result), and whether there were two.
fn apart(on_chain: &str) -> (&str, bool) {
    let named = |name: &str| on_chain.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let name = ["sha256:", "sha-256:", "0x"].into_iter().find(|name| named(name)).unwrap_or_default();
    let hash = on_chain.get(name.len()..).unwrap_or_default();
    let two = hash.len() == 2 * HASH && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    if two { (hash.get(HASH..).unwrap_or_default(), true) } else { (hash, false) }
}

impl HashVariant {
    /// Whether only a part of what was received is proven.
    pub fn proves_a_part(self) -> bool {
        matches!(self, HashVariant::RawMember | HashVariant::AfterMessage)
    }
}

/// The hash that is looked for, and what may have been hashed before the text.
struct Sought<'a> {
    nonce: &'a str,
    hash: &'a str,
    prefixes: Vec<String>,
    /// Bytes that may still be hashed.
    left: Cell<usize>,
    /// The text that has the hash, once it is found.
    found: RefCell<Option<String>>,
}

impl Sought<'_> {
    /// Whether these parts together have the hash. No, once all the work is done that may be.
    fn is(&self, parts: &[&str]) -> bool {
        let work: usize = parts.iter().map(|part| part.len()).sum();
        let left = self.left.get().saturating_sub(work);
        self.left.set(left);
        let is = left > 0 && sha256(parts).eq_ignore_ascii_case(self.hash);
        if is {
            self.found.replace(Some(parts.concat()));
        }
        is
    }

    /// In which form a text was hashed; `escaped` is the text as inside a JSON string.
    fn among(&self, text: &str, escaped: &str) -> Option<HashVariant> {
        let nonce = self.nonce;
        let ascii = ascii(escaped);
        let spellings = || {
            let ascii = Some(ascii.as_str()).filter(|spelt| *spelt != escaped);
            once(escaped).chain(ascii).filter(|spelt| *spelt != text)
        };
        if self.is(&[nonce, ";", text]) {
            return Some(HashVariant::Spec);
        }
        if spellings().any(|spelt| self.is(&[nonce, ";", spelt])) {
            return Some(HashVariant::Escaped);
        }
        let others: [(HashVariant, &[&str]); 2] =
            [(HashVariant::Bare, &[text]), (HashVariant::NoSeparator, &[nonce, text])];
        let other = others.into_iter().find(|(_, parts)| self.is(parts)).map(|(variant, _)| variant);
        let mut prefixes = self.prefixes.iter();
        let chained =
            |prefix: &String| once(text).chain(spellings()).any(|spelt| self.is(&[prefix, nonce, ";", spelt]));
        other.or_else(|| prefixes.any(chained).then_some(HashVariant::Chained))
    }

    /// As it came, as a JSON text with its quotes, and without the message before it (kodo-masu-connector).
    fn among_texts(&self, text: &str) -> Option<HashVariant> {
        let escaped = escaped(text);
        let as_json = || {
            let quoted = format!("\"{escaped}\"");
            let ascii = ascii(&quoted);
            [Some(&quoted), Some(&ascii).filter(|ascii| **ascii != quoted)].into_iter().flatten().find_map(|json| {
                let forms: [(HashVariant, &[&str]); 2] =
                    [(HashVariant::JsonText, &[self.nonce, ";", json]), (HashVariant::BareJsonText, &[json])];
                forms.into_iter().find(|(_, parts)| self.is(parts)).map(|(variant, _)| variant)
            })
        };
        let after_message = || {
            let mut rests =
                text.match_indices("\n\n").map(|(at, blank)| text.get(at + blank.len()..)).take(BLANK_LINES);
            rests.any(|rest| rest.is_some_and(|rest| self.among(rest, &super::escaped(rest)).is_some()))
        };
        self.among(text, &escaped).or_else(as_json).or_else(|| after_message().then_some(HashVariant::AfterMessage))
    }

    fn among_structures(&self, raw: &str) -> Option<HashVariant> {
        // A string that has no form in UTF-8: as JavaScript encodes it, and as it stands in the body.
        if let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
            && let Ok(text) = lossy(raw)
            && let Some(variant) = self.among(&text, inner)
        {
            return Some(variant);
        }
        let as_json = |text: &str| {
            self.among(text, &escaped(text)).map(|variant| match variant {
                HashVariant::Spec => HashVariant::JsonText,
                HashVariant::Bare => HashVariant::BareJsonText,
                other => other,
            })
        };
        // CrewAI's output object: the text that was hashed is in its member `raw`.
        let member = |document: &Document| {
            let text = document.text_of("raw")?;
            self.among(&text, &escaped(&text)).map(|_| HashVariant::RawMember)
        };
        as_json(raw).or_else(|| {
            let document = Document::parse(raw)?;
            member(&document)
                .or_else(|| document.texts().take_while(|_| self.left.get() > 0).find_map(|text| as_json(&text)))
        })
    }
}

/// Whether a JSON text can be written in all known ways. What is no JSON at all has but one way of being written.
fn can_be_taken_apart(raw: &str) -> bool {
    Document::parse(raw).is_some_and(|document| document.is_whole()) || serde_json::from_str::<IgnoredAny>(raw).is_err()
}
