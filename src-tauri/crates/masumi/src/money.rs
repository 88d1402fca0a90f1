//! Amounts of money: integer base units and a unit. No float touches them, in or out.
//!
//! ```
//! use masumi::{money::{Amount, Money, NoAmount, TUSDM, Unit}, network::Network};
//!
//! // As on the wire, in base units, and as a person reads it.
//! let price = [Money::lovelace(3_500_000), Money { amount: "250000".parse()?, unit: Unit::parse(TUSDM) }];
//! assert_eq!(Money::named(&price, Network::Preprod), "3.50 ADA + 0.25 tUSDM");
//!
//! // As a person types it: what could be read in two ways is asked about, and never guessed.
//! assert_eq!(Amount::parse_typed("1,200.50", 6)?, Amount(1_200_500_000));
//! assert!(matches!(Amount::parse_typed("1,200", 6), Err(NoAmount::TwoReadings { .. })));
//! # Ok::<(), NoAmount>(())
//! ```

#[cfg(test)]
mod tests;

use crate::{network::Network, text::plain};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{collections::HashMap, fmt, str::FromStr};

/// An amount in base units (for ADA: lovelace; 10^-6 of ADA and of every token in use on Masumi).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub u128);

/// What an [`Amount`] counts: ADA, or a native token by policy id and asset name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Lovelace. On the wire `""` (sent), `"lovelace"` in any case (accepted).
    Ada,
    /// Lower-case hex of policy id (56 digits) and asset name (0 to 64 digits).
    Token(String),
    /// Anything else (`"ada"`, `"USDM"`, not hex): shown as it is, never paid.
    Unknown(String),
}

/// An amount of one unit. Over JSON `{"amount": "3500000", "unit": ""}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How many base units.
    pub amount: Amount,
    /// Of what.
    pub unit: Unit,
}

/// A token that this build knows the decimals and the name of, on one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it lives. A unit of another network is unknown here.
    pub network: Network,
    /// As in [`Unit::Token`].
    pub unit: &'static str,
    /// The field's own word for it, e.g. `tUSDM`.
    pub ticker: &'static str,
    /// Digits after the point.
    pub decimals: u8,
}

/// How a known unit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denomination {
    /// The field's own word for it, e.g. `tUSDM`.
    pub ticker: &'static str,
    /// Digits after the point.
    pub decimals: u8,
}

/// tUSDM on Preprod (docs/protocol.md 2.3).
pub const TUSDM: &str = "16a55b2a349361ff88c03788f93e1e966e5d689605d044fef722ddde0014df10745553444d";

/// Tokens by network. ADA has six decimals everywhere and is not listed.
pub const TOKENS: &[Token] = &[
    Token { network: Network::Preprod, unit: TUSDM, ticker: "tUSDM", decimals: 6 },
    Token {
        network: Network::Mainnet,
        unit: "c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d",
        ticker: "USDM",
        decimals: 6,
    },
    Token {
        network: Network::Mainnet,
        unit: "1f3aec8bfe7ea4fe14c5f121e2a92e301afe414147860d557cac7e345553444378",
        ticker: "USDCx",
        decimals: 6,
    },
];

const ADA_DECIMALS: u8 = 6;

/// Why what a person typed is no amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAmount {
    /// Not a decimal number with a point, or one with more digits than there are.
    #[error("not an amount")]
    NotANumber,
    /// It means a thousand times more to one person than to another: whoever typed it is asked which.
    #[error("{grouped} or {decimal}")]
    TwoReadings {
        /// With the separator between thousands, e.g. `1234`.
        grouped: String,
        /// With the separator as the decimal mark, e.g. `1.234`.
        decimal: String,
    },
}

impl Amount {
    /// Reads decimal digits as on the wire: digits only, no sign, no exponent, at most 25 of them.
    pub fn parse(text: &str) -> Option<Amount> {
        let plain = (1..=25).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse().ok().map(Amount) } else { None }
    }

    /// Reads what a person types (`3.5`, `1,200.00`, `0.000001`) in whole tokens of so many decimals. The point is the decimal
    /// mark; a comma or a space may only group thousands, so that somebody's `3,5` is refused and never read as 35. One group
    /// without a point has two readings: `1,234` is 1234 to one person and 1.234 to another, and neither is taken for granted.
    pub fn parse_typed(text: &str, decimals: u8) -> Result<Amount, NoAmount> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
        let (whole, groups) = ungroup(whole).ok_or(NoAmount::NotANumber)?;
        if let ([first, second], None) = (groups.as_slice(), fraction) {
            return Err(NoAmount::TwoReadings { grouped: whole, decimal: format!("{first}.{second}") });
        }
        let point = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
        Amount::parse_decimal(&point, decimals).ok_or(NoAmount::NotANumber)
    }

    /// Reads decimal text as machines write it: digits with at most one point, in whole tokens of so many decimals. No
    /// rounding: more decimals than the token has are refused, as are signs, exponents and groups.
    pub fn parse_decimal(text: &str, decimals: u8) -> Option<Amount> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let decimals = usize::from(decimals);
        if fraction.len() > decimals || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = format!("{whole}{fraction:0<decimals$}");
        if digits.bytes().all(|byte| byte == b'0') {
            return Some(Amount(0));
        }
        Amount::parse(digits.trim_start_matches('0'))
    }

    /// The text of this amount in whole tokens: grouped by thousands, full precision, at least two decimals.
    pub fn format(self, decimals: u8) -> String {
        let decimals = usize::from(decimals);
        let digits = format!("{:0>width$}", self.0, width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let fraction = fraction.trim_end_matches('0');
        let shown = format!("{fraction:0<width$}", width = decimals.min(2));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if shown.is_empty() { grouped } else { format!("{grouped}.{shown}") }
    }
}

