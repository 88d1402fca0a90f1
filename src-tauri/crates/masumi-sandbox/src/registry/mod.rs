//! The Registry Service: lists, search, changes, payment information, capabilities. Its words for what does not fit are
//! another validator's than the node's.

pub(crate) mod crowd;
pub(crate) mod listing;
pub(crate) mod wire;

use crate::{
    http::{
        answer::{Answer, Body, Refused, storable},
        given::Given,
        request::Request,
        schema::{ANY, Dialect, Field, NETWORK, Schema, Shape, optional, required},
    },
    keys::{ApiKey, KeyFor, Permission},
    node::source::Source,
    world::World,
};
use listing::{Health, Listing, Price};
use masumi::{
    moment::Moment,
    node::{Generation, Network},
};
use serde_json::{Value, json};

/// The registry's statuses and payment types, in the order of its complaints.
const STATUSES: [&str; 4] = ["Online", "Offline", "Deregistered", "Invalid"];
const PAYMENT_TYPES: [&str; 2] = ["Web3CardanoV1", "None"];

const LIMIT: Field = optional("limit", Shape::Whole(1, 50));
const CURSOR: Field = optional("cursorId", Shape::Text(1, 50));
const HEALTH_CHECK: Field = optional("minHealthCheckDate", Shape::Date);
const FILTER: Field = optional(
    "filter",
    Shape::Object(&[
        optional("paymentTypes", Shape::List(&Shape::OneOf(&PAYMENT_TYPES), 5)),
        optional("status", Shape::List(&Shape::OneOf(&STATUSES), 5)),
        optional("policyId", Shape::Text(1, 250)),
        optional("assetIdentifier", Shape::Text(1, 250)),
        optional("tags", Shape::List(&Shape::Text(1, 150), ANY)),
        optional(
            "capability",
            Shape::Object(&[required("name", Shape::Text(1, 150)), optional("version", Shape::Text(0, 150))]),
        ),
    ]),
);

const LIST: Schema = Schema::of(&[NETWORK, LIMIT, CURSOR, FILTER, HEALTH_CHECK]);
const SEARCH: Schema =
    Schema::of(&[NETWORK, LIMIT, CURSOR, required("query", Shape::Trimmed(1, 120)), FILTER, HEALTH_CHECK]);
const DIFF: Schema = Schema::of(&[
    NETWORK,
    required("statusUpdatedAfter", Shape::Date),
    LIMIT,
    optional("cursorId", Shape::Text(1, 75)),
    optional("policyId", Shape::Text(1, 250)),
]);
const AGENT: Schema = Schema::of(&[required("agentIdentifier", Shape::Text(57, 250))]);
const CAPABILITIES: Schema =
    Schema::of(&[optional("limit", Shape::Number(1, 100)), optional("cursorId", Shape::Text(0, ANY))]);
const SOURCES: Schema = Schema::of(&[optional("cursorId", Shape::Text(0, 550)), LIMIT]);

struct Route {
    method: &'static str,
    path: &'static str,
    needs: Permission,
    takes: Schema,
    answers: fn(&World, &ApiKey, Given) -> Result<Value, Refused>,
}

const USER: Permission = Permission::Read;

const ROUTES: &[Route] = &[
    Route { method: "GET", path: "/api-key-status", needs: USER, takes: Schema::NOTHING, answers: key_status },
    Route { method: "POST", path: "/registry-entry", needs: USER, takes: LIST, answers: list },
    Route { method: "POST", path: "/registry-entry-search", needs: USER, takes: SEARCH, answers: search },
    Route { method: "POST", path: "/registry-diff", needs: USER, takes: DIFF, answers: diff },
    Route { method: "GET", path: "/payment-information", needs: USER, takes: AGENT, answers: payment_information },
    Route { method: "GET", path: "/capability", needs: USER, takes: CAPABILITIES, answers: capabilities },
    Route { method: "GET", path: "/registry-source", needs: Permission::Admin, takes: SOURCES, answers: sources },
];

/// Answers a request to the Registry Service.
pub(crate) fn answer(world: &World, request: &Request) -> Answer {
    let health = request.path == "/health";
    let known = health || ROUTES.iter().any(|route| route.path == request.path);
    match request.method.as_str() {
        "OPTIONS" if known => Answer { status: 200, body: Body::Empty },
        "GET" if health => Answer::enveloped(Ok(json!({"type": "masumi-registry", "version": "0.1.2"}))),
        _ => Answer::enveloped(dispatch(world, request)),
    }
}

/// Order of the checks: route, JSON, key, right, schema, then the business.
fn dispatch(world: &World, request: &Request) -> Result<Value, Refused> {
    let route = ROUTES.iter().find(|route| route.method == request.method && route.path == request.path);
    let route = route.ok_or_else(|| request.unknown())?;
    let given = request.given()?;
    let refused = |message: &str| Refused::new(401, message);
    let token = request.token.as_deref().filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| refused("No token provided"))?;
    let key = world.keys.find(KeyFor::Registry, token).ok_or_else(|| refused("Invalid token"))?;
    if key.revoked {
        return Err(refused("API key is revoked"));
    }
    if key.permission < route.needs {
        return Err(refused(route.needs.refusal()));
    }
    route.takes.check(Dialect::Registry, &given)?;
    (route.answers)(world, key, Given(&given))
}

