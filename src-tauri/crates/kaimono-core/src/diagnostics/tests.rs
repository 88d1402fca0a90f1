//! What comes through and what does not: known and unknown, in every spelling.

use super::{
    redact::{Known, Word, redacted},
    *,
};
use crate::view::privacy::ReplacedView;
use proptest::prelude::*;

const KEY: &str = "masumi-payment-cm9x2k4t70001l8e3qz5w7abc";

fn known() -> Known {
    Known {
        secrets: vec![Secret::new(KEY), Secret::new("pin"), Secret::new("Sesam-Öffne/dich \"jetzt\"")],
        words: vec![
            Word::of(Redacted::Folder, "/srv/people/alice"),
            Word::of(Redacted::Name, "alice"),
            Word::of(Redacted::Name, "Acme Corp"),
            Word::of(Redacted::Purchase, "p-17"),
            Word { same_as: "p-17".to_owned(), ..Word::of(Redacted::Purchase, &"1f8b".repeat(100)) },
        ],
        hosts: vec![("pay.acme.test".to_owned(), "node"), ("reg.acme.test".to_owned(), "registry")],
        hides_hosts: true,
    }
}

fn hidden(text: &str) -> String {
    redacted(text, &known()).0
}

/// No few letters of a secret in a row, in whatever case, are in a text.
fn has_part_of(text: &str, secret: &str, few: usize) -> Option<String> {
    let (text, secret) = (text.to_lowercase(), secret.to_lowercase());
    let letters: Vec<char> = secret.chars().collect();
    letters.windows(few.min(letters.len())).map(String::from_iter).find(|part| text.contains(part.as_str()))
}

#[test]
fn a_known_key_is_found_in_every_spelling() {
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let json = |text: &str| text.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect::<String>();
    let spelled = [
        KEY.to_owned(),
        KEY.to_uppercase(),
        percent(KEY),
        percent(&percent(KEY)),
        json(KEY),
        percent(&json(KEY)),
        KEY.replace('-', "%2d"),
        KEY.replace('-', "\\u002D"),
        format!("https://node.example/api/v1?token={KEY}&x=1"),
        format!("{{\\\"token\\\":\\\"{KEY}\\\"}}"),
        // Broken over lines, in any place, as a window or a mail breaks it.
        KEY.chars().map(|letter| format!("{letter}\n")).collect(),
        format!("{}\r\n    {}", &KEY[..20], &KEY[20..]),
        format!("{}\\n{}", &KEY[..25], &KEY[25..]),
        format!("{}\u{200b}{}", &KEY[..22], &KEY[22..]),
        // Cut, at either end.
        format!("…{}", &KEY[20..]),
        format!("{}…", &KEY[..28]),
    ];
    for text in spelled {
        let text = format!("2026-11-26T19:38:39.123456Z  WARN kaimono_core::watch: it said {text} and went on");
        let told = hidden(&text);
        assert_eq!(has_part_of(&told, &KEY["masumi-payment-".len()..], 8), None, "{text}\n{told}");
        assert!(told.starts_with("2026-11-26T19:38:39.123456Z  WARN kaimono_core::watch: it said "), "{told}");
        assert!(told.contains("<key-1>"), "{told}");
    }
    let known = Known { secrets: vec![Secret::new("masumi-sandbox-registry-0b6f3a526a3e4c2f")], ..Known::default() };
    let text = "  registry: masumi-sandbox-registry-0b6f3a526a3e4c2f, 0b6f3a52";
    assert_eq!(redacted(text, &known).0, "  registry: <key-1>, <key-1>", "the words that a key begins with stay words");
    assert_eq!(hidden("the pin is pinned: pin."), "the <key-1> is pinned: <key-1>.");
    let quoted = serde_json::to_string("Sesam-Öffne/dich \"jetzt\"").unwrap();
    for text in ["Sesam-Öffne/dich \"jetzt\"", &quoted, "Sesam-Öffne\\/dich &quot;jetzt&quot;"] {
        assert_eq!(has_part_of(&hidden(text), "Öffne/dich", 8), None, "{text}: {}", hidden(text));
    }
}

