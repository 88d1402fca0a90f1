//! Every recorded answer that the clients can cause is replayed to them over a real connection: the right method and path
//! must be asked, a success must be read whole, and an error must keep its status and its words.

use crate::server::nonce;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::Response,
};
use masumi::{
    agent::{AgentClient, Availability, JobResult, JobStart, JobState, ProvideInput, Provided, Terms},
    net::{AgentHttp, AgentReach, CallError, CallErrorKind, NodeHttp, Secret, Service},
    node::{Network, NodeClient, PaymentSource, Purchase, PurchasesDiffRequest, PurchasesRequest, Recovery},
    proof::PayingBody,
    registry::{DiffRequest, Entry, ListRequest, Pricing, RegistryClient, StatusFilter},
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

const REGISTRY: u64 = 3000;
const NODE: u64 = 3001;

struct Recording {
    name: String,
    method: String,
    port: u64,
    path: String,
    asked: Value,
    status: u16,
    body: Value,
}

/// The recordings, in the order made.
fn recordings() -> Vec<Recording> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/recordings"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let recorded: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let url = url::Url::parse(recorded["request"]["url"].as_str().unwrap()).unwrap();
            Recording {
                name: file.file_stem().unwrap().to_string_lossy().into_owned(),
                method: recorded["request"]["method"].as_str().unwrap().to_owned(),
                port: u64::from(url.port().unwrap()),
                path: url.path().trim_end_matches('/').to_owned(),
                asked: recorded["request"]["body"].clone(),
                status: u16::try_from(recorded["response"]["status"].as_u64().unwrap()).unwrap(),
                body: recorded["response"]["body"].clone(),
            }
        })
        .collect()
}

/// Serves recording `n` below `/n`, and says 599 when something else is asked than was recorded.
async fn replay(State(recordings): State<Arc<Vec<Recording>>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let (number, path) = path.split_once('/').unwrap();
    let recording = &recordings[number.parse::<usize>().unwrap()];
    let as_recorded = request.method() == recording.method.as_str() && format!("/{path}") == recording.path;
    let (status, body) = if as_recorded {
        let body = if recording.body.is_string() { String::new() } else { recording.body.to_string() };
        (recording.status, body)
    } else {
        (599, format!("asked {} /{path}", request.method()))
    };
    Response::builder().status(status).header("content-type", "application/json").body(Body::from(body)).unwrap()
}

async fn serve(recordings: Arc<Vec<Recording>>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().fallback(replay).with_state(recordings);
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    origin
}

/// What a client made of a recording: a summary to compare, or its error.
type Read = Result<Value, CallError>;

#[tokio::test]
async fn every_recorded_answer_that_a_client_can_cause_is_read() {
    let recordings = Arc::new(recordings());
    let origin = serve(recordings.clone()).await;
    let agents = AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap());
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (number, recording) in recordings.iter().enumerate() {
        let base = format!("{origin}/{number}");
        let http = |service| NodeHttp::new(service, base.parse().unwrap(), Secret::new("replayed-key")).unwrap();
        let read = match recording.port {
            // `the_recorded_agent_that_nobody_ran_is_unreachable` tries it.
            _ if recording.status == 0 => None,
            REGISTRY => from_registry(&RegistryClient::new(http(Service::Registry)), recording).await,
            NODE => from_node(&NodeClient::new(http(Service::Node)), recording).await,
            _ => from_agent(&agents, &base, recording).await,
        };
        let line = match &read {
            Some(_) => "client: read whole".to_owned(),
            None => format!("client: {}", why_not(recording)),
        };
        *counts.entry(line).or_default() += 1;
        if let Some(read) = read {
            check(recording, read);
        }
    }
    let readme = include_str!("../../../../../tests/recordings/README.md");
    let lines = counts.iter().map(|(what, count)| format!("| {what} | {count} |"));
    let untold: Vec<String> = lines.filter(|line| !readme.contains(line)).collect();
    assert!(untold.is_empty(), "tests/recordings/README.md does not say:\n{}", untold.join("\n"));
}

