//! Files of hosts that do what they like.

use super::*;
use crate::clients;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const NOON: Moment = Moment(1_795_348_800_000);

async fn host() -> String {
    let app = Router::new().fallback(answer).with_state(Arc::new(AtomicUsize::new(0)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    origin
}

async fn answer(State(asked): State<Arc<AtomicUsize>>, uri: Uri) -> Response {
    let to = |place: &str| (StatusCode::FOUND, [(header::LOCATION, place.to_owned())]).into_response();
    match uri.path() {
        "/same.txt" => "the same".into_response(),
        "/files.json" | "/FILES.JSON" | "/files.json.part" => "a stranger's".into_response(),
        "/other.txt" => format!("another {}", asked.fetch_add(1, Ordering::Relaxed)).into_response(),
        "/page.pdf" => {
            ([(header::CONTENT_TYPE, "application/pdf")], "<!doctype html><script>1</script>").into_response()
        }
        "/metadata" => to("https://169.254.169.254/latest/meta-data"),
        "/inward" => to("https://10.0.0.7/x"),
        "/passwd" => to("file:///etc/passwd"),
        "/endless" => {
            Body::from_stream(stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from(vec![0; 1 << 20])))).into_response()
        }
        "/silent" => Body::from_stream(stream::pending::<io::Result<Bytes>>()).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A host that says that more comes than it sends.
async fn short() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; 16]).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\nhere").await.unwrap();
    });
    origin
}

fn files(folder: &TempDir) -> Files {
    Files { bytes: 3 << 20, patience: Duration::from_millis(300), ..Files::open(folder.path()) }
}

