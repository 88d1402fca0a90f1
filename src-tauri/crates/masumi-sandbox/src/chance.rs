//! Random identifiers in the shapes that the real services use.

use crate::hash::sha256_hex;
use masumi::moment::Moment;

/// Random bytes of the operating system.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("the operating system gives no random bytes; identifiers will repeat");
    }
    bytes
}

/// A row id like `cmwrfd76z0026fl7d0ea7qm9d`: `c`, the time in base 36, then chance. Later ids sort after earlier ones.
pub(crate) fn row_id(now: Moment) -> String {
    let mut id = format!("c{}", base36(u128::try_from(now.0).unwrap_or(0), 8));
    id.push_str(&base36(u128::from_le_bytes(bytes()), 16));
    id
}

/// The row id that the same words always give: for rows that exist from the beginning.
pub(crate) fn fixed_id(words: &str) -> String {
    let digest = sha256_hex(words.as_bytes());
    let number = u128::from_str_radix(&digest[..32], 16).unwrap_or(0);
    format!("cmwrex{}", base36(number, 19))
}

/// A transaction hash.
pub(crate) fn tx_hash() -> String {
    hex::encode(bytes::<32>())
}

/// A version 4 UUID, as agents name their jobs.
pub(crate) fn uuid() -> String {
    let mut raw = bytes::<16>();
    raw[6] = (raw[6] & 0x0f) | 0x40;
    raw[8] = (raw[8] & 0x3f) | 0x80;
    let hex = hex::encode(raw);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A number below `bound`, for delays.
pub(crate) fn below(bound: u64) -> u64 {
    u64::from_le_bytes(bytes()) % bound.max(1)
}

fn base36(mut number: u128, width: usize) -> String {
    let mut digits = vec![b'0'; width];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[usize::try_from(number % 36).unwrap_or(0)];
        number /= 36;
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_ids_have_the_services_shape_and_sort_by_time() {
        let (early, late) = (row_id(Moment(1_795_327_041_698)), row_id(Moment(1_795_327_041_699)));
        assert_eq!((early.len(), early.as_bytes()[0]), (25, b'c'));
        assert!(early < late);
        assert_eq!(fixed_id("a").len(), 25);
        assert_eq!(uuid().len(), 36);
    }
}
