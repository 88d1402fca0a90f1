//! What the query or the body of a route must be like: a list of fields in the order of the real service's own schema, so
//! that every complaint comes in its place. A route has one, and its handler only sees what fits it. The words of the
//! complaints are in [`words`]; the two services run different versions of the same validator (zod 4 and zod 3).

mod number;
mod words;

use super::answer::Refused;
use masumi::node::Network;
pub(crate) use number::coerced;
use pallas_addresses::{Address, Network as Chain, ShelleyAddress};
use serde_json::{Map, Value};
use words::Complaint;

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The Payment Service (zod 4).
    Node,
    /// The Registry Service (zod 3).
    Registry,
}

/// What a route takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema {
    /// In the order in which they are complained about.
    pub(crate) fields: &'static [Field],
    /// Fields that must be addresses of the asked-for network. Looked at once everything is of its type.
    pub(crate) addresses: &'static [&'static str],
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    shape: Shape,
    /// May be missing.
    missing: bool,
    /// May be null.
    null: bool,
}

/// What a field is like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A text of so many UTF-16 units.
    Text(usize, usize),
    /// The same, blanks around it not counted.
    Trimmed(usize, usize),
    /// Hex digits of SHA-256, or this complaint.
    Digest(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// What JavaScript makes a number of, within these bounds.
    Number(i64, i64),
    /// The same, without a fraction.
    Whole(i64, i64),
    /// A JSON number without a fraction.
    Index(i64, i64),
    /// A JSON boolean.
    Flag,
    /// An ISO date, or a date and time in UTC.
    Date,
    /// Whatever JavaScript makes a time of, or this complaint.
    Time(&'static str),
    /// At most so many.
    List(&'static Shape, usize),
    /// An object; fields beyond these are let be.
    Object(&'static [Field]),
}

/// Any length.
pub(crate) const ANY: usize = usize::MAX;

pub(crate) const NETWORKS: [&str; 2] = ["Preprod", "Mainnet"];

/// `network`, which most routes ask for.
pub(crate) const NETWORK: Field = required("network", Shape::OneOf(&NETWORKS));

/// A field that must be there.
pub(crate) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: false, null: false }
}

/// A field that may be missing.
pub(crate) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: true, null: false }
}

/// A field that must be there but may be null.
pub(crate) const fn nullable(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: false, null: true }
}

/// A field that may be missing or null.
pub(crate) const fn nullish(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: true, null: true }
}

impl Schema {
    /// Nothing is asked for.
    pub(crate) const NOTHING: Schema = Schema::of(&[]);

    pub(crate) const fn of(fields: &'static [Field]) -> Schema {
        Schema { fields, addresses: &[] }
    }

    /// Nothing if what was given fits, else one sentence about all that does not.
    pub(crate) fn check(&self, dialect: Dialect, given: &Map<String, Value>) -> Result<(), Refused> {
        let mut reader = Reader { dialect, complaints: Vec::new() };
        self.fields.iter().for_each(|field| reader.field("", field, given));
        let of_their_types = !reader.complaints.iter().any(|complaint| complaint.of_type);
        for name in self.addresses.iter().filter(|_| of_their_types) {
            let address = given.get(*name).and_then(Value::as_str);
            if address.is_some_and(|address| !is_address(address, network(given))) {
                reader.say(name, words::no_address(name));
            }
        }
        match words::sentence(&reader.complaints) {
            None => Ok(()),
            Some(sentence) => Err(Refused::new(400, &sentence)),
        }
    }

    /// Whether a network is asked for.
    pub(crate) fn has_network(&self) -> bool {
        self.fields.iter().any(|field| field.name == NETWORK.name && !field.missing)
    }
}

/// The network that was asked for.
pub(crate) fn network(given: &Map<String, Value>) -> Network {
    match given.get(NETWORK.name).and_then(Value::as_str) {
        Some("Mainnet") => Network::Mainnet,
        _ => Network::Preprod,
    }
}

/// A Shelley address with a payment part, on this network.
fn is_address(address: &str, network: Network) -> bool {
    shelley(address, network).is_some()
}

/// The Shelley address that this is, if it is one of this network. Stake addresses are none.
pub(crate) fn shelley(address: &str, network: Network) -> Option<ShelleyAddress> {
    let (prefix, chain) = match network {
        Network::Mainnet => ("addr1", Chain::Mainnet),
        Network::Preprod => ("addr_test1", Chain::Testnet),
    };
    match Address::from_bech32(address) {
        Ok(Address::Shelley(known)) if address.starts_with(prefix) && known.network() == chain => Some(known),
        _ => None,
    }
}

