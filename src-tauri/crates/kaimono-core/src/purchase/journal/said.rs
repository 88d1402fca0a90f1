//! What the earlier lines of a purchase say, so that a later line need not repeat it. A shortened line names where the value
//! stands, or gives only the difference. Reading it yields, to the byte, what was written.
//!
//! | line | what is left out |
//! |---|---|
//! | `approved` | the answers that the canonical input has |
//! | `jobStarted` | the terms that the agent's raw answer has |
//! | `paying` | what the body has from the terms |
//! | `row` | what was in the row before it, or in the body that was paid |
//! | `history` | the transaction that stands in the row |
//! | those with checks | the checks that passed |
//! | `hashChecked` | the hashes that stand in the row and in the result |
//!
//! Only the lines as they were written count, never what a version makes of them: a line is read the same way for ever.

use serde_json::{Map, Value, json};

/// What is no longer than this is not worth a name.
const SHORT: usize = 40;
/// After so many rows that say only what differs, one is whole again: so many lines are read at most to read one.
const CHANGES: u32 = 50;

// What follows is part of the format: it is never edited, another list gets another name.

/// What a row has from the body that was paid, as it stands there.
const OF_THE_BODY: [&str; 5] = ["blockchainIdentifier", "agentIdentifier", "inputHash", "sellerVkey", "metadata"];
/// The same of times, which are numbers in a row.
const TIMES: [&str; 4] = ["payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime"];
/// The checks that `"first"` lists, in this order.
const FIRST: [&str; 23] = [
    "identifier-format",
    "identifier-unused",
    "agent-identifier",
    "agent-echo",
    "nonce",
    "nonce-echo",
    "input-hash",
    "seller-key",
    "seller-registered",
    "seller-approved",
    "seller-address",
    "signature",
    "deadline-order",
    "pay-time",
    "deliver-time",
    "unlock-time",
    "price",
    "unit",
    "contract",
    "source-index",
    "current",
    "registered",
    "layer",
];

/// What the lines of one purchase said so far, as far as others leave it out. As text: there may be a hundred thousand of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    terms: Option<String>,
    body: Option<String>,
    row: Option<String>,
    /// Rows since one that was whole.
    changes: u32,
    /// The content of the newest result.
    result: Option<String>,
}

impl Said {
    /// The kinds of line that leave something out.
    pub(super) fn shortens(kind: &str) -> bool {
        matches!(
            kind,
            "approved"
                | "imported"
                | "jobStarted"
                | "paying"
                | "row"
                | "resultReceived"
                | "hashChecked"
                | "history"
                | "termsRefused"
                | "termsOutside"
                | "tooLate"
        )
    }

    /// The kinds of line that a line of this kind leaves something to.
    pub(super) fn looks_back(kind: &str) -> bool {
        matches!(kind, "paying" | "row" | "hashChecked" | "history")
    }

    /// Whether nothing before this line is needed to read a later one.
    pub(super) fn begins_with(kind: &str, body: &str) -> bool {
        let whole = || serde_json::from_str::<Map<String, Value>>(body).is_ok_and(|line| line.contains_key("row"));
        matches!(kind, "imported" | "jobStarted") || (kind == "row" && whole())
    }

    /// Leaves out of a whole line what need not be repeated.
    pub(super) fn shorten(&self, kind: &str, line: &mut Value) {
        match kind {
            "approved" => shorten_order(&mut line["order"]),
            "jobStarted" => shorten_terms(line),
            "paying" => {
                if let Some(body) = self.short_body(&line["body"]) {
                    line["body"] = body;
                }
            }
            "row" => {
                if let Some(base) = self.base() {
                    let changed = difference(&base, &without_nulls(line["row"].clone()));
                    *line = json!({ "kind": "row", "changed": changed.unwrap_or_else(|| json!({})) });
                }
            }
            "hashChecked" => {
                for (name, said) in self.hashes() {
                    if said.is_some() && line.get(name).and_then(Value::as_str) == said.as_deref() {
                        line[name] = json!([]);
                    }
                }
            }
            "history" => {
                let present = self.present_transaction();
                for told in line["transactions"].as_array_mut().into_iter().flatten() {
                    *told = without_nulls(told.take());
                    if Some(&*told) == present.as_ref() {
                        *told = json!([]);
                    }
                }
            }
            _ => {}
        }
        if let Some(short) = line.get("checks").and_then(short_checks) {
            line["checks"] = short;
        }
    }

