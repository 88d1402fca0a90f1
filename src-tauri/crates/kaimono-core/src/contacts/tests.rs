//! What is noted, how long, and what becomes of the file.

use super::{
    ledger::{OF_AGENTS, OF_OWN},
    *,
};
use crate::{clients::Towards, testing::Service as Scripted};
use masumi::{
    moment::{DAY, HOUR, MINUTE},
    net::{Secret, Way},
    node::{Network, NodeClient},
};
use std::fs;

const NOON: Moment = Moment(1_795_348_800_000);

fn agent(number: usize, purpose: HostPurpose) -> Row {
    Row::at(&format!("a{number}.example"), 443, HostOwner::Agent, purpose)
}

fn node(purpose: HostPurpose) -> Row {
    Row::at("node.example", 443, HostOwner::Node, purpose)
}

fn asked(ledger: &Ledger) -> Vec<(String, u32, u32)> {
    ledger.view().0.into_iter().map(|host| (host.host, host.asked, host.answered)).collect()
}

#[test]
fn requests_are_counted_by_host_and_by_what_they_were_for() {
    let mut ledger = Ledger::default();
    for (minute, answered) in [(0, true), (1, true), (61, false)] {
        ledger.note(node(HostPurpose::Purchases), answered, NOON.plus(minute * MINUTE));
    }
    ledger.note(node(HostPurpose::Pay), true, NOON);
    ledger.note(agent(1, HostPurpose::Job), true, NOON);
    let (hosts, unlisted) = ledger.view();
    let [own, agent] = &hosts[..] else { panic!("{hosts:?}") };
    assert_eq!((own.whose, own.asked, own.answered, own.last), (HostOwner::Node, 4, 3, NOON.plus(61 * MINUTE)));
    let purposes: Vec<_> = own.purposes.iter().map(|purpose| (purpose.purpose, purpose.asked)).collect();
    assert_eq!(purposes, [(HostPurpose::Purchases, 3), (HostPurpose::Pay, 1)]);
    assert_eq!((agent.host.as_str(), agent.port, unlisted), ("a1.example", 443, 0));
}

#[test]
fn what_is_older_than_a_day_is_gone_to_the_minute_and_what_is_not_is_there() {
    let mut ledger = Ledger::default();
    ledger.note(agent(1, HostPurpose::Job), true, NOON);
    ledger.note(node(HostPurpose::Check), true, NOON.plus(HOUR));
    assert!(!ledger.forget(NOON.plus(DAY - 1)));
    assert_eq!(asked(&ledger).len(), 2);
    assert!(ledger.forget(NOON.plus(DAY)));
    assert_eq!(asked(&ledger), [("node.example".to_owned(), 1, 1)]);
    ledger.forget(NOON.plus(DAY + HOUR));
    assert_eq!(ledger.rows().count(), 0);
}

#[test]
fn a_clock_that_was_set_back_keeps_nothing_for_ever() {
    let mut ledger = Ledger::default();
    ledger.note(node(HostPurpose::Check), true, NOON.plus(365 * DAY));
    ledger.note(node(HostPurpose::Check), false, NOON.plus(366 * DAY));
    assert!(ledger.forget(NOON));
    assert_eq!(asked(&ledger), [("node.example".to_owned(), 2, 1)], "it was, some time before now");
    ledger.forget(NOON.plus(DAY));
    assert_eq!(ledger.rows().count(), 0);
}

#[test]
fn a_registry_that_names_a_hundred_thousand_hosts_does_not_fill_the_memory_nor_hide_the_node() {
    let mut ledger = Ledger::default();
    for number in 0..100_000 {
        ledger.note(agent(number, HostPurpose::Availability), false, NOON);
    }
    ledger.note(node(HostPurpose::Pay), true, NOON);
    let (hosts, unlisted) = ledger.view();
    assert_eq!(hosts.len(), OF_AGENTS + 1);
    assert_eq!(hosts[0].whose, HostOwner::Node);
    // Not one request is missing.
    assert_eq!(unlisted, 100_000 - u32::try_from(OF_AGENTS).unwrap());
    // What was known before goes on to be counted by its name, and a day later there is room again.
    assert!(!ledger.note(agent(0, HostPurpose::Availability), true, NOON));
    ledger.note(agent(200_000, HostPurpose::Job), true, NOON.plus(DAY));
    assert_eq!(asked(&ledger), [("a200000.example".to_owned(), 1, 1)]);

    let mut ledger = Ledger::default();
    for number in 0..10 * OF_OWN {
        let host = format!("{}.{number}.example", "n".repeat(10_000));
        ledger.note(Row::at(&host, 443, HostOwner::Node, HostPurpose::Check), true, NOON);
    }
    assert!(asked(&ledger).len() <= OF_OWN && asked(&ledger).iter().all(|(host, ..)| host.len() <= 255));
}

/// What a client asks, with a key, and what is kept of it.
async fn ask(contacts: &Contacts, sandbox: bool) -> Scripted {
    let service = Scripted::node().await;
    let to = Towards { way: &Way::default(), sandbox, contacts };
    let url = service.url().parse().unwrap();
    let key = Secret::new(crate::testing::NODE_KEY);
    let http = to.service(Service::Node, &url, &key).unwrap();
    let client = NodeClient::new(http);
    client.key_status().await.unwrap();
    client.balance(Network::Preprod, crate::testing::ADDRESS).await.unwrap_err();
    service
}

