//! The market of the open profile, and the forms of its agents: one method per command.

use super::Kaimono;
use crate::{
    blocking::blocking,
    catalogue::{self, Person},
    clients::Clients,
    clock::Clock,
    error::{Code, Failure, Result, Side},
    pictures,
    purchase::state::Job,
    session::Session,
    view::{
        Changed,
        agent::{AgentView, LiveView, SampleView},
        buy::FormView,
        history::{AgentPast, MarketNews},
        market::{AgentCard, AlikeView, FacetsView, MarketQuery, MarketStanding, MarketStretch, MarketView, Sort},
    },
};
use masumi::{
    form::{Answers, FieldError, Form},
    registry::Entry,
};
use std::collections::BTreeMap;

impl Kaimono {
    /// Makes a list of the agents that match. Shows what is mirrored, and brings that up to date in the background.
    pub async fn market(&self, query: MarketQuery) -> Result<MarketView> {
        let session = self.session()?;
        session.keep_market();
        blocking(|| {
            let mut view =
                session.catalogue().market(query.clone(), &person(&session, &query.sort)?, &session.means())?;
            view.standing = closed(&session, view.standing);
            Ok(view)
        })
    }

    /// What the agents of a list can be chosen by.
    pub async fn market_facets(&self, listing: &str) -> Result<FacetsView> {
        let session = self.session()?;
        blocking(|| {
            let catalogue = session.catalogue();
            catalogue.facets(listing, &person(&session, &catalogue.sort(listing)?)?, &session.means())
        })
    }

    /// A stretch of a list.
    pub async fn market_rows(&self, stretch: &MarketStretch) -> Result<Vec<Option<AgentCard>>> {
        let session = self.session()?;
        blocking(|| session.catalogue().stretch(stretch, &person(&session, &Sort::Relevance)?, &session.means()))
    }

    /// Where in a list an agent is, from 0.
    pub async fn market_place(&self, listing: &str, id: &str) -> Result<Option<u32>> {
        let session = self.session()?;
        blocking(|| session.catalogue().place(listing, id))
    }

    /// How far the list of agents is.
    pub async fn market_standing(&self) -> Result<MarketStanding> {
        let session = self.session()?;
        let standing = blocking(|| session.catalogue().standing())?;
        Ok(closed(&session, standing))
    }

    /// Brings the mirror of the registry up to date. When that fails, the standing says why.
    pub async fn refresh_market(&self) -> Result<MarketStanding> {
        let session = self.session()?;
        let synced = session.sync_market().await;
        let mut standing = session.catalogue().standing()?;
        standing.failure = standing.failure.or(synced.err());
        Ok(standing)
    }

    /// Ends the reading of the registry that is under way. What was read stays.
    pub fn cancel_market(&self) -> Result<()> {
        self.session()?.cancel_market();
        Ok(())
    }

    /// What changed in the market since the person looked.
    pub fn market_news(&self) -> Result<MarketNews> {
        let session = self.session()?;
        blocking(|| session.catalogue().news())
    }

    /// How many changes there are that the person has not seen.
    pub fn market_unseen(&self) -> Result<u32> {
        Ok(self.market_news()?.unseen)
    }

    /// Notes that the person has seen what changed until now.
    pub fn market_looked(&self) -> Result<()> {
        let session = self.session()?;
        blocking(|| session.catalogue().looked(session.clock().now()))?;
        self.tell(Changed::Market);
        Ok(())
    }

    /// What an agent was before, as far as the market was watched.
    pub fn agent_past(&self, id: &str) -> Result<AgentPast> {
        let session = self.session()?;
        blocking(|| session.catalogue().past(id, session.clock().now()))
    }

    /// One agent, whole: as the registry tells it now, else as mirrored, else as the node reads its token. That its page was opened
    /// is remembered.
    pub async fn agent(&self, id: &str) -> Result<AgentView> {
        let session = self.session()?;
        let (means, own) = (session.means(), session.purchases().standings().own(id)?);
        let view = match session.clients() {
            Ok(clients) => match session.catalogue().agent(&clients.registry, id, &means, &own).await {
                Err(failure) if failure.code == Code::Unknown => {
                    let entry = by_token(&session, &clients, id).await?.ok_or(failure)?;
                    session.catalogue().by_token(entry, &means, &own)?
                }
                view => view?,
            },
            Err(why) => session.catalogue().mirrored(id, &means, &own, why)?,
        };
        self.saw(&session, &view.card);
        Ok(view)
    }