async fn fetch(files: &Files, url: &str) -> FetchView {
    files.fetch("p1", &url.parse().unwrap(), &clients::Files::here().hosts, NOON).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_serves_another_file_is_caught_and_both_are_kept() {
    let (folder, origin) = (TempDir::new().unwrap(), host().await);
    let patient = Files { patience: Duration::from_secs(60), ..files(&folder) };
    for url in [
        format!("{origin}/same.txt"),
        format!("{origin}/same.txt"),
        format!("{origin}/other.txt"),
        format!("{origin}/other.txt"),
    ] {
        assert_eq!(fetch(&patient, &url).await.missed, None);
    }
    // Read anew, as after a restart.
    let kept = files(&folder).of("p1").unwrap();
    let told: Vec<_> = kept.iter().map(|file| (&*file.name, file.another, file.there, file.kind)).collect();
    let text = FileKind::Text;
    let expected =
        [("same.txt", false, true, text), ("other.txt", false, true, text), ("other-2.txt", true, true, text)];
    assert_eq!(told, expected);
    for file in &kept {
        let bytes = fs::read(&file.path).unwrap();
        assert_eq!(file.sha256, hex::encode(Sha256::digest(&bytes)));
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&fs::metadata(&file.path).unwrap()) & 0o777, 0o600);
    }
    fs::write(&kept[0].path, "changed since").unwrap();
    assert!(!files(&folder).of("p1").unwrap()[0].there);
    let page = fetch(&patient, &format!("{origin}/page.pdf")).await.files.pop().unwrap();
    assert_eq!((&*page.name, page.kind), ("page.pdf", FileKind::Page), "by its bytes, whatever its host says");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_stands_where_the_list_is_written() {
    let (folder, origin) = (TempDir::new().unwrap(), host().await);
    let patient = Files { patience: Duration::from_secs(60), ..files(&folder) };
    for path in ["files.json", "FILES.JSON", "files.json.part", "same.txt"] {
        assert_eq!(fetch(&patient, &format!("{origin}/{path}")).await.missed, None, "{path}");
    }
    let kept = files(&folder).of("p1").unwrap();
    let there: Vec<_> = kept.iter().map(|file| (&*file.name, file.there)).collect();
    // Windows and macOS take names that differ in their case for one.
    let capitals = if cfg!(any(windows, target_os = "macos")) { "file-FILES-2.JSON" } else { "file-FILES.JSON" };
    let names = ["file-files.json", capitals, "file-files.json.part", "same.txt"];
    assert_eq!(there, names.map(|name| (name, true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_never_ends_lies_or_leads_inward_leaves_nothing() {
    let (folder, origin, short) = (TempDir::new().unwrap(), host().await, short().await);
    let files = files(&folder);
    for (path, why) in [
        (format!("{origin}/endless"), Missed::TooLarge),
        (format!("{origin}/silent"), Missed::Silent),
        (format!("{origin}/metadata"), Missed::NotAllowed),
        (format!("{origin}/inward"), Missed::NotAllowed),
        (format!("{origin}/passwd"), Missed::NotAllowed),
        ("http://example.org/plain".to_owned(), Missed::NotAllowed),
        ("file:///etc/passwd".to_owned(), Missed::NotAllowed),
        (format!("{short}/x"), Missed::Silent),
        (format!("{origin}/nowhere"), Missed::Gone),
    ] {
        assert_eq!(fetch(&files, &path).await, FetchView { files: Vec::new(), missed: Some(why) }, "{path}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    for purchase in ["", "../p1", "a/b", "a\0"] {
        assert!(files.of(purchase).is_err(), "{purchase:?}");
    }
}

#[test]
fn a_name_is_one_on_every_system() {
    for (path, expected) in [
        ("/r/Report%20final.pdf", "Report-final.pdf"),
        ("/..%2F..%2Fx", "x"),
        ("/%2e%2e%2fetc%2fpasswd", "etc-passwd"),
        ("/CON", "file-CON"),
        ("/con.txt", "file-con.txt"),
        ("/a%E2%80%AEfdp.exe", "a-fdp.exe"),
        ("/.bashrc", "file.bashrc"),
        ("/files.json", "file-files.json"),
        ("/FILES.JSON", "file-FILES.JSON"),
        ("/files.json.part", "file-files.json.part"),
        ("/%E6%97%85.pdf", "file.pdf"),
        ("/", "file"),
        ("/a%00b%0A.txt", "a-b.txt"),
        ("/x...tar...gz", "x.tar.gz"),
    ] {
        let url: Url = format!("https://a.example{path}").parse().unwrap();
        assert_eq!(safe_name(&url), expected, "{path}");
    }
}

#[test]
fn no_name_is_too_long_however_many_there_are() {
    let folder = TempDir::new().unwrap();
    for (path, ending) in [
        (format!("{}.pdf", "x".repeat(300)), ".pdf"),
        (format!("con.{}.abcdefghij", "x".repeat(300)), ".abcdefghij"),
        ("x.".repeat(150), "x"),
    ] {
        let name = safe_name(&format!("https://a.example/{path}").parse().unwrap());
        let mut kept = (0..2 * MOST_FILES).map(|_| keep(folder.path(), &name, b"x").unwrap());
        assert_eq!(kept.find(|name| name.len() > LONGEST || !name.ends_with(ending)), None);
        assert!(name.len() > LONGEST / 2, "{name}");
    }
}

#[test]
fn a_file_is_what_it_begins_with() {
    for (begin, kind) in [
        (&b"%PDF-1.7"[..], FileKind::Pdf),
        (b"RIFF\0\0\0\0WEBPVP8", FileKind::Picture),
        (b"\0\0\0\x20ftypisom", FileKind::Film),
        (b"MZ\x90\0", FileKind::Program),
        (b"#!/bin/sh", FileKind::Program),
        ("\u{feff} <HTML>".as_bytes(), FileKind::Page),
        ("größe".as_bytes(), FileKind::Text),
        (b"gr\xc3", FileKind::Text),
        (b"a\0b", FileKind::Unknown),
        (b"\xff\xfe\0", FileKind::Unknown),
        (b"", FileKind::Unknown),
    ] {
        assert_eq!(kind::by(begin), kind, "{begin:?}");
    }
}