    /// Puts in what a line leaves out, and takes note of what it says. What does not fit stays as it is, and is not read.
    pub(super) fn complete(&mut self, kind: &str, line: &mut Value) {
        if let Some(whole) = line.get("checks").and_then(whole_checks) {
            line["checks"] = whole;
        }
        match kind {
            "approved" => complete_order(&mut line["order"]),
            "jobStarted" => {
                complete_terms(line);
                // Whoever looks back from a later line looks no further than this.
                (self.body, self.row) = (None, None);
                self.terms = line.get("terms").filter(|terms| terms.is_object()).map(Value::to_string);
            }
            "paying" => {
                self.complete_body(&mut line["body"]);
                self.body = line["body"].as_str().map(str::to_owned);
                self.terms = None;
            }
            "imported" => self.take_row(&line["row"], 0),
            "resultReceived" => self.result = line["result"]["content"].as_str().map(str::to_owned),
            "history" => {
                let present = self.present_transaction();
                for told in line["transactions"].as_array_mut().into_iter().flatten().filter(|told| told.is_array()) {
                    *told = present.clone().unwrap_or_default();
                }
            }
            "hashChecked" => {
                for (name, said) in self.hashes() {
                    if line.get(name).is_some_and(Value::is_array) {
                        line[name] = json!(said);
                    }
                }
            }
            "row" => {
                if let Some((changed, mut row)) = line.get("changed").cloned().zip(self.base()) {
                    merge(&mut row, &changed);
                    *line = json!({ "kind": "row", "row": row });
                    self.take_row(&line["row"], self.changes.saturating_add(1));
                } else {
                    self.take_row(&line["row"], 0);
                }
            }
            _ => {}
        }
    }

    fn take_row(&mut self, row: &Value, changes: u32) {
        (self.row, self.changes) = (Some(without_nulls(row.clone()).to_string()), changes);
        self.body = None;
    }

    /// What a row is held against: the one before it, or else the body that it should be of.
    fn base(&self) -> Option<Value> {
        if let Some(row) = &self.row {
            return (self.changes < CHANGES).then(|| serde_json::from_str(row).ok()).flatten();
        }
        let body: Map<String, Value> = serde_json::from_str(self.body.as_ref()?).ok()?;
        // What nobody has told yet of a purchase that is as it was paid.
        let mut row = Map::from_iter([
            ("paidFunds".to_owned(), body.get("Amounts").cloned().unwrap_or_default()),
            ("withdrawnForBuyer".to_owned(), json!([])),
            ("withdrawnForSeller".to_owned(), json!([])),
            (
                "paymentSource".to_owned(),
                json!({ "generation": body.get("paymentSourceType"), "network": body.get("network") }),
            ),
        ]);
        for name in OF_THE_BODY {
            row.extend(body.get(name).filter(|value| value.is_string()).map(|value| (name.to_owned(), value.clone())));
        }
        for name in TIMES {
            let digits = body.get(name).and_then(Value::as_str);
            row.extend(digits.and_then(|digits| digits.parse::<i64>().ok()).map(|at| (name.to_owned(), json!(at))));
        }
        Some(without_nulls(Value::Object(row)))
    }

    /// What a verdict was found out from: the newest result, and the hash in the newest row.
    fn hashes(&self) -> [(&'static str, Option<String>); 2] {
        let on_chain = self.of_the_row("resultHash").and_then(|hash| hash.as_str().map(str::to_owned));
        [("content", self.result.clone()), ("on_chain", on_chain)]
    }

    fn present_transaction(&self) -> Option<Value> {
        self.of_the_row("currentTransaction")
    }

    fn of_the_row(&self, name: &str) -> Option<Value> {
        let row: Map<String, Value> = serde_json::from_str(self.row.as_ref()?).ok()?;
        row.get(name).cloned()
    }

    /// The body as an object, `null` where the terms have the value under the same name.
    fn short_body(&self, text: &Value) -> Option<Value> {
        let mut body: Map<String, Value> = serde_json::from_str(text.as_str()?).ok()?;
        // Only what comes back to the byte.
        if serde_json::to_string(&body).ok()? != text.as_str()? || body.values().any(Value::is_null) {
            return None;
        }
        let terms = self.terms();
        for (name, value) in &mut body {
            if terms.get(name) == Some(&*value) {
                *value = Value::Null;
            }
        }
        Some(Value::Object(body))
    }

    fn complete_body(&self, body: &mut Value) {
        let Value::Object(short) = body else { return };
        let terms = self.terms();
        for (name, value) in short.iter_mut().filter(|(_, value)| value.is_null()) {
            *value = terms.get(name).cloned().unwrap_or_default();
        }
        *body = Value::String(body.to_string());
    }

    fn terms(&self) -> Map<String, Value> {
        self.terms.as_ref().and_then(|terms| serde_json::from_str(terms).ok()).unwrap_or_default()
    }
}

/// The input as the names of its answers in their order, and an answer as the name of the value that it is.
fn shorten_order(order: &mut Value) {
    let Some(input) = order["inputData"].as_object().cloned() else { return };
    for list in ["answers", "setByAgent"] {
        for answer in order.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(text) = answer.get(1).filter(|text| is_long(text)) else { continue };
            let name = input.iter().find_map(|(name, value)| (value == text).then(|| name.clone()));
            if let Some(name) = name {
                answer[1] = json!({ "as": name });
            }
        }
    }
    let names: Vec<&String> = input.keys().collect();
    let again = input_of(&order["inputJson"], names.iter().map(|name| name.as_str()));
    // Only in the same order, too.
    let text = |input: Map<String, Value>| Value::Object(input).to_string();
    if again.map(text) == Some(text(input.clone())) {
        order["inputData"] = json!(names);
    }
}