    /// The picture of a listed agent, as a `data:` address. `None`: it has none that can be shown, or the person wants none.
    pub async fn agent_picture(&self, id: &str) -> Result<Option<String>> {
        let settings = self.0.directory.settings()?;
        if !settings.pictures {
            return Ok(None);
        }
        let session = self.session()?;
        let entry = blocking(|| session.catalogue().entry(id))?;
        let Some(image) = entry.and_then(|entry| entry.image) else { return Ok(None) };
        let gateway = pictures::gateway(&settings.picture_gateway);
        let (clients, now) = (session.clients().ok(), Clock::system().now());
        Ok(session.pictures().picture(&image, gateway.as_ref(), clients.as_ref(), now).await)
    }

    /// Asks an agent whether it takes jobs now.
    pub async fn availability(&self, id: &str) -> Result<LiveView> {
        let session = self.session()?;
        let clients = session.clients()?;
        let entry = match session.catalogue().find(&clients.registry, id).await {
            Err(failure) if failure.code == Code::Unknown => by_token(&session, &clients, id).await?.ok_or(failure)?,
            found => found?,
        };
        Ok(catalogue::live(&clients.agents, &entry, &session.means()).await)
    }

    /// Fetches an example output that an agent's entry links to.
    pub async fn example(&self, id: &str, example: &str) -> Result<SampleView> {
        let session = self.session()?;
        let clients = session.clients()?;
        let example = session.catalogue().example(&clients.registry, id, example).await?;
        Ok(catalogue::example(&clients.agents, &example).await)
    }

    /// Asks an agent for the demo of what it does.
    pub async fn demo(&self, id: &str) -> Result<SampleView> {
        let session = self.session()?;
        let clients = session.clients()?;
        let entry = session.catalogue().find(&clients.registry, id).await?;
        Ok(catalogue::demo(&clients.agents, &entry, &session.means()).await)
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

    /// The form of an agent as the person was shown it, else as the agent tells it now.
    pub(super) async fn form_of(&self, session: &Session, agent: &str) -> Result<Form> {
        if session.drafts().form(agent).is_none() {
            self.form(agent).await?;
        }
        session.drafts().form(agent).ok_or_else(|| Failure::new(Code::NotNow, Side::App).passing())
    }

    /// Keeps what was typed into an agent's form, passwords excepted, and what contains a key: its errors by field.
    pub async fn save_draft(&self, id: &str, answers: &Answers) -> Result<Vec<FieldError>> {
        self.keep_draft(&*self.session()?, id, answers)
    }
}

/// An agent that the registry does not know, as the node reads its token. Older registries know no agents of V2; no node tells who
/// sells, so that such an agent is looked at and not bought.
async fn by_token(session: &Session, clients: &Clients, id: &str) -> Result<Option<Entry>> {
    if !(57..=250).contains(&id.len()) || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let entry = clients.node.agent(session.network(), &id.to_ascii_lowercase()).await?;
    Ok(entry.filter(|entry| entry.agent_identifier.eq_ignore_ascii_case(id)))
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

/// What is this person's own about agents; how often they delivered is only read to order a list by it.
fn person(session: &Session, sort: &Sort) -> Result<Person> {
    let standings = session.purchases().standings();
    let bought = standings.bought()?;
    let delivered = match sort {
        Sort::Record => {
            let history = |id: &String| Ok((id.clone(), standings.agent_record(id)?.delivered));
            bought.keys().map(history).collect::<Result<_>>()?
        }
        _ => BTreeMap::new(),
    };
    Ok(Person { bought, delivered, favourites: session.bookmarks().favourites()? })
}

/// Without keys nothing can be brought up to date, and the list says so.
fn closed(session: &Session, standing: MarketStanding) -> MarketStanding {
    MarketStanding { failure: standing.failure.or_else(|| session.clients().err()), ..standing }
}
