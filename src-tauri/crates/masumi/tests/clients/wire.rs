//! What hostile and broken servers do to the two kinds of HTTP, and what the clients make of it.

use crate::server::{Reply, Scripted, answer, json, nonce};
use masumi::{
    agent::{AgentClient, Availability, JobResult, JobState},
    net::{AddressRefusal, AgentHttp, AgentReach, CallError, CallErrorKind, NodeHttp, Secret, Service, ServiceBase},
    node::{Network, NodeClient},
};
use serde_json::Map;
use std::{
    io::{Read, Write},
    sync::Arc,
    time::Duration,
};

const SOON: Duration = Duration::from_millis(300);

fn node_http(origin: &str) -> NodeHttp {
    NodeHttp::new(Service::Node, origin.parse().unwrap(), Secret::new("k3y-of-the-person")).unwrap()
}

fn node(origin: &str) -> NodeClient {
    NodeClient::new(node_http(origin))
}

fn agents() -> AgentClient {
    AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap())
}

fn hurried_agents() -> AgentClient {
    AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap().at_most(SOON))
}

fn maybe_sent<T: std::fmt::Debug>(result: Result<T, CallError>) -> CallErrorKind {
    let error = result.unwrap_err();
    assert!(!error.nothing_sent(), "{error}");
    error.kind
}

fn not_sent<T: std::fmt::Debug>(result: Result<T, CallError>) -> CallErrorKind {
    let error = result.unwrap_err();
    assert!(error.nothing_sent(), "{error}");
    error.kind
}

const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Welcome to nginx!</title></head><body><p>If you see this</p></body></html>";

#[tokio::test]
async fn a_page_instead_of_json_is_quoted_as_plain_text() {
    let server = Scripted::start(vec![answer(200, "content-type: text/html\r\n", PAGE)]).await;
    let quoted = "Welcome to nginx! If you see this".to_owned();
    assert_eq!(maybe_sent(node(&server.origin).key_status().await), CallErrorKind::NotJson(quoted.clone()));
    assert_eq!(maybe_sent(agents().input_schema(&server.origin).await), CallErrorKind::NotJson(quoted.clone()));
    assert_eq!(maybe_sent(agents().status(&server.origin, "1").await), CallErrorKind::NotJson(quoted.clone()));
    let start = agents().start_job(&server.origin, &nonce(), &Map::new()).await;
    assert_eq!(maybe_sent(start), CallErrorKind::NotJson(quoted.clone()));
    assert_eq!(agents().availability(&server.origin, "7e8b").await, Ok(Availability::NotAnAgent(quoted)));
}

#[tokio::test]
async fn a_proxys_error_page_keeps_its_status() {
    let server = Scripted::start(vec![answer(502, "", "<html><h1>502 Bad Gateway</h1></html>")]).await;
    let status = CallErrorKind::Status { status: 502, message: "502 Bad Gateway".into(), retry_after: None };
    assert_eq!(maybe_sent(node(&server.origin).request_refund(Network::Preprod, "00").await), status);
    assert_eq!(maybe_sent(agents().status(&server.origin, "1").await), status);
    let start = agents().start_job(&server.origin, &nonce(), &Map::new()).await;
    assert_eq!(maybe_sent(start), status);
}

#[tokio::test]
async fn an_error_envelope_inside_a_success_is_an_error() {
    let body = r#"{"status":"error","data":{"id":"1"},"error":{"message":"Insufficient funds"}}"#;
    let server = Scripted::start(vec![json(200, body)]).await;
    let status = CallErrorKind::Status { status: 200, message: "Insufficient funds".into(), retry_after: None };
    assert_eq!(maybe_sent(node(&server.origin).key_status().await), status);
}

