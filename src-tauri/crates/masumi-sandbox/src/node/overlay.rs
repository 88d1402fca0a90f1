//! A node that answers otherwise than it would, as another one did: parts of a case are laid over its answers. The case says
//! over which (`apply_to`); what stands in it in angle brackets is left to this world.

use super::source::Source;
use crate::{
    agents::SOMEBODY_ELSE,
    http::answer::{Answer, Body},
    seller::Wallet,
};
use masumi::node::Generation;
use serde_json::{Map, Value};

/// What is laid over the node's answers.
#[derive(Clone, Debug)]
pub(crate) struct Overlay {
    over: Over,
    fields: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// Every purchase in an answer.
    Purchases,
    /// `GET /api-key-status`.
    Key,
    /// The items of `GET /payment-source` of the same type.
    Sources,
    /// Everything: one status and body.
    Everything,
}

impl Overlay {
    /// `None` when a case says nothing that can be laid over answers.
    pub(crate) fn of(case: &Value) -> Option<Overlay> {
        let whole = case.get("with header token");
        let over = match case["apply_to"].as_str()? {
            text if text.starts_with("a purchase row") => Over::Purchases,
            text if text.starts_with("GET /api-key-status") => Over::Key,
            text if text.starts_with("GET /payment-source") => Over::Sources,
            text if text.starts_with("every route") && whole.is_some() => Over::Everything,
            _ => return None,
        };
        let mut fields: Map<String, Value> = whole.unwrap_or(case).as_object()?.clone();
        for told in ["apply_to", "note"] {
            fields.remove(told);
        }
        Some(Overlay { over, fields: Value::Object(fields) })
    }

    /// Lays it over an answer of this path.
    pub(crate) fn lay(&self, path: &str, answer: Answer) -> Answer {
        if self.over == Over::Everything {
            let status = self.fields["http"].as_u64().and_then(|status| u16::try_from(status).ok());
            return Answer::json(status.unwrap_or(answer.status), self.fields["body"].clone());
        }
        let Body::Json(mut body) = answer.body else { return answer };
        if let Some(data) = body.get_mut("data").filter(|_| answer.status == 200) {
            self.parts(path, data).into_iter().for_each(|part| merge(part, &self.fields));
        }
        Answer::json(answer.status, body)
    }

    fn parts<'a>(&self, path: &str, data: &'a mut Value) -> Vec<&'a mut Value> {
        match self.over {
            Over::Purchases if path.starts_with("/purchase") && data.get("blockchainIdentifier").is_some() => {
                vec![data]
            }
            Over::Purchases => list(data, "Purchases"),
            Over::Key if path == "/api-key-status" => vec![data],
            Over::Sources => {
                let mut sources = list(data, "PaymentSources");
                sources.retain(|source| source["paymentSourceType"] == self.fields["paymentSourceType"]);
                sources
            }
            Over::Key | Over::Everything => Vec::new(),
        }
    }
}

fn list<'a>(data: &'a mut Value, name: &str) -> Vec<&'a mut Value> {
    data.get_mut(name).and_then(Value::as_array_mut).map(|list| list.iter_mut().collect()).unwrap_or_default()
}

fn merge(into: &mut Value, with: &Value) {
    match (into, with) {
        (Value::Object(into), Value::Object(with)) => {
            for (name, value) in with {
                merge(into.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (into, Value::String(text)) if text.contains('<') => {
            if text.contains("another") {
                *into = Value::from(another(text));
            }
        }
        (into, with) => *into = with.clone(),
    }
}

/// Another address of the kind that the text begins with.
fn another(text: &str) -> String {
    match text.starts_with("addr_test1w") {
        true => Source::of(Generation::V1).contract().to_owned(),
        false => Wallet::named(SOMEBODY_ELSE).address().to_owned(),
    }
}