/// The digits without the separators of thousands, and the groups that these made; `None` where a separator stands anywhere
/// else.
fn ungroup(whole: &str) -> Option<(String, Vec<&str>)> {
    let separator = whole.chars().find(|letter| [',', ' ', '\u{a0}', '\u{202f}'].contains(letter));
    let groups: Vec<&str> = separator.map_or_else(|| vec![whole], |separator| whole.split(separator).collect());
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
    {
        let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let leads = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
        if !leads || !rest.iter().all(|group| group.len() == 3 && digits(group)) {
            return None;
        }
    }
    Some((groups.concat(), groups))
}

impl Unit {
    /// Reads a unit as on the wire. Never fails: what is neither ADA nor a well-formed token is [`Unit::Unknown`].
    pub fn parse(text: &str) -> Unit {
        if text.is_empty() || text.eq_ignore_ascii_case("lovelace") {
            return Unit::Ada;
        }
        let hex = (56..=120).contains(&text.len())
            && text.len().is_multiple_of(2)
            && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex { Unit::Token(text.to_ascii_lowercase()) } else { Unit::Unknown(text.to_owned()) }
    }

    /// The unit as it is sent: `""` for ADA.
    pub fn wire(&self) -> &str {
        match self {
            Unit::Ada => "",
            Unit::Token(unit) | Unit::Unknown(unit) => unit,
        }
    }

    /// Its name and decimals, if this network's table knows the unit.
    pub fn known(&self, network: Network) -> Option<Denomination> {
        match self {
            Unit::Ada => Some(Denomination { ticker: "ADA", decimals: ADA_DECIMALS }),
            Unit::Token(unit) => TOKENS
                .iter()
                .find(|token| token.network == network && token.unit == unit)
                .map(|token| Denomination { ticker: token.ticker, decimals: token.decimals }),
            Unit::Unknown(_) => None,
        }
    }
}

impl Money {
    /// So many lovelace.
    pub fn lovelace(amount: u128) -> Money {
        Money { amount: Amount(amount), unit: Unit::Ada }
    }

    /// The amounts summed by unit, in the order in which the units come first. `None`: a sum beyond 128 bits.
    pub fn sums(amounts: &[Money]) -> Option<Vec<Money>> {
        let mut sums: Vec<Money> = Vec::new();
        let mut places: HashMap<&Unit, usize> = HashMap::new();
        for money in amounts {
            let place = *places.entry(&money.unit).or_insert(sums.len());
            match sums.get_mut(place) {
                Some(sum) => sum.amount = Amount(sum.amount.0.checked_add(money.amount.0)?),
                None => sums.push(money.clone()),
            }
        }
        Some(sums)
    }

    /// Amounts as plain text in base units, for facts and comparisons: `3500000 lovelace, 5 16a5…`.
    pub fn plain(amounts: &[Money]) -> String {
        let one = |money: &Money| match &money.unit {
            Unit::Ada => format!("{} lovelace", money.amount.0),
            unit => format!("{} {}", money.amount.0, unit.wire()),
        };
        if amounts.is_empty() { "nothing".to_owned() } else { amounts.iter().map(one).collect::<Vec<_>>().join(", ") }
    }

    /// Amounts as a person reads them on this network: `3.50 ADA + 0.25 tUSDM`; a token that is not known as it came.
    pub fn named(amounts: &[Money], network: Network) -> String {
        let one = |money: &Money| money.text(network);
        if amounts.is_empty() { "nothing".to_owned() } else { amounts.iter().map(one).collect::<Vec<_>>().join(" + ") }
    }

    /// As a person reads it on this network: grouped, full precision, at least two decimals, then the token: `1,203.50 tUSDM`. A
    /// unit that the network's table does not know is told as it came: `2,500,000 × 16a5…`.
    pub fn text(&self, network: Network) -> String {
        match self.unit.known(network) {
            Some(known) => format!("{} {}", self.amount.format(known.decimals), known.ticker),
            None => plain(&format!("{} × {}", self.amount.format(0), self.unit.wire()), 200),
        }
    }
}

/// Reads digits as [`Amount::parse`] does.
impl FromStr for Amount {
    type Err = NoAmount;

    fn from_str(text: &str) -> Result<Amount, NoAmount> {
        Amount::parse(text).ok_or(NoAmount::NotANumber)
    }
}

/// Base units, as on the wire.
impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// As it is sent: ADA is the empty text.
impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wire())
    }
}

impl From<&str> for Unit {
    fn from(text: &str) -> Unit {
        Unit::parse(text)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Amount::parse(&text).ok_or_else(|| D::Error::custom("an amount is at most 25 decimal digits"))
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.wire())
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Unit::parse(&String::deserialize(deserializer)?))
    }
}
