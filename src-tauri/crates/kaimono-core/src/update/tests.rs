//! A publisher, and whoever answers in its place.

use super::*;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use blake2::{Blake2b512, Digest};
use ed25519_dalek::{Signer, SigningKey};
use futures_util::stream;
use masumi::net::AgentReach;
use serde_json::{Value, json};
use std::{io, sync::Arc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const PACKAGE: &[u8] = b"a package of version 0.2.0";
const OLDER: &[u8] = b"a package of version 0.1.5, which had a hole";

/// A key of minisign.
struct Publisher {
    id: [u8; 8],
    key: SigningKey,
}

impl Publisher {
    fn of(seed: u8) -> Publisher {
        Publisher { id: [seed; 8], key: SigningKey::from_bytes(&[seed; 32]) }
    }

    fn public(&self) -> String {
        base64(&[b"Ed".as_slice(), &self.id, self.key.verifying_key().as_bytes()].concat())
    }

    fn signs(&self, bytes: &[u8], comment: &str) -> String {
        let of_bytes = self.key.sign(&Blake2b512::digest(bytes)).to_bytes();
        let of_all = self.key.sign(&[of_bytes.as_slice(), comment.as_bytes()].concat()).to_bytes();
        let first = base64(&[b"ED".as_slice(), &self.id, &of_bytes].concat());
        format!("untrusted comment: any\n{first}\ntrusted comment: {comment}\n{}\n", base64(&of_all))
    }

    /// As scripts/sign-packages does.
    fn releases(&self, bytes: &[u8], version: &str, ending: &str) -> String {
        self.signs(bytes, &format!("timestamp:1795843640\tfile:Kaimono_{version}_amd64{ending}\tversion:{version}"))
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of = |three: &[u8]| {
        let number = three.iter().chain([0; 2].iter()).take(3).fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        let letter = move |place: usize| char::from(LETTERS[number >> (18 - 6 * place) & 63]);
        let written = three.len() + 1;
        (0..4).map(move |place| if place < written { letter(place) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(of).collect()
}

/// A host with a list.
async fn host(list: impl FnOnce(&str) -> Value) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().fallback(answer).with_state(Arc::new(list(&origin)));
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    format!("{origin}/latest.json").parse().unwrap()
}

async fn answer(State(list): State<Arc<Value>>, uri: Uri) -> Response {
    let to = |place: &str| (StatusCode::FOUND, [(header::LOCATION, place.to_owned())]).into_response();
    let endless = || Body::from_stream(stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from(vec![b' '; 1 << 16]))));
    match uri.path() {
        "/latest.json" => list.to_string().into_response(),
        "/package" => PACKAGE.into_response(),
        "/older" => OLDER.into_response(),
        "/moved" => to("/package"),
        "/inward" => to("https://10.0.0.7/package"),
        "/page" => "<!doctype html>Sign in to the hotel's network".into_response(),
        "/endless" => endless().into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A host that breaks off in the middle.
async fn cut() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; 16]).await.unwrap();
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", PACKAGE.len());
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&PACKAGE[..9]).await.unwrap();
    });
    format!("http://{address}/package")
}

fn updates(list: Url) -> Updates {
    let http = FileHttp::new(AgentReach::THIS_MACHINE).unwrap();
    Updates::of(list, &Publisher::of(7).public(), Version::new(0, 1, 9), http).unwrap()
}

fn package(url: &str, bytes: usize, signature: &str) -> Value {
    json!({ "url": url, "bytes": bytes, "signature": signature })
}

fn list(version: &str, package: &Value) -> Value {
    json!({ "version": version, "packages": { Bundle::AppImage.name(): package } })
}

fn right() -> String {
    Publisher::of(7).releases(PACKAGE, "0.2.0", ".AppImage")
}

/// What comes of a list of version 0.2.0 whose package is at `path` and has so many bytes and this signature.
async fn comes(path: &str, bytes: usize, signature: &str) -> Result<Vec<u8>, Refusal> {
    let updates = updates(host(|origin| list("0.2.0", &package(&format!("{origin}/{path}"), bytes, signature))).await);
    let newer = updates.look(Bundle::AppImage).await?.unwrap();
    assert_eq!(newer.version(), &Version::new(0, 2, 0));
    updates.fetch(&newer).await
}

