//! The Payment Service's routes: which exist, what right each needs, and who answers. Order of the checks as on the
//! real node: route, key, right, body, then the business.

use super::{lists, payment, purchase, refund, spending, wallets};
use crate::{
    http::{
        answer::{Answer, Body, Refused},
        fields::{Dialect, Fields},
        request::{Request, Sent},
    },
    keys::{ApiKey, KeyFor, Permission},
    world::World,
};
use masumi_client::node::Network;
use serde_json::{Map, Value, json};

/// A request that may be answered: the key is known and has the right.
pub(crate) struct Call<'a> {
    pub(crate) key: &'a ApiKey,
    /// The query of a GET, the body of anything else.
    pub(crate) given: &'a Map<String, Value>,
    pub(crate) path: &'a str,
}

type Handler = fn(&mut World, &Call) -> Result<Value, Refused>;

const READ: Permission = Permission::Read;
const PAY: Permission = Permission::ReadAndPay;
const ADMIN: Permission = Permission::Admin;

const ROUTES: &[(&str, &str, Permission, Handler)] = &[
    ("GET", "/api-key-status", READ, key_status),
    ("GET", "/payment-source", READ, wallets::payment_sources),
    ("GET", "/wallet/list", ADMIN, wallets::list),
    ("GET", "/utxos", READ, wallets::utxos),
    ("GET", "/balance", READ, wallets::balance),
    ("GET", "/registry/agent-identifier", READ, wallets::agent),
    ("GET", "/purchase", READ, lists::purchases),
    ("GET", "/purchase/count", READ, lists::purchase_count),
    ("GET", "/purchase/diff", READ, lists::purchase_diff),
    ("GET", "/purchase/diff/next-action", READ, lists::purchase_diff),
    ("GET", "/purchase/diff/onchain-state-or-result", READ, lists::purchase_diff),
    ("POST", "/purchase", PAY, purchase::create),
    ("POST", "/purchase/resolve-blockchain-identifier", READ, lists::resolve_purchase),
    ("POST", "/purchase/request-refund", PAY, refund::request),
    ("POST", "/purchase/cancel-refund-request", PAY, refund::cancel),
    ("POST", "/purchase/error-state-recovery", PAY, refund::recover),
    ("POST", "/purchase/spending", READ, spending::spending),
    ("GET", "/payment", READ, lists::payments),
    ("GET", "/payment/count", READ, lists::payment_count),
    ("GET", "/payment/diff", READ, lists::payment_diff),
    ("POST", "/payment", PAY, payment::create),
    ("POST", "/payment/resolve-blockchain-identifier", READ, lists::resolve_payment),
    ("POST", "/payment/submit-result", PAY, payment::submit_result),
    ("POST", "/payment/authorize-refund", PAY, payment::authorize_refund),
];

/// Answers a request to the Payment Service.
pub(crate) fn answer(world: &mut World, request: &Request) -> Answer {
    if request.method == "OPTIONS" {
        return Answer { status: 200, body: Body::Empty };
    }
    if (request.method.as_str(), request.path.as_str()) == ("GET", "/health") {
        return Answer::enveloped(Ok(json!({"status": "ok"})));
    }
    Answer::enveloped(dispatch(world, request))
}

fn dispatch(world: &mut World, request: &Request) -> Result<Value, Refused> {
    let mut at_path = ROUTES.iter().filter(|(_, path, ..)| *path == request.path).peekable();
    if at_path.peek().is_none() {
        return Err(Refused::new(404, &format!("Can not {} {}", request.method, request.full_path)));
    }
    let Some((_, _, needs, handler)) = at_path.find(|(method, ..)| *method == request.method) else {
        return Err(Refused::new(405, &format!("{} is not allowed", request.method)));
    };
    if let Sent::Malformed(message, _) = &request.body {
        return Err(Refused::new(400, message));
    }
    let key = authenticate(world, request, *needs)?;
    let body = request.object();
    let given = if request.method == "GET" { &request.query } else { &body };
    handler(world, &Call { key: &key, given, path: &request.path })
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
    /// What was sent, to be read.
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields::new(Dialect::Node, self.given)
    }

    /// Refuses a key that may not use this network.
    pub(crate) fn may_use(&self, network: Network) -> Result<(), Refused> {
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