/// Why no client of ours can cause this answer.
fn why_not(recording: &Recording) -> &'static str {
    let path = recording.path.trim_start_matches("/api/v1");
    match (recording.port, recording.method.as_str(), path) {
        _ if recording.status == 0 => "nobody answered, and that is what it says",
        (REGISTRY, "GET", "/capability" | "/registry-source") => "not asked: facets and sources of a registry",
        (REGISTRY, "POST", "/registry-source" | "/inbox-agent-registration") => {
            "not asked: others register and administer"
        }
        (NODE, _, "/wallet" | "/rpc-api-keys" | "/monitoring" | "/payment-source-extended" | "/api-key") => {
            "not asked: others register and administer"
        }
        (NODE, _, "/registry" | "/registry/wallet") => "not asked: the registry is asked who sells",
        (NODE, _, path) if path.starts_with("/payment") => "not asked: what sellers ask",
        (NODE, _, "/webhooks" | "/webhooks/test") | (_, _, "/hook") => "not asked: webhooks",
        (NODE, _, "/x402/networks/available") => "not asked: x402",
        (NODE, _, "/purchase/spending") => "not asked: sums, which are made here from the rows",
        (
            NODE,
            _,
            "/purchase/count" | "/purchase/diff/next-action" | "/purchase/diff/onchain-state-or-result" | "/utxos",
        ) => "not asked: what other calls tell too",
        (_, "GET", "/demo") => "not asked: demos",
        (_, _, "/nope") | (_, "GET", "/registry-entry") | (_, "DELETE" | "OPTIONS", "/purchase") => {
            "no client makes this mistake"
        }
        (_, "GET", path) if path.starts_with("/purchase/") => "no client makes this mistake",
        (_, method, path) => panic!("{}: {method} {path} is neither read nor excused", recording.name),
    }
}

/// A success reads as what was recorded; an error keeps its status and its words. The exceptions are answers that mean "no".
fn check(recording: &Recording, read: Read) {
    let name = &recording.name;
    if recording.port > NODE {
        return; // agents have no envelope: `from_agent` has compared
    }
    let words = recording.body.pointer("/error/message").and_then(Value::as_str);
    let means_none = recording.status == 404
        && matches!(
            words,
            Some(
                "Purchase not found"
                    | "Payment information not found"
                    | "Address not found"
                    | "Network and policyId combination not supported"
            )
        );
    match read {
        Ok(read) if means_none => assert_eq!(read, Value::Null, "{name}"),
        Ok(read) => {
            assert_eq!(recording.status, 200, "{name}");
            assert_eq!(read, expected(recording), "{name}");
        }
        Err(error) => {
            let words = words.unwrap_or_else(|| panic!("{name}: {error}"));
            let cut = || words.chars().take(499).chain(['…']).collect();
            let message = if words.chars().count() > 500 { cut() } else { words.to_owned() };
            let kind = CallErrorKind::Status { status: recording.status, message, retry_after: None };
            assert_eq!(error.kind, kind, "{name}");
            assert!(!error.nothing_sent(), "{name}");
        }
    }
}

async fn from_registry(client: &RegistryClient, recording: &Recording) -> Option<Read> {
    let request = ListRequest::new(Network::Preprod).limit(10).status(StatusFilter::Any);
    let entries = |entries: Vec<Entry>| entries.iter().map(entry).collect::<Value>();
    Some(match (recording.method.as_str(), recording.path.as_str()) {
        ("GET", "/api/v1/health") => client.health().await.map(|told| json!([told.service, told.version])),
        ("GET", "/api/v1/api-key-status") => {
            client.key_status().await.map(|key| json!([key.id, key.status, key.can_read, key.can_admin]))
        }
        ("POST", "/api/v1/registry-entry") => client.list(&request).await.map(entries),
        ("POST", "/api/v1/registry-entry-search") => client.list(&request.search("text")).await.map(entries),
        ("POST", "/api/v1/registry-diff") => {
            client.diff(&DiffRequest::new(Network::Preprod, "1970-01-01T00:00:00.000Z").limit(4)).await.map(entries)
        }
        ("GET", "/api/v1/payment-information") => {
            let information = client.payment_information("7e8b").await;
            information.map(|told| told.map_or(Value::Null, |told| json!([entry(&told.entry), told.seller_vkey])))
        }
        _ => return None,
    })
}

