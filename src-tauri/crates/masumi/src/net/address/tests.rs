//! The table of docs/hard-cases.md 69, 71, 72 and 73.

use super::*;

const PUBLIC: Reach = Reach::Public(AgentReach { this_machine: false, stand_ins: false });
const LOCAL_TOO: Reach = Reach::Public(AgentReach { this_machine: true, stand_ins: false });

#[test]
fn a_service_may_live_anywhere_but_plain_http_stays_on_this_machine() {
    for (typed, base) in [
        ("https://node.example.com", "https://node.example.com/api/v1"),
        ("  https://node.example.com/  \n", "https://node.example.com/api/v1"),
        ("https://node.example.com/api/v1", "https://node.example.com/api/v1"),
        ("https://node.example.com/api/v1/", "https://node.example.com/api/v1"),
        ("https://example.com/masumi", "https://example.com/masumi/api/v1"),
        ("HTTPS://NODE.Example.COM:443/api/v1", "https://node.example.com/api/v1"),
        ("https://192.168.1.20:3001", "https://192.168.1.20:3001/api/v1"),
        ("http://localhost:3001", "http://localhost:3001/api/v1"),
        ("http://127.0.0.1:3001/api/v1", "http://127.0.0.1:3001/api/v1"),
        ("http://[::1]:3001", "http://[::1]:3001/api/v1"),
    ] {
        let read = typed.parse::<ServiceBase>();
        assert_eq!(read.as_ref().map(ServiceBase::as_str), Ok(base), "{typed}");
        assert_eq!(base.parse(), read, "what was stored is read again");
    }
    for (typed, refusal) in [
        ("http://node.example.com", AddressRefusal::PlainHttp("node.example.com".into())),
        ("http://192.168.1.20:3001", AddressRefusal::PlainHttp("192.168.1.20".into())),
        ("http://localhost.example.com", AddressRefusal::PlainHttp("localhost.example.com".into())),
        ("http://notlocalhost", AddressRefusal::PlainHttp("notlocalhost".into())),
        ("ftp://node.example.com", AddressRefusal::Scheme("ftp".into())),
        ("file:///etc/passwd", AddressRefusal::Scheme("file".into())),
        ("node.example.com", AddressRefusal::Malformed),
        ("localhost:3001", AddressRefusal::Malformed),
        ("", AddressRefusal::Malformed),
        ("https://", AddressRefusal::Malformed),
        ("https://user@node.example.com", AddressRefusal::Credentials),
        ("https://user:word@node.example.com", AddressRefusal::Credentials),
        ("https://:word@node.example.com", AddressRefusal::Credentials),
        ("https://node.example.com/?token=1", AddressRefusal::QueryOrFragment),
        ("https://node.example.com/#docs", AddressRefusal::QueryOrFragment),
        ("https://node.example.com/?", AddressRefusal::QueryOrFragment),
    ] {
        assert_eq!(typed.parse::<ServiceBase>(), Err(refusal), "{typed}");
        assert!(serde_json::from_value::<ServiceBase>(typed.into()).is_err(), "{typed}");
    }
}

