//! The Registry Service: lists, search, changes, payment information, capabilities. Its words for what does not fit are
//! another validator's than the node's.

pub(crate) mod listing;
pub(crate) mod wire;

use crate::{
    clock::parse_iso,
    http::{
        answer::{Answer, Refused},
        fields::{Dialect, Fields},
        request::{Request, Sent},
    },
    keys::{ApiKey, KeyFor, Permission},
    node::source::Source,
    world::World,
};
use listing::{Health, Listing, Price};
use masumi_client::node::{Generation, Network};
use serde_json::{Map, Value, json};

type Handler = fn(&World, &ApiKey, &Map<String, Value>) -> Result<Value, Refused>;

const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/api-key-status", key_status),
    ("POST", "/registry-entry", list),
    ("POST", "/registry-entry-search", search),
    ("POST", "/registry-diff", diff),
    ("GET", "/payment-information", payment_information),
    ("GET", "/capability", capabilities),
    ("GET", "/registry-source", sources),
];

/// Answers a request to the Registry Service.
pub(crate) fn answer(world: &World, request: &Request) -> Answer {
    if (request.method.as_str(), request.path.as_str()) == ("GET", "/health") {
        return Answer::enveloped(Ok(json!({"type": "masumi-registry", "version": "0.1.2"})));
    }
    Answer::enveloped(dispatch(world, request))
}

fn dispatch(world: &World, request: &Request) -> Result<Value, Refused> {
    let route = ROUTES.iter().find(|(method, path, _)| *method == request.method && *path == request.path);
    let unknown = || Refused::new(404, &format!("Can not {} {}", request.method, request.full_path));
    let (.., handler) = route.ok_or_else(unknown)?;
    if let Sent::Malformed(message, _) = &request.body {
        return Err(Refused::new(400, message));
    }
    let refused = |message: &str| Refused::new(401, message);
    let token = request.token.as_deref().filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| refused("No token provided"))?;
    let key = world.keys.find(KeyFor::Registry, token).ok_or_else(|| refused("Invalid token"))?;
    if key.revoked {
        return Err(refused("API key is revoked"));
    }
    let body = request.object();
    handler(world, key, if request.method == "GET" { &request.query } else { &body })
}

fn key_status(_: &World, key: &ApiKey, _: &Map<String, Value>) -> Result<Value, Refused> {
    let permission = if key.permission == Permission::Admin { "Admin" } else { "User" };
    Ok(json!({
        "id": key.id,
        "permission": permission,
        "usageLimited": false,
        "maxUsageCredits": null,
        "accumulatedUsageCredits": 0,
        "status": "Active",
    }))
}

/// What a list is narrowed to. Without a status: only what is online.
struct Filter {
    network: Network,
    statuses: Vec<String>,
    payment_types: Vec<String>,
    policy: Option<String>,
    agent_identifier: Option<String>,
    tags: Vec<String>,
    capability: Option<(String, Option<String>)>,
}