/// Gathers complaints.
struct Reader {
    dialect: Dialect,
    complaints: Vec<Complaint>,
}

impl Reader {
    fn field(&mut self, within: &str, field: &Field, from: &Map<String, Value>) {
        let value = from.get(field.name);
        let fits = match value {
            None => field.missing,
            Some(Value::Null) => field.null,
            Some(_) => false,
        };
        if !fits {
            self.value(&self.dialect.inside(within, field.name), &field.shape, value);
        }
    }

    fn value(&mut self, at: &str, shape: &Shape, value: Option<&Value>) {
        match shape {
            Shape::Text(min, max) => self.text(at, value, *min, *max),
            Shape::Trimmed(min, max) => {
                let trimmed = value.and_then(Value::as_str).map(|text| Value::from(text.trim()));
                self.text(at, trimmed.as_ref().or(value), *min, *max);
            }
            Shape::Digest(complaint) => {
                self.text(at, value, 64, 64);
                let digest = |text: &str| text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
                if value.and_then(Value::as_str).is_some_and(|text| !digest(text)) {
                    self.say(at, (*complaint).to_owned());
                }
            }
            Shape::OneOf(known) => {
                if !value.and_then(Value::as_str).is_some_and(|word| known.contains(&word)) {
                    self.wrong(at, self.dialect.not_one_of(known, value));
                }
            }
            Shape::Number(min, max) => self.number(at, value.map_or(f64::NAN, coerced), false, (*min, *max)),
            Shape::Whole(min, max) => self.number(at, value.map_or(f64::NAN, coerced), true, (*min, *max)),
            Shape::Index(min, max) => match value.and_then(Value::as_f64) {
                Some(number) => self.number(at, number, true, (*min, *max)),
                None => self.wrong(at, self.dialect.not_a("number", value)),
            },
            Shape::Flag => {
                if !value.is_some_and(Value::is_boolean) {
                    self.wrong(at, self.dialect.not_a("boolean", value));
                }
            }
            Shape::Date => {
                if value.and_then(Value::as_str).and_then(crate::clock::parse_date).is_none() {
                    self.complaints.push(self.dialect.no_date(at, value));
                }
            }
            Shape::Time(complaint) => match value.and_then(Value::as_str) {
                Some(text) if crate::clock::parse_loosely(text).is_some() => {}
                Some(_) => self.say(at, (*complaint).to_owned()),
                None => self.wrong(at, self.dialect.not_a("string", value)),
            },
            Shape::List(of, max) => self.list(at, value, of, *max),
            Shape::Object(fields) => match value {
                Some(Value::Object(object)) => fields.iter().for_each(|field| self.field(at, field, object)),
                _ => self.wrong(at, self.dialect.not_a("object", value)),
            },
        }
    }

    fn text(&mut self, at: &str, value: Option<&Value>, min: usize, max: usize) {
        if !value.is_some_and(Value::is_string) {
            self.wrong(at, self.dialect.not_a("string", value));
        }
        self.length(at, "string", value, min, max);
    }

    fn list(&mut self, at: &str, value: Option<&Value>, of: &Shape, max: usize) {
        let early = self.dialect == Dialect::Registry;
        if early {
            self.length(at, "array", value, 0, max);
        }
        match value {
            Some(Value::Array(list)) => {
                for (index, entry) in list.iter().enumerate() {
                    self.value(&self.dialect.entry(at, index), of, Some(entry));
                }
            }
            _ => self.wrong(at, self.dialect.not_a("array", value)),
        }
        if !early {
            self.length(at, "array", value, 0, max);
        }
    }

    /// The node's validator counts whatever can be counted, even when it should be something else.
    fn length(&mut self, at: &str, wanted: &str, value: Option<&Value>, min: usize, max: usize) {
        let (kind, length) = match value {
            Some(Value::String(text)) => ("string", text.encode_utf16().count()),
            Some(Value::Array(list)) => ("array", list.len()),
            _ => return,
        };
        if self.dialect == Dialect::Registry && kind != wanted {
            return;
        }
        if length < min {
            self.say(at, self.dialect.too_short(kind, min));
        } else if length > max {
            self.say(at, self.dialect.too_long(kind, max));
        }
    }

    fn number(&mut self, at: &str, number: f64, whole: bool, (min, max): (i64, i64)) {
        let complaints = self.dialect.number(number, whole, min, max);
        self.complaints.extend(complaints.into_iter().map(|(words, of_type)| Complaint {
            at: at.to_owned(),
            words,
            of_type,
            late: false,
        }));
    }