#[test]
fn an_agent_is_called_at_its_own_public_address() {
    for (told, base) in [
        ("https://agent.example.com", "https://agent.example.com/"),
        ("https://agent.example.com/", "https://agent.example.com/"),
        ("https://Agent.Example.com/sumi/v2/", "https://agent.example.com/sumi/v2"),
        ("https://agent.example.com:8443/x", "https://agent.example.com:8443/x"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        // A homograph is told from the real name by its punycode.
        ("https://аgent.example.com", "https://xn--gent-43d.example.com/"),
    ] {
        assert_eq!(agent_base(told, AgentReach::PUBLIC).map(String::from).as_deref(), Ok(base), "{told}");
        assert_eq!(agent_base(told, AgentReach::THIS_MACHINE).map(String::from).as_deref(), Ok(base), "{told}");
    }
    for told in [
        "http://agent.example.com",
        "http://8.8.8.8",
        "https://user:word@agent.example.com",
        "https://agent.example.com/?next=1",
        "https://agent.example.com/#x",
        "ftp://agent.example.com",
        "javascript://agent.example.com/%0aalert(1)",
        "agent.example.com",
        "",
    ] {
        assert!(agent_base(told, AgentReach::PUBLIC).is_err(), "{told}");
        assert!(agent_base(told, AgentReach::THIS_MACHINE).is_err(), "{told}");
    }
}

#[test]
fn no_agent_sends_us_into_a_private_network() {
    let private = [
        "https://10.0.0.1",
        "https://10.255.255.255:8080/x",
        "https://172.16.0.1",
        "https://172.31.255.254",
        "https://192.168.0.1",
        "https://169.254.169.254/latest/meta-data", // cloud metadata
        "https://100.64.0.1",                       // carrier-grade NAT
        "https://100.127.255.255",
        "https://0.0.0.0",
        "https://0.1.2.3",
        "https://192.0.0.8",
        "https://192.0.2.1",
        "https://192.88.99.1",
        "https://198.18.0.1",
        "https://198.19.255.255",
        "https://198.51.100.7",
        "https://203.0.113.9",
        "https://224.0.0.1",
        "https://239.255.255.250",
        "https://240.0.0.1",
        "https://255.255.255.255",
        "https://[::]",
        "https://[fe80::1]",
        "https://[fc00::1]",
        "https://[fd12:3456::1]",
        "https://[fec0::1]",
        "https://[ff02::1]",
        "https://[100::1]",
        "https://[2001::1]",          // Teredo
        "https://[2001:db8::1]",      // documentation
        "https://[2001:2::1]",        // benchmarks
        "https://[2002:7f00:1::]",    // 6to4 of 127.0.0.1
        "https://[2002:808:808::1]",  // 6to4 of anything
        "https://[3fff::1]",          // documentation
        "https://[5f00::1]",          // segment routing
        "https://[::ffff:10.0.0.1]",  // v4-mapped
        "https://[::ffff:a9fe:a9fe]", // v4-mapped cloud metadata
        "https://[::10.0.0.1]",       // v4-compatible
        "https://[64:ff9b::a00:1]",   // NAT64 of 10.0.0.1
        "https://[64:ff9b::7f00:1]",  // NAT64 of 127.0.0.1
        "https://[64:ff9b:1::1]",     // local NAT64
        "https://0xa9fea9fe",         // odd spellings
        "https://2852039166",
        "https://0251.0376.0251.0376",
        "https://169.254.43518",
        "https://10.1",
        "https://①⓪.⓪.⓪.①",
    ];
    for told in private {
        for allowed in [AgentReach::PUBLIC, AgentReach::THIS_MACHINE] {
            let refused = agent_base(told, allowed);
            assert!(matches!(refused, Err(AddressRefusal::NotPublic(_))), "{told} {allowed:?}: {refused:?}");
            let link = seller_link(&format!("{told}?q=1"), allowed);
            assert!(matches!(link, Err(AddressRefusal::NotPublic(_))), "{told} {allowed:?}: {link:?}");
        }
    }
    // NAT64 of a public address is how networks without IPv4 reach it.
    assert!(agent_base("https://[64:ff9b::808:808]", AgentReach::PUBLIC).is_ok());
}

#[test]
fn what_a_seller_links_to_keeps_its_query_and_is_looked_at_as_an_agents_address_is() {
    for (told, link) in [
        ("https://files.example.com/a.md?raw=1#top", Some("https://files.example.com/a.md?raw=1")),
        (" https://files.example.com/folder/ ", Some("https://files.example.com/folder/")),
        ("http://files.example.com/a.md", None),
        ("http://127.0.0.1/a.md?raw=1", None),
        ("https://user@files.example.com/a.md", None),
        ("ipfs://bafy/a.md", None),
        ("data:text/plain,hello", None),
        ("", None),
    ] {
        assert_eq!(seller_link(told, AgentReach::PUBLIC).ok().map(String::from).as_deref(), link, "{told}");
    }
    assert!(seller_link("http://127.0.0.1:8101/a.md?raw=1", AgentReach::THIS_MACHINE).is_ok());
}

#[test]
fn this_machine_is_called_only_where_the_person_allows_it() {
    let local = [
        "http://127.0.0.1:8101",
        "https://127.0.0.1:8101",
        "http://127.255.255.254",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.1",
        "http://0177.0.0.1",
        "http://localhost:8101/agent",
        "http://LOCALHOST",
        "http://localhost.",
        "http://agent.localhost:8101",
        "http://[::1]:8101",
        "http://[::ffff:127.0.0.1]:8101",
    ];
    for told in local {
        assert!(agent_base(told, AgentReach::THIS_MACHINE).is_ok(), "{told}");
        let refused = agent_base(told, AgentReach::PUBLIC);
        assert!(matches!(refused, Err(AddressRefusal::NotPublic(_))), "{told}: {refused:?}");
    }
}

#[test]
fn a_reach_admits_what_it_says() {
    let address = |text: &str| text.parse::<IpAddr>().unwrap();
    let (public, local, private) = (address("8.8.8.8"), address("127.0.0.1"), address("192.168.0.1"));
    for (reach, admitted) in [
        (Reach::Anywhere, [true, true, true]),
        (Reach::Loopback, [false, true, false]),
        (PUBLIC, [true, false, false]),
        (LOCAL_TOO, [true, true, false]),
    ] {
        assert_eq!([public, local, private].map(|address| reach.admits(address).is_ok()), admitted, "{reach:?}");
    }
}

#[test]
fn a_file_may_have_a_query_and_a_redirect_of_a_public_host_never_leads_inward() {
    let read = |text: &str, allowed| file_url(text, allowed).map(String::from);
    let public = AgentReach::PUBLIC;
    assert_eq!(read("https://a.example/logo.png?w=9#x", public), Ok("https://a.example/logo.png?w=9".into()));
    assert!(read(&format!("https://a.example/{}", "a".repeat(2_048)), public).is_err());
    let here = AgentReach::THIS_MACHINE;
    assert!(read("http://127.0.0.1:9/logo.png", here).is_ok() && read("http://127.0.0.1:9/logo.png", public).is_err());
    let from: Url = "https://a.example/x/logo.png".parse().unwrap();
    for (location, to) in [
        ("/y.png?1", "https://a.example/y.png?1"),
        ("z.png", "https://a.example/x/z.png"),
        ("https://b.example/", "https://b.example/"),
    ] {
        assert_eq!(redirected(&from, location, public).map(String::from), Ok(to.into()), "{location}");
    }
    for location in [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "http://localhost:3001/api/v1",
        "//10.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://169.254.169.254/",
        "https://198.18.0.1/",
        "http://b.example/",
        "file:///etc/passwd",
        "data:image/png,x",
        "https://me:word@b.example/",
        "javascript:1",
        "https://",
    ] {
        // Also where agents on this machine may be called: this was not one.
        for allowed in [public, here, AgentReach { this_machine: true, stand_ins: true }] {
            assert!(redirected(&from, location, allowed).is_err(), "{location}");
        }
    }
}