#[tokio::test]
async fn it_is_known_after_a_restart_and_nothing_is_kept_but_hosts_purposes_and_counts() {
    let home = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(NOON);
    let contacts = Contacts::open(home.path(), clock.clone());
    let service = ask(&contacts, false).await;
    let before = contacts.view();
    assert_eq!((before.hosts.len(), before.hosts[0].asked, before.kept), (1, 3, true));
    drop(contacts);

    let path = home.path().join("hosts.json");
    let text = fs::read_to_string(&path).unwrap();
    let port = service.url().rsplit(':').next().unwrap().to_owned();
    let at = NOON.0;
    let row = |purpose: &str, asked: u32| {
        format!(
            r#"{{"whose":"node","purpose":"{purpose}","host":["127.0.0.1",{port}],"hours":[[{at},{asked},{asked}]]}}"#
        )
    };
    assert_eq!(text, format!(r#"{{"format":1,"rows":[{},{}]}}"#, row("check", 1), row("wallet", 2)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let contacts = Contacts::open(home.path(), clock.clone());
    assert_eq!(contacts.view(), before);
    drop(contacts);
    // What became too old while Kaimono was closed is not shown, nor kept on disk.
    clock.pass(DAY);
    let contacts = Contacts::open(home.path(), clock);
    assert_eq!(contacts.view().hosts, []);
    drop(contacts);
    assert_eq!(fs::read_to_string(&path).unwrap(), r#"{"format":1,"rows":[]}"#);
}

#[tokio::test]
async fn what_is_new_is_on_disk_at_once_and_not_only_at_the_end() {
    let home = tempfile::tempdir().unwrap();
    let contacts = Contacts::open(home.path(), Clock::fixed(NOON));
    ask(&contacts, false).await;
    let written = async {
        while !fs::read_to_string(home.path().join("hosts.json")).is_ok_and(|text| text.contains("wallet")) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), written).await.expect("it is written");
}

#[tokio::test]
async fn a_file_that_is_damaged_or_of_another_format_or_huge_is_begun_anew() {
    let damaged = [
        String::new(),
        "{".to_owned(),
        r#"{"format":2,"rows":[{"whose":"node","purpose":"pay","host":["a",1],"hours":[[0,1,1]]}]}"#.to_owned(),
        r#"{"format":1,"rows":[{"whose":"somebody","purpose":"pay","host":["a",1],"hours":[]}]}"#.to_owned(),
        format!(r#"{{"format":1,"rows":[]}}{}"#, " ".repeat(9_000_000)) + "]",
        "\0".repeat(1_000),
    ];
    for text in damaged {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("hosts.json"), &text).unwrap();
        let contacts = Contacts::open(home.path(), Clock::fixed(NOON));
        assert_eq!(contacts.view().hosts, [], "{:?}", &text[..text.len().min(80)]);
        ask(&contacts, false).await;
        drop(contacts);
        assert_eq!(Contacts::open(home.path(), Clock::fixed(NOON)).view().hosts.len(), 1);
    }
}

#[tokio::test]
async fn where_it_cannot_be_written_nothing_else_fails_and_it_says_so() {
    let home = tempfile::tempdir().unwrap();
    // A folder is in the way of the file.
    fs::create_dir_all(home.path().join("hosts.json").join("x")).unwrap();
    let contacts = Contacts::open(home.path(), Clock::fixed(NOON));
    ask(&contacts, false).await;
    contacts.0.write();
    let view = contacts.view();
    assert_eq!((view.hosts.len(), view.kept), (1, false));
    // As soon as it can, it is.
    fs::remove_dir_all(home.path().join("hosts.json")).unwrap();
    contacts.0.write();
    assert!(contacts.view().kept);
}

#[tokio::test]
async fn whose_a_host_is_is_said_of_the_sandbox_and_of_a_proxy_too() {
    let contacts = Contacts::in_memory();
    ask(&contacts, true).await;
    assert_eq!(contacts.view().hosts[0].whose, HostOwner::Sandbox);

    let contacts = Contacts::in_memory();
    let proxy: ProxyAddress = "http://127.0.0.1:9".parse().unwrap();
    let way = Way { proxy: Some(proxy), ..Way::default() };
    let to = Towards { way: &way, sandbox: false, contacts: &contacts };
    let node = "https://node.example".parse().unwrap();
    let http = to.service(Service::Node, &node, &Secret::new("key")).unwrap();
    NodeClient::new(http).health().await.unwrap_err();
    let told: Vec<_> = contacts.view().hosts.into_iter().map(|host| (host.whose, host.host, host.port)).collect();
    let node = (HostOwner::Node, "node.example".to_owned(), 443);
    assert_eq!(told, [node, (HostOwner::Proxy, "127.0.0.1".to_owned(), 9)]);
    // What is on this machine goes without it.
    let service = Scripted::node().await;
    let here = service.url().parse().unwrap();
    let http = to.service(Service::Node, &here, &Secret::new("key")).unwrap();
    NodeClient::new(http).health().await.unwrap();
    let proxied = contacts.view().hosts.into_iter().filter(|host| host.whose == HostOwner::Proxy);
    assert_eq!(proxied.map(|host| host.asked).sum::<u32>(), 1);
}
