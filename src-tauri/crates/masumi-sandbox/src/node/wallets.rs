//! What the node tells about wallets, contracts and registry tokens.

use super::{
    api::{Call, network_word},
    source::Source,
    wire::chain_unit,
};
use crate::{
    chance,
    hash::sha256_hex,
    http::answer::Refused,
    registry::{
        listing::Price,
        wire::{amounts, supported_sources},
    },
    world::World,
};
use masumi_client::node::{Generation, Network};
use pallas_addresses::Address;
use serde_json::{Value, json};

/// `GET /payment-source`.
pub(crate) fn payment_sources(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let take = usize::try_from(fields.number("take", 1, 100, 10)).unwrap_or(10);
    let network = fields.optional_one_of("network", &["Preprod", "Mainnet"]);
    let cursor = fields.optional_text("cursorId", 250);
    fields.finish()?;
    let sources = Source::ALL.into_iter().filter(|_| network != Some(1));
    let from = sources.skip_while(|source| cursor.as_ref().is_some_and(|cursor| source.id() != *cursor));
    Ok(json!({"PaymentSources": from.take(take).map(|source| source.full(world.born)).collect::<Vec<_>>()}))
}

/// `GET /wallet/list`, admins only: the purchasing wallet of each contract, and the selling wallets.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let kind = fields.optional_one_of("walletType", &["Purchasing", "Selling"]);
    let take = usize::try_from(fields.number("take", 1, 100, 10)).unwrap_or(10);
    let cursor = fields.optional_text("cursorId", 250);
    fields.finish()?;
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
    let wanted = ["Purchasing", "Selling"];
    let all = purchasing.chain(selling).filter(|wallet| kind.is_none_or(|kind| wallet["type"] == wanted[kind]));
    let from = all.skip_while(|wallet| cursor.as_ref().is_some_and(|cursor| wallet["id"] != cursor.as_str()));
    Ok(json!({"Wallets": from.take(take).collect::<Vec<_>>()}))
}

/// `GET /balance`: what an address holds, ADA as `lovelace`, quantities as numbers. Empty when it was never used.
pub(crate) fn balance(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let address = address(call)?;
    let held = world.chain.balance(&address).map(quantities).unwrap_or_default();
    Ok(json!({"Balance": held}))
}

/// `GET /utxos`: the same as one unspent output; 404 when the address was never used.
pub(crate) fn utxos(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let address = address(call)?;
    let balance = world.chain.balance(&address).ok_or_else(|| Refused::new(404, "Address not found"))?;
    let height = world.chain.height(&world.pace, world.now);
    let page = call.given.get("page").and_then(Value::as_str).unwrap_or("1");
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
    let outputs = if page == "1" && output["Amounts"] != json!([]) { vec![output] } else { Vec::new() };
    Ok(json!({"Utxos": outputs}))
}

/// `GET /registry/agent-identifier`: a token's metadata from the chain, even of a burned one.
pub(crate) fn agent(world: &mut World, call: &Call) -> Result<Value, Refused> {
    let mut fields = call.fields();
    let agent_identifier = fields.text("agentIdentifier", 57, 250);
    let network = fields.network();
    fields.finish()?;
    call.may_use(network)?;
    let source = Source::of_agent(&agent_identifier).filter(|_| network == Network::Preprod);
    let source = source.ok_or_else(|| Refused::new(404, "Network and policyId combination not supported"))?;
    let listing = world.listing(&agent_identifier);
    let listing = listing.ok_or_else(|| Refused::new(404, "Agent identifier not found"))?;
    let v2 = source.generation() == Generation::V2;
    let pricing = match &listing.price {
        Price::Fixed(price) => json!({"pricingType": "Fixed", "Pricing": amounts(price)}),
        Price::Dynamic => json!({"pricingType": "Dynamic"}),
        Price::Free => json!({"pricingType": "Free"}),
    };
    let sources = if v2 { supported_sources(&listing) } else { Value::Null };
    let examples: Vec<Value> =
        listing.examples.iter().map(|(name, mime, url)| json!({"name": name, "mimeType": mime, "url": url})).collect();
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

fn address(call: &Call) -> Result<String, Refused> {
    let mut fields = call.fields();
    let address = fields.text("address", 0, 150);
    let network = fields.network();
    fields.finish()?;
    call.may_use(network)?;
    if network != Network::Preprod {
        tracing::debug!(network = network_word(network), "asked for a network that the sandbox does not have");
        return Err(Refused::new(404, "Network not found"));
    }
    match Address::from_bech32(&address) {
        Ok(_) => Ok(address),
        Err(_) => Err(Refused::internal()),
    }
}

fn quantities(balance: &crate::chain::Balance) -> Vec<Value> {
    balance
        .all()
        .map(
            |(unit, amount)| json!({"unit": chain_unit(unit), "quantity": u64::try_from(amount.0).unwrap_or(u64::MAX)}),
        )
        .collect()
}
