//! What Kaimono talks to, and what may be given to a developer: with real keys, a real purchase and a log that says too much.

use super::*;
use crate::{
    contacts::{HostOwner, HostPurpose},
    diagnostics,
    view::{
        privacy::{HostNames, SavedView},
        purchase::Phase,
    },
};
use masumi_sandbox::{Config, Pace, Sandbox};
use std::{io::Write, path::PathBuf};

const WISH: &str = "Tides come twice a day, and this is nobody's business.";

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn machine(log: &str) -> diagnostics::Machine {
    diagnostics::Machine {
        facts: vec![("system", "linux x86_64".to_owned())],
        log: log.to_owned(),
        home: Some("/home/alice".into()),
        names: vec!["alice".to_owned(), "Alice Liddell".to_owned(), "alices-laptop".to_owned()],
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn after_a_purchase_nothing_of_it_and_no_key_is_in_what_is_given_away_and_what_is_saved_is_what_was_shown() {
    let log = Log::default();
    let written = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_ansi(false);
    let _listening = tracing::subscriber::set_default(subscriber.with_writer(move || written.clone()).finish());

    let sandbox = Sandbox::start(Config { pace: Pace::quick(), ..Config::default() }).await.unwrap();
    let (registry_key, node_key) = sandbox.issue_keys();
    let desk = Machine::new(Mood::Open).await;
    let kaimono = desk.start();
    let draft = ConnectionDraft {
        label: "Acme treasury".to_owned(),
        node_url: sandbox.node_url(),
        registry_url: sandbox.registry_url(),
        node_key: node_key.clone(),
        registry_key: registry_key.clone(),
        allow_local_agents: true,
        ..desk.draft()
    };
    kaimono.save_connection(draft).await.unwrap();
    let session = kaimono.session().unwrap();
    until("the node told", || session.key().is_some() && session.payment_sources().is_some()).await;
    let agent = sandbox.agent_identifier("summarizer").unwrap();
    kaimono.refresh_market().await.unwrap();
    let form = kaimono.form(&agent).await.unwrap();
    let mut answers = form.draft.clone();
    for field in form.form.fields().filter(|field| field.required) {
        answers.entry(field.id.clone()).or_insert_with(|| Answer::Text(WISH.to_owned()));
    }
    let Prepared::Review { approval } = kaimono.prepare(&agent, answers, None).await.unwrap() else { panic!() };
    let id = kaimono.approve(&approval.id).await.unwrap();
    kaimono.watch_purchase(Some(&id)).await.unwrap();
    let delivered = async {
        while kaimono.purchase(&id).await.unwrap().row.phase != Phase::Delivered {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), delivered).await.expect("it is delivered");

    let hosts = kaimono.hosts().await.unwrap().hosts;
    let asked = |whose: HostOwner, purpose: HostPurpose| {
        let of = hosts.iter().filter(|host| host.whose == whose).flat_map(|host| &host.purposes);
        of.filter(|one| one.purpose == purpose).map(|one| one.asked).sum::<u32>()
    };
    assert_eq!((asked(HostOwner::Node, HostPurpose::Pay), asked(HostOwner::Agent, HostPurpose::Job)), (1, 1));

    // Whatever the log says by itself, and what it might say one day.
    let view = kaimono.purchase(&id).await.unwrap();
    let identifiers: Vec<String> = view.identifiers.iter().map(|(_, value)| value.clone()).collect();
    let own = log.text();
    assert!(own.contains("recorded") && !own.contains(WISH) && !own.contains(&node_key), "{own}");
    let worse = format!(
        "{own}\nWARN sent {node_key} and {registry_key} of Alice Liddell on alices-laptop to {agent}, {}\nat /home/alice/x\n",
        identifiers.join(" ")
    );
    for names in [HostNames::Hidden, HostNames::Kept] {
        let shown = kaimono.diagnostics(machine(&worse), names).await.unwrap();
        for secret in [&node_key, &registry_key, &agent, &id]
            .into_iter()
            .chain(&identifiers)
            .map(String::as_str)
            .chain([WISH, "Tides", "alice", "Alice", "laptop", "Acme", desk.home.path().to_str().unwrap()])
        {
            assert!(!shown.text.contains(secret), "{secret} is in {}", shown.text);
        }
        assert!(shown.text.contains("Delivered 1") && shown.text.contains("schema"), "{}", shown.text);
        assert!(shown.text.contains("127.0.0.1") && !shown.replaced.is_empty());

        let place = folder();
        let SavedView { path } =
            kaimono.save_diagnostics(&shown.id, in_folders(&[place.path()])).await.unwrap().unwrap();
        assert_eq!(fs::read(&path).unwrap(), shown.text.as_bytes());
        assert_eq!(PathBuf::from(&path).parent(), Some(place.path()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        // What is there is not written over.
        let again = kaimono.save_diagnostics(&shown.id, in_folders(&[place.path()])).await.unwrap().unwrap();
        assert_ne!(again.path, path);
    }
    // Keys are in the keyring and nowhere else, also after all that.
    for key in [&node_key, &registry_key] {
        assert_eq!(desk.files_with(key), Vec::<PathBuf>::new());
    }
}

#[tokio::test]
async fn hosts_have_stand_ins_unless_they_are_to_be_told() {
    let desk = Machine::new(Mood::Open).await;
    let kaimono = desk.start();
    kaimono.save_connection(desk.draft()).await.unwrap();
    let log = "WARN it asked https://pay.acme.test/api/v1/purchase?x=1 and https://pay.acme.test/\n";
    let hidden = kaimono.diagnostics(machine(log), HostNames::Hidden).await.unwrap();
    assert!(hidden.text.contains("it asked https://host-1.example/… and https://host-1.example/\n"), "{}", hidden.text);
    let kept = kaimono.diagnostics(machine(log), HostNames::Kept).await.unwrap();
    assert!(kept.text.contains("it asked https://pay.acme.test/… and https://pay.acme.test/\n"), "{}", kept.text);
    assert_ne!(kept.id, hidden.id);
    // What was shown before is not what is shown now.
    let failure = kaimono.save_diagnostics(&hidden.id, in_folders(&[])).await.unwrap_err();
    assert_eq!(failure.code, Code::Unknown);
}

#[tokio::test]
async fn where_no_folder_of_the_persons_takes_it_it_is_saved_beside_what_kaimono_keeps() {
    let desk = Machine::new(Mood::Open).await;
    let kaimono = desk.start();
    let shown = kaimono.diagnostics(machine(""), HostNames::Hidden).await.unwrap();
    assert!(shown.text.contains("keyring"), "{}", shown.text);
    let gone = desk.home.path().join("gone");
    let saved = kaimono.save_diagnostics(&shown.id, in_folders(&[&gone])).await.unwrap().unwrap();
    assert!(saved.path.starts_with(desk.home.path().join("diagnostics").to_str().unwrap()), "{}", saved.path);
    assert_eq!(fs::read_to_string(saved.path).unwrap(), shown.text);
    assert_eq!(kaimono.save_diagnostics("0", in_folders(&[])).await.unwrap_err().code, Code::Unknown);
}
