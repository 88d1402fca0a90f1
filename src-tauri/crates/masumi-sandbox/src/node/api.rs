//! The Payment Service's routes: which exist, what right each needs, what it takes, and who answers. Order of the checks
//! as on the real node: route, JSON, key, right, schema, network, then the business.

use super::{lists, payment, purchase, refund, spending, wallets};
use crate::{
    http::{
        answer::{Answer, Body, Refused, storable},
        given::Given,
        request::Request,
        schema::{Dialect, Schema},
    },
    keys::{ApiKey, KeyFor, Permission},
    world::World,
};
use masumi::node::Network;
use serde_json::{Value, json};

/// A request that may be answered: the key is known, has the right and the network, and what was given fits the schema.
pub(crate) struct Call<'a> {
    pub(crate) key: &'a ApiKey,
    /// The query of a GET, the body of anything else.
    pub(crate) given: Given<'a>,
    pub(crate) path: &'a str,
}

struct Route {
    method: &'static str,
    path: &'static str,
    needs: Permission,
    takes: Schema,
    answers: fn(&mut World, &Call) -> Result<Value, Refused>,
}

const READ: Permission = Permission::Read;
const PAY: Permission = Permission::ReadAndPay;
const ADMIN: Permission = Permission::Admin;

const fn get(
    path: &'static str,
    needs: Permission,
    takes: Schema,
    answers: fn(&mut World, &Call) -> Result<Value, Refused>,
) -> Route {
    Route { method: "GET", path, needs, takes, answers }
}

const fn post(
    path: &'static str,
    needs: Permission,
    takes: Schema,
    answers: fn(&mut World, &Call) -> Result<Value, Refused>,
) -> Route {
    Route { method: "POST", path, needs, takes, answers }
}

const ROUTES: &[Route] = &[
    get("/api-key-status", READ, Schema::NOTHING, key_status),
    get("/payment-source", READ, wallets::PAGE, wallets::payment_sources),
    get("/wallet/list", ADMIN, wallets::LIST, wallets::list),
    get("/utxos", READ, wallets::OUTPUTS, wallets::utxos),
    get("/balance", READ, wallets::ADDRESS, wallets::balance),
    get("/registry/agent-identifier", READ, wallets::AGENT, wallets::agent),
    get("/purchase", READ, lists::LIST, lists::purchases),
    get("/purchase/count", READ, lists::COUNT, lists::purchase_count),
    get("/purchase/diff", READ, lists::PURCHASE_DIFF, lists::purchase_diff),
    get("/purchase/diff/next-action", READ, lists::PURCHASE_DIFF, lists::purchase_diff),
    get("/purchase/diff/onchain-state-or-result", READ, lists::PURCHASE_DIFF, lists::purchase_diff),
    post("/purchase", PAY, purchase::NEW, purchase::create),
    post("/purchase/resolve-blockchain-identifier", READ, lists::RESOLVE, lists::resolve_purchase),
    post("/purchase/request-refund", PAY, refund::WISH, refund::request),
    post("/purchase/cancel-refund-request", PAY, refund::WISH, refund::cancel),
    post("/purchase/error-state-recovery", PAY, refund::RECOVERY, refund::recover),
    post("/purchase/spending", READ, spending::PERIOD, spending::spending),
    get("/payment", READ, lists::LIST, lists::payments),
    get("/payment/count", READ, lists::COUNT, lists::payment_count),
    get("/payment/diff", READ, lists::PAYMENT_DIFF, lists::payment_diff),
    post("/payment", PAY, payment::NEW, payment::create),
    post("/payment/resolve-blockchain-identifier", READ, lists::RESOLVE, lists::resolve_payment),
    post("/payment/submit-result", PAY, payment::RESULT, payment::submit_result),
    post("/payment/authorize-refund", PAY, refund::WISH, payment::authorize_refund),
];

/// Fields with which the node goes straight to its database.
const LOOKED_UP: [&str; 4] = ["blockchainIdentifier", "cursorId", "filterSmartContractAddress", "searchQuery"];

/// Answers a request to the Payment Service.
pub(crate) fn answer(world: &mut World, request: &Request) -> Answer {
    let health = request.path == "/health";
    let known = health || ROUTES.iter().any(|route| route.path == request.path);
    match request.method.as_str() {
        "OPTIONS" if known => Answer { status: 200, body: Body::Empty },
        "GET" if health => Answer::enveloped(Ok(json!({"status": "ok"}))),
        method if health => Answer::enveloped(Err(not_allowed(method))),
        _ => Answer::enveloped(dispatch(world, request)),
    }
}

fn not_allowed(method: &str) -> Refused {
    Refused::new(405, &format!("{method} is not allowed"))
}

fn dispatch(world: &mut World, request: &Request) -> Result<Value, Refused> {
    let mut at_path = ROUTES.iter().filter(|route| route.path == request.path).peekable();
    if at_path.peek().is_none() {
        return Err(request.unknown());
    }
    let route = at_path.find(|route| route.method == request.method).ok_or_else(|| not_allowed(&request.method))?;
    let given = request.given()?;
    let key = authenticate(world, request, route.needs)?;
    route.takes.check(Dialect::Node, &given)?;
    let call = Call { key: &key, given: Given(&given), path: &request.path };
    if route.takes.has_network() {
        call.may_use(call.given.network())?;
    }
    LOOKED_UP.iter().try_for_each(|name| storable(call.given.text(name)))?;
    (route.answers)(world, &call)
}

fn authenticate(world: &World, request: &Request, needs: Permission) -> Result<ApiKey, Refused> {
    let refused = |message: &str| Refused::new(401, message);
    let token = request.token.as_deref().filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| refused("Unauthorized, no authentication token provided"))?;
    let key = world.keys.find(KeyFor::Node, token);
    let key = key.ok_or_else(|| refused("Unauthorized, invalid authentication token provided"))?;
    if key.revoked {
        return Err(refused("Unauthorized, API key is revoked"));
    }
    if key.permission < needs {
        return Err(refused(needs.refusal()));
    }
    Ok(key.clone())
}

impl Call<'_> {
    /// Refuses a key that may not use this network.
    pub(super) fn may_use(&self, network: Network) -> Result<(), Refused> {
        let allowed = self.key.permission == ADMIN || self.key.networks.contains(&network);
        if allowed { Ok(()) } else { Err(Refused::new(401, "Unauthorized, network not allowed")) }
    }
}

fn key_status(_: &mut World, call: &Call) -> Result<Value, Refused> {
    let key = call.key;
    let networks: Vec<&str> = key.networks.iter().map(|network| network_word(*network)).collect();
    let chains: Vec<String> = networks.iter().map(|word| format!("cardano:{}", word.to_lowercase())).collect();
    Ok(json!({
        "id": key.id,
        "token": "*****",
        "permission": key.permission.word(),
        "canRead": true,
        "canPay": key.permission >= PAY,
        "canAdmin": key.permission == ADMIN,
        "usageLimited": key.credits.is_some(),
        "NetworkLimit": networks,
        "ChainIdLimit": chains,
        "RemainingUsageCredits": super::wire::funds(key.credits.as_deref().unwrap_or(&[])),
        "status": "Active",
        "walletScopeEnabled": false,
        "WalletScopes": [],
    }))
}

/// A network's word on the wire.
pub(crate) fn network_word(network: Network) -> &'static str {
    match network {
        Network::Preprod => "Preprod",
        Network::Mainnet => "Mainnet",
    }
}