fn complete_order(order: &mut Value) {
    if let Some(names) = order["inputData"].as_array() {
        let input = input_of(&order["inputJson"], names.iter().filter_map(Value::as_str));
        order["inputData"] = input.map(Value::Object).unwrap_or_default();
    }
    let input = order["inputData"].clone();
    for list in ["answers", "setByAgent"] {
        for answer in order.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(name) = answer.get(1).and_then(|text| text.get("as")).and_then(Value::as_str) {
                answer[1] = input.get(name).cloned().unwrap_or_default();
            }
        }
    }
}

/// The values of these names in a canonical input, in this order.
fn input_of<'a>(canonical: &Value, names: impl Iterator<Item = &'a str>) -> Option<Map<String, Value>> {
    let mut values: Map<String, Value> = serde_json::from_str(canonical.as_str()?).ok()?;
    names.map(|name| Some((name.to_owned(), values.remove(name)?))).collect()
}

/// Terms as `[name]` that the raw answer has under that name, `[]` that it has under their own.
fn shorten_terms(line: &mut Value) {
    let Some(raw) = raw_answer(line) else { return };
    let Some(terms) = line["terms"].as_object_mut() else { return };
    terms.retain(|_, term| !term.is_null());
    for (own, term) in terms {
        let is_it = |value: &Value| as_sent(value).as_ref() == Some(&*term);
        if raw.get(own).is_some_and(is_it) {
            *term = json!([]);
        } else if is_long(term)
            && let Some((name, _)) = raw.iter().find(|(_, value)| is_it(value))
        {
            *term = json!([name]);
        }
    }
}

fn complete_terms(line: &mut Value) {
    let Some(raw) = raw_answer(line) else { return };
    for (own, term) in line["terms"].as_object_mut().into_iter().flatten() {
        let name = match term.as_array().map(Vec::as_slice) {
            Some([]) => own.as_str(),
            Some([Value::String(name)]) => name,
            _ => continue,
        };
        *term = raw.get(name).and_then(as_sent).unwrap_or_default();
    }
}

/// The text of a term in a raw answer: a whole number by its digits.
fn as_sent(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) if number.is_i64() => Some(Value::String(number.to_string())),
        _ => None,
    }
}

fn raw_answer(line: &Value) -> Option<Map<String, Value>> {
    line["terms"].as_object()?;
    serde_json::from_str(line["raw"].as_str()?).ok()
}

fn is_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() > SHORT)
}

/// All the checks of the list in its order, by those that did not pass.
fn short_checks(checks: &Value) -> Option<Value> {
    let checks = checks.as_array()?;
    if checks.len() != FIRST.len() || checks.iter().zip(FIRST).any(|(check, id)| check["id"] != id) {
        return None;
    }
    let but: Vec<&Value> = checks.iter().filter(|check| **check != passed(&check["id"])).collect();
    Some(json!({ "first": but }))
}

fn whole_checks(short: &Value) -> Option<Value> {
    let but = short.get("first")?.as_array()?;
    let check = |id: &str| but.iter().find(|check| check["id"] == id).cloned().unwrap_or_else(|| passed(&json!(id)));
    Some(FIRST.into_iter().map(check).collect())
}

fn passed(id: &Value) -> Value {
    json!({ "id": id, "state": "passed" })
}

/// The same without members that say nothing: in a row that is the same as not being there.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let told = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(told.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}

/// What makes the second of the first, as a JSON merge patch (RFC 7386); `None`: they are the same.
fn difference(from: &Value, to: &Value) -> Option<Value> {
    let (Value::Object(from), Value::Object(to)) = (from, to) else { return (from != to).then(|| to.clone()) };
    let mut patch = Map::new();
    for (name, value) in to {
        let changed = from.get(name).map_or_else(|| Some(value.clone()), |before| difference(before, value));
        patch.extend(changed.map(|changed| (name.clone(), changed)));
    }
    patch.extend(from.keys().filter(|name| !to.contains_key(*name)).map(|name| (name.clone(), Value::Null)));
    (!patch.is_empty()).then_some(Value::Object(patch))
}

/// Applies a merge patch.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else { return target.clone_from(patch) };
    if !target.is_object() {
        *target = json!({});
    }
    let Value::Object(target) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            target.remove(name);
        } else {
            merge(target.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests;
