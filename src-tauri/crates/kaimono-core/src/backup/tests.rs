//! A backup is read as it was written, or not at all.

use super::*;
use age::secrecy::SecretString;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, io, io::Write as _, iter, path::PathBuf};
use tar::{Builder, EntryType, Header};
use tempfile::TempDir;

const PASSPHRASE: &str = "correct horse battery";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn saved() -> Value {
    json!({
        "id": "a1", "label": "My node", "network": "Preprod", "nodeUrl": "https://node.example/api/v1",
        "registryUrl": "https://registry.example/api/v1", "allowLocalAgents": false, "allowStandIns": false,
        "authorities": "", "proxy": "", "walletAddress": null, "removed": false, "purchases": 1, "open": 1, "last": 3
    })
}

fn part(name: &str, bytes: &[u8]) -> Value {
    let (size, sha256) = (bytes.len(), hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes)));
    json!({ "name": name, "size": size, "sha256": sha256 })
}

fn manifest(parts: &[Value]) -> Value {
    json!({
        "format": "kaimono-backup", "version": 1, "made": 1_795_348_800_000_i64, "app": "0.1.0", "note": "",
        "profiles": [saved()], "settings": { "theme": "dark" }, "parts": parts
    })
}

/// An entry of a tar: its name to the letter, its type, its bytes.
type Entry = (&'static str, EntryType, Vec<u8>);

fn file(name: &'static str, bytes: &[u8]) -> Entry {
    (name, EntryType::Regular, bytes.to_vec())
}

fn sealed(home: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(PASSPHRASE));
    recipient.set_work_factor(2);
    let sealed = age::Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).unwrap();
    let path = home.path().join(name);
    let mut to = sealed.wrap_output(fs::File::create(&path).unwrap()).unwrap();
    to.write_all(bytes).unwrap();
    to.finish().unwrap();
    path
}

fn tarred(entries: &[Entry]) -> Vec<u8> {
    let mut tar = Builder::new(Vec::new());
    for (name, kind, bytes) in entries {
        let mut header = Header::new_old();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

fn packed(home: &TempDir, manifest: &Value, entries: &[Entry]) -> PathBuf {
    let mut all = vec![file("manifest.json", manifest.to_string().as_bytes())];
    all.extend_from_slice(entries);
    sealed(home, "it.age", &tarred(&all))
}

/// Reads all of it.
fn read(path: &std::path::Path, passphrase: &str) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let kept = TempDir::new().unwrap();
    let path_of = |part: &Part| kept.path().join(part.name.replace('/', "+"));
    let manifest = open(path, &secret(passphrase))?.read(|part| Ok(fs::File::create(path_of(part)).unwrap()))?;
    Ok(manifest.parts.iter().map(|part| (part.name.clone(), fs::read(path_of(part)).unwrap())).collect())
}

/// One as Kaimono writes it, over several pieces of age.
fn written(home: &TempDir) -> (PathBuf, BTreeMap<String, Vec<u8>>) {
    let long: Vec<u8> = (0..150_001_u32).map(|number| number.to_le_bytes()[0] ^ 7).collect();
    let files =
        BTreeMap::from([("a1/purchases.db".to_owned(), long), ("a1/bookmarks.db".to_owned(), b"marks".to_vec())]);
    let parts = files.iter().map(|(name, bytes)| part(name, bytes)).collect::<Vec<_>>();
    let manifest: Manifest = serde_json::from_value(manifest(&parts)).unwrap();
    let path = home.path().join("written.age");
    let mut to = fs::File::create(&path).unwrap();
    write(&mut to, &secret(PASSPHRASE), &manifest, |part| Ok(io::Cursor::new(files[&part.name].clone()))).unwrap();
    (path, files)
}

#[test]
fn it_is_read_as_it_was_written_and_only_with_its_passphrase() {
    let home = TempDir::new().unwrap();
    let (path, files) = written(&home);
    assert_eq!(read(&path, PASSPHRASE).unwrap(), files);
    assert_eq!(read(&path, "another passphrase").unwrap_err().code, Code::BackupPassphrase);
    for (passphrase, good) in [("eleven char", false), ("twelve chars", true), ("zwölf Zeich.", true)] {
        assert_eq!(check_passphrase(&secret(passphrase)).is_ok(), good, "{passphrase}");
    }
}

#[test]
fn one_changed_byte_or_a_missing_end_is_found_wherever_it_is() {
    let home = TempDir::new().unwrap();
    let (path, _) = written(&home);
    let whole = fs::read(&path).unwrap();
    let damaged = home.path().join("damaged.age");
    let beginning = (0..260).step_by(7).chain((260..whole.len()).step_by(29_989)).chain([whole.len() - 1]);
    for place in beginning {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&damaged, &bytes).unwrap();
        let failure = read(&damaged, PASSPHRASE).unwrap_err();
        let expected = [Code::BackupDamaged, Code::BackupForeign, Code::BackupPassphrase];
        assert!(expected.contains(&failure.code), "{place}: {failure}");
        assert!(place < 260 || failure.code == Code::BackupDamaged, "{place}: {failure}");
        fs::write(&damaged, &whole[..place]).unwrap();
        let failure = read(&damaged, PASSPHRASE).unwrap_err();
        assert!(expected[..2].contains(&failure.code), "up to {place}: {failure}");
    }
    // Cut between two pieces of age, and with something behind it.
    let end = whole.len() - 1 - (whole.len() - 1) % (64 * 1024 + 16);
    for bytes in [whole[..end].to_vec(), [whole.as_slice(), b"more"].concat()] {
        fs::write(&damaged, bytes).unwrap();
        assert_eq!(read(&damaged, PASSPHRASE).unwrap_err().code, Code::BackupDamaged);
    }
}

