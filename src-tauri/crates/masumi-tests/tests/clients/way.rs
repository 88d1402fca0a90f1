//! Authorities and proxies that a person entered for services of their own: what goes through them, and what is said of them.

use crate::server::{Reply, Scripted, json};
use masumi::{
    net::{AgentHttp, AgentReach, CallError, CallErrorKind, NodeHttp, Secret, Service, Way},
    node::NodeClient,
};
use rustls::{
    ServerConfig, ServerConnection, Stream,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
};
use std::{
    io::{Read, Write},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

const AUTHORITY: &str = include_str!("../../../../../tests/certificates/authority.pem");
const OTHER_AUTHORITY: &str = include_str!("../../../../../tests/certificates/other-authority.pem");
const SELF_SIGNED: &str = include_str!("../../../../../tests/certificates/self-signed.pem");
const SERVER: &str = include_str!("../../../../../tests/certificates/server.pem");
const KEY: &str = "k3y-of-the-person";

fn way(authorities: Option<&str>, proxy: Option<&str>) -> Way {
    Way {
        authorities: authorities.map(|pem| pem.parse().unwrap()),
        proxy: proxy.map(|address| address.parse().unwrap()),
    }
}

fn node(way: &Way, origin: &str) -> NodeClient {
    NodeClient::new(NodeHttp::by(way, Service::Node, origin.parse().unwrap(), Secret::new(KEY)).unwrap())
}

#[track_caller]
fn not_sent<T: std::fmt::Debug>(result: Result<T, CallError>) -> CallErrorKind {
    let error = result.unwrap_err();
    assert!(error.nothing_sent(), "{error}");
    error.kind
}

/// A node by https, whose certificate is for `node.test` and 127.0.0.1 and is signed by the authority of these tests.
#[derive(Clone)]
struct TlsNode {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl TlsNode {
    fn start() -> TlsNode {
        TlsNode::with(SERVER)
    }

    fn with(certificate: &str) -> TlsNode {
        TlsNode::answering(certificate, "200 OK\r\n")
    }

    /// `head`: status and headers of every answer, each line with its end.
    fn answering(certificate: &str, head: &str) -> TlsNode {
        let head = head.to_owned();
        let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
        // The private key of an Ed25519 key is any 32 bytes; these are nobody's secret.
        let seed = [hex::decode("302e020100300506032b657004220420").unwrap(), vec![7; 32]].concat();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(seed)))
            .unwrap();
        let (config, listener) = (Arc::new(config), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
        let node = TlsNode { port: listener.local_addr().unwrap().port(), requests: Arc::default() };
        let seen = node.requests.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
                let mut stream = Stream::new(&mut tls, &mut stream);
                let (mut request, mut byte) = (Vec::new(), [0]);
                while !request.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
                    request.extend_from_slice(&byte);
                }
                if request.ends_with(b"\r\n\r\n") {
                    seen.lock().unwrap().push(String::from_utf8(request).unwrap());
                    let body = r#"{"status":"success","data":{"id":"k1","status":"ok"}}"#;
                    let length = body.len();
                    let head = format!("HTTP/1.1 {head}content-length: {length}\r\nconnection: close\r\n\r\n");
                    let _ = stream.write_all(format!("{head}{body}").as_bytes());
                    stream.conn.send_close_notify();
                    let _ = stream.flush();
                }
            }
        });
        node
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// A proxy that takes whatever is asked for to one port of this machine, and keeps what it saw.
struct Proxy {
    address: String,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Proxy {
    async fn start(to: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let keeps = seen.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let keeps = keeps.clone();
                tokio::spawn(async move {
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        request.push(client.read_u8().await?);
                    }
                    keeps.lock().unwrap().extend_from_slice(&request);
                    let mut node = TcpStream::connect(("127.0.0.1", to)).await?;
                    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
                    copy_bidirectional(&mut Watched(&mut client, keeps), &mut node).await
                });
            }
        });
        Proxy { address, seen }
    }

    /// Everything that came from the client's side.
    fn seen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }
}

/// A stream of which everything that is read is kept.
struct Watched<'a>(&'a mut TcpStream, Arc<Mutex<Vec<u8>>>);

impl tokio::io::AsyncRead for Watched<'_> {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = std::pin::Pin::new(&mut *self.0).poll_read(context, buffer);
        self.1.lock().unwrap().extend_from_slice(&buffer.filled()[before..]);
        polled
    }
}

impl tokio::io::AsyncWrite for Watched<'_> {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<std::io::Result<usize>> {
        std::pin::Pin::new(&mut *self.0).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::pin::Pin::new(&mut *self.0).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::pin::Pin::new(&mut *self.0).poll_shutdown(context)
    }
}

