//! What each call sends, and how it reads the answers that no recording has: older services, several pages, odd rows.

use crate::server::{Reply, Scripted, answer, json as reply, nonce};
use futures_util::StreamExt;
use masumi::{
    agent::{AgentClient, ProvideInput, Provided},
    money::{Amount, Money, TUSDM, Unit},
    net::{AgentHttp, AgentReach, CallErrorKind, NodeHttp, Secret, Service},
    node::{
        Generation, Network, NodeClient, OnChainState, Purchase, PurchaseError, PurchasesDiffRequest, PurchasesRequest,
        Recovery,
    },
    proof::PayingBody,
    registry::{DiffRequest, Entry, ListRequest, RegistryClient, StatusFilter},
};
use serde_json::{Map, Value, json};

fn node(server: &Scripted) -> NodeClient {
    NodeClient::new(NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap())
}

fn registry(server: &Scripted) -> RegistryClient {
    RegistryClient::new(NodeHttp::new(Service::Registry, server.origin.parse().unwrap(), Secret::new("key")).unwrap())
}

fn agents() -> AgentClient {
    AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap())
}

fn success(data: &Value) -> Reply {
    reply(200, json!({ "status": "success", "data": data }).to_string())
}

fn failure(status: u16, message: &str) -> Reply {
    reply(status, json!({ "status": "error", "error": { "message": message } }).to_string())
}