async fn from_node(client: &NodeClient, recording: &Recording) -> Option<Read> {
    let network = Network::Preprod;
    let one = |row: Result<Purchase, CallError>| row.map(|row| purchase(&row));
    let many = |rows: Result<Vec<Purchase>, CallError>| rows.map(|rows| rows.iter().map(purchase).collect());
    Some(match (recording.method.as_str(), recording.path.as_str()) {
        ("GET", "/api/v1/health") => client.health().await.map(|()| json!(null)),
        ("GET", "/api/v1/api-key-status") => client.key_status().await.map(|key| {
            json!([key.id, key.can_read, key.can_pay, key.can_admin, key.networks, key.usage_limited, key.status])
        }),
        ("GET", "/api/v1/payment-source") => {
            client.payment_sources(network).await.map(|sources| sources.iter().map(source).collect())
        }
        ("GET", "/api/v1/wallet/list") => client
            .wallets(network)
            .await
            .map(|wallets| wallets.iter().map(|wallet| json!([wallet.address, wallet.payment_source_id])).collect()),
        ("GET", "/api/v1/balance") => client
            .balance(network, "addr_test1")
            .await
            .map(|held| held.iter().map(|money| json!([money.amount.0.to_string(), money.unit.wire()])).collect()),
        ("GET", "/api/v1/registry/agent-identifier") => {
            client.agent(network, "00").await.map(|told| told.as_ref().map_or(Value::Null, token))
        }
        ("GET", "/api/v1/purchase") => many(client.list(&PurchasesRequest::new(network).limit(10)).await),
        ("GET", "/api/v1/purchase/diff") => {
            many(client.diff(&PurchasesDiffRequest::new(network, "2026-11-22T00:00:00Z").limit(10)).await)
        }
        ("POST", "/api/v1/purchase") => one(client.purchase(&paying_body()).await.map_err(CallError::from)),
        ("POST", "/api/v1/purchase/resolve-blockchain-identifier") => {
            client.resolve(network, "00").await.map(|row| row.as_ref().map_or(Value::Null, purchase))
        }
        ("POST", "/api/v1/purchase/request-refund") => one(client.request_refund(network, "00").await),
        // Both methods ask the same: what comes back is read alike, whichever it was.
        ("POST", "/api/v1/purchase/cancel-refund-request") => {
            one(client.withdraw_refund_request(network, &requested()).await)
        }
        ("POST", "/api/v1/purchase/error-state-recovery") => {
            one(client.error_state_recovery(network, "00", "2026-11-22T06:18:21.715Z", Recovery::Retry).await)
        }
        _ => return None,
    })
}

/// A purchase whose refund request can be taken back.
fn requested() -> Purchase {
    let source = json!({ "paymentSourceType": "Web3CardanoV1", "smartContractAddress": "addr_test1w" });
    let row = json!({ "blockchainIdentifier": "00", "onChainState": "RefundRequested", "PaymentSource": source });
    Purchase::from_json(&row).unwrap()
}

fn paying_body() -> PayingBody {
    let body = json!({
        "blockchainIdentifier": "00", "network": "Preprod", "inputHash": "00", "sellerVkey": "00",
        "agentIdentifier": "00", "Amounts": [{"amount": "1000000", "unit": ""}], "payByTime": "1795372287827",
        "submitResultTime": "1795415487827", "unlockTime": "1795437087827",
        "externalDisputeUnlockTime": "1795458687827", "identifierFromPurchaser": "aaaaaaaaaaaaaaaaaaaa",
        "metadata": ""
    });
    PayingBody::restore_unverified(&body.to_string()).unwrap()
}

// The same summary twice: of what a client read, and of what was recorded.