#[tokio::test]
async fn an_authority_that_was_entered_is_trusted_and_no_other() {
    let server = TlsNode::start();
    let origin = format!("https://127.0.0.1:{}", server.port);
    for authorities in [None, Some(OTHER_AUTHORITY)] {
        let refused = not_sent(node(&way(authorities, None), &origin).key_status().await);
        assert!(matches!(refused, CallErrorKind::Certificate(_)), "{refused:?}");
    }
    assert!(server.requests().is_empty(), "the key was sent");
    let both = format!("{OTHER_AUTHORITY}{AUTHORITY}");
    for authorities in [AUTHORITY, &both] {
        node(&way(Some(authorities), None), &origin).health().await.unwrap();
    }
    let alone = TlsNode::with(SELF_SIGNED);
    node(&way(Some(SELF_SIGNED), None), &format!("https://127.0.0.1:{}", alone.port)).health().await.unwrap();
    let other_name = node(&way(Some(AUTHORITY), None), &format!("https://localhost:{}", server.port));
    let refused = not_sent(other_name.key_status().await);
    assert!(matches!(&refused, CallErrorKind::Certificate(why) if why.contains("another host name")), "{refused:?}");
}

/// docs/hard-cases.md 73.
#[tokio::test]
async fn what_begins_with_https_never_goes_on_without_it() {
    let plain = Scripted::start(vec![json(200, "{}")]).await;
    for status in ["301", "302", "307", "308"] {
        let head = format!("{status} Elsewhere\r\nlocation: {}/api/v1/api-key-status\r\n", plain.origin);
        let server = TlsNode::answering(SERVER, &head);
        let node = node(&way(Some(AUTHORITY), None), &format!("https://127.0.0.1:{}", server.port));
        let redirected = node.key_status().await.unwrap_err().kind;
        assert!(matches!(&redirected, CallErrorKind::Redirected(to) if to.starts_with("http://")), "{redirected:?}");
        assert_eq!(server.requests().len(), 1);
    }
    assert!(plain.requests().is_empty(), "the key was sent");
}

#[tokio::test]
async fn agents_are_trusted_by_nobody_but_this_computer() {
    let server = TlsNode::start();
    let origin = format!("https://127.0.0.1:{}", server.port);
    node(&way(Some(AUTHORITY), None), &origin).health().await.unwrap();
    let agents = masumi::agent::AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap());
    let refused = not_sent(agents.status(&origin, "1").await);
    assert!(matches!(refused, CallErrorKind::Certificate(_)), "{refused:?}");
}

#[tokio::test]
async fn a_proxy_resolves_the_name_and_never_sees_the_key() {
    let server = TlsNode::start();
    let proxy = Proxy::start(server.port).await;
    let node = node(&way(Some(AUTHORITY), Some(&proxy.address)), "https://node.test");
    node.key_status().await.unwrap();
    let requests = server.requests();
    assert!(requests[0].contains(&format!("token: {KEY}")), "{requests:?}");
    let seen = proxy.seen();
    assert!(seen.starts_with("CONNECT node.test:443 HTTP/1.1\r\n"), "{seen}");
    assert!(!seen.contains(KEY) && !seen.contains("token"), "{seen}");
}

#[tokio::test]
async fn whoever_stands_behind_a_proxy_is_told_by_his_certificate_as_anywhere() {
    let server = TlsNode::start();
    let proxy = Proxy::start(server.port).await;
    for (authorities, origin) in [(None, "https://node.test"), (Some(AUTHORITY), "https://elsewhere.test")] {
        let refused = not_sent(node(&way(authorities, Some(&proxy.address)), origin).key_status().await);
        assert!(matches!(refused, CallErrorKind::Certificate(_)), "{refused:?}");
    }
    assert!(server.requests().is_empty(), "the key was sent");
}

#[tokio::test]
async fn what_is_on_this_machine_is_reached_without_the_proxy() {
    let (server, plain) =
        (TlsNode::start(), Scripted::start(vec![json(200, r#"{"status":"success","data":{"status":"ok"}}"#)]).await);
    let proxy = Proxy::start(server.port).await;
    let way = way(Some(AUTHORITY), Some(&proxy.address));
    let here = [
        format!("https://127.0.0.1:{}", server.port),
        plain.origin.clone(),
        plain.origin.replace("127.0.0.1", "localhost"),
    ];
    for origin in here {
        node(&way, &origin).health().await.unwrap();
    }
    assert_eq!(proxy.seen(), "");
}

#[tokio::test]
async fn a_proxy_that_does_not_answer_is_told_from_a_node_that_does_not() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let silent = Scripted::start(vec![Reply::Bytes(Vec::new())]).await;
    for proxy in [&nobody, &silent.origin, "http://proxy.invalid:3128"] {
        let said = not_sent(node(&way(None, Some(proxy)), "https://node.test").key_status().await);
        assert!(matches!(said, CallErrorKind::ProxySilent(_)), "{proxy}: {said:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_gives_no_way_through_says_why_as_far_as_it_can_be_told() {
    for (status, words) in [(407, "a user name and a password"), (403, "does not allow"), (502, "does not reach")] {
        let proxy = Scripted::start(vec![json(status, "no")]).await;
        let said = not_sent(node(&way(None, Some(&proxy.origin)), "https://node.test").key_status().await);
        assert!(matches!(said, CallErrorKind::ProxyRefused(why) if why.contains(words)), "{status}: {said:?}");
        assert!(!proxy.request().contains(KEY), "the key was sent");
    }
}