/// The request line without its version, and the body.
fn line_and_body(request: &str) -> (String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_paying_body_is_sent_to_the_byte() {
    let json = r#"{"blockchainIdentifier":"00","network":"Preprod","inputHash":"00","sellerVkey":"00","agentIdentifier":"00","Amounts":[{"amount":"1","unit":""}],"payByTime":"1","submitResultTime":"2","unlockTime":"3","externalDisputeUnlockTime":"4","identifierFromPurchaser":"aa","metadata":"買"}"#;
    let server = Scripted::start(vec![failure(409, "Purchase exists")]).await;
    let error = node(&server).purchase(&PayingBody::restore_unverified(json).unwrap()).await.unwrap_err();
    assert!(matches!(error, PurchaseError::Exists(_)), "{error:?}");
    assert_eq!(line_and_body(&server.request()), ("POST /api/v1/purchase".into(), json.into()));
    assert!(server.request().contains("\r\ncontent-type: application/json\r\n"));
}

#[tokio::test]
async fn only_the_nodes_own_words_say_that_there_is_no_purchase() {
    let server = Scripted::start(vec![failure(404, "Purchase not found")]).await;
    assert_eq!(node(&server).resolve(Network::Preprod, "00ff").await, Ok(None));
    let asked = json!({ "blockchainIdentifier": "00ff", "network": "Preprod" }).to_string();
    let line = "POST /api/v1/purchase/resolve-blockchain-identifier".to_owned();
    assert_eq!(line_and_body(&server.request()), (line, asked));

    for other in [
        failure(404, "Can not POST /api/v1/purchase/resolve-blockchain-identifier"),
        failure(404, "Network not found"),
        answer(404, "content-type: text/html\r\n", "<h1>404 Not Found</h1>"),
        answer(404, "", ""),
        failure(401, "Purchase not found"),
        failure(500, "Purchase not found"),
        success(&json!(null)),
        success(&json!({})),
    ] {
        let server = Scripted::start(vec![other]).await;
        let read = node(&server).resolve(Network::Preprod, "00ff").await;
        assert!(read.is_err(), "a second purchase would be made: {read:?}");
    }
}

#[tokio::test]
async fn purchases_are_asked_for_by_generation_since_and_cursor() {
    let server = Scripted::start(vec![success(&json!({ "Purchases": [] }))]).await;
    let node = node(&server);
    let since = "2026-11-22T05:57:21.698Z";
    let changed = PurchasesDiffRequest::new(Network::Preprod, since).generation(Generation::V2);
    node.diff(&changed.from_row("row 1&x").limit(50)).await.unwrap();
    node.diff(&PurchasesDiffRequest::new(Network::Mainnet, since).limit(1)).await.unwrap();
    node.list(&PurchasesRequest::new(Network::Preprod).generation(Generation::V1).from_row("r")).await.unwrap();
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    assert_eq!(
        lines,
        [
            "GET /api/v1/purchase/diff?lastUpdate=2026-11-22T05%3A57%3A21.698Z&network=Preprod&limit=50\
             &filterPaymentSourceType=Web3CardanoV2&cursorId=row+1%26x",
            "GET /api/v1/purchase/diff?lastUpdate=2026-11-22T05%3A57%3A21.698Z&network=Mainnet&limit=1",
            "GET /api/v1/purchase?network=Preprod&limit=100&filterPaymentSourceType=Web3CardanoV1&cursorId=r",
        ]
    );
}

#[tokio::test]
async fn a_recovery_names_the_row_to_the_character() {
    let row = json!({ "id": "1", "blockchainIdentifier": "00" });
    let server = Scripted::start(vec![success(&row)]).await;
    let updated = "2026-11-22T06:18:21.715Z";
    node(&server).error_state_recovery(Network::Preprod, "00", updated, Recovery::Retry).await.unwrap();
    node(&server).error_state_recovery(Network::Preprod, "00", updated, Recovery::Clear).await.unwrap();
    let bodies: Vec<Value> =
        server.requests().iter().map(|request| serde_json::from_str(&line_and_body(request).1).unwrap()).collect();
    let without = json!({ "blockchainIdentifier": "00", "network": "Preprod", "updatedAt": updated });
    let mut with = without.clone();
    with["retryPreviousAction"] = json!(true);
    assert_eq!(bodies, [with, without]);
}

/// Two opposite things share an endpoint: of the first generation it takes a request back, of the second it pays the seller.
#[tokio::test]
async fn a_request_is_withdrawn_and_a_payment_released_only_where_that_is_what_it_means() {
    use OnChainState::{Disputed, FundsLocked, RefundRequested, ResultSubmitted};
    let row = |generation: Option<&str>, state: Option<OnChainState>| {
        let source = json!({ "paymentSourceType": generation, "smartContractAddress": "addr_test1w" });
        let state = state.map(|state| state.word().to_owned());
        let row = json!({ "id": "1", "blockchainIdentifier": "00ff", "onChainState": state, "PaymentSource": source });
        Purchase::from_json(&row).unwrap()
    };
    let (v1, v2, other) = (Some("Web3CardanoV1"), Some("Web3CardanoV2"), Some("Web3CardanoV3"));
    let (withdraws, releases, neither) = ((true, false), (false, true), (false, false));
    for (generation, state, meant) in [
        (v1, Some(RefundRequested), withdraws),
        (v1, Some(Disputed), withdraws),
        (v1, Some(ResultSubmitted), neither),
        (v1, Some(OnChainState::Other("Disputed ".to_owned())), neither),
        (v1, None, neither),
        (v2, Some(Disputed), releases),
        (v2, Some(RefundRequested), neither),
        (v2, Some(FundsLocked), neither),
        (v2, None, neither),
        (other, Some(Disputed), neither),
        (None, Some(Disputed), neither),
        (None, Some(RefundRequested), neither),
    ] {
        let row = row(generation, state);
        let server = Scripted::start(vec![success(&json!({ "id": "1", "blockchainIdentifier": "00ff" }))]).await;
        let withdrawn = node(&server).withdraw_refund_request(Network::Preprod, &row).await;
        let released = node(&server).release_payment(Network::Preprod, &row).await;
        assert_eq!((withdrawn.is_ok(), released.is_ok()), meant, "{row:?}");
        for error in [withdrawn, released].into_iter().filter_map(Result::err) {
            assert!(matches!(error.kind, CallErrorKind::WrongRow(_)) && error.nothing_sent(), "{error}");
        }
        let asked = (
            "POST /api/v1/purchase/cancel-refund-request",
            json!({ "blockchainIdentifier": "00ff", "network": "Preprod" }).to_string(),
        );
        let sent: Vec<_> = server.requests().iter().map(|request| line_and_body(request)).collect();
        let wanted = if meant == neither { vec![] } else { vec![(asked.0.to_owned(), asked.1)] };
        assert_eq!(sent, wanted, "{row:?}");
    }
}

#[tokio::test]
async fn a_row_of_another_version_is_read_as_far_as_it_goes() {
    let odd = json!({
        "id": 41,
        "blockchainIdentifier": "00",
        "onChainState": "FundsTeleported",
        "payByTime": 1_795_372_287_827_i64,
        "unlockTime": "01795437087827",
        "resultHash": "",
        "cooldownTime": 0,
        "collateralReturnLovelace": 2_219_490,
        "PaidFunds": [{"amount": 2_000_000, "unit": "LoveLace"}],
        "WithdrawnForBuyer": [{"amount": "2000000", "unit": ""}, {"amount": "much", "unit": ""}],
        "CurrentTransaction": null,
        "PaymentSource": {"paymentType": "Web3CardanoV1", "smartContractAddress": "addr_test1w", "network": "Testnet"},
        "SellerWallet": null,
        "SmartContractWallet": null,
        "unheardOf": {"a": [1]}
    });
    let server = Scripted::start(vec![success(&json!({ "Purchases": [odd, {"id": "2"}, 7, null] }))]).await;
    let rows = node(&server).list(&PurchasesRequest::new(Network::Preprod).limit(10)).await.unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(row.id, "41");
    assert_eq!(serde_json::to_value(&row.on_chain_state).unwrap(), json!("FundsTeleported"));
    assert_eq!(row.next_action.requested_action, "");
    assert!(!row.next_action.idle());
    assert_eq!(row.pay_by_time.unwrap().0, 1_795_372_287_827);
    assert_eq!(row.unlock_time.unwrap().0, 1_795_437_087_827);
    assert_eq!((&row.result_hash, row.cooldown_until), (&None, None));
    assert_eq!(row.collateral_return, Some(2_219_490));
    assert_eq!(row.paid_funds, [Money::lovelace(2_000_000)]);
    assert!(row.withdrawn_for_buyer.is_empty(), "a part of a sum is not shown as the sum");
    let source = row.payment_source.as_ref().unwrap();
    assert_eq!((source.generation, source.network), (Some(Generation::V1), None));
    assert_eq!((&row.buyer_wallet, &row.seller_vkey), (&None, &None));
}

#[tokio::test]
async fn all_payment_sources_are_read_though_the_cursor_repeats_a_row() {
    let source = |number: usize| {
        json!({
            "id": format!("s{number}"), "network": if number.is_multiple_of(2) { "Preprod" } else { "Mainnet" },
            "paymentSourceType": "Web3CardanoV1", "policyId": "7e", "smartContractAddress": format!("addr{number}")
        })
    };
    let page = |from: usize, to: usize| success(&json!({"PaymentSources": (from..to).map(source).collect::<Value>()}));
    let server = Scripted::start(vec![page(0, 100), page(99, 199), page(198, 220)]).await;
    let sources = node(&server).payment_sources(Network::Preprod).await.unwrap();
    assert_eq!(sources.len(), 110);
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    assert_eq!(
        lines,
        [
            "GET /api/v1/payment-source?take=100",
            "GET /api/v1/payment-source?take=100&cursorId=s99",
            "GET /api/v1/payment-source?take=100&cursorId=s198",
        ]
    );
    // A service that repeats one full page for ever is left after the second.
    let server = Scripted::start(vec![page(0, 100)]).await;
    assert_eq!(node(&server).payment_sources(Network::Mainnet).await.unwrap().len(), 50);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn sources_that_this_build_cannot_pay_into_are_left_out() {
    let known = json!({"id": "1", "network": "Preprod", "paymentType": "Web3CardanoV1", "policyId": "7e",
        "smartContractAddress": "addr_test1w"});
    let mut newer = known.clone();
    newer["paymentSourceType"] = json!("Web3CardanoV9");
    let server = Scripted::start(vec![success(&json!({ "PaymentSources": [known, newer, {}] }))]).await;
    let sources = node(&server).payment_sources(Network::Preprod).await.unwrap();
    assert_eq!(sources.iter().map(|source| source.generation).collect::<Vec<_>>(), [Generation::V1]);
}

#[tokio::test]
async fn a_node_without_a_balance_is_asked_for_its_outputs() {
    let utxo = |lovelace: u64| {
        json!({"txHash": "00", "Amounts": [
            {"unit": "", "quantity": lovelace}, {"unit": TUSDM, "quantity": 5}
        ]})
    };
    let page = |count: u64| success(&json!({ "Utxos": (1..=count).map(utxo).collect::<Value>() }));
    let no_route = failure(404, "Can not GET /api/v1/balance");
    let server = Scripted::start(vec![no_route, page(100), page(3)]).await;
    let held = node(&server).balance(Network::Preprod, "addr_test1q").await.unwrap();
    let tokens = Money { amount: Amount(515), unit: Unit::Token(TUSDM.into()) };
    assert_eq!(held, [Money::lovelace(5050 + 6), tokens]);
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    assert_eq!(
        lines,
        [
            "GET /api/v1/balance?network=Preprod&address=addr_test1q",
            "GET /api/v1/utxos?network=Preprod&address=addr_test1q&count=100&page=1",
            "GET /api/v1/utxos?network=Preprod&address=addr_test1q&count=100&page=2",
        ]
    );
}

#[tokio::test]
async fn an_address_that_was_never_used_holds_nothing_and_an_error_is_not_nothing() {
    for replies in [
        vec![success(&json!({ "Balance": [] }))],
        vec![failure(404, "Address not found")],
        vec![answer(404, "", "<pre>Cannot GET /api/v1/balance</pre>"), failure(404, "Address not found")],
    ] {
        let server = Scripted::start(replies).await;
        assert_eq!(node(&server).balance(Network::Preprod, "addr_test1q").await, Ok(vec![]));
    }
    for reply in [
        failure(404, "Network not found"),
        success(&json!({})),
        success(&json!({ "Balance": [{"unit": "", "quantity": 1.5}] })),
        success(&json!({ "Balance": [{"quantity": 1}] })),
    ] {
        let server = Scripted::start(vec![reply]).await;
        assert!(node(&server).balance(Network::Preprod, "addr_test1q").await.is_err());
    }
}

#[tokio::test]
async fn keys_of_older_nodes_are_judged_by_their_permission() {
    for (permission, flags) in [
        ("Read", [true, false, false]),
        ("ReadAndPay", [true, true, false]),
        ("Admin", [true, true, true]),
        ("Sudo", [false, false, false]),
    ] {
        let server = Scripted::start(vec![success(&json!({ "id": "k", "permission": permission }))]).await;
        let key = node(&server).key_status().await.unwrap();
        assert_eq!([key.can_read, key.can_pay, key.can_admin], flags, "{permission}");
    }
}

#[tokio::test]
async fn a_registry_is_not_taken_for_a_node_nor_a_node_for_a_registry() {
    let is_registry = success(&json!({ "type": "masumi-registry", "version": "0.1.2" }));
    let server = Scripted::start(vec![is_registry]).await;
    assert!(matches!(node(&server).health().await.unwrap_err().kind, CallErrorKind::Shape(_)));
    let server = Scripted::start(vec![success(&json!({ "status": "ok" }))]).await;
    assert!(matches!(registry(&server).health().await.unwrap_err().kind, CallErrorKind::Shape(_)));
}

#[tokio::test]
async fn a_list_a_search_and_a_diff_are_three_questions() {
    let server = Scripted::start(vec![success(&json!({ "entries": [] }))]).await;
    let registry = registry(&server);
    let list = ListRequest::new(Network::Preprod);
    registry.list(&list).await.unwrap();
    registry.list(&list.clone().search("  ").status(StatusFilter::Any)).await.unwrap();
    let long = format!(" {} ", "ä".repeat(200));
    registry.list(&list.search(long).from_row("c")).await.unwrap();
    registry
        .diff(&DiffRequest::new(Network::Mainnet, "1970-01-01T00:00:00.000Z").from_row("c").limit(5))
        .await
        .unwrap();
    let asked: Vec<(String, Value)> = server
        .requests()
        .iter()
        .map(|request| line_and_body(request))
        .map(|(line, body)| (line, serde_json::from_str(&body).unwrap()))
        .collect();
    let status = json!({ "status": ["Online", "Offline", "Invalid"] });
    let since = "1970-01-01T00:00:00.000Z";
    let expected = [
        ("POST /api/v1/registry-entry", json!({ "network": "Preprod", "limit": 50 })),
        ("POST /api/v1/registry-entry", json!({ "network": "Preprod", "limit": 50, "filter": status })),
        (
            "POST /api/v1/registry-entry-search",
            json!({ "network": "Preprod", "limit": 50, "cursorId": "c", "query": "ä".repeat(120) }),
        ),
        (
            "POST /api/v1/registry-diff",
            json!({ "network": "Mainnet", "statusUpdatedAfter": since, "limit": 5, "cursorId": "c" }),
        ),
    ];
    assert_eq!(asked, expected.map(|(line, body)| (line.to_owned(), body)));
}

#[tokio::test]
async fn a_seller_that_is_not_told_is_an_error_and_not_a_burned_agent() {
    let entry = json!({ "agentIdentifier": "7e8b", "name": "x" });
    let server = Scripted::start(vec![success(&entry)]).await;
    let error = registry(&server).payment_information("7e8b").await.unwrap_err();
    assert_eq!(error.kind, CallErrorKind::Shape("sellerWallet".into()));
    assert_eq!(line_and_body(&server.request()).0, "GET /api/v1/payment-information?agentIdentifier=7e8b");
    let server = Scripted::start(vec![failure(404, "Can not GET /api/v1/payment-information")]).await;
    assert!(registry(&server).payment_information("7e8b").await.is_err());
}

#[tokio::test]
async fn an_agents_paths_are_appended_to_its_base() {
    let server = Scripted::start(vec![reply(200, r#"{"status":"running"}"#)]).await;
    for base in ["", "/", "/sumi/v2", "/sumi/v2/"] {
        agents().status(&format!("{}{base}", server.origin), "a b&c=d/../e#f").await.unwrap();
    }
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    let query = "job_id=a+b%26c%3Dd%2F..%2Fe%23f";
    let expected = ["", "", "/sumi/v2", "/sumi/v2"].map(|path| format!("GET {path}/status?{query}"));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_job_is_started_with_the_nonce_and_the_input_and_nothing_of_the_person() {
    let server = Scripted::start(vec![reply(200, r#"{"job_id":"j"}"#)]).await;
    let input = Map::from_iter([("text".to_owned(), json!("買い物")), ("n".to_owned(), json!(3))]);
    _ = agents().start_job(&server.origin, &nonce(), &input).await.unwrap();
    let (line, body) = line_and_body(&server.request());
    assert_eq!(line, "POST /start_job");
    let sent: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(sent, json!({ "identifier_from_purchaser": "aaaaaaaaaaaaaaaaaaaa", "input_data": input }));
    let mut names: Vec<String> = server
        .request()
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(|line| line.split(':').next().unwrap().to_ascii_lowercase())
        .collect();
    names.sort();
    assert_eq!(names, ["accept", "content-length", "content-type", "host", "user-agent"]);
}

/// `tests/cases/found/status-by-path-only.json`
#[tokio::test]
async fn a_status_that_is_not_in_the_query_is_asked_for_by_its_path() {
    let nothing = || reply(404, r#"{"detail":"Not Found"}"#);
    let running = || reply(200, r#"{"job_id":"j","status":"running","result":null}"#);
    let server = Scripted::start(vec![nothing(), running()]).await;
    let status = agents().status(&format!("{}/v1", server.origin), "a b/../c").await.unwrap();
    assert_eq!(status.word, "running");
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    assert_eq!(lines, ["GET /v1/status?job_id=a+b%2F..%2Fc", "GET /v1/status/a%20b%2F..%2Fc"]);

    // Once found it is asked for there alone; where it is not any more, it is looked for again.
    let server = Scripted::start(vec![nothing(), running(), running(), nothing(), running(), running()]).await;
    let client = agents();
    for _ in 0..4 {
        assert_eq!(client.status(&server.origin, "j").await.unwrap().word, "running");
    }
    let lines: Vec<String> = server.requests().iter().map(|request| line_and_body(request).0).collect();
    let (query, path) = ("GET /status?job_id=j", "GET /status/j");
    assert_eq!(lines, [query, path, path, path, query, query]);

    // An agent that has a word about the job has the route, and some ids would lead elsewhere.
    let unknown = || reply(404, r#"{"detail":"Job j not found"}"#);
    for (job, replies, calls) in
        [("j", vec![unknown()], 1), ("..", vec![nothing()], 1), ("j", vec![nothing(), unknown()], 2)]
    {
        let server = Scripted::start(replies).await;
        assert_eq!(agents().status(&server.origin, job).await.unwrap_err().status(), Some(404));
        assert_eq!(server.requests().len(), calls, "{job}");
    }
}

/// `tests/cases/found/provide-422-extra-status-id.json` and `provide-422-query-job-id.json`
#[tokio::test]
async fn an_answer_that_is_refused_for_its_form_is_sent_once_in_the_other() {
    let given = ProvideInput {
        job_id: "j 1".into(),
        status_id: Some("s-1".into()),
        input_schema: json!({ "input_data": [] }),
        input_data: Map::from_iter([("a".to_owned(), json!("1"))]),
    };
    let refuses = |place: [&str; 2], said: &str| {
        reply(422, json!({ "detail": [{ "type": "x", "loc": place, "msg": said }] }).to_string())
    };
    let forbids = || refuses(["body", "status_id"], "Extra inputs are not permitted");
    let wants = || refuses(["query", "job_id"], "Field required");
    for (refusal, line, has_status) in
        [(forbids(), "POST /provide_input", false), (wants(), "POST /provide_input?job_id=j+1", true)]
    {
        let server = Scripted::start(vec![refusal.clone(), reply(200, r#"{"status":"success"}"#)]).await;
        let taken = agents().provide_input(&server.origin, &given).await.unwrap();
        assert_eq!(taken, Provided::Accepted { hash: None, status: None });
        let (first, second) = (line_and_body(&server.requests()[0]), line_and_body(&server.requests()[1]));
        assert_eq!((first.0.as_str(), second.0.as_str()), ("POST /provide_input", line));
        assert_eq!(second.1.contains("status_id"), has_status);
        // Once, whatever comes back.
        let server = Scripted::start(vec![refusal]).await;
        assert!(matches!(agents().provide_input(&server.origin, &given).await, Ok(Provided::Refused { .. })));
        assert_eq!(server.requests().len(), 2);
    }
    let server = Scripted::start(vec![refuses(["body", "status_id"], "Field required")]).await;
    assert!(matches!(agents().provide_input(&server.origin, &given).await, Ok(Provided::Refused { .. })));
    assert_eq!(server.requests().len(), 1, "it is not forbidden");
}

/// The draft of 2025-12 has the answers in the groups of the question; everybody else takes them flat, so that is tried first.
#[tokio::test]
async fn answers_are_put_into_their_groups_once_where_the_agent_refuses_them_flat() {
    let wants = r#"{"status": "error", "message": "Exactly one of input_data or input_groups is required"}"#;
    let field = |id: &str| json!({ "id": id, "type": "text" });
    let groups =
        json!([{ "id": "g1", "input_data": [field("a"), field("b")] }, { "id": "g2", "input_data": [field("c")] }]);
    let given = |values: &Value| ProvideInput {
        job_id: "j".into(),
        status_id: None,
        input_schema: json!({ "input_groups": groups, "input_data": null }),
        input_data: values.as_object().unwrap().clone(),
    };
    let flat = json!({ "a": "1", "c": true });
    let server = Scripted::start(vec![reply(400, wants), reply(200, r#"{"accepted": true}"#)]).await;
    let taken = agents().provide_input(&server.origin, &given(&flat)).await.unwrap();
    assert_eq!(taken, Provided::Accepted { hash: None, status: None });
    let sent: Vec<Value> =
        server.requests().iter().map(|request| serde_json::from_str(&line_and_body(request).1).unwrap()).collect();
    assert_eq!(sent.len(), 2);
    assert_eq!((&sent[0]["input_data"], sent[0].get("input_groups")), (&flat, None));
    let grouped = json!([{ "id": "g1", "input_data": { "a": "1" } }, { "id": "g2", "input_data": { "c": true } }]);
    assert_eq!((&sent[1]["input_groups"], sent[1].get("input_data")), (&grouped, None));

    // Once, and only where every answer has a group; what failed may have been taken.
    for (values, status, calls) in [(flat.clone(), 400, 2), (json!({ "other": 1 }), 400, 1), (flat, 500, 1)] {
        let server = Scripted::start(vec![reply(status, wants)]).await;
        let refused = agents().provide_input(&server.origin, &given(&values)).await.unwrap();
        assert!(matches!(refused, Provided::Refused { .. }), "{refused:?}");
        assert_eq!(server.requests().len(), calls, "{values} {status}");
    }
}

/// Its keys are what newcomers have first, and it cannot buy.
#[tokio::test]
async fn the_hosted_service_is_no_node() {
    let told = reply(401, r#"{"success":false,"error":"Unauthorized"}"#);
    let server = Scripted::start(vec![told.clone()]).await;
    assert_eq!(node(&server).health().await.unwrap_err().kind, CallErrorKind::Hosted);
    assert!(!server.request().contains("\r\ntoken:"), "asked without the key");
    let server = Scripted::start(vec![told]).await;
    assert_eq!(node(&server).key_status().await.unwrap_err().kind, CallErrorKind::Hosted);
    assert!(matches!(
        registry(&server).key_status().await.unwrap_err().kind,
        CallErrorKind::Status { status: 401, .. }
    ));
    for other in [failure(401, "Invalid token"), reply(401, r#"{"success":false}"#), reply(401, r#"{"error":"no"}"#)] {
        let server = Scripted::start(vec![other]).await;
        let refused = node(&server).key_status().await.unwrap_err().kind;
        assert!(matches!(refused, CallErrorKind::Status { status: 401, .. }), "{refused:?}");
    }
}

/// What one seller wrote costs no other its place in the market: fewer rows are asked for, until it is alone.
#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_smaller_ones_and_costs_one_entry() {
    let row = |id: &str, text: usize| json!({ "id": id, "agentIdentifier": id, "description": "x".repeat(text) });
    let success = |rows: &[Value]| success(&json!({ "entries": rows }));
    let huge = success(&[row("aa", 1), row("bb", 9 * 1024 * 1024)]);
    let mut script = vec![huge; 7];
    script.extend([success(&[row("bb", 9), row("cc", 1)]), success(&[row("cc", 1)])]);
    let server = Scripted::start(script).await;
    let registry = registry(&server);
    let mut pages = registry.pages(ListRequest::new(Network::Preprod).status(StatusFilter::Any));
    let page = pages.next().await.unwrap().unwrap();
    let names = |rows: &[Entry]| rows.iter().map(|entry| entry.agent_identifier.clone()).collect::<Vec<_>>();
    assert_eq!((names(&page.rows), page.unread), (vec!["aa".to_owned()], 1));
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((names(&page.rows), page.unread), (vec!["cc".to_owned()], 0), "what stands behind it");
    let asked: Vec<Value> = server
        .requests()
        .iter()
        .map(|request| serde_json::from_str::<Value>(&line_and_body(request).1).unwrap())
        .collect();
    let limits: Vec<&Value> = asked.iter().map(|body| &body["limit"]).collect();
    assert_eq!(limits, [50, 25, 12, 6, 3, 2, 2, 50]);
}

#[tokio::test]
async fn half_a_character_in_one_entry_costs_no_other() {
    let page = r#"{"status":"success","data":{"entries":[
        {"id":"1","agentIdentifier":"aa","name":"cut \ud83d","status":"Online"},
        {"id":"2","agentIdentifier":"bb","name":"whole","status":"Online"}]}}"#;
    let server = Scripted::start(vec![reply(200, page)]).await;
    let request = ListRequest::new(Network::Preprod).status(StatusFilter::Any);
    let names: Vec<String> =
        registry(&server).list(&request).await.unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["cut \u{fffd}", "whole"]);
}

/// P3: entries of other rails have no address of an agent, and new ones come with every version of the registry.
#[tokio::test]
async fn an_entry_that_cannot_be_read_costs_no_other_of_its_page() {
    let broken = json!([
        null, "words", 7, [], [[]], {},
        { "id": "no-agent", "name": "Nobody" },
        { "id": "null", "agentIdentifier": null },
        { "id": "object", "agentIdentifier": { "hex": "aa" } },
        { "id": 7, "agentIdentifier": "aa", "name": ["a"], "description": 7, "apiBaseUrl": {}, "status": 3, "uptimeCount": -1,
          "uptimeCheckCount": "many", "tags": "none", "Capability": [], "AgentPricing": "Free", "ExampleOutput": {},
          "SupportedPaymentSources": [null, 7, {}], "RegistrySource": [], "createdAt": "yesterday", "statusUpdatedAt": false,
          "metadataVersion": "two", "type": {} },
        { "id": "x402", "agentIdentifier": "bb", "name": "Resources", "type": "X402", "apiBaseUrl": null,
          "x402ResourcesUrl": "https://resources.example.org", "AgentPricing": null, "status": "Online" },
        { "id": "whole", "agentIdentifier": "cc", "name": "Whole", "apiBaseUrl": "https://agent.example.org", "status": "Online",
          "AgentPricing": { "pricingType": "Free" } },
    ]);
    let page = json!({ "status": "success", "data": { "entries": broken } }).to_string();
    let server = Scripted::start(vec![reply(200, &page)]).await;
    let request = ListRequest::new(Network::Preprod).status(StatusFilter::Any);
    let read = registry(&server).list(&request).await.unwrap();
    let told: Vec<_> = read.iter().map(|entry| (entry.agent_identifier.as_str(), entry.name.as_str())).collect();
    assert_eq!(told, [("aa", ""), ("bb", "Resources"), ("cc", "Whole")]);
    assert_eq!(read[1].x402_resources_url.as_deref(), Some("https://resources.example.org"));
}

#[tokio::test]
async fn a_broken_entry_of_a_page_costs_no_other() {
    let among = |good: [Value; 2]| {
        let [first, last] = good;
        let deep: Value = serde_json::from_str(&format!("{}{}", "[".repeat(100), "]".repeat(100))).unwrap();
        let broken = [json!(null), json!("row"), json!(3), json!([]), json!({}), json!({ "id": deep }), deep];
        json!([vec![first], broken.to_vec(), vec![last]].concat())
    };
    let entry = |id: &str| json!({ "id": id, "agentIdentifier": id, "name": id, "status": "Online" });
    let server = Scripted::start(vec![success(&json!({ "entries": among([entry("aa"), entry("bb")]) }))]).await;
    let request = ListRequest::new(Network::Preprod).status(StatusFilter::Any);
    let read = registry(&server).list(&request).await.unwrap();
    assert_eq!(read.into_iter().map(|entry| entry.id).collect::<Vec<_>>(), ["aa", "bb"]);

    let row = |id: &str| json!({ "id": id, "blockchainIdentifier": id });
    let server = Scripted::start(vec![success(&json!({ "Purchases": among([row("01"), row("02")]) }))]).await;
    let read = node(&server).list(&PurchasesRequest::new(Network::Preprod)).await.unwrap();
    assert_eq!(read.into_iter().map(|row| row.id).collect::<Vec<_>>(), ["01", "02"]);
}

#[tokio::test]
async fn half_a_character_in_a_form_costs_that_character() {
    let schema = r#"{"input_data":[{"id":"a","type":"string","name":"Emoji \ud83d"}]}"#;
    let server = Scripted::start(vec![reply(200, schema)]).await;
    let read = agents().input_schema(&server.origin).await.unwrap();
    assert_eq!(read["input_data"][0]["name"], "Emoji \u{fffd}");
}

#[tokio::test]
async fn whoever_asks_is_told_by_name() {
    let server = Scripted::start(vec![success(&json!({ "status": "ok" }))]).await;
    let http = NodeHttp::new(Service::Node, server.origin.parse().unwrap(), Secret::new("key")).unwrap();
    NodeClient::new(http.named("Shop/2.0")).health().await.unwrap();
    assert!(server.request().contains("\r\nuser-agent: Shop/2.0\r\n"));
    let server = Scripted::start(vec![reply(200, "{}")]).await;
    agents().availability(&server.origin, "aa").await.unwrap();
    assert!(server.request().contains("\r\nuser-agent: masumi/"), "without a name it is this crate");
}

/// The environment is read once in a process: so another one runs the test before this one, in such an environment.
#[test]
fn proxies_of_the_environment_are_asked_nothing() {
    let mut under_proxies = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        under_proxies.env(name, "http://127.0.0.1:0"); // nobody can listen there
    }
    let tests = under_proxies.args(["--exact", "calls::a_paying_body_is_sent_to_the_byte"]).output().unwrap();
    let said = String::from_utf8_lossy(&tests.stdout);
    assert!(tests.status.success() && said.contains("1 passed"), "{said}");
}