#[test]
fn what_is_no_backup_of_kaimono_is_said_to_be_none() {
    let home = TempDir::new().unwrap();
    let plain = home.path().join("plain.age");
    let code = |path: &std::path::Path| read(path, PASSPHRASE).unwrap_err().code;
    for bytes in [&b""[..], b"a photo", b"age-encryption.org/v9\n-> X25519", b"-----BEGIN AGE ENCRYPTED FILE-----"] {
        fs::write(&plain, bytes).unwrap();
        assert_eq!(code(&plain), Code::BackupForeign, "{bytes:?}");
    }
    let costly = "age-encryption.org/v1\n-> scrypt KioqKioqKioqKioqKioqKg 22\n".to_owned()
        + &"A".repeat(43)
        + "\n--- "
        + &"A".repeat(43)
        + "\n0123456789abcdef";
    fs::write(&plain, costly).unwrap();
    assert_eq!(code(&plain), Code::BackupForeign, "it would take gigabytes of memory");
    let key = age::x25519::Identity::generate().to_public();
    let for_a_key = age::encrypt(&key, b"secret").unwrap();
    fs::write(&plain, for_a_key).unwrap();
    assert_eq!(code(&plain), Code::BackupForeign);
    for (name, bytes) in [
        ("text", b"dear diary".repeat(100)),
        ("tar", tarred(&[file("photos/cat.jpeg", b"meow")])),
        ("json", tarred(&[file("manifest.json", b"{}")])),
        ("other", tarred(&[file("manifest.json", br#"{"format":"other-backup","version":1}"#)])),
    ] {
        assert_eq!(code(&sealed(&home, name, &bytes)), Code::BackupForeign, "{name}");
    }
    assert_eq!(code(home.path()), Code::BackupUnread, "a folder");
    assert_eq!(code(&home.path().join("nowhere")), Code::BackupUnread);
    let newer = tarred(&[file("manifest.json", br#"{"format":"kaimono-backup","version":2,"more":[]}"#)]);
    assert_eq!(code(&sealed(&home, "newer", &newer)), Code::BackupNewer);
}

#[test]
fn what_is_not_exactly_as_the_manifest_says_is_damage() {
    let home = TempDir::new().unwrap();
    let history = || file("a1/purchases.db", b"bought");
    let said = || part("a1/purchases.db", b"bought");
    let as_said = manifest(&[said()]);
    assert!(read(&packed(&home, &as_said, &[history()]), PASSPHRASE).is_ok());

    let link = |kind| ("a1/purchases.db", kind, b"bought".to_vec());
    let entries: Vec<(&str, Vec<Entry>)> = vec![
        ("missing", vec![]),
        ("another name", vec![file("a1/bookmarks.db", b"bought")]),
        ("up and away", vec![file("../a1/purchases.db", b"bought")]),
        ("a symbolic link", vec![link(EntryType::Symlink)]),
        ("a hard link", vec![link(EntryType::Link)]),
        ("a long name", vec![link(EntryType::GNULongName), history()]),
        ("other bytes", vec![file("a1/purchases.db", b"bougth")]),
        ("shorter", vec![file("a1/purchases.db", b"boug")]),
        ("longer", vec![file("a1/purchases.db", b"bought and more")]),
        ("one more", vec![history(), file("a1/bookmarks.db", b"x")]),
        ("twice", vec![history(), history()]),
    ];
    for (what, entries) in entries {
        let failure = read(&packed(&home, &as_said, &entries), PASSPHRASE).unwrap_err();
        assert_eq!(failure.code, Code::BackupDamaged, "{what}: {failure}");
    }

    let with = |name: &str, value: Value| {
        let mut profile = saved();
        profile[name] = value;
        let mut manifest = manifest(&[said()]);
        manifest["profiles"] = json!([profile]);
        manifest
    };
    let parts = |names: &[&str]| manifest(&names.iter().map(|name| part(name, b"bought")).collect::<Vec<_>>());
    let mut huge = part("a1/purchases.db", b"bought");
    huge["size"] = json!(u64::MAX);
    let mut twice = manifest(&[said()]);
    twice["profiles"] = json!([saved(), saved()]);
    let manifests = [
        with("id", json!("../a1")),
        with("id", json!("a/1")),
        with("id", json!("")),
        with("id", json!("sandbox")),
        with("id", json!("a".repeat(65))),
        with("label", json!("\u{202e}\u{200b}")),
        with("label", json!(7)),
        with("nodeUrl", json!("http://node.example/api/v1")),
        with("registryUrl", json!("javascript:alert(1)")),
        with("network", json!("Testnet")),
        with("authorities", json!("none")),
        with("last", json!(-1)),
        with("nodeKey", json!("a field that is not known")),
        parts(&["a1/../a1/purchases.db"]),
        parts(&["b2/purchases.db"]),
        parts(&["a1/kaimono.db"]),
        parts(&["purchases.db"]),
        parts(&["a1/purchases.db", "a1/purchases.db"]),
        manifest(&[huge, part("a1/bookmarks.db", b"x")]),
        twice,
    ];
    for manifest in manifests {
        let failure = Manifest::read(manifest.to_string().as_bytes()).unwrap_err();
        assert_eq!(failure.code, Code::BackupDamaged, "{manifest}: {failure}");
    }
}
