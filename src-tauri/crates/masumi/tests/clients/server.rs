//! A server that misbehaves by script: the nth request gets the nth answer, byte for byte (the last one again and again).

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Duration, interval},
};

pub(crate) fn nonce() -> masumi::identifiers::Nonce {
    "aaaaaaaaaaaaaaaaaaaa".parse().unwrap()
}

/// What comes back.
#[derive(Clone)]
pub(crate) enum Reply {
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, then nothing more, for ever.
    ThenHang(Vec<u8>),
    /// These bytes, then a space every few milliseconds, for ever.
    ThenDrip(Vec<u8>),
}

/// Where it listens, and what it was asked.
pub(crate) struct Scripted {
    /// `http://127.0.0.1:port`
    pub(crate) origin: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    pub(crate) async fn start(replies: Vec<Reply>) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, seen.clone(), replies.clone()));
            }
        });
        Scripted { origin, requests }
    }

    /// Every request so far, head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(crate) fn request(&self) -> String {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

/// An answer with this status and JSON.
pub(crate) fn json(status: u16, body: impl AsRef<str>) -> Reply {
    answer(status, "content-type: application/json\r\n", body.as_ref())
}

/// An answer with this status, these header lines, and this body.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Bytes(
        format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}").into(),
    )
}

async fn converse(mut stream: TcpStream, seen: Arc<Mutex<Vec<String>>>, replies: Vec<Reply>) {
    let Some(request) = read_request(&mut stream).await else { return };
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(request);
        seen.len() - 1
    };
    let (Reply::Bytes(bytes) | Reply::ThenHang(bytes) | Reply::ThenDrip(bytes)) =
        &replies[number.min(replies.len() - 1)];
    let mut written = stream.write_all(bytes).await;
    match &replies[number.min(replies.len() - 1)] {
        Reply::Bytes(_) => {}
        Reply::ThenHang(_) => std::future::pending().await,
        Reply::ThenDrip(_) => {
            let mut beat = interval(Duration::from_millis(5));
            while written.is_ok() {
                beat.tick().await;
                written = stream.write_all(b" ").await;
            }
        }
    }
    let _ = stream.shutdown().await;
}

/// Head and body, as far as `content-length` goes.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(text);
        }
    }
}