#[tokio::test]
async fn what_the_publisher_signed_for_this_version_is_taken() {
    assert_eq!(comes("package", PACKAGE.len(), &right()).await.unwrap(), PACKAGE);
    assert_eq!(comes("moved", PACKAGE.len(), &right()).await.unwrap(), PACKAGE, "as hosts of releases do");
}

/// Made by `tauri signer sign --app-version 0.2.0`, which signs what is released.
#[test]
fn what_is_signed_by_the_tool_of_a_release_is_read() {
    let key = PublicKey::from_base64("RWT2OwmRJJawDyWm4c/jDRWsODzf8kdtLIpWHLiVZErY5wT2Y1tigeZc").unwrap();
    let signature = "untrusted comment: signature from tauri secret key\n\
        RUT2OwmRJJawD6V6h5KIwuV2t3bW998S3H9bEredg/Y3z9WFcFwk8vE//wJFvsSsRobyU0BG+TpV9luK58uJVLHmo0/Hx8DQNgc=\n\
        trusted comment: timestamp:1795843640\tfile:Kaimono_0.2.0_amd64.AppImage\tversion:0.2.0\n\
        vrmcMallLi9fdA1wIgbv4a6UnToOxs1aH+LszzNYenmMkNvOTH+rMXdbk2RopUbstqSzZyQz4YtVnZpWKCsyAg==\n";
    let signature = Signature::decode(signature).unwrap();
    key.verify(b"made by Tauri's own tool", &signature, false).unwrap();
    let comment = signature.trusted_comment().split_once('\t').unwrap().1;
    assert_eq!(comment, "file:Kaimono_0.2.0_amd64.AppImage\tversion:0.2.0");
}

#[tokio::test]
async fn what_nobody_or_somebody_else_signed_is_refused() {
    let somebody = Publisher::of(8).releases(PACKAGE, "0.2.0", ".AppImage");
    // By somebody else who claims the publisher's name.
    let pretender = Publisher { id: [7; 8], ..Publisher::of(8) }.releases(PACKAGE, "0.2.0", ".AppImage");
    let other_bytes = Publisher::of(7).releases(b"other bytes", "0.2.0", ".AppImage");
    let comment_changed = right().replace("version:0.2.0", "version:0.2.1");
    for signature in [somebody, pretender, other_bytes, comment_changed] {
        let refused = comes("package", PACKAGE.len(), &signature).await;
        assert!(matches!(refused, Err(Refusal::Forged(_))), "{refused:?}");
    }
    for signature in ["", "trust me", "untrusted comment: any\nAAAA\ntrusted comment: any\nAAAA\n"] {
        let refused = comes("package", PACKAGE.len(), signature).await;
        assert!(matches!(refused, Err(Refusal::Unsigned)), "{refused:?}");
    }
    let unsaid =
        updates(host(|origin| list("0.2.0", &json!({ "url": format!("{origin}/package"), "bytes": 26 }))).await);
    let newer = unsaid.look(Bundle::AppImage).await.unwrap().unwrap();
    assert!(matches!(unsaid.fetch(&newer).await, Err(Refusal::Unsigned)));
}

#[tokio::test]
async fn a_good_signature_of_an_older_version_or_of_another_file_is_refused() {
    let publisher = Publisher::of(7);
    let older = publisher.releases(OLDER, "0.1.5", ".AppImage");
    let refused = comes("older", OLDER.len(), &older).await;
    assert!(matches!(&refused, Err(Refusal::Another(says)) if says.contains("version:0.1.5")), "{refused:?}");
    for (signed, what) in [
        (publisher.releases(PACKAGE, "0.2.0", ".deb"), "another kind of package"),
        (publisher.releases(PACKAGE, "0.3.0", ".AppImage"), "another version, be it newer"),
        (publisher.signs(PACKAGE, "timestamp:1795843640\tfile:Kaimono.AppImage"), "no version"),
        (publisher.signs(PACKAGE, "timestamp:1795843640\tversion:0.2.0"), "no file"),
    ] {
        let refused = comes("package", PACKAGE.len(), &signed).await;
        assert!(matches!(refused, Err(Refusal::Another(_))), "{what}: {refused:?}");
    }
}