fn purchase(row: &Purchase) -> Value {
    let funds = |funds: &[masumi::money::Money]| {
        funds.iter().map(|money| json!([money.amount.0.to_string(), money.unit.wire()])).collect::<Value>()
    };
    json!({
        "id": row.id,
        "identifier": row.blockchain_identifier,
        "by": row.requested_by_id,
        "changed": row.changed_at,
        "updated": row.updated_at,
        "state": row.on_chain_state,
        "action": row.next_action.requested_action,
        "errorType": row.next_action.error_type,
        "times": [row.pay_by_time, row.submit_result_time, row.unlock_time, row.external_dispute_unlock_time],
        "cooldown": row.cooldown_until,
        "hashes": [row.input_hash, row.result_hash],
        "paid": funds(&row.paid_funds),
        "back": funds(&row.withdrawn_for_buyer),
        "collateral": row.collateral_return.map(|lovelace| lovelace.to_string()),
        "feesAda": row.buyer_fees_ada,
        "tx": row.current_transaction.as_ref().map(|tx| json!([tx.tx_hash, tx.status, tx.confirmations, tx.fees])),
        "source": row.payment_source.as_ref().map(|source| {
            json!([source.generation, source.smart_contract_address, source.policy_id, source.network])
        }),
        "seller": row.seller_vkey,
        "wallet": row.buyer_wallet.as_ref().map(|wallet| &wallet.address),
        "metadata": row.metadata,
    })
}

fn recorded_purchase(row: &Value) -> Value {
    let time = |name: &str| row[name].as_str().map(|digits| digits.parse::<i64>().unwrap());
    let filled = |name: &str| row[name].as_str().filter(|text| !text.is_empty());
    let funds = |name: &str| {
        row[name].as_array().unwrap().iter().map(|money| json!([money["amount"], money["unit"]])).collect::<Value>()
    };
    let some = |name: &str| Some(&row[name]).filter(|value| !value.is_null());
    json!({
        "id": row["id"],
        "identifier": row["blockchainIdentifier"],
        "by": row["requestedById"],
        "changed": row["nextActionOrOnChainStateOrResultLastChangedAt"],
        "updated": row["updatedAt"],
        "state": row["onChainState"],
        "action": row["NextAction"]["requestedAction"],
        "errorType": row["NextAction"]["errorType"],
        "times": [
            time("payByTime"), time("submitResultTime"), time("unlockTime"), time("externalDisputeUnlockTime")
        ],
        "cooldown": row["cooldownTime"].as_i64().filter(|time| *time > 0),
        "hashes": [filled("inputHash"), filled("resultHash")],
        "paid": funds("PaidFunds"),
        "back": funds("WithdrawnForBuyer"),
        "collateral": row["collateralReturnLovelace"],
        "feesAda": row["totalBuyerCardanoFees"].to_string(),
        "tx": some("CurrentTransaction")
            .map(|tx| json!([tx["txHash"], tx["status"], tx["confirmations"], tx["fees"]])),
        "source": some("PaymentSource").map(|source| {
            json!([
                source["paymentSourceType"], source["smartContractAddress"], source["policyId"], source["network"]
            ])
        }),
        "seller": row["SellerWallet"]["walletVkey"],
        "wallet": row["SmartContractWallet"]["walletAddress"],
        "metadata": row["metadata"],
    })
}

fn entry(entry: &Entry) -> Value {
    let pricing = match &entry.pricing {
        Pricing::Fixed(amounts) => json!(amounts.iter().map(|money| money.amount.0.to_string()).collect::<Vec<_>>()),
        Pricing::Dynamic => json!("Dynamic"),
        Pricing::Free => json!("Free"),
        Pricing::Unknown(raw) => json!({ "unknown": raw }),
    };
    json!({
        "id": entry.id,
        "agent": entry.agent_identifier,
        "name": entry.name,
        "description": entry.description,
        "api": entry.api_base_url,
        "status": entry.status,
        "checks": [entry.uptime_count, entry.uptime_check_count],
        "tags": entry.tags,
        "capability": entry.capability,
        "author": entry.author_name,
        "pricing": pricing,
        "policy": entry.policy_id,
        "payment": entry.payment_type,
        "created": entry.created_at.map(masumi::moment::Moment::iso),
        "checked": entry.status_updated_at.map(masumi::moment::Moment::iso),
    })
}

