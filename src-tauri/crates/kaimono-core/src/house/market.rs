//! The market of the open profile, and the forms of its agents: one method per command.

use super::Kaimono;
use crate::{
    blocking::blocking,
    catalogue,
    error::Result,
    purchase::state::Job,
    session::Session,
    view::{
        buy::FormView,
        market::{AgentView, AlikeView, AvailabilityView, MarketView},
    },
};
use masumi::form::{Answers, FieldError};

impl Kaimono {
    /// The agents that match what was typed; `""`: all. Shows what is mirrored, and brings that up to date in the background.
    pub async fn market(&self, query: &str) -> Result<MarketView> {
        let session = self.session()?;
        session.keep_market();
        listed(&session, query)
    }

    /// Brings the mirror of the registry up to date and lists all agents. When that fails, the view says why.
    pub async fn refresh_market(&self) -> Result<MarketView> {
        let session = self.session()?;
        let synced = session.sync_market().await;
        let mut view = listed(&session, "")?;
        view.failure = view.failure.or(synced.err());
        Ok(view)
    }

    /// One agent, whole: as the registry tells it now, else as mirrored.
    pub async fn agent(&self, id: &str) -> Result<AgentView> {
        let session = self.session()?;
        let (means, history) = (session.means(), session.purchases().standings().agent_history(id)?);
        match session.clients() {
            Ok(clients) => session.catalogue().agent(&clients.registry, id, &means, history).await,
            Err(why) => session.catalogue().mirrored(id, &means, history, why),
        }
    }

    /// Asks an agent whether it takes jobs now.
    pub async fn availability(&self, id: &str) -> Result<AvailabilityView> {
        let session = self.session()?;
        let clients = session.clients()?;
        let entry = session.catalogue().find(&clients.registry, id).await?;
        Ok(catalogue::availability(&clients.agents, &entry, &session.means()).await)
    }

    /// What an agent says, where that is that it is not for real money. One that does not answer soon says nothing.
    pub(super) async fn simulated(&self, id: &str) -> Option<String> {
        let session = self.session().ok()?;
        let clients = session.clients().ok()?;
        let entry = session.catalogue().find(&clients.registry, id).await.ok()?;
        catalogue::simulated(&clients.agents, &entry, &session.means()).await
    }

    /// Another listed agent, whose name the eye takes for this one's.
    pub(super) async fn alike(&self, id: &str) -> Result<Option<AlikeView>> {
        let session = self.session()?;
        let entry = session.catalogue().find(&session.clients()?.registry, id).await?;
        session.catalogue().alike(&entry)
    }

    /// Asks an agent for its form, and puts into it what was typed before, and what the agent said to that.
    pub async fn form(&self, id: &str) -> Result<FormView> {
        let session = self.session()?;
        let clients = session.clients()?;
        let entry = session.catalogue().find(&clients.registry, id).await?;
        let refused = answered_by_the_last_job(&session, id)?;
        let form = catalogue::form(&clients.agents, session.drafts(), &entry, &session.means()).await?;
        Ok(FormView { refused, ..form })
    }

    /// Keeps what was typed into an agent's form, passwords excepted, and what contains a key: its errors by field.
    pub async fn save_draft(&self, id: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        self.keep_draft(&*self.session()?, id, answers)
    }
}

/// Holds the draft for an agent against the last job that was asked of it: what it took is not asked again, and what it refused
/// comes back with its words. Nobody types a form twice.
fn answered_by_the_last_job(session: &Session, agent: &str) -> Result<Vec<FieldError>> {
    let Some((asked_at, job)) = session.purchases().standings().last_asked(agent)? else { return Ok(Vec::new()) };
    if session.drafts().saved_at(agent)?.is_none_or(|saved_at| saved_at > asked_at) {
        return Ok(Vec::new());
    }
    match job {
        Job::Refused { errors, .. } => Ok(errors),
        Job::Started { .. } => session.drafts().remove(agent).map(|()| Vec::new()),
        Job::Elsewhere | Job::Approved | Job::Starting | Job::Lost { .. } => Ok(Vec::new()),
    }
}

fn listed(session: &Session, query: &str) -> Result<MarketView> {
    let bought = session.purchases().standings().bought()?;
    let times = |id: &str| bought.get(&id.to_ascii_lowercase()).copied().unwrap_or_default();
    let mut view = blocking(|| session.catalogue().market(query, &session.means(), times))?;
    // Without keys nothing can be brought up to date, and the list says so.
    view.failure = view.failure.or_else(|| session.clients().err());
    Ok(view)
}