#[tokio::test]
async fn what_is_not_newer_is_not_offered() {
    for (version, offered) in [
        ("0.1.8", false),
        ("0.1.9", false),
        ("0.1.9-rc.1", false),
        ("0.1.9+again", false), // Another build of the same.
        ("0.1.10", true),
        ("0.2.0-rc.1", true),
        ("1.0.0", true),
    ] {
        let package = package("https://example.org/package", PACKAGE.len(), &right());
        let updates = updates(host(|_| list(version, &package)).await);
        assert_eq!(updates.look(Bundle::AppImage).await.unwrap().is_some(), offered, "{version}");
        assert!(updates.look(Bundle::Msi).await.unwrap().is_none(), "there is none of that kind");
    }
}

#[tokio::test]
async fn a_package_that_is_cut_or_longer_or_shorter_than_it_says_is_refused() {
    let place = cut().await;
    let updates = updates(host(|_| list("0.2.0", &package(&place, PACKAGE.len(), &right()))).await);
    let newer = updates.look(Bundle::AppImage).await.unwrap().unwrap();
    let refused = updates.fetch(&newer).await;
    assert!(
        matches!(&refused, Err(Refusal::Call(error)) if matches!(error.kind, CallErrorKind::Interrupted(_))),
        "{refused:?}"
    );
    for (path, bytes) in [("package", PACKAGE.len() - 1), ("package", PACKAGE.len() + 1), ("endless", 100_000)] {
        let refused = comes(path, bytes, &right()).await;
        assert!(matches!(refused, Err(Refusal::Length { said, .. }) if said == bytes), "{path}: {refused:?}");
    }
    let refused = comes("package", MOST_BYTES + 1, &right()).await;
    assert!(matches!(refused, Err(Refusal::TooLarge(_))), "before it is fetched: {refused:?}");
}

#[tokio::test]
async fn what_is_no_list_or_leads_inward_is_refused() {
    for path in ["page", "package", "older"] {
        let mut place = host(|_| Value::Null).await;
        place.set_path(path);
        let refused = updates(place).look(Bundle::AppImage).await;
        assert!(matches!(refused, Err(Refusal::Unreadable(_))), "{path}: {refused:?}");
    }
    for path in ["nothing-here", "endless", "inward"] {
        let mut place = host(|_| Value::Null).await;
        place.set_path(path);
        let refused = updates(place).look(Bundle::AppImage).await;
        assert!(matches!(refused, Err(Refusal::Call(_))), "{path}: {refused:?}");
    }
    let refused = comes("inward", PACKAGE.len(), &right()).await;
    assert!(
        matches!(&refused, Err(Refusal::Call(error)) if matches!(error.kind, CallErrorKind::AddressRefused(_))),
        "{refused:?}"
    );
    let readable = updates(host(|_| list("0.2.0", &package("http://example.org/package", 1, &right()))).await);
    let newer = readable.look(Bundle::AppImage).await.unwrap().unwrap();
    assert!(readable.fetch(&newer).await.is_err(), "nothing is fetched in the clear");
    let http = FileHttp::new(AgentReach::THIS_MACHINE).unwrap();
    let of_nobody = Updates::of(readable.list, "no key", Version::new(0, 1, 9), http);
    assert!(matches!(of_nobody, Err(Refusal::Key)));
}

/// Before a release is drafted: its packages, as `scripts/sign-packages` left them behind UPDATES_AT, are taken by the version before.
#[tokio::test]
#[ignore = "asks for packages: UPDATES_AT, UPDATES_KEY, UPDATES_KINDS"]
async fn what_is_about_to_be_released_is_taken() {
    let said = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let http = FileHttp::new(AgentReach::THIS_MACHINE).unwrap();
    let updates =
        Updates::of(said("UPDATES_AT").parse().unwrap(), &said("UPDATES_KEY"), Version::new(0, 0, 0), http).unwrap();
    for kind in said("UPDATES_KINDS").split(',') {
        let bundle = match kind {
            "appimage" => Bundle::AppImage,
            "dmg" => Bundle::Dmg,
            "msi" => Bundle::Msi,
            "nsis" => Bundle::Nsis,
            other => panic!("{other} is no kind"),
        };
        let newer = updates.look(bundle).await.unwrap().unwrap_or_else(|| panic!("there is no {kind}"));
        println!("{kind}: {}, {} bytes", newer.version(), updates.fetch(&newer).await.unwrap().len());
    }
}
