//! Decimal numbers as a person types them and agents bound them: exact, of a sane size, and never a float.

use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Significant digits and powers of ten beyond which a number is refused: two of them still compare within 128 bits.
const MAX_DIGITS: usize = 18;

/// `digits × 10^-scale`, without trailing zeros in the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// Reads `-12`, `3.50`, `.5`, `1e3`: with a point, never a comma. `None`: not a number, or of a size that no form needs.
    pub(super) fn parse(text: &str) -> Option<Decimal> {
        let (mantissa, exponent) = match text.trim().split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|power| power.abs() <= 18)?),
            None => (text.trim(), 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_start_matches('0').trim_end_matches('0');
        let dropped = i32::try_from(all.len() - all.trim_end_matches('0').len()).ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(dropped)?.checked_sub(exponent)?;
        if digits.is_empty() {
            return Some(Decimal { digits: 0, scale: 0 });
        }
        if digits.len() > MAX_DIGITS || scale.unsigned_abs() as usize > MAX_DIGITS {
            return None;
        }
        let magnitude: i128 = digits.parse().ok()?;
        let signed = if negative { magnitude.checked_neg()? } else { magnitude };
        Some(match u32::try_from(scale) {
            Ok(scale) => Decimal { digits: signed, scale },
            Err(_) => Decimal { digits: signed.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?, scale: 0 },
        })
    }

    /// The next whole number above it.
    pub(super) fn whole_above(self) -> Decimal {
        self.whole(1, i128::div_euclid)
    }

    /// The next whole number below it.
    pub(super) fn whole_below(self) -> Decimal {
        self.whole(-1, |digits, unit| -(-digits).div_euclid(unit))
    }

    /// Rounded, and so much further.
    fn whole(self, further: i128, rounded: fn(i128, i128) -> i128) -> Decimal {
        // Of 18 digits at most.
        let unit = 10_i128.checked_pow(self.scale).unwrap_or(i128::MAX);
        Decimal { digits: rounded(self.digits, unit).saturating_add(further), scale: 0 }
    }

    /// Whether it is whole.
    pub(super) fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// Whether `self − base` is a whole number of steps. A step of zero or less allows everything, as does one that cannot be
    /// counted within 128 bits.
    pub(super) fn on_step(self, base: Decimal, step: Decimal) -> bool {
        let scale = self.scale.max(base.scale).max(step.scale);
        let remainder = || {
            let distance = self.at(scale)?.checked_sub(base.at(scale)?)?;
            distance.checked_rem(step.at(scale).filter(|step| *step > 0)?)
        };
        remainder().is_none_or(|remainder| remainder == 0)
    }

    /// The JSON number, if all implementations of canonical JSON write it alike (docs/protocol.md 7): whole and within
    /// ±(2^53 − 1), or of at most 15 digits and not so small that some write an exponent.
    pub(super) fn json(self) -> Option<Value> {
        if self.is_integer() {
            let safe = self.digits.unsigned_abs() < 1 << 53;
            return i64::try_from(self.digits).ok().filter(|_| safe).map(Value::from);
        }
        let smallest = Decimal { digits: 1, scale: 4 };
        let magnitude = Decimal { digits: self.digits.checked_abs()?, scale: self.scale };
        let short = magnitude.digits < 1_000_000_000_000_000;
        let float = self.to_string().parse().ok().and_then(Number::from_f64);
        float.filter(|_| short && magnitude >= smallest).map(Value::Number)
    }

    fn at(self, scale: u32) -> Option<i128> {
        self.digits.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let width = self.scale as usize + 1;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let sign = if self.digits < 0 { "-" } else { "" };
        if fraction.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{fraction}") }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.at(scale)?.cmp(&other.at(scale)?))
    }
}