#[test]
fn what_looks_like_a_key_is_replaced_whoevers_it_is() {
    for (text, told) in [
        ("token=abc", "token=<key-1>"),
        ("token: abc, next", "token: <key-1>, next"),
        (r#"{"token":"abc def","x":1}"#, r#"{"token":"<key-1>","x":1}"#),
        (r#"{\"token\":\"abc\"}"#, r#"{\"token\":\"<key-1>"}"#),
        ("X-Api-Key: abc", "X-Api-Key: <key-1>"),
        ("Authorization: Bearer abc def", "Authorization: <key-1>"),
        ("sent Bearer a1b2c3d4 there", "sent Bearer <key-1> there"),
        ("apiToken=x&y=2", "apiToken=<key-1>&y=2"),
        ("token%3Dabc rest", "token%3D<key-1> rest"),
        ("password = hunter2", "password = <key-1>"),
        ("token=abc\n2026-11-26T19:38:39Z next", "token=<key-1>\n2026-11-26T19:38:39Z next"),
        ("token=abcd\nef0123\nnext", "token=<key-1>\nnext"),
        ("basic information, token of old, tokens: 5", "basic information, token of old, tokens: 5"),
        ("key masumi-registry-bn1y3l5u80002m9f4ra6x8bce.", "key <key-1>."),
        ("key bn1y3l5u80002m9f4ra6x8bce", "key <id-1>"),
        ("id 0b6f3a52-6a3e-4c2f-9d0e-2f1a7c9b8d3e", "id <id-1>"),
        (
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
            "<id-1>.<id-2>.<id-3>",
        ),
        ("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "<id-1>"),
        // Short pieces between dashes, as chance makes them.
        ("(a_0_a__AaA_A_0-a-a_A-aaAa-A_aaAAa-_-AAaa-0_)", "(<id-1>)"),
        ("(aaAa-bbBBb_ccCc-ddDD)", "(<id-1>)"),
        ("webkit-web-process-of-kaimono, fooBar_webKitView", "webkit-web-process-of-kaimono, fooBar_webKitView"),
        ("https://bob:hunter2@10.1.2.3:8080/a?b=c", "https://<key-1>@host-1.example:8080/…"),
    ] {
        assert_eq!(hidden(text), told, "{text}");
    }
}

#[test]
fn identifiers_have_the_same_stand_in_wherever_they_are() {
    let agent = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77aa";
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c0f0f00a08f";
    let address =
        "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3jcu5d8ps7zex2k2xt3uqxgjqnnj83ws8lhrn648jjxtwq2ytjqp";
    let text = format!(
        "agent {agent} was paid in {hash} by {address}\nagain {} in {hash}, p-17 is {}, {}, not p-171",
        agent.to_uppercase(),
        "1F8B".repeat(100),
        "ab12".repeat(80),
    );
    assert_eq!(
        hidden(&text),
        "agent <agent-1> was paid in <hash-1> by <address-1>\n\
         again <agent-1> in <hash-1>, <purchase-1> is <purchase-1>, <purchase-2>, not p-171"
    );
    assert_eq!(hidden("7e8bdaf2b2b9… and addr1qz2fxv2… and stake1u9xyz8"), "<id-1>… and <address-1>… and <address-2>");
    assert_eq!(hidden(&format!("0x{hash} in `{hash}`")), "<hash-1> in `<hash-2>`");
}

#[test]
fn who_and_where_somebody_is_is_nobody_elses_business() {
    for (text, told) in [
        ("/srv/people/alice/kaimono/kaimono.db: it is gone", "<folder-1>/kaimono/kaimono.db: it is gone"),
        ("/home/bob/x and /home/bob", "<folder-1>/x and <folder-1>"),
        (r"C:\Users\Bob\AppData", r"C:<folder-1>\AppData"),
        ("at /root/.cargo/registry", "at <folder-1>/.cargo/registry"),
        ("file:///home/bob/a", "file:///…"),
        ("%2Fsrv%2Fpeople%2Falice%2Fx", "<folder-1>%2Fx"),
        ("Alice's laptop, ALICE, malice", "<name-1>'s laptop, <name-1>, malice"),
        ("“Acme Corp” is removed", "“<name-1>” is removed"),
        ("write to bob.builder+x@mail.example.org!", "write to <mail-1>!"),
        ("at pay.acme.test and PAY.acme.test:443", "at node-1.example and node-1.example:443"),
        ("https://pay.acme.test/api/v1/purchase?x=1, then", "https://node-1.example/…, then"),
        ("dig reg.acme.test. sub.pay.acme.test other.org", "dig registry-1.example. host-1.example host-2.example"),
        ("lookup http%3A%2F%2Fpay.acme.test%2F", "lookup http%3A%2F%2Fnode-1.example%2F"),
        ("to 10.1.2.3:80, 2001:db8::7, [2001:db8::7]", "to host-1.example:80, host-2.example, [host-2.example]"),
        ("to 127.0.0.1:4311, localhost:1, http://[::1]:3/x", "to 127.0.0.1:4311, localhost:1, http://[::1]:3/…"),
        ("https://xn--bcher-kva.example/", "https://host-1.example/"),
    ] {
        assert_eq!(hidden(text), told, "{text}");
    }
    let steps = r#"asking step="before" method=GET path="/summarizer/status/7" then path="/api/v1/purchase/diff""#;
    assert_eq!(hidden(steps), steps.replace("/summarizer/status/7", "/…"));
    let kept =
        redacted("https://pay.acme.test:8443/api/v1 is alice's, other.org", &Known { hides_hosts: false, ..known() });
    assert_eq!(kept.0, "https://pay.acme.test:8443/… is <name-1>'s, other.org");
}

#[test]
fn what_an_agent_said_or_a_person_typed_is_not_told() {
    for line in [
        "2026-11-26T19:38:39Z ERROR kaimono_core::watch::agent: it failed purchase=\"x\" failure=AgentRefused (Agent): my secret wish is no text",
        "why: AddressRefused (You): plain http: my secret wish",
        "Failure { code: AgentRefused, side: Agent, moved: No, quote: \"my secret wish\", retry: false }",
    ] {
        let told = hidden(line);
        assert!(told.contains("[their words]") && !told.contains("secret wish"), "{told}");
    }
    let node = "failure=Refused (Node): Insufficient funds";
    assert_eq!(hidden(node), node, "what the node says helps, and is no business of an agent's");
}

/// What helps is still there.
#[test]
fn an_ordinary_log_can_still_be_read() {
    let log = "\
2026-11-26T19:38:39.123456Z  INFO kaimono_core::purchase::journal: recorded step=\"after\" event=\"approved,jobStarting\"
2026-11-26T19:38:40.000001Z  WARN kaimono_core::catalogue::mirror: the mirror of the registry is kept in memory: it cannot be written error=unable to open database file
2026-11-26T19:38:41.000001Z ERROR kaimono_core::watch: the watcher failed, and starts again error=JoinError::Panic(Id(7), \"index out of bounds: the len is 3 but the index is 7\", ...)
2026-11-26T19:38:42.000001Z  WARN kaimono_shell::desktop::linux: this desktop has no tray error=org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable
2026-11-26T19:38:43.000001Z  INFO kaimono_core::watch: this machine slept, or its clock was set: everybody is asked anew jump=86400000
panicked at src-tauri/crates/kaimono-core/src/watch.rs:523:17: called `Option::unwrap()` on a `None` value
  paid: 1000000 lovelace, version 0.1.0, x86_64-unknown-linux-gnu, webkit2gtk-4.1 2.44.2, sha256, Preprod
  Node 127.0.0.1:4311: asked 12, answered 12, last 2026-11-26T19:38:43.000Z: Purchases 10, Pay 1
  purchases.db: 81920 bytes, schema 8
";
    let known = Known { hides_hosts: true, ..Known::default() };
    assert_eq!(redacted(log, &known), (log.to_owned(), Vec::new()));
}

#[test]
fn it_is_counted_what_was_replaced() {
    let (_, replaced) = redacted(&format!("{KEY} and {KEY}, alice at pay.acme.test"), &known());
    let counted = |kind, places| ReplacedView { kind, places };
    assert_eq!(replaced, [counted(Redacted::Key, 2), counted(Redacted::Host, 1), counted(Redacted::Name, 1)]);
}

/// A log as long as it is ever taken, of the worst that can stand in it.
#[test]
fn a_long_text_takes_time_that_grows_with_its_length() {
    let mut known = known();
    known.hosts.extend((0..1_200).map(|number| (format!("agent-{number}.hosts.test"), "agent")));
    for line in
        ["aaaaaaaaaaaaaaaa", "/////////", "a@a@a@", "token=", "%25%25%25", "\\\\\\\\", "1f8b…", "://", "a.b.c.d."]
    {
        let text = line.repeat(64 * 1024 / line.len());
        redacted(&text, &known);
    }
}

/// How a secret may be written, beside as it is.
fn spelled(secret: &str, how: u8, at: usize) -> String {
    let at = (0..=secret.len())
        .rev()
        .find(|index| *index <= at % (secret.len() + 1) && secret.is_char_boundary(*index))
        .unwrap_or(0);
    let (one, other) = secret.split_at(at);
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    match how {
        0 => secret.to_owned(),
        1 => format!("{one}\n{other}"),
        2 => format!("{one}\r\n        {other}"),
        3 => percent(secret),
        4 => format!("{one}{}", percent(other)),
        5 => secret.to_ascii_uppercase(),
        6 => serde_json::to_string(secret).unwrap(),
        7 => serde_json::to_string(&serde_json::to_string(secret).unwrap()).unwrap(),
        8 => one.chars().map(|letter| format!("\\u{:04x}", u32::from(letter))).collect::<String>() + other,
        _ => url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
    }
}

proptest! {
    /// A key of this Kaimono: eight letters of it in a row are nowhere, however it is written and wherever it stands.
    #[test]
    fn a_key_in_the_keyring_never_comes_through(
        secret in prop_oneof!["masumi-payment-[a-z0-9]{24}", "[a-zA-Z0-9]{15,64}", "[0-9a-f]{32,64}", "[!-~]{15,80}", "[!-~]{8}"],
        how in 0..10_u8,
        at in 0..80_usize,
        before in "[ -~\n]{0,30}",
        after in "[ -~\n]{0,30}",
    ) {
        let known = Known { secrets: vec![Secret::new(secret.as_str())], hides_hosts: true, ..Known::default() };
        let (told, _) = redacted(&format!("{before}{}{after}", spelled(&secret, how, at)), &known);
        let own = secret.strip_prefix("masumi-payment-").unwrap_or(&secret);
        // What is around it may say the same as a piece of it.
        let around = format!("{before} {after}").to_lowercase();
        if let Some(part) = has_part_of(&told, own, 8) {
            prop_assert!(around.contains(&part), "{part:?} of {secret:?} in {told:?}");
        }
    }

    /// A key of somebody else's, of any shape that keys have: most of it is nowhere.
    #[test]
    fn what_has_the_shape_of_a_key_never_comes_through(
        secret in prop_oneof![
            "masumi-(payment|registry)-[a-z0-9]{24}",
            "c[a-z0-9]{24}",
            "[a-zA-Z0-9]{32,64}",
            "[0-9a-f]{32}", "[0-9A-F]{56}", "[0-9a-f]{64}", "[0-9a-f]{120}", "[0-9a-f]{400}",
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            "[a-zA-Z0-9+/]{43}=",
            "[a-zA-Z0-9_-]{43}",
            "addr_test1[02-9ac-hj-np-z]{50,98}", "addr1[02-9ac-hj-np-z]{50,98}",
            "sk-[a-zA-Z0-9]{48}", "ghp_[a-zA-Z0-9]{36}",
        ],
        place in prop_oneof![
            Just(("", "")), Just(("key ", " is refused")), Just(("\"", "\"")), Just(("token=", "&x")), Just(("<", ">")),
            Just(("https://a.example/x?key=", "")), Just(("(", "),")), Just(("id=\"", "\" step=1")), Just(("Bearer ", "\n")),
            Just(("x:", ":y")), Just(("a, ", "; b")), Just(("=", ".")),
        ],
    ) {
        let (before, after) = place;
        let known = Known { hides_hosts: true, ..Known::default() };
        let (told, _) = redacted(&format!("2026-11-26T19:38:39Z  WARN kaimono_core::x: {before}{secret}{after}"), &known);
        prop_assert_eq!(has_part_of(&told, &secret, 12), None, "{}", told);
    }

    /// What is replaced is replaced for good: a second look finds nothing more.
    #[test]
    fn nothing_panics_and_a_second_look_changes_nothing_that_matters(text in "(?s).{0,200}", hides_hosts in any::<bool>()) {
        let known = Known { hides_hosts, ..known() };
        let (once, _) = redacted(&text, &known);
        let (_, replaced) = redacted(&once, &known);
        prop_assert!(replaced.iter().all(|replaced| replaced.kind != Redacted::Key || once.contains("pin")), "{once:?}");
    }
}
