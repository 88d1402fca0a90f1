//! What the node tells about wallets, contracts and registry tokens.

use super::{api::Call, purchase::is_hex, source::Source, wire::chain_unit};
use crate::{
    chance,
    hash::sha256_hex,
    http::{
        answer::Refused,
        schema::{self, NETWORK, Schema, Shape, optional, required},
    },
    registry::{
        listing::{Listing, Price},
        wire::amounts,
    },
    world::World,
};
use masumi::{
    money::Money,
    node::{Generation, Network},
};
use serde_json::{Value, json};

const WALLET_TYPES: [&str; 3] = ["Selling", "Purchasing", "Funding"];
const TEXT: Shape = Shape::Text(0, 250);

/// The query of `GET /payment-source`.
pub(super) const PAGE: Schema = Schema::of(&[optional("take", Shape::Number(1, 100)), optional("cursorId", TEXT)]);

/// The query of `GET /wallet/list`.
pub(super) const LIST: Schema = Schema::of(&[
    optional("take", Shape::Number(1, 100)),
    optional("cursorId", TEXT),
    optional("paymentSourceId", TEXT),
    optional("walletType", Shape::OneOf(&WALLET_TYPES)),
    optional("walletVkey", TEXT),
    optional("walletAddress", TEXT),
]);

/// The query of `GET /balance`.
pub(super) const ADDRESS: Schema = Schema::of(&[required("address", Shape::Text(0, 150)), NETWORK]);

/// The query of `GET /utxos`.
pub(super) const OUTPUTS: Schema = Schema::of(&[
    required("address", Shape::Text(0, 150)),
    NETWORK,
    optional("count", Shape::Whole(1, 100)),
    optional("page", Shape::Whole(1, 100)),
    optional("order", Shape::OneOf(&["Asc", "Desc"])),
]);

/// The query of `GET /registry/agent-identifier`.
pub(super) const AGENT: Schema = Schema::of(&[required("agentIdentifier", Shape::Text(57, 250)), NETWORK]);

/// `GET /payment-source`.
pub(crate) fn payment_sources(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let cursor = call.given.optional_text("cursorId").filter(|cursor| !cursor.is_empty());
    let take = call.given.count("take", 10);
    let sources = Source::ALL.into_iter().filter(|_| call.may_use(Network::Preprod).is_ok());
    let from = sources.skip_while(|source| cursor.is_some_and(|cursor| source.id() != cursor));
    Ok(json!({"PaymentSources": from.take(take).map(|source| source.full(world.born)).collect::<Vec<_>>()}))
}

/// `GET /wallet/list`, admins only: the purchasing wallet of each contract, and the selling wallets.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let wallet = |id: String, source: Source, kind: &str, vkey: String, address: &str| {
        json!({
            "id": id,
            "paymentSourceId": source.id(),
            "type": kind,
            "walletVkey": vkey,
            "walletAddress": address,
            "collectionAddress": null,
            "note": "Play money",
            "LowBalanceSummary": {"isLow": false, "lowRuleCount": 0, "lastCheckedAt": null},
        })
    };
    let purchasing = Source::ALL.into_iter().map(|source| {
        let id = chance::fixed_id(&format!("{:?} purchasing", source.generation()));
        let own = world.node.purchasing_wallet(source.generation());
        wallet(id, source, "Purchasing", own.vkey(), own.address())
    });
    let listings = world.listings();
    let selling = listings.iter().filter(|listing| !listing.burned()).map(|listing| {
        let seller = listing.wallet();
        wallet(
            chance::fixed_id(&seller.vkey()),
            Source::of(listing.generation),
            "Selling",
            seller.vkey(),
            seller.address(),
        )
    });
    let narrowed = [
        ("walletType", "type"),
        ("paymentSourceId", "paymentSourceId"),
        ("walletVkey", "walletVkey"),
        ("walletAddress", "walletAddress"),
    ];
    let all = purchasing.chain(selling).filter(|wallet| {
        narrowed.iter().all(|(asked, is)| call.given.optional_text(asked).is_none_or(|wanted| wallet[*is] == wanted))
    });
    let cursor = call.given.optional_text("cursorId");
    let from = all.skip_while(|wallet| cursor.is_some_and(|cursor| wallet["id"] != cursor));
    Ok(json!({"Wallets": from.take(call.given.count("take", 10)).collect::<Vec<_>>()}))
}

/// `GET /balance`: what an address holds, ADA as `lovelace`, quantities as numbers. Empty when it was never used.
pub(crate) fn balance(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let address = address(call, "Failed to get address balance")?;
    let held = world.chain.balance(address).map(quantities).unwrap_or_default();
    Ok(json!({"Balance": held}))
}