    /// It is of its type, but does not fit.
    fn say(&mut self, at: &str, words: String) {
        self.complaints.push(Complaint { at: at.to_owned(), words, of_type: false, late: false });
    }

    /// It is of another type.
    fn wrong(&mut self, at: &str, words: String) {
        self.complaints.push(Complaint { at: at.to_owned(), words, of_type: true, late: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SEVERAL: Schema = Schema {
        fields: &[
            NETWORK,
            optional("limit", Shape::Whole(1, 50)),
            optional("since", Shape::Date),
            optional("filter", Shape::Object(&[optional("tags", Shape::List(&Shape::Text(1, 3), 2))])),
            optional("back", Shape::Text(0, 200)),
            optional("index", Shape::Index(0, 24)),
            nullable("agent", Shape::Text(2, 4)),
        ],
        addresses: &["back"],
    };

    fn said(dialect: Dialect, body: &Value) -> String {
        SEVERAL.check(dialect, body.as_object().unwrap()).map_or_else(|refused| refused.message, |()| String::new())
    }

    #[test]
    fn each_service_complains_in_its_own_words() {
        let fits = json!({"network": "Preprod", "agent": null, "limit": "7", "since": "2026-11-22"});
        let nothing = json!({});
        let wrong = json!({"network": "preprod", "limit": 0.5, "since": "soon", "filter": {"tags": ["four", 5, ""]},
            "index": "7", "agent": []});
        for (dialect, body, words) in [
            (Dialect::Node, &fits, ""),
            (Dialect::Registry, &fits, ""),
            (Dialect::Registry, &nothing, "network: Required; agent: Required"),
            (
                Dialect::Node,
                &nothing,
                "network: Invalid option: expected one of \"Preprod\"|\"Mainnet\"; agent: Invalid input: expected string, \
                 received undefined",
            ),
            (
                Dialect::Node,
                &wrong,
                "network: Invalid option: expected one of \"Preprod\"|\"Mainnet\"; limit: Invalid input: expected int, received \
                 number; since: Invalid input; filter.tags[0]: Too big: expected string to have <=3 characters; filter.tags[1]: \
                 Invalid input: expected string, received number; filter.tags[2]: Too small: expected string to have >=1 \
                 characters; filter.tags: Too big: expected array to have <=2 items; index: Invalid input: expected number, \
                 received string; agent: Invalid input: expected string, received array; agent: Too small: expected array to \
                 have >=2 items",
            ),
            (
                Dialect::Registry,
                &wrong,
                "network: Invalid enum value. Expected 'Preprod' | 'Mainnet', received 'preprod'; limit: Expected integer, \
                 received float; limit: Number must be greater than or equal to 1; filter/tags: Array must contain at most 2 \
                 element(s); filter/tags/0: String must contain at most 3 character(s); filter/tags/1: Expected string, received \
                 number; filter/tags/2: String must contain at least 1 character(s); index: Expected number, received string; \
                 agent: Expected string, received array; since: Invalid date",
            ),
        ] {
            assert_eq!(said(dialect, body), words, "{body}");
        }
    }

    #[test]
    fn an_address_is_looked_at_once_everything_is_of_its_type() {
        let (payout, stake) = (
            "addr_test1vpu5vlrf4xkxv2qpwngf6cjhtw542ayty80v8dyr49rf5eg57c2qv",
            "stake_test1uqehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gssrtvn",
        );
        let elsewhere = "back: back is not a valid Cardano address for the configured network";
        let body = |network: &str, back: &str, agent: Value| json!({"network": network, "back": back, "agent": agent});
        assert_eq!(said(Dialect::Node, &body("Preprod", payout, Value::Null)), "");
        assert_eq!(said(Dialect::Node, &body("Mainnet", payout, Value::Null)), elsewhere);
        assert_eq!(said(Dialect::Node, &body("Preprod", stake, Value::Null)), elsewhere);
        let long = format!("agent: Too big: expected string to have <=4 characters; {elsewhere}");
        assert_eq!(said(Dialect::Node, &body("Preprod", "", json!("too long"))), long);
        let typed = "agent: Invalid input: expected string, received boolean";
        assert_eq!(said(Dialect::Node, &body("Preprod", "", json!(true))), typed);
    }

    #[test]
    fn texts_are_measured_as_javascript_measures_them() {
        let body = json!({"network": "Preprod", "agent": "a\u{1d49e}\u{1d49e}"});
        assert_eq!(said(Dialect::Node, &body), "agent: Too big: expected string to have <=4 characters");
    }
}