fn recorded_entry(entry: &Value) -> Value {
    let pricing = &entry["AgentPricing"];
    let amounts = pricing["FixedPricing"]["Amounts"].as_array();
    let filled = |name: &str| entry.get(name).cloned().unwrap_or_default();
    json!({
        "id": entry["id"],
        "agent": entry["agentIdentifier"],
        "name": entry["name"],
        "description": entry["description"],
        "api": entry["apiBaseUrl"],
        "status": entry["status"],
        "checks": [entry["uptimeCount"].as_u64().unwrap_or(0), entry["uptimeCheckCount"].as_u64().unwrap_or(0)],
        "tags": entry["tags"],
        "capability": entry["Capability"].as_object().map(|capability| [&capability["name"], &capability["version"]]),
        "author": entry["authorName"],
        "pricing": amounts.map_or_else(
            || pricing["pricingType"].clone(),
            |amounts| amounts.iter().map(|money| money["amount"].clone()).collect(),
        ),
        "policy": entry["RegistrySource"]["policyId"],
        "payment": entry["paymentType"],
        "created": filled("createdAt"),
        "checked": filled("statusUpdatedAt"),
    })
}

fn token(entry: &Entry) -> Value {
    let Pricing::Fixed(price) = &entry.pricing else { panic!("{entry:?}") };
    let price: Value = price.iter().map(|money| json!(money.amount.0.to_string())).collect();
    json!([entry.agent_identifier, entry.name, entry.api_base_url, entry.author_name, entry.tags, entry.image, price])
}

fn recorded_token(data: &Value) -> Value {
    let told = &data["Metadata"];
    let price = told["AgentPricing"]["Pricing"].as_array().unwrap().iter().map(|money| money["amount"].clone());
    let (id, price) = (&data["agentIdentifier"], price.collect::<Value>());
    json!([id, told["name"], told["apiBaseUrl"], told["Author"]["name"], told["Tags"], told["image"], price])
}

fn source(source: &PaymentSource) -> Value {
    json!([source.id, source.network, source.generation, source.policy_id, source.smart_contract_address])
}

fn expected(recording: &Recording) -> Value {
    let data = &recording.body["data"];
    let rows = |name: &str, each: fn(&Value) -> Value| data[name].as_array().unwrap().iter().map(each).collect();
    match (recording.port, recording.path.trim_start_matches("/api/v1")) {
        (REGISTRY, "/health") => json!([data["type"], data["version"]]),
        (REGISTRY, "/api-key-status") => json!([data["id"], data["status"], true, data["permission"] == "Admin"]),
        (REGISTRY, "/payment-information") => json!([recorded_entry(data), data["sellerWallet"]["vkey"]]),
        (REGISTRY, _) => rows("entries", recorded_entry),
        (_, "/api-key-status") => json!([
            data["id"],
            data["canRead"],
            data["canPay"],
            data["canAdmin"],
            data["NetworkLimit"],
            data["usageLimited"],
            data["status"]
        ]),
        (_, "/payment-source") => rows("PaymentSources", |source| {
            json!([
                source["id"],
                source["network"],
                source["paymentSourceType"],
                source["policyId"],
                source["smartContractAddress"]
            ])
        }),
        (_, "/wallet/list") => rows("Wallets", |wallet| json!([wallet["walletAddress"], wallet["paymentSourceId"]])),
        (_, "/registry/agent-identifier") => recorded_token(data),
        (_, "/balance") => rows("Balance", |held| {
            let unit = held["unit"].as_str().unwrap().trim_start_matches("lovelace");
            json!([held["quantity"].to_string(), unit])
        }),
        (_, "/purchase" | "/purchase/diff") if data.get("Purchases").is_some() => rows("Purchases", recorded_purchase),
        _ => recorded_purchase(data),
    }
}