impl Filter {
    fn read(fields: &mut Fields) -> Filter {
        let network = fields.network();
        let filter = fields.raw("filter").and_then(Value::as_object).cloned().unwrap_or_default();
        let words = |name: &str| -> Vec<String> {
            let list = filter.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let text = |name: &str| filter.get(name).and_then(Value::as_str).map(str::to_owned);
        let capability = filter.get("capability").and_then(|capability| {
            let version = capability.get("version").and_then(Value::as_str).map(str::to_owned);
            Some((capability.get("name")?.as_str()?.to_owned(), version))
        });
        let mut statuses = words("status");
        if statuses.is_empty() {
            statuses.push(Health::Online.word().to_owned());
        }
        Filter {
            network,
            statuses,
            payment_types: words("paymentTypes"),
            policy: text("policyId"),
            agent_identifier: text("assetIdentifier"),
            tags: words("tags"),
            capability,
        }
    }

    fn takes(&self, listing: &Listing) -> bool {
        let payment_type = match (&listing.shown_price, listing.generation) {
            (Price::Free, _) => "None",
            (_, Generation::V1) => "Web3CardanoV1",
            (_, Generation::V2) => "Web3CardanoV2",
        };
        let capability = self.capability.as_ref().is_none_or(|(name, version)| {
            let own = listing.capability.as_ref();
            own.is_some_and(|own| own.0 == *name && version.as_ref().is_none_or(|version| own.1 == *version))
        });
        self.statuses.iter().any(|status| status == listing.health.word())
            && (self.payment_types.is_empty() || self.payment_types.iter().any(|wanted| wanted == payment_type))
            && self.policy.as_deref().is_none_or(|policy| policy == Source::of(listing.generation).policy())
            && self.agent_identifier.as_deref().is_none_or(|wanted| wanted == listing.agent_identifier)
            && (self.tags.is_empty() || listing.tags.iter().any(|tag| self.tags.contains(tag)))
            && capability
    }
}

fn list(world: &World, _: &ApiKey, body: &Map<String, Value>) -> Result<Value, Refused> {
    page(world, body, None)
}

fn search(world: &World, _: &ApiKey, body: &Map<String, Value>) -> Result<Value, Refused> {
    let mut trimmed = body.clone();
    if let Some(Value::String(query)) = trimmed.get_mut("query") {
        *query = query.trim().to_owned();
    }
    let mut fields = Fields::new(Dialect::Registry, &trimmed);
    let query = fields.text("query", 1, 120).to_lowercase();
    fields.finish()?;
    page(world, &trimmed, Some(&query))
}

/// Newest id first; the row of the cursor comes again.
fn page(world: &World, body: &Map<String, Value>, query: Option<&str>) -> Result<Value, Refused> {
    let mut fields = Fields::new(Dialect::Registry, body);
    let filter = Filter::read(&mut fields);
    let limit = usize::try_from(fields.number("limit", 1, 50, 10)).unwrap_or(10);
    let cursor = fields.optional_text("cursorId", 50);
    fields.finish()?;
    on_preprod(filter.network)?;
    let mut listings = world.listings();
    listings.retain(|listing| filter.takes(listing) && query.is_none_or(|query| found(world, listing, query)));
    listings.sort_by(|one, other| other.row_id.cmp(&one.row_id));
    let from = listings.iter().skip_while(|listing| cursor.as_ref().is_some_and(|cursor| listing.row_id != *cursor));
    Ok(json!({"entries": from.take(limit).map(|listing| wire::entry(world, listing)).collect::<Vec<_>>()}))
}

fn diff(world: &World, _: &ApiKey, body: &Map<String, Value>) -> Result<Value, Refused> {
    let mut fields = Fields::new(Dialect::Registry, body);
    let network = fields.network();
    let since = match fields.raw("statusUpdatedAfter") {
        Some(Value::String(text)) => {
            let since = parse_iso(text);
            if since.is_none() {
                fields.error("statusUpdatedAfter", "Invalid date");
            }
            since
        }
        _ => {
            fields.error("statusUpdatedAfter", "Invalid input");
            None
        }
    };
    let limit = usize::try_from(fields.number("limit", 1, 50, 10)).unwrap_or(10);
    let cursor = fields.optional_text("cursorId", 50).unwrap_or_default();
    fields.finish()?;
    on_preprod(network)?;
    let mut listings = world.listings();
    let key = |listing: &Listing| (wire::status_changed_at(listing), listing.row_id.clone());
    listings.retain(|listing| Some(&key(listing)) >= since.map(|since| (since, cursor.clone())).as_ref());
    listings.sort_by_key(key);
    Ok(json!({"entries": listings.iter().take(limit).map(|listing| wire::entry(world, listing)).collect::<Vec<_>>()}))
}

fn payment_information(world: &World, _: &ApiKey, query: &Map<String, Value>) -> Result<Value, Refused> {
    let mut fields = Fields::new(Dialect::Registry, query);
    let agent_identifier = fields.text("agentIdentifier", 57, 250);
    fields.finish()?;
    let listing = world.listing(&agent_identifier).filter(|listing| !listing.burned());
    let listing = listing.ok_or_else(|| Refused::new(404, "Payment information not found"))?;
    let mut information = wire::payment_information(world, &listing);
    let changed = world.changed_entry.as_ref();
    let changed = changed.filter(|(agent, _, until)| *agent == listing.agent_identifier && world.now < *until);
    if changed.is_some_and(|(_, lie, _)| !lie.registry(&mut information)) {
        return Err(Refused::new(404, "Payment information not found"));
    }
    Ok(information)
}

fn capabilities(world: &World, _: &ApiKey, query: &Map<String, Value>) -> Result<Value, Refused> {
    let mut fields = Fields::new(Dialect::Registry, query);
    let limit = usize::try_from(fields.number("limit", 1, 100, 10)).unwrap_or(10);
    fields.finish()?;
    let mut known: Vec<(String, String)> =
        world.listings().into_iter().filter_map(|listing| listing.capability).collect();
    known.sort();
    known.dedup();
    let shown = known.into_iter().take(limit).map(|(name, version)| {
        json!({"id": crate::chance::fixed_id(&format!("{name} {version}")), "name": name, "version": version})
    });
    Ok(json!({"capabilities": shown.collect::<Vec<_>>()}))
}

fn sources(_: &World, key: &ApiKey, _: &Map<String, Value>) -> Result<Value, Refused> {
    if key.permission != Permission::Admin {
        return Err(Refused::new(401, "Unauthorized, admin access required"));
    }
    let source = |source: Source| {
        json!({
            "id": crate::chance::fixed_id("registry source"),
            "url": null,
            "policyId": source.policy(),
            "note": "Play money",
            "latestPage": 1,
            "latestIdentifier": null,
            "rpcProviderApiKey": null,
            "network": "Preprod",
        })
    };
    Ok(json!({"sources": Source::ALL.into_iter().map(source).collect::<Vec<_>>()}))
}

/// Without a source for a network the real service fails, it does not complain.
fn on_preprod(network: Network) -> Result<(), Refused> {
    if network == Network::Preprod { Ok(()) } else { Err(Refused::internal()) }
}

/// A plain substring of everything that is said about the agent.
fn found(world: &World, listing: &Listing, query: &str) -> bool {
    let capability = listing.capability.as_ref().map(|(name, version)| format!("{name} {version}"));
    let said = [
        listing.name.as_str(),
        &listing.description,
        &listing.author,
        "Example Works",
        &listing.api_base_url(&world.agents_url),
        &listing.agent_identifier,
        capability.as_deref().unwrap_or(""),
        &listing.tags.join(" "),
    ];
    said.join("\n").to_lowercase().contains(query)
}
