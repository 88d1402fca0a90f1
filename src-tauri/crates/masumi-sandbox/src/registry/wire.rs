//! How the Registry Service shows a token. V1 entries have the recorded shape; V2 entries that of newer registries
//! (`SupportedPaymentSources` instead of `AgentPricing`), because the recorded version cannot list them at all.

use super::listing::{Listing, Price};
use crate::{
    chance,
    clock::iso,
    node::source::{Source, kind},
    world::World,
};
use masumi::{
    moment::{DAY, HOUR, MINUTE, Moment},
    money::Money,
    node::Generation,
};
use serde_json::{Map, Value, json};

/// An entry of a list.
pub(crate) fn entry(world: &World, listing: &Listing) -> Value {
    let mut out = common(world, listing);
    out.insert("statusUpdatedAt".to_owned(), json!(iso(status_changed_at(listing))));
    out.insert(
        "RegistrySource".to_owned(),
        json!({
            "id": chance::fixed_id("registry source"),
            "policyId": Source::of(listing.generation).policy(),
            "url": null,
        }),
    );
    Value::Object(out)
}

/// `payment-information`: the entry, and who sells.
pub(crate) fn payment_information(world: &World, listing: &Listing) -> Value {
    let seller = listing.wallet();
    let mut out = common(world, listing);
    out.insert("RegistrySource".to_owned(), json!({"policyId": Source::of(listing.generation).policy(), "url": null}));
    out.insert("sellerWallet".to_owned(), json!({"address": seller.address(), "vkey": seller.vkey()}));
    Value::Object(out)
}

/// When the status last changed: some time after the registration, or after what else changed.
pub(crate) fn status_changed_at(listing: &Listing) -> Moment {
    listing.changed_at.unwrap_or(listing.created_at).plus(5 * MINUTE)
}

/// Amounts as minted.
pub(crate) fn amounts(price: &[Money]) -> Value {
    price.iter().map(|money| json!({"amount": money.amount.0.to_string(), "unit": money.unit.wire()})).collect()
}

/// `SupportedPaymentSources` of a V2 token: one Cardano source.
pub(crate) fn supported_sources(listing: &Listing) -> Value {
    let asset =
        |money: &Money| json!({"asset": money.unit.wire(), "amount": money.amount.0.to_string(), "decimals": 6});
    let pricing = match &listing.shown_price {
        Price::Fixed(price) => {
            json!({"pricingType": "Fixed", "fixed": price.iter().map(asset).collect::<Vec<_>>()})
        }
        Price::Dynamic => json!({"pricingType": "Dynamic", "dynamic": []}),
        Price::Free => json!({"pricingType": "Free"}),
    };
    json!([{
        "chain": "Cardano",
        "network": "Preprod",
        "sourceIndex": 0,
        "paymentSourceType": kind(listing.generation),
        "address": Source::of(listing.generation).contract(),
        "scheme": null,
        "pricing": pricing,
        "payTo": null,
        "resource": null,
    }])
}

fn common(world: &World, listing: &Listing) -> Map<String, Value> {
    let v2 = listing.generation == Generation::V2;
    let pricing = match &listing.shown_price {
        Price::Fixed(price) => json!({"pricingType": "Fixed", "FixedPricing": {"Amounts": amounts(price)}}),
        Price::Dynamic => json!({"pricingType": "Dynamic"}),
        Price::Free => json!({"pricingType": "Free"}),
    };
    let payment_type = match (&listing.shown_price, v2) {
        (Price::Free, _) => "None",
        (_, false) => "Web3CardanoV1",
        (_, true) => "Web3CardanoV2",
    };
    let examples = listing.examples_told(&world.agents_url);
    let (up, checks) = uptime(world.now, listing);
    let checked_at = Moment(world.now.0.div_euclid(MINUTE) * MINUTE);
    let value = json!({
        "id": listing.row_id,
        "name": listing.name,
        "createdAt": iso(listing.created_at),
        "description": listing.description,
        "status": listing.health.word(),
        "lastUptimeCheck": iso(checked_at.max(listing.created_at)),
        "uptimeCount": up,
        "uptimeCheckCount": checks,
        "apiBaseUrl": listing.api_base_url(&world.agents_url),
        "authorName": listing.author,
        "authorOrganization": "Example Works",
        "authorContactEmail": "author@example.org",
        "authorContactOther": null,
        "image": listing.image(&world.agents_url),
        "privacyPolicy": "https://example.org/privacy",
        "termsAndCondition": "https://example.org/terms",
        "otherLegal": null,
        "tags": listing.tags,
        "agentIdentifier": listing.agent_identifier,
        "paymentType": payment_type,
        "Capability": listing.capability.as_ref().map(|(name, version)| json!({"name": name, "version": version})),
        "AgentPricing": if v2 { Value::Null } else { pricing },
        "SupportedPaymentSources": if v2 { supported_sources(listing) } else { json!([]) },
        "ExampleOutput": examples,
        "metadataVersion": if v2 { 2 } else { 1 },
        "updatedAt": iso(checked_at.max(listing.created_at)),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Checks answered, and checks made: one every hour, a few of them missed.
fn uptime(now: Moment, listing: &Listing) -> (i64, i64) {
    let checks = now.since(listing.created_at).max(0) / HOUR + 1;
    let missed = now.since(listing.created_at).max(0) / DAY;
    match listing.health {
        super::listing::Health::Offline | super::listing::Health::Invalid => (0, checks),
        _ => ((checks - missed).max(1), checks),
    }
}
