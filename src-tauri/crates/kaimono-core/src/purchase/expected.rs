//! What the agent's terms will be checked against, before they arrive: each check by name, the value known on this side, and
//! whether it already holds. Nothing is decided here: once the terms arrive, everything is checked again.

use super::event::Order;
use crate::view::purchase::{Ahead, Known};
use masumi::{
    node::Generation,
    proof::{CheckId, Price, input_hash},
};

/// The checks of an order, in their order; none of a free one.
pub(crate) fn expected(order: &Order) -> Vec<Ahead> {
    let Some(price) = &order.price else { return Vec::new() };
    CheckId::ALL
        .iter()
        .map(|&id| {
            let (known, value) = known(order, price, id);
            Ahead { id, known, value }
        })
        .collect()
}

fn known(order: &Order, price: &Price, id: CheckId) -> (Known, String) {
    match id {
        // Held against the registry and the node when the order was prepared.
        CheckId::Registered | CheckId::Current | CheckId::Contract => (Known::Now, String::new()),
        // The unit of a quote is known with the quote.
        CheckId::Unit if matches!(price, Price::Fixed(_)) => (Known::Now, String::new()),
        CheckId::SourceIndex if order.generation != Some(Generation::V2) => (Known::NotApplicable, String::new()),
        CheckId::AgentIdentifier => (Known::Later, order.agent_identifier.clone()),
        CheckId::Nonce => (Known::Later, order.nonce.to_string()),
        CheckId::InputHash => (Known::Later, input_hash(&order.nonce, &order.input_json)),
        CheckId::SellerApproved => (Known::Later, order.seller_vkey.clone()),
        CheckId::UnlockTime => (Known::Later, order.unlock_no_later_than.0.to_string()),
        CheckId::Price => (Known::Later, spoken(order, price)),
        _ => (Known::Later, String::new()),
    }
}

fn spoken(order: &Order, price: &Price) -> String {
    let (sign, amounts) = match price {
        Price::Fixed(amounts) => ("", amounts),
        Price::Ceiling(amounts) => ("≤ ", amounts),
    };
    let texts = amounts.iter().map(|money| money.text(order.network));
    format!("{sign}{}", texts.collect::<Vec<_>>().join(" + "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::specimen::{free_order, order};
    use masumi::money::Money;

    fn of(order: &Order, id: CheckId) -> (Known, String) {
        let ahead = expected(order);
        let one = ahead.iter().find(|one| one.id == id).unwrap();
        (one.known, one.value.clone())
    }

    #[test]
    fn every_check_is_announced_with_what_it_will_be_held_against() {
        let order = order();
        assert_eq!(expected(&order).iter().map(|one| one.id).collect::<Vec<_>>(), CheckId::ALL);
        assert_eq!(of(&order, CheckId::Nonce), (Known::Later, order.nonce.to_string()));
        assert_eq!(of(&order, CheckId::Price), (Known::Later, "2.50 ADA".to_owned()));
        assert_eq!(of(&order, CheckId::Registered), (Known::Now, String::new()));
        assert_eq!(of(&order, CheckId::SourceIndex).0, Known::NotApplicable);
        let second = Order { generation: Some(Generation::V2), ..order };
        assert_eq!(of(&second, CheckId::SourceIndex).0, Known::Later);
    }

    #[test]
    fn a_quote_is_announced_as_a_ceiling_in_a_unit_that_is_not_known_yet() {
        let quoted = Order { price: Some(Price::Ceiling(vec![Money::lovelace(3_000_000)])), ..order() };
        assert_eq!(of(&quoted, CheckId::Price), (Known::Later, "≤ 3.00 ADA".to_owned()));
        assert_eq!(of(&quoted, CheckId::Unit).0, Known::Later);
    }

    #[test]
    fn a_free_order_has_no_terms_to_check() {
        assert_eq!(expected(&free_order()), []);
    }
}
