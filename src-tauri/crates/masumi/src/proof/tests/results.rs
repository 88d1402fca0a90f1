//! Results against the hash on chain.

use crate::{
    agent::JobResult,
    proof::{hash::verify_within, *},
};
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const NONCE: &str = "54457a849f11e756a970";

fn nonce() -> Nonce {
    NONCE.parse().unwrap()
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn verified(variant: HashVariant) -> HashVerdict {
    HashVerdict::Verified { variant }
}

#[test]
fn every_form_that_agents_hash_a_text_in_is_recognised() {
    let result = JobResult::Text("say \"hi\"\nÜmlaut".into());
    let table = [
        (format!("{NONCE};say \"hi\"\nÜmlaut"), HashVariant::Spec),
        (format!("{NONCE};say \\\"hi\\\"\\nÜmlaut"), HashVariant::Escaped),
        (format!("{NONCE};say \\\"hi\\\"\\n\\u00dcmlaut"), HashVariant::Escaped),
        ("say \"hi\"\nÜmlaut".to_owned(), HashVariant::Bare),
        (format!("{NONCE}say \"hi\"\nÜmlaut"), HashVariant::NoSeparator),
    ];
    for (hashed, variant) in table {
        let on_chain = sha256(&hashed);
        assert_eq!(verify_result(&nonce(), &result, Some(&on_chain)), verified(variant));
        assert_eq!(verify_result(&nonce(), &result, Some(&on_chain.to_uppercase())), verified(variant));
    }
    let plain = JobResult::Text("plain".into());
    let both = result_hash(&nonce(), "plain");
    assert_eq!(verify_result(&nonce(), &plain, Some(&both)), verified(HashVariant::Spec), "the standard comes first");
}

#[test]
fn every_form_that_agents_hash_a_structure_in_is_recognised() {
    let raw = "{ \"b\":1.0,\n \"a\": [1, \"ü\"] }";
    let result = JobResult::Json(raw.into());
    let forms = [
        raw,
        r#"{"b":1.0,"a":[1,"ü"]}"#,
        r#"{"b": 1.0, "a": [1, "ü"]}"#,
        r#"{"a":[1,"ü"],"b":1.0}"#,
        r#"{"a": [1, "ü"], "b": 1.0}"#,
        r#"{"a":[1,"ü"],"b":1}"#,
        r#"{"b": 1.0, "a": [1, "\u00fc"]}"#,
        r#"{"a":[1,"\u00fc"],"b":1.0}"#,
    ];
    for form in forms {
        let with_nonce = sha256(&format!("{NONCE};{form}"));
        assert_eq!(verify_result(&nonce(), &result, Some(&with_nonce)), verified(HashVariant::JsonText), "{form}");
        let bare = sha256(form);
        assert_eq!(verify_result(&nonce(), &result, Some(&bare)), verified(HashVariant::BareJsonText), "{form}");
    }
    let crew = JobResult::Json(r#"{"raw": "done\n", "tokens": 3}"#.into());
    // What stands beside the text that was hashed may be anything, so this is not the proof of all of it.
    for on_chain in [escaped_result_hash(&nonce(), "done\n"), result_hash(&nonce(), "done\n"), sha256("done\n")] {
        assert_eq!(verify_result(&nonce(), &crew, Some(&on_chain)), verified(HashVariant::RawMember));
    }
}

#[test]
fn answers_hashed_into_the_chain_are_recognised() {
    let chain = [sha256("input"), sha256("answer")];
    let result = JobResult::Text("done\n".into());
    for text in ["done\n", "done\\n"] {
        let on_chain = sha256(&format!("{};{};{NONCE};{text}", chain[0], chain[1]));
        let chains = [chain[..1].to_vec(), chain.to_vec(), Vec::new()];
        let verdict = verify_chained_result(&nonce(), &chains, &result, Some(&on_chain));
        assert_eq!(verdict, verified(HashVariant::Chained));
        for other in [&chains[..1], &chains[2..]] {
            let verdict = verify_chained_result(&nonce(), other, &result, Some(&on_chain));
            assert!(matches!(verdict, HashVerdict::Mismatch { .. }));
        }
    }
    let alone = sha256(&format!("{NONCE};done\n"));
    let verdict = verify_chained_result(&nonce(), &[chain.to_vec()], &result, Some(&alone));
    assert_eq!(verdict, verified(HashVariant::Spec), "an agent that knows nothing of chains");
}

#[test]
fn line_ends_are_hashed_as_they_came() {
    for text in ["a\r\nb\r\n", "\u{feff}a", "a\u{0}b", " a "] {
        for hashed in [text.to_owned(), serde_json::to_string(text).unwrap().trim_matches('"').to_owned()] {
            let on_chain = sha256(&format!("{NONCE};{hashed}"));
            let verdict = verify_result(&nonce(), &JobResult::Text(text.into()), Some(&on_chain));
            assert!(matches!(verdict, HashVerdict::Verified { .. }), "{text:?}");
        }
    }
    let unix = sha256(&format!("{NONCE};a\nb\n"));
    let windows = JobResult::Text("a\r\nb\r\n".into());
    assert!(matches!(verify_result(&nonce(), &windows, Some(&unix)), HashVerdict::Mismatch { .. }));
}

#[test]
fn the_numbers_of_a_structure_are_hashed_as_they_were_written() {
    for (received, hashed) in [
        (r#"{"p":1e-05,"n":"x"}"#, r#"{"p": 1e-05, "n": "x"}"#),
        (r#"{"b":18446744073709551616}"#, r#"{"b": 18446744073709551616}"#),
        (r#"[123456789012345678901234567890, 1]"#, "[123456789012345678901234567890,1]"),
        (r#"{"z":0.10,"a":1E+2}"#, r#"{"a":1E+2,"z":0.10}"#),
        (r#"{"u":"\u00FC\/"}"#, r#"{"u": "\u00FC\/"}"#),
    ] {
        let on_chain = result_hash(&nonce(), hashed);
        let verdict = verify_result(&nonce(), &JobResult::Json(received.into()), Some(&on_chain));
        assert_eq!(verdict, verified(HashVariant::JsonText), "{received}");
    }
}

/// A writer that would lose a digit made the hash of something else.
#[test]
fn another_value_is_never_taken_for_the_one_that_was_hashed() {
    for (received, hashed) in [
        ("[18446744073709551617]", "[18446744073709552000]"),
        ("[0.1000000000000000055511151231257827]", "[0.1]"),
        ("[1]", "[1.5]"),
        ("[1]", "[true]"),
        (r#"["1"]"#, "[1]"),
        (r#"["a b"]"#, r#"["ab"]"#),
        (r#"{"a":1,"b":2}"#, r#"{"a":2,"b":1}"#),
        (r#"[1,2]"#, "[2,1]"),
        (r#"{"a":null}"#, "{}"),
    ] {
        let on_chain = result_hash(&nonce(), hashed);
        let verdict = verify_result(&nonce(), &JobResult::Json(received.into()), Some(&on_chain));
        assert!(matches!(verdict, HashVerdict::Mismatch { .. }), "{received}: {verdict:?}");
    }
}

#[test]
fn of_a_text_after_a_message_the_text_is_proven() {
    let the_text = "the text\n\nof two \"parts\"";
    for message in ["Done.", "Done.\n\nHere it is:"] {
        let result = JobResult::Text(format!("{message}\n\n{the_text}"));
        for on_chain in [result_hash(&nonce(), the_text), escaped_result_hash(&nonce(), the_text), sha256(the_text)] {
            let verdict = verify_result(&nonce(), &result, Some(&on_chain));
            assert_eq!(verdict, verified(HashVariant::AfterMessage), "{message}");
        }
    }
    let many = JobResult::Text("\n\n".repeat(100_000) + "end");
    let verdict = verify_result(&nonce(), &many, Some(&result_hash(&nonce(), "end")));
    assert!(matches!(verdict, HashVerdict::Mismatch { .. }), "the search for a message has an end: {verdict:?}");
}

#[test]
fn a_text_hashed_with_its_quotes_is_recognised() {
    let result = JobResult::Text("say \"hi\"\nÜ".into());
    for json in [r#""say \"hi\"\nÜ""#, r#""say \"hi\"\n\u00dc""#] {
        let verdict = verify_result(&nonce(), &result, Some(&result_hash(&nonce(), json)));
        assert_eq!(verdict, verified(HashVariant::JsonText), "{json}");
        assert_eq!(verify_result(&nonce(), &result, Some(&sha256(json))), verified(HashVariant::BareJsonText));
    }
}

#[test]
fn a_hash_is_found_after_the_name_of_its_algorithm_and_after_that_of_the_input() {
    let result = JobResult::Text("done\n".into());
    let hash = escaped_result_hash(&nonce(), "done\n");
    for on_chain in [format!("sha256:{hash}"), format!("SHA256:{}", hash.to_uppercase()), format!("0x{hash}")] {
        assert_eq!(verify_result(&nonce(), &result, Some(&on_chain)), verified(HashVariant::Escaped), "{on_chain}");
    }
    let input = sha256("the input");
    for on_chain in [format!("{input}{hash}"), format!("sha256:{input}{hash}")] {
        let verdict = verify_result(&nonce(), &result, Some(&on_chain));
        assert_eq!(verdict, verified(HashVariant::AfterInputHash), "{on_chain}");
    }
    let part = JobResult::Json(r#"{"raw":"done\n","iban":"theirs"}"#.into());
    let verdict = verify_result(&nonce(), &part, Some(&format!("{input}{hash}")));
    assert_eq!(verdict, verified(HashVariant::RawMember), "two hashes do not make a part the whole");
    for other in [format!("{hash}{input}"), format!("sha256:{input}"), format!("{input}{hash}00"), "sha256:".to_owned()]
    {
        let verdict = verify_result(&nonce(), &result, Some(&other));
        assert!(matches!(verdict, HashVerdict::Mismatch { .. }), "{other}: {verdict:?}");
    }
}

/// What every writer writes differently is not hashed for minutes, and is accused of nothing.
#[test]
fn the_work_of_looking_for_a_form_is_bounded() {
    let member = r#"{"é😀":1e5,"b\u0001":-0.0,"\uffee":[1.50]},"#;
    let raw = format!("[{}0]", member.repeat(1_000));
    let result = JobResult::Json(raw.clone());
    let verdict = |on_chain: &str| verify_within(100 * raw.len(), &nonce(), &[], &result, Some(on_chain));
    assert_eq!(verdict(&sha256("something else")), HashVerdict::Beyond { why: Beyond::TooManyForms });
    assert_eq!(verdict(&result_hash(&nonce(), &raw)), verified(HashVariant::JsonText), "the likely forms come first");
    let whole = verify_result(&nonce(), &result, Some(&sha256("something else")));
    assert!(matches!(whole, HashVerdict::Mismatch { .. }), "within the bound all forms are tried: {whole:?}");
}

/// A value as its writers see it, to be written without the code that is tried.
#[derive(Clone, Debug)]
enum Written {
    Number(String),
    Text(String),
    List(Vec<Written>),
    Object(BTreeMap<String, Written>),
}

impl Written {
    fn any() -> impl Strategy<Value = Written> {
        let number = prop_oneof![
            "-?[1-9][0-9]{0,25}",
            "-?[1-9][0-9]{0,3}\\.[0-9]{1,25}",
            "[1-9]\\.[0-9]{1,3}[eE][+-]?[0-9]{1,2}"
        ];
        let leaf = prop_oneof![
            number.prop_map(Written::Number),
            "[a-z\"\\\\\n/\u{7f}é😀\u{ffee}]{0,6}".prop_map(Written::Text)
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Written::List),
                prop::collection::btree_map("[a-cé😀\u{ffee}]{1,3}", inner, 0..4).prop_map(Written::Object),
            ]
        })
    }

    /// `indent`: one member a line. Otherwise after `,` and `:` stands what is in `gap`.
    fn write(&self, indent: Option<usize>, gap: &str, depth: usize) -> String {
        let spelt = |text: &str| serde_json::to_string(text).unwrap();
        let (open, items, close): (_, Vec<String>, _) = match self {
            Written::Number(token) => return token.clone(),
            Written::Text(text) => return spelt(text),
            Written::List(items) => ("[", items.iter().map(|item| item.write(indent, gap, depth + 1)).collect(), "]"),
            Written::Object(members) => {
                let colon = if indent.is_some() { " " } else { gap };
                let member = |(name, value): (&String, &Written)| {
                    format!("{}:{colon}{}", spelt(name), value.write(indent, gap, depth + 1))
                };
                ("{", members.iter().map(member).collect(), "}")
            }
        };
        match indent {
            Some(width) if !items.is_empty() => {
                let line = |depth: usize| format!("\n{}", " ".repeat(width * depth));
                let inner = items.join(&format!(",{}", line(depth + 1)));
                format!("{open}{}{inner}{}{close}", line(depth + 1), line(depth))
            }
            _ => format!("{open}{}{close}", items.join(&format!(",{gap}"))),
        }
    }

    fn forms(&self) -> Vec<String> {
        [(None, ""), (None, " "), (Some(2), ""), (Some(4), "")].map(|(indent, gap)| self.write(indent, gap, 0)).into()
    }
}

proptest! {
    #[test]
    fn a_structure_is_recognised_from_each_of_its_writings_in_each(value in Written::any()) {
        let structure = matches!(value, Written::List(_) | Written::Object(_));
        prop_assume!(structure);
        for received in value.forms() {
            for hashed in value.forms() {
                let on_chain = result_hash(&nonce(), &hashed);
                let verdict = verify_result(&nonce(), &JobResult::Json(received.clone()), Some(&on_chain));
                prop_assert_eq!(verdict, verified(HashVariant::JsonText), "{} as {}", received, hashed);
            }
        }
    }

    #[test]
    fn a_structure_is_never_recognised_in_the_writing_of_another(one in Written::any(), other in Written::any()) {
        let (Ok(a), Ok(b)) = (serde_json::from_str::<Value>(&one.forms()[0]), serde_json::from_str::<Value>(&other.forms()[0]))
        else { return Ok(()) };
        prop_assume!(a != b);
        for hashed in other.forms() {
            let on_chain = result_hash(&nonce(), &hashed);
            let verdict = verify_result(&nonce(), &JobResult::Json(one.forms().remove(0)), Some(&on_chain));
            let found = matches!(verdict, HashVerdict::Verified { .. });
            prop_assert!(!found, "{:?} for {:?}", one, other);
        }
    }
}

/// JSON can carry half a character. JavaScript hashes U+FFFD for it, or the escaped form, which keeps it.
#[test]
fn half_a_character_is_hashed_as_the_agents_languages_do() {
    let result = JobResult::Json(r#""caf\u00e9 \ud83d!""#.into());
    let table = [
        (format!("{NONCE};café \u{fffd}!"), HashVariant::Spec),
        (format!(r"{NONCE};caf\u00e9 \ud83d!"), HashVariant::Escaped),
    ];
    for (hashed, variant) in table {
        assert_eq!(verify_result(&nonce(), &result, Some(&sha256(&hashed))), verified(variant), "{hashed}");
    }
}

/// Only the bytes as they came were compared: that these are not what was hashed is no proof of other bytes.
#[test]
fn json_that_cannot_be_taken_apart_is_not_called_other_bytes() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for raw in [deep.as_str(), "[1e999]", r#"{"a": "\ud800"}"#] {
        let result = JobResult::Json(raw.to_owned());
        let beyond = HashVerdict::Beyond { why: Beyond::NotTakenApart };
        assert_eq!(verify_result(&nonce(), &result, Some(&sha256("something else"))), beyond, "{raw:.20}");
        let as_it_came = result_hash(&nonce(), raw);
        assert_eq!(verify_result(&nonce(), &result, Some(&as_it_came)), verified(HashVariant::JsonText));
    }
}

/// Read and written again, only one of the two values would be left, and the person sees both.
#[test]
fn names_that_come_twice_are_proven_byte_for_byte_or_not_at_all() {
    for (raw, rewritten) in [
        (r#"{"iban": "theirs", "iban": "yours"}"#, r#"{"iban":"yours"}"#),
        (r#"[1, {"a": [{"b": 1, "c": null, "b": true}]}]"#, r#"[1,{"a":[{"b":true,"c":null}]}]"#),
        (r#"{"raw": "theirs", "raw": "yours"}"#, "yours"),
        (r#"{"iban": "theirs", "\u0069ban": "yours"}"#, r#"{"iban":"yours"}"#),
    ] {
        let result = JobResult::Json(raw.to_owned());
        let beyond = HashVerdict::Beyond { why: Beyond::NotTakenApart };
        assert_eq!(verify_result(&nonce(), &result, Some(&result_hash(&nonce(), rewritten))), beyond, "{raw}");
        let as_it_came = result_hash(&nonce(), raw);
        assert_eq!(verify_result(&nonce(), &result, Some(&as_it_came)), verified(HashVariant::JsonText), "{raw}");
    }
}

#[test]
fn other_bytes_are_a_mismatch_with_both_hashes() {
    for result in [JobResult::Text("done".into()), JobResult::Json("[1]".into()), JobResult::Json("not json".into())] {
        let (JobResult::Text(text) | JobResult::Json(text)) = &result;
        let computed = result_hash(&nonce(), text);
        let on_chain = sha256("something else");
        let mismatch = HashVerdict::Mismatch { on_chain: on_chain.clone(), computed };
        assert_eq!(verify_result(&nonce(), &result, Some(&on_chain)), mismatch);
    }
}

#[test]
fn a_hash_that_is_not_there_is_awaited() {
    let result = JobResult::Text("done".into());
    for none in [None, Some(""), Some(" ")] {
        assert_eq!(verify_result(&nonce(), &result, none), HashVerdict::Waiting);
    }
}

#[test]
fn a_result_nested_beyond_reading_is_still_hashed_as_it_came() {
    let raw = "[".repeat(100_000);
    let on_chain = result_hash(&nonce(), &raw);
    let verdict = verify_result(&nonce(), &JobResult::Json(raw), Some(&on_chain));
    assert_eq!(verdict, verified(HashVariant::JsonText));
}

/// As one agent did.
#[test]
fn a_result_that_is_only_the_hash_is_none_and_no_other_result() {
    let on_chain = "9c".repeat(32);
    let upper = on_chain.to_uppercase();
    for given in [
        JobResult::Text(on_chain.clone()),
        JobResult::Text(format!(" sha256:{upper}\n")),
        JobResult::Json(format!(r#"{{"result_hash": "{on_chain}"}}"#)),
        JobResult::Text(format!(r#"{{"hash": "0x{on_chain}"}}"#)),
    ] {
        assert_eq!(verify_result(&nonce(), &given, Some(&on_chain)), HashVerdict::OnlyHash, "{given:?}");
        assert_eq!(verify_result(&nonce(), &given, None), HashVerdict::Waiting);
    }
    for given in [
        JobResult::Text("8c".repeat(32)),
        JobResult::Text(format!("The hash is {on_chain}")),
        JobResult::Json(format!(r#"{{"hash": "{on_chain}", "text": "Done"}}"#)),
    ] {
        assert!(matches!(verify_result(&nonce(), &given, Some(&on_chain)), HashVerdict::Mismatch { .. }), "{given:?}");
    }
    // Whoever sells hashes delivers one.
    let own = result_hash(&nonce(), &on_chain);
    assert!(matches!(verify_result(&nonce(), &JobResult::Text(on_chain), Some(&own)), HashVerdict::Verified { .. }));
}