#[tokio::test]
async fn a_success_without_data_names_what_is_missing() {
    for (body, missing) in [("{}", "data"), ("[]", "data"), ("7", "data"), (r#"{"data":{}}"#, "id")] {
        let server = Scripted::start(vec![json(200, body)]).await;
        assert_eq!(maybe_sent(node(&server.origin).key_status().await), CallErrorKind::Shape(missing.into()), "{body}");
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_left() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"status\":"] {
        let server = Scripted::start(vec![Reply::ThenHang(head.into())]).await;
        let node = NodeClient::new(node_http(&server.origin).at_most(SOON));
        assert_eq!(maybe_sent(node.resolve(Network::Preprod, "00").await), CallErrorKind::Timeout);
        assert_eq!(maybe_sent(hurried_agents().status(&server.origin, "1").await), CallErrorKind::Timeout);
    }
}

#[tokio::test]
async fn a_server_that_drips_for_ever_is_left() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{";
    let server = Scripted::start(vec![Reply::ThenDrip(head.into())]).await;
    let node = NodeClient::new(node_http(&server.origin).at_most(SOON));
    assert_eq!(maybe_sent(node.key_status().await), CallErrorKind::Timeout);
    assert_eq!(maybe_sent(hurried_agents().status(&server.origin, "1").await), CallErrorKind::Timeout);
}

#[tokio::test]
async fn an_agent_that_wakes_up_slowly_is_asked_once_more() {
    let ready = json(200, r#"{"status":"available","type":"masumi-agent"}"#);
    let server = Scripted::start(vec![Reply::ThenHang(Vec::new()), ready]).await;
    let agents = AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap().at_most(Duration::from_secs(2)));
    assert_eq!(agents.availability(&server.origin, "7e8b").await, Ok(Availability::Available(None)));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_start_of_a_job_is_never_repeated() {
    let server = Scripted::start(vec![Reply::Bytes(Vec::new())]).await;
    let lost = maybe_sent(agents().start_job(&server.origin, &nonce(), &Map::new()).await);
    assert!(matches!(lost, CallErrorKind::Interrupted(_)), "{lost:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn ten_megabytes_are_not_read() {
    let flood = "x".repeat(10 * 1024 * 1024);
    let declared = answer(200, "content-type: application/json\r\n", &flood);
    let endless = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{flood}", flood.len());
    for reply in [declared, Reply::ThenHang(endless.into())] {
        let server = Scripted::start(vec![reply]).await;
        assert_eq!(maybe_sent(node(&server.origin).key_status().await), CallErrorKind::TooLarge);
        assert_eq!(maybe_sent(agents().input_schema(&server.origin).await), CallErrorKind::TooLarge);
        assert_eq!(maybe_sent(agents().status(&server.origin, "1").await), CallErrorKind::TooLarge);
    }
}

#[tokio::test]
async fn a_result_may_be_larger_than_anything_else_an_agent_says() {
    let result = "x".repeat(2 * 1024 * 1024);
    let server = Scripted::start(vec![json(200, format!(r#"{{"status":"completed","result":"{result}"}}"#))]).await;
    let status = agents().status(&server.origin, "1").await.unwrap();
    assert_eq!(status.result, Some(JobResult::Text(result)));
    assert_eq!(maybe_sent(agents().input_schema(&server.origin).await), CallErrorKind::TooLarge);
}

#[tokio::test]
async fn ten_megabytes_of_error_are_an_error_with_a_short_quotation() {
    let server = Scripted::start(vec![answer(500, "", &"x".repeat(10 * 1024 * 1024))]).await;
    let CallErrorKind::Status { status: 500, message, .. } = maybe_sent(node(&server.origin).key_status().await) else {
        panic!("not a status");
    };
    assert_eq!(message.chars().count(), 500);
}

/// An error is quoted to the person and kept: what a stranger put into it is short and plain.
#[tokio::test]
async fn whatever_a_stranger_wrote_an_error_stays_short_and_plain() {
    let long = format!("\u{202e}\u{7}{}", "x".repeat(5_000_000));
    let typed = format!(r#"{{"status":"success","data":{{"type":{}}}}}"#, serde_json::to_string(&long).unwrap());
    let server = Scripted::start(vec![json(200, typed)]).await;
    let mut told = vec![node(&server.origin).health().await.unwrap_err().to_string()];

    let location = format!("location: https://elsewhere.example.com/{}\r\n", "x".repeat(100_000));
    let server = Scripted::start(vec![answer(302, &location, "")]).await;
    told.push(node(&server.origin).key_status().await.unwrap_err().to_string());
    told.push(agents().status(&server.origin, "1").await.unwrap_err().to_string());

    let letters = "x".repeat(1_000_000);
    for address in [format!("{letters}://h"), format!("http://{letters}"), format!("http://{letters}.localhost")] {
        told.extend(address.parse::<ServiceBase>().err().map(|refusal| refusal.to_string()));
        told.push(
            not_sent(AgentClient::new(AgentHttp::new(AgentReach::PUBLIC).unwrap()).status(&address, "1").await)
                .to_string(),
        );
    }
    assert_eq!(told.len(), 8);
    for text in told {
        assert!(text.chars().count() < 300 && !text.contains(['\u{202e}', '\u{7}']), "{}", &text[..300]);
    }
}

#[tokio::test]
async fn a_cut_success_is_lost_and_a_cut_error_still_an_error() {
    let cut = |status: u16| {
        let body = r#"{"status":"success","data":{"id":"1""#;
        Reply::Bytes(format!("HTTP/1.1 {status} X\r\ncontent-length: 500\r\n\r\n{body}").into())
    };
    let server = Scripted::start(vec![cut(200)]).await;
    let lost = maybe_sent(node(&server.origin).request_refund(Network::Preprod, "00").await);
    assert!(matches!(lost, CallErrorKind::Interrupted(_)), "{lost:?}");
    let server = Scripted::start(vec![cut(500)]).await;
    let failed = maybe_sent(node(&server.origin).request_refund(Network::Preprod, "00").await);
    assert!(matches!(failed, CallErrorKind::Status { status: 500, .. }), "{failed:?}");
}

#[tokio::test]
async fn endless_headers_are_not_read() {
    let head = format!("HTTP/1.1 200 OK\r\n{}", format!("x-filler: {}\r\n", "x".repeat(1000)).repeat(2000));
    let server = Scripted::start(vec![Reply::ThenHang(head.into())]).await;
    let lost = maybe_sent(agents().input_schema(&server.origin).await);
    assert!(matches!(lost, CallErrorKind::Interrupted(_)), "{lost:?}");
}

#[tokio::test]
async fn no_answer_is_asked_for_packed_nor_unpacked() {
    let body = "\u{1f}packed";
    for encoding in ["gzip", "br", "deflate", "zstd"] {
        let server = Scripted::start(vec![answer(400, &format!("content-encoding: {encoding}\r\n"), body)]).await;
        let said = CallErrorKind::Status { status: 400, message: "packed".into(), retry_after: None };
        assert_eq!(maybe_sent(agents().status(&server.origin, "1").await), said, "{encoding}: as it came");
        assert_eq!(maybe_sent(node(&server.origin).key_status().await), said, "{encoding}: as it came");
        for request in server.requests() {
            assert!(!request.to_ascii_lowercase().contains("accept-encoding"), "{request}");
        }
    }
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let reply = answer(200, "set-cookie: id=1; Path=/\r\n", r#"{"status":"running"}"#);
    let server = Scripted::start(vec![reply]).await;
    let agents = agents();
    for _ in 0..2 {
        assert_eq!(agents.status(&server.origin, "1").await.unwrap().state, JobState::Running);
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| !request.to_ascii_lowercase().contains("cookie")), "{requests:?}");
}

#[tokio::test]
async fn a_request_for_patience_is_told() {
    let reply = answer(429, "retry-after: 17\r\n", r#"{"detail":"Too many requests"}"#);
    let server = Scripted::start(vec![reply]).await;
    let busy = CallErrorKind::Status { status: 429, message: "Too many requests".into(), retry_after: Some(17) };
    assert_eq!(maybe_sent(agents().status(&server.origin, "1").await), busy);
    assert_eq!(maybe_sent(agents().availability(&server.origin, "7e8b").await), busy);
    let start = agents().start_job(&server.origin, &nonce(), &Map::new()).await;
    assert_eq!(maybe_sent(start), busy);
    assert_eq!(maybe_sent(node(&server.origin).key_status().await), busy);
}

#[tokio::test]
async fn the_nodes_request_for_patience_is_told_in_both_its_forms() {
    let date = "date: Sun, 22 Nov 2026 05:53:22 GMT\r\n";
    let until = |when: &str| answer(503, &format!("{date}retry-after: {when}\r\n"), "busy");
    let past = "Sun, 22 Nov 2026 05:00:00 GMT";
    let server = Scripted::start(vec![until("17"), until("Sun, 22 Nov 2026 05:55:22 GMT"), until(past), until("soon")]);
    let server = server.await;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let listening = told.clone();
    let patience = Arc::new(move |seconds| listening.lock().unwrap().push(seconds));
    let node = NodeClient::new(node_http(&server.origin).observe_patience(patience));
    for _ in 0..4 {
        assert!(node.health().await.is_err());
    }
    assert_eq!(*told.lock().unwrap(), [17, 120]);
}

#[tokio::test]
async fn the_nodes_clock_is_told_with_every_answer_and_error() {
    let date = "date: Sun, 22 Nov 2026 05:53:22 GMT\r\n";
    let server = Scripted::start(vec![
        answer(200, date, r#"{"status":"success","data":{"status":"ok"}}"#),
        answer(401, date, r#"{"status":"error","error":{"message":"Invalid token"}}"#),
        answer(200, "date: yesterday\r\n", r#"{"status":"success","data":{"status":"ok"}}"#),
        answer(200, "", r#"{"status":"success","data":{"status":"ok"}}"#),
    ])
    .await;
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let listening = told.clone();
    let node = node(&server.origin).observe_dates(Arc::new(move |at| listening.lock().unwrap().push(at.0)));
    assert!(node.health().await.is_ok());
    assert!(node.key_status().await.is_err());
    assert!(node.health().await.is_ok());
    assert!(node.health().await.is_ok());
    assert_eq!(*told.lock().unwrap(), [1_795_326_802_000, 1_795_326_802_000]);
}

#[tokio::test]
async fn bytes_that_are_no_text_become_replacement_characters_and_a_mark_is_skipped() {
    let mut body = "\u{feff}{\"status\":\"completed\",\"result\":\"caf".as_bytes().to_vec();
    body.extend_from_slice(b"\xe9\"}");
    let mut reply = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    reply.extend_from_slice(&body);
    let server = Scripted::start(vec![Reply::Bytes(reply)]).await;
    let status = agents().status(&server.origin, "1").await.unwrap();
    assert_eq!(status.result, Some(JobResult::Text("caf\u{fffd}".into())));
}

#[tokio::test]
async fn an_agent_on_this_machine_is_refused_where_that_was_not_allowed() {
    let server = Scripted::start(vec![json(200, "{}")]).await;
    let agents = AgentClient::new(AgentHttp::new(AgentReach::PUBLIC).unwrap());
    for base in [server.origin.clone(), server.origin.replace("127.0.0.1", "localhost")] {
        let refused = not_sent(agents.availability(&base, "").await);
        assert!(matches!(refused, CallErrorKind::AddressRefused(AddressRefusal::NotPublic(_))), "{refused:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_service_that_speaks_no_tls_is_told_from_one_that_is_silent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 16]).unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n").unwrap();
        // Windows takes back an answer from who hangs up before having heard everything.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    let error = not_sent(node(&origin).health().await);
    assert!(matches!(error, CallErrorKind::NotTls(_)), "{error:?}");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_told_as_such() {
    let port = self_signed::serve();
    let refused = not_sent(node(&format!("https://127.0.0.1:{port}")).health().await);
    assert!(
        matches!(&refused, CallErrorKind::Certificate(why) if why.contains("an authority that this computer does not know")),
        "{refused:?}"
    );
}

/// A TLS server on this machine whose certificate is signed by nobody but itself.
mod self_signed {
    use ed25519_dalek::{Signer, SigningKey};
    use rustls::{
        ServerConfig, ServerConnection,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    };
    use std::{net::TcpListener, sync::Arc};

    // A certificate for 127.0.0.1 until 2126, around a public key: all is right with it but who signed it, who is in no store.
    const BEFORE_KEY: &str = "3081f1a0030201020214777219c1fc43296d0cc3d750f7cce076f0af6681300506032b657030143112301006035504030c09656c736577686572653020170d3236313132323038353332335a180f32313236313032393038353332335a30143112301006035504030c09656c73657768657265302a300506032b6570032100";
    const AFTER_KEY: &str = "a3533051301d0603551d0e0416041491a89b4d09beea076229df072b30bea0aa1a76f9301f0603551d2304183016801491a89b4d09beea076229df072b30bea0aa1a76f9300f0603551d110408300687047f000001";
    const PKCS8: &str = "302e020100300506032b657004220420";

    /// Its port. It takes one connection.
    pub(crate) fn serve() -> u16 {
        let seed = [7; 32];
        let key = SigningKey::from_bytes(&seed);
        let bytes = |text: &str| hex::decode(text).unwrap();
        let signed = [bytes(BEFORE_KEY), key.verifying_key().to_bytes().to_vec(), bytes(AFTER_KEY)].concat();
        let signature = key.sign(&signed).to_bytes();
        let certificate = [bytes("3082013e"), signed, bytes("300506032b6570034100"), signature.to_vec()].concat();
        let private = PrivatePkcs8KeyDer::from([bytes(PKCS8), seed.to_vec()].concat());
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(certificate)], PrivateKeyDer::Pkcs8(private))
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut tls = ServerConnection::new(Arc::new(config)).unwrap();
            let _ = tls.complete_io(&mut stream);
        });
        port
    }
}