/// `GET /utxos`: the same as one unspent output; 404 when the address was never used.
pub(crate) fn utxos(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let address = address(call, "Failed to get UTXOs")?;
    let balance = world.chain.balance(address).ok_or_else(|| Refused::new(404, "Address not found"))?;
    let height = world.chain.height(&world.pace, world.now);
    let output = json!({
        "txHash": sha256_hex(format!("{address} {balance:?}").as_bytes()),
        "address": address,
        "Amounts": quantities(balance),
        "dataHash": null,
        "inlineDatum": null,
        "referenceScriptHash": null,
        "outputIndex": 0,
        "block": height.to_string(),
    });
    let outputs =
        if call.given.count("page", 1) == 1 && output["Amounts"] != json!([]) { vec![output] } else { Vec::new() };
    Ok(json!({"Utxos": outputs}))
}

/// `GET /registry/agent-identifier`: a token's metadata from the chain, even of a burned one.
pub(crate) fn agent(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let agent_identifier = call.given.text("agentIdentifier");
    if !is_hex(agent_identifier) {
        return Err(Refused::new(400, "Agent identifier is not a valid hex string"));
    }
    let source = Source::of_agent(agent_identifier).filter(|_| call.given.network() == Network::Preprod);
    let source = source.ok_or_else(|| Refused::new(404, "Network and policyId combination not supported"))?;
    let listing = world.listing(agent_identifier);
    let listing = listing.ok_or_else(|| Refused::new(404, "Agent identifier not found"))?;
    let v2 = source.generation() == Generation::V2;
    let pricing = match &listing.price {
        Price::Fixed(price) => json!({"pricingType": "Fixed", "Pricing": amounts(price)}),
        Price::Dynamic => json!({"pricingType": "Dynamic"}),
        Price::Free => json!({"pricingType": "Free"}),
    };
    let sources = if v2 { advertised(&listing) } else { Value::Null };
    let examples = listing.examples_told(&world.agents_url);
    Ok(json!({
        "policyId": source.policy(),
        "assetName": &listing.agent_identifier[56..],
        "agentIdentifier": listing.agent_identifier,
        "Metadata": {
            "name": listing.name,
            "description": listing.description,
            "apiBaseUrl": listing.api_base_url(&world.agents_url),
            "ExampleOutputs": examples,
            "Tags": listing.tags,
            "Capability": listing.capability.as_ref().map(|(name, version)| json!({"name": name, "version": version})),
            "Author": {"name": listing.author, "contactEmail": "author@example.org", "organization": "Example Works"},
            "Legal": {"privacyPolicy": "https://example.org/privacy", "terms": "https://example.org/terms"},
            "AgentPricing": if v2 { Value::Null } else { pricing },
            "image": "ipfs://QmXXW7tmBgpQpXoJMAMEXXFe9dyQcrLFKGuzxnHDnbKC7f",
            "metadataVersion": if v2 { 2 } else { 1 },
            "supportedPaymentSources": sources,
            "verifications": null,
        },
    }))
}

/// The payment sources of a V2 token as the node reads them from its metadata: fewer fields than the registry tells.
fn advertised(listing: &Listing) -> Value {
    let pricing = match &listing.price {
        Price::Fixed(price) => {
            let asset = |money: &Money| json!({"asset": money.unit.wire(), "amount": money.amount.0.to_string()});
            json!({"pricingType": "Fixed", "fixed": price.iter().map(asset).collect::<Vec<_>>()})
        }
        Price::Dynamic => json!({"pricingType": "Dynamic"}),
        Price::Free => json!({"pricingType": "Free"}),
    };
    let source = Source::of(listing.generation);
    json!([{
        "chain": "Cardano",
        "network": "Preprod",
        "paymentSourceType": source.kind(),
        "address": source.contract(),
        "pricing": pricing,
    }])
}

/// What is no address makes the provider of chain data fail.
fn address<'a>(call: &Call<'a>, failed: &str) -> Result<&'a str, Refused> {
    let (address, network) = (call.given.text("address"), call.given.network());
    if network != Network::Preprod {
        return Err(Refused::new(404, "Network not found"));
    }
    if schema::shelley(address, network).is_none() {
        return Err(Refused::new(500, failed));
    }
    Ok(address)
}

fn quantities(balance: &crate::chain::Balance) -> Vec<Value> {
    balance
        .all()
        .map(
            |(unit, amount)| json!({"unit": chain_unit(unit), "quantity": u64::try_from(amount.0).unwrap_or(u64::MAX)}),
        )
        .collect()
}
