//! Pictures of hosts that do what they like.

use super::{
    small::tests::{bomb, file},
    *,
};
use crate::{
    clients::Clients,
    clock::Clock,
    contacts::{Contacts, HostOwner, HostPurpose},
    profile::Profile,
    vault::Keys,
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use image::ImageFormat;
use masumi::{
    net::{Secret, Way},
    node::Network,
};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

const NOON: Moment = Moment(1_795_348_800_000);

/// A host, and which paths it was asked for.
struct Host {
    origin: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    async fn start() -> Host {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let app = Router::new().fallback(answer).with_state(Arc::clone(&asked));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Host { origin, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(asked): State<Arc<Mutex<Vec<String>>>>, uri: Uri) -> Response {
    asked.lock().unwrap().push(uri.to_string());
    let typed = |kind: &'static str, bytes: Vec<u8>| ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let to = |place: &str| (StatusCode::FOUND, [(header::LOCATION, place.to_owned())]).into_response();
    let png = || file(ImageFormat::Png, 128, 128);
    match uri.path() {
        "/logo.png" => typed("image/png", png()),
        "/logo.jpg" => typed("text/html", file(ImageFormat::WebP, 30, 30)),
        "/html" => typed("image/png", b"<!doctype html><script>1</script>".to_vec()),
        "/svg" => typed("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        "/empty" => typed("image/png", Vec::new()),
        "/cut" => typed("image/png", png()[..200].to_vec()),
        "/bomb" => typed("image/png", bomb(60_000, 60_000)),
        "/moved" => to("/logo.png"),
        "/round" => to("/round"),
        "/inward" => to("http://10.0.0.7/logo.png"),
        "/inward-tls" => to("https://10.0.0.7/logo.png"),
        "/metadata" => to("https://169.254.169.254/latest/meta-data"),
        "/plain" => to("http://pictures.example.com/logo.png"),
        "/file" => to("file:///etc/passwd"),
        "/nowhere" => to(""),
        // Fifty megabytes, piece by piece.
        "/stream" => {
            let piece = Bytes::from(vec![0_u8; 1024 * 1024]);
            let pieces = stream::iter((0..50).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
            Response::new(Body::from_stream(pieces))
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn profile(local: bool) -> Profile {
    Profile {
        id: "a".to_owned(),
        label: "My node".to_owned(),
        network: Network::Preprod,
        sandbox: false,
        node_url: "https://node.example/api/v1".parse().unwrap(),
        registry_url: "https://registry.example/api/v1".parse().unwrap(),
        allow_local_agents: local,
        allow_stand_ins: false,
        way: Way::default(),
        wallet_address: None,
        key_slot: None,
    }
}

fn clients(local: bool) -> (Clients, Contacts) {
    let contacts = Contacts::in_memory();
    let keys = Keys { node: Secret::new("n"), registry: Secret::new("r") };
    (Clients::new(&profile(local), &keys, &Clock::system(), &contacts).unwrap(), contacts)
}

#[tokio::test]
async fn a_picture_is_fetched_once_made_small_and_kept() {
    let (home, host, (clients, contacts)) = (TempDir::new().unwrap(), Host::start().await, clients(true));
    let pictures = Pictures::open(home.path());
    let url = format!("{}/logo.png?size=large#top", host.origin);
    let shown = pictures.picture(&url, None, Some(&clients), NOON).await.unwrap();
    assert!(shown.starts_with("data:image/png;base64,iVBORw0KGgo"), "{shown}");
    // After a restart it is still here, also where nobody can be asked.
    let pictures = Pictures::open(home.path());
    assert_eq!(pictures.picture(&url, None, None, NOON).await, Some(shown));
    assert_eq!(host.asked(), ["/logo.png?size=large"], "the fragment is for no server");
    let noted = contacts.view().hosts;
    assert_eq!((noted[0].whose, noted[0].purposes[0].purpose), (HostOwner::Agent, HostPurpose::Picture));
    // One whose name or kind is not true is shown for what it is; a redirect is followed.
    for path in ["logo.jpg", "moved"] {
        assert!(
            pictures.picture(&format!("{}/{path}", host.origin), None, Some(&clients), NOON).await.is_some(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_no_picture_shows_nothing_and_is_not_asked_for_again() {
    let (home, host, (clients, _)) = (TempDir::new().unwrap(), Host::start().await, clients(true));
    let pictures = Pictures::open(home.path());
    let paths = [
        "html",
        "svg",
        "empty",
        "cut",
        "bomb",
        "stream",
        "round",
        "inward",
        "inward-tls",
        "metadata",
        "plain",
        "file",
        "nowhere",
        "gone",
    ];
    for path in paths {
        let url = format!("{}/{path}", host.origin);
        assert_eq!(pictures.picture(&url, None, Some(&clients), NOON).await, None, "{path}");
        let asked = host.asked().len();
        assert_eq!(pictures.picture(&url, None, Some(&clients), NOON.plus(5 * MINUTE)).await, None, "{path}");
        assert_eq!(host.asked().len(), asked, "{path} is not asked for again so soon");
    }
    let round = host.asked().iter().filter(|path| *path == "/round").count();
    assert_eq!(round, 4, "redirects are followed so often and no more");
    let gone = format!("{}/gone", host.origin);
    pictures.picture(&gone, None, Some(&clients), NOON.plus(DAY)).await;
    assert_eq!(host.asked().iter().filter(|path| *path == "/gone").count(), 2, "but some day");
}

#[tokio::test]
async fn the_same_picture_is_never_fetched_twice_at_once() {
    let (home, host, (clients, _)) = (TempDir::new().unwrap(), Host::start().await, clients(true));
    let (pictures, url) = (Pictures::open(home.path()), format!("{}/logo.png", host.origin));
    let ask = || pictures.picture(&url, None, Some(&clients), NOON);
    let (one, other, third) = tokio::join!(ask(), ask(), ask());
    assert!(one.is_some() && one == other && other == third);
    assert_eq!(host.asked(), ["/logo.png"]);
}

#[tokio::test]
async fn nobody_on_this_machine_or_by_plain_http_is_asked_unless_agents_there_are() {
    let (home, host, (clients, contacts)) = (TempDir::new().unwrap(), Host::start().await, clients(false));
    let pictures = Pictures::open(home.path());
    let port = host.origin.rsplit(':').next().unwrap();
    for address in [
        format!("{}/logo.png", host.origin),
        format!("http://localhost:{port}/logo.png"),
        format!("http://0x7f000001:{port}/logo.png"),
        format!("http://[::ffff:127.0.0.1]:{port}/logo.png"),
        format!("https://127.0.0.1:{port}/logo.png"),
        "http://pictures.example.com/logo.png".to_owned(),
        "https://user:word@pictures.example.com/logo.png".to_owned(),
        "https://192.168.1.1/logo.png".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:image/png;base64,AAAA".to_owned(),
        "javascript:alert(1)".to_owned(),
        "ipfs://QmXXW7tmBgpQpXoJMAMEXXFe9dyQcrLFKGuzxnHDnbKC7f".to_owned(),
        format!("https://pictures.example.com/{}", "a".repeat(3_000)),
        String::new(),
    ] {
        assert_eq!(pictures.picture(&address, None, Some(&clients), NOON).await, None, "{address}");
    }
    assert_eq!((host.asked().len(), contacts.view().hosts.len()), (0, 0), "nobody was even looked up");
}

/// One byte, and nothing more.
#[tokio::test]
async fn a_host_that_drips_is_left() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/logo.png", listener.local_addr().unwrap());
    let (home, (clients, contacts)) = (TempDir::new().unwrap(), clients(true));
    let pictures = Pictures { patience: Duration::from_millis(200), ..Pictures::open(home.path()) };
    let dripping = async {
        let (mut connection, _) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut connection, b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n.")
            .await
            .unwrap();
        std::future::pending::<()>().await;
    };
    let shown = tokio::select! {
        shown = pictures.picture(&url, None, Some(&clients), NOON) => shown,
        () = dripping => unreachable!("it never ends"),
    };
    assert_eq!(shown, None);
    assert_eq!(contacts.view().hosts[0].answered, 0, "nothing came back that counts");
}

#[test]
fn what_is_in_ipfs_is_asked_of_the_gateway_and_of_nobody_else() {
    let gateway = gateway(" https://gateway.example/base/ipfs/ ").unwrap();
    let cid = "QmXXW7tmBgpQpXoJMAMEXXFe9dyQcrLFKGuzxnHDnbKC7f";
    let at = |image: &str| Source::of(image, Some(&gateway)).map(|source| String::from(source.url));
    for (image, url) in [
        (format!("ipfs://{cid}"), format!("https://gateway.example/base/ipfs/{cid}")),
        (
            format!("IPFS://ipfs/{cid}/a b/logo.png?x#y"),
            format!("https://gateway.example/base/ipfs/{cid}/a%20b/logo.png"),
        ),
        (format!("ipfs://{cid}//a"), format!("https://gateway.example/base/ipfs/{cid}/a")),
    ] {
        assert_eq!(at(&image), Some(url), "{image}");
        assert!(Source::of(&image, None).is_none(), "without a gateway nobody is asked");
    }
    for image in [
        "ipfs://".to_owned(),
        "ipfs://short".to_owned(),
        format!("ipfs://{cid}/../../admin"),
        format!("ipfs://{cid}/%2e%2e/admin"),
        format!("ipfs://{cid}/.%2E/admin"),
        format!("ipfs://evil.example@{cid}"),
        format!("ipfs://{}", "Q".repeat(200)),
        format!("ipns://{cid}"),
    ] {
        assert_eq!(at(&image), None, "{image}");
    }
    for typed in [
        "",
        "http://gateway.example",
        "https://",
        "https://me@gateway.example",
        "https://gateway.example/?x",
        "ftp://x",
    ] {
        assert_eq!(super::gateway(typed), None, "{typed}");
    }
}
