//! A buyer without a window: the house, connected to a sandbox, and what its page would do.

use kaimono_core::{
    Kaimono,
    view::{
        Changed,
        app::{ConnectionDraft, HealthState},
        buy::{FormView, Prepared},
        purchase::{Phase, PurchaseView},
    },
};
use kaimono_stories::{node::within_the_story, sdk::SdkAgents, wait::PATIENCE};
use masumi::{
    form::{Answer, Answers},
    node::Network,
};
use masumi_sandbox::Sandbox;
use tempfile::TempDir;
use tokio::{sync::broadcast, time::timeout};

/// A house on a network where agents sell that are built with the official SDK.
pub(crate) struct Buyer {
    pub(crate) house: Kaimono,
    pub(crate) agents: SdkAgents,
    pub(crate) sandbox: Sandbox,
    changes: broadcast::Receiver<Changed>,
    _home: TempDir,
}

impl Buyer {
    pub(crate) async fn new() -> Buyer {
        let (sandbox, connection) = within_the_story().await;
        let agents = SdkAgents::start(&sandbox).await;
        let home = TempDir::new().unwrap();
        let house = Kaimono::start(home.path()).await.unwrap();
        let mut changes = house.changes();
        let draft = ConnectionDraft {
            profile: None,
            label: "My node".to_owned(),
            network: Network::Preprod,
            node_url: connection.node_url,
            registry_url: connection.registry_url,
            node_key: connection.node_key,
            registry_key: connection.registry_key,
            allow_local_agents: true,
            allow_stand_ins: false,
            authorities: String::new(),
            proxy: String::new(),
            session_only: true,
        };
        house.save_connection(draft).await.unwrap();
        let answers = async {
            while house.app().await.unwrap().health.state != HealthState::Ok {
                let _missed = changes.recv().await;
            }
        };
        timeout(PATIENCE, answers).await.unwrap();
        Buyer { house, agents, sandbox, changes, _home: home }
    }

    /// The text of the result of a purchase.
    pub(crate) async fn result(&self, view: &PurchaseView) -> String {
        let content = &view.result.as_ref().unwrap().content;
        self.house.result(&view.row.id, content).await.unwrap().text
    }

    pub(crate) async fn form(&self, path: &str) -> FormView {
        self.house.form(self.agents.identifier(path)).await.unwrap()
    }

    /// Opens the form, answers it, and approves what comes of it.
    pub(crate) async fn buy(&self, path: &str, given: &[(&str, Answer)]) -> String {
        self.form(path).await;
        let prepared = self.house.prepare(self.agents.identifier(path), answers(given), None).await.unwrap();
        let Prepared::Review { approval } = prepared else { panic!("{prepared:?}") };
        self.house.approve(&approval.id).await.unwrap()
    }

    /// Waits until the page of a purchase says what is waited for.
    pub(crate) async fn until(&mut self, id: &str, what: &str, says: impl Fn(&PurchaseView) -> bool) -> PurchaseView {
        self.house.watch_purchase(Some(id)).await.unwrap();
        let wait = async {
            loop {
                let view = self.house.purchase(id).await.unwrap();
                if says(&view) {
                    return view;
                }
                // A missed change is no harm: the page is read anew.
                let _missed = self.changes.recv().await;
            }
        };
        match timeout(PATIENCE, wait).await {
            Ok(view) => view,
            Err(_) => panic!("waited for {what}; it says {:#?}", self.house.purchase(id).await.unwrap()),
        }
    }

    pub(crate) async fn until_phase(&mut self, id: &str, phase: Phase) -> PurchaseView {
        self.until(id, &format!("{phase:?}"), |view| view.row.phase == phase).await
    }
}

pub(crate) fn answers(given: &[(&str, Answer)]) -> Answers {
    given.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone())).collect()
}

pub(crate) fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}
