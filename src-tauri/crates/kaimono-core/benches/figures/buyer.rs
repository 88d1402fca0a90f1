//! A Kaimono without a window, connected to the bench's network.

use crate::{
    Outcome,
    network::{Address, Network},
};
use kaimono_core::{
    Kaimono,
    view::{app::ConnectionDraft, buy::Prepared, purchase::PurchaseView},
};
use masumi::form::Answer;
use tempfile::TempDir;

pub(crate) struct Buyer {
    pub(crate) kaimono: Kaimono,
    agent: String,
    home: TempDir,
}

impl Buyer {
    pub(crate) async fn start(network: &Network) -> Outcome<Buyer> {
        let home = tempfile::tempdir()?;
        let kaimono = Kaimono::start(home.path()).await?;
        let Address { registry_url, node_url, registry_key, node_key, agent, .. } = network.address.clone();
        let draft = ConnectionDraft {
            profile: None,
            label: "Bench".to_owned(),
            network: masumi::node::Network::Preprod,
            node_url,
            registry_url,
            node_key,
            registry_key,
            allow_local_agents: true,
            allow_stand_ins: false,
            authorities: String::new(),
            proxy: String::new(),
            session_only: true,
        };
        kaimono.save_connection(draft).await?;
        kaimono.refresh_market().await?;
        Ok(Buyer { kaimono, agent, home })
    }

    /// Fills the form and has the purchase computed; gives what is to be approved.
    pub(crate) async fn prepare(&self) -> Outcome<String> {
        self.prepare_of(&self.agent).await
    }

    /// The same, of another agent.
    pub(crate) async fn prepare_of(&self, agent: &str) -> Outcome<String> {
        let mut answers = self.kaimono.form(agent).await?.draft;
        answers.insert("text".to_owned(), Answer::Text("Tides".to_owned()));
        match self.kaimono.prepare(agent, answers, None).await? {
            Prepared::Review { approval } => Ok(approval.id),
            other => Err(format!("{other:?}").into()),
        }
    }

    /// From which agent it buys.
    pub(crate) fn agent(&self) -> &str {
        &self.agent
    }

    /// Ends this Kaimono; gives its home.
    pub(crate) fn leave(self) -> TempDir {
        self.home
    }

    /// Waits until the page of a purchase says what is waited for.
    pub(crate) async fn until(&self, id: &str, says: impl Fn(&PurchaseView) -> bool) -> Outcome<()> {
        let mut changes = self.kaimono.changes();
        while !says(&self.kaimono.purchase(id).await?) {
            // A missed change is no harm: the page is read anew.
            let _missed = changes.recv().await;
        }
        Ok(())
    }
}