fn key_status(_: &World, key: &ApiKey, _: Given) -> Result<Value, Refused> {
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
struct Filter<'a> {
    statuses: Vec<&'a str>,
    payment_types: Vec<&'a str>,
    policy: Option<&'a str>,
    agent_identifier: Option<&'a str>,
    tags: Option<Vec<&'a str>>,
    capability: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Filter<'a> {
    fn read(given: Given<'a>) -> Filter<'a> {
        let within = given.inside("filter");
        let words = |name: &str| within.map(|filter| filter.words(name)).unwrap_or_default();
        let text = |name: &str| within.and_then(|filter| filter.optional_text(name));
        let capability = within.and_then(|filter| filter.inside("capability"));
        let statuses = words("status");
        Filter {
            statuses: if statuses.is_empty() { vec![Health::Online.word()] } else { statuses },
            payment_types: words("paymentTypes"),
            policy: text("policyId"),
            agent_identifier: text("assetIdentifier"),
            tags: within.filter(|filter| filter.0.contains_key("tags")).map(|filter| filter.words("tags")),
            capability: capability.map(|capability| (capability.text("name"), capability.optional_text("version"))),
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
            own.is_some_and(|own| own.0 == *name && version.is_none_or(|version| own.1 == version))
        });
        let tagged = |wanted: &Vec<&str>| listing.tags.iter().any(|tag| wanted.contains(&tag.as_str()));
        self.statuses.contains(&listing.health.word())
            && (self.payment_types.is_empty() || self.payment_types.contains(&payment_type))
            && self.policy.is_none_or(|policy| policy == Source::of(listing.generation).policy())
            && self.agent_identifier.is_none_or(|wanted| wanted == listing.agent_identifier)
            && self.tags.as_ref().is_none_or(tagged)
            && capability
    }
}

fn list(world: &World, _: &ApiKey, given: Given) -> Result<Value, Refused> {
    page(world, given, None)
}

fn search(world: &World, _: &ApiKey, given: Given) -> Result<Value, Refused> {
    page(world, given, Some(&given.text("query").trim().to_lowercase()))
}

/// Newest id first; the row of the cursor comes again.
fn page(world: &World, given: Given, query: Option<&str>) -> Result<Value, Refused> {
    let (filter, cursor) = (Filter::read(given), given.optional_text("cursorId"));
    on_preprod(given)?;
    [filter.policy, filter.agent_identifier, cursor, query].into_iter().flatten().try_for_each(storable)?;
    let takes = |listing: &&Listing| filter.takes(listing) && query.is_none_or(|query| found(world, listing, query));
    let mut listings = world.listings();
    listings.sort_by(|one, other| other.row_id.cmp(&one.row_id));
    let all = listings.iter().chain(&world.crowd).filter(takes);
    let from = all.skip_while(|listing| cursor.is_some_and(|cursor| listing.row_id != cursor));
    let shown = from.take(given.count("limit", 10)).map(|listing| wire::entry(world, listing));
    Ok(json!({"entries": shown.collect::<Vec<_>>()}))
}

fn diff(world: &World, _: &ApiKey, given: Given) -> Result<Value, Refused> {
    on_preprod(given)?;
    [given.text("cursorId"), given.text("policyId")].into_iter().try_for_each(storable)?;
    let start = (given.date("statusUpdatedAfter").unwrap_or(Moment(0)), given.text("cursorId").to_owned());
    let policy = given.optional_text("policyId");
    let mut listings = world.listings();
    let key = |listing: &Listing| (wire::status_changed_at(listing), listing.row_id.clone());
    listings.retain(|listing| {
        key(listing) >= start && policy.is_none_or(|policy| policy == Source::of(listing.generation).policy())
    });
    listings.sort_by_key(key);
    let shown = listings.iter().take(given.count("limit", 10)).map(|listing| wire::entry(world, listing));
    Ok(json!({"entries": shown.collect::<Vec<_>>()}))
}

fn payment_information(world: &World, _: &ApiKey, given: Given) -> Result<Value, Refused> {
    let agent_identifier = given.text("agentIdentifier");
    storable(&policy_of(agent_identifier)?)?;
    let listing = world.listing(agent_identifier).filter(|listing| !listing.burned());
    let listing = listing.ok_or_else(|| Refused::new(404, "Payment information not found"))?;
    let mut information = wire::payment_information(world, &listing);
    let changed = world.changed_entry.as_ref();
    let changed = changed.filter(|(agent, _, until)| *agent == listing.agent_identifier && world.now < *until);
    if changed.is_some_and(|(_, lie, _)| !lie.registry(&mut information)) {
        return Err(Refused::new(404, "Payment information not found"));
    }
    Ok(information)
}

fn capabilities(world: &World, _: &ApiKey, given: Given) -> Result<Value, Refused> {
    let mut known: Vec<(String, String)> =
        world.listings().into_iter().filter_map(|listing| listing.capability).collect();
    known.sort();
    known.dedup();
    let cursor = given.optional_text("cursorId").filter(|cursor| !cursor.is_empty());
    let shown = known.into_iter().map(|(name, version)| {
        json!({"id": crate::chance::fixed_id(&format!("{name} {version}")), "name": name, "version": version})
    });
    let from = shown.skip_while(|one| cursor.is_some_and(|cursor| one["id"] != cursor));
    Ok(json!({"capabilities": from.take(given.count("limit", 10)).collect::<Vec<_>>()}))
}

fn sources(_: &World, _: &ApiKey, _: Given) -> Result<Value, Refused> {
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
fn on_preprod(given: Given) -> Result<(), Refused> {
    if given.network() == Network::Preprod { Ok(()) } else { Err(Refused::new(500, "Network not found")) }
}

/// The first 56 UTF-16 units. The real service fails when they end in half a character.
fn policy_of(agent_identifier: &str) -> Result<String, Refused> {
    let units: Vec<u16> = agent_identifier.encode_utf16().take(56).collect();
    String::from_utf16(&units).map_err(|_| Refused::internal())
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