async fn from_agent(client: &AgentClient, base: &str, recording: &Recording) -> Option<Read> {
    let (name, body) = (&recording.name, &recording.body);
    let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
    match (recording.method.as_str(), recording.path.as_str()) {
        ("GET", "/availability") => {
            let available = Availability::Available(Some(text("message")));
            let itself = text("agentIdentifier");
            assert_eq!(client.availability(base, &itself).await.unwrap(), available, "{name}");
        }
        ("GET", "/input_schema") => assert_eq!(&client.input_schema(base).await.unwrap(), body, "{name}"),
        ("POST", "/start_job") => {
            let started = client.start_job(base, &nonce(), &Map::new()).await.unwrap();
            assert_eq!(started.raw, body.to_string(), "{name}");
            check_start(recording, &started.outcome);
        }
        ("GET", "/status") => match client.status(base, "1").await {
            Ok(status) => {
                assert_eq!(status.word, text("status"), "{name}");
                assert_eq!(status.state, JobState::from_word(&text("status")), "{name}");
                let schema = Some(&body["input_schema"]).filter(|schema| !schema.is_null());
                assert_eq!(status.input_schema.as_ref(), schema, "{name}");
                let result = body["result"].as_str().map(|result| JobResult::Text(result.to_owned()));
                assert_eq!(status.result, result, "{name}");
            }
            Err(error) => {
                assert_eq!(error.status(), Some(recording.status), "{name}");
                assert!(error.to_string().contains("job_id: Field required"), "{name}: {error}");
            }
        },
        ("POST", "/provide_input") => {
            let answer =
                ProvideInput { job_id: "1".into(), status_id: None, input_schema: json!({}), input_data: Map::new() };
            match client.provide_input(base, &answer).await.unwrap() {
                Provided::Accepted { hash, .. } => assert_eq!(hash.as_deref(), body["input_hash"].as_str(), "{name}"),
                Provided::Refused { status, message, .. } => {
                    assert_eq!((status, message), (recording.status, text("detail")), "{name}");
                }
            }
        }
        _ => return None,
    }
    assert!(recording.asked.is_null() || recording.method == "POST", "{name}");
    Some(Ok(Value::Null))
}

fn check_start(recording: &Recording, outcome: &JobStart) {
    let (name, body) = (recording.name.as_str(), &recording.body);
    let verbatim = |field: &str| match &body[field] {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    };
    match outcome {
        JobStart::Free(job) => {
            assert_eq!(name, "109-agent-start-job-free-haiku");
            assert_eq!(Some(job), verbatim("id").as_ref());
        }
        JobStart::Terms(terms) => {
            let words = |value: &Value| value.as_str().unwrap().to_owned();
            let funds = body["amounts"].as_array().map(|funds| {
                funds.iter().map(|money| (words(&money["amount"]), words(&money["unit"])).into()).collect()
            });
            let expected = Terms {
                job_id: verbatim("job_id").or(verbatim("id")).unwrap(),
                blockchain_identifier: verbatim("blockchainIdentifier").unwrap(),
                pay_by_time: verbatim("payByTime"),
                submit_result_time: verbatim("submitResultTime"),
                unlock_time: verbatim("unlockTime"),
                external_dispute_unlock_time: verbatim("externalDisputeUnlockTime"),
                agent_identifier: verbatim("agentIdentifier"),
                seller_vkey: verbatim("sellerVKey"),
                identifier_from_purchaser: verbatim("identifierFromPurchaser"),
                input_hash: verbatim("input_hash").or(verbatim("inputHash")),
                requested_funds: funds,
                supported_payment_source_index: body["supportedPaymentSourceIndex"].as_u64().map(|i| i as u32),
                seller_return_address: verbatim("sellerReturnAddress"),
                smart_contract_address: None,
                payment_source_type: None,
                payment_force_layer: None,
            };
            assert_eq!(terms, &expected, "{name}");
        }
        JobStart::Refused { status, errors, message, .. } => {
            assert_eq!(*status, recording.status, "{name}");
            assert!(!message.is_empty(), "{name}");
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            let expected: &[&str] = match name.split('-').next().unwrap() {
                "091" => &["text", "sentences", "sentences", "sentences"],
                "092" => &["sentences"],
                "107" => &["email", "consent"],
                "084" | "085" | "099" | "100" => &[""],
                _ => &[],
            };
            assert_eq!(fields, expected, "{name}");
        }
        JobStart::OtherRail { .. } | JobStart::Stranded { .. } => panic!("{name}: {outcome:?}"),
    }
}

#[tokio::test]
async fn the_recorded_agent_that_nobody_ran_is_unreachable() {
    let recordings = recordings();
    let silent: Vec<&Recording> = recordings.iter().filter(|recording| recording.status == 0).collect();
    assert_eq!(silent.len(), 1);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error =
        AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap()).availability(&base, "").await.unwrap_err();
    assert!(matches!(error.kind, CallErrorKind::Unreachable(_)), "{error}");
    assert!(error.nothing_sent());
}
