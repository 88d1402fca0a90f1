//! What the clients leave as it was in the process that uses them. A binary of its own: there is one process to look at.
#![cfg(feature = "client")]

use masumi::{
    agent::AgentClient,
    net::{AgentHttp, AgentReach, CallErrorKind, NodeHttp, Secret, Service},
    node::NodeClient,
};
use rustls::crypto::CryptoProvider;
use std::{
    io::{self, Write},
    net::TcpListener,
};

#[tokio::test]
async fn clients_install_no_provider_of_cryptography_for_the_whole_process() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").unwrap();
            // Windows takes back an answer from who hangs up before having heard everything.
            let _ = io::copy(&mut stream, &mut io::sink());
        }
    });
    let node = NodeClient::new(NodeHttp::new(Service::Node, origin.parse().unwrap(), Secret::new("key")).unwrap());
    let agents = AgentClient::new(AgentHttp::new(AgentReach::THIS_MACHINE).unwrap());
    // Both come as far as the handshake, which needs a provider.
    for kind in [node.health().await.unwrap_err().kind, agents.input_schema(&origin).await.unwrap_err().kind] {
        assert!(matches!(kind, CallErrorKind::NotTls(_)), "{kind:?}");
    }
    assert!(CryptoProvider::get_default().is_none());
}
