//! HTTP towards strangers: no key, no cookie, no redirect, and an address that was checked.

use super::{
    Answer, CallError, CallErrorKind, ContactObserver, Operation, Service,
    address::{AgentReach, Reach},
    agent_base,
    exchange::Http,
    fail, seller_link,
    transport::{Bounds, Carrier, Request, Transport},
};
use std::{borrow::Cow, time::Duration};
use url::Url;

/// HTTP to any agent. There is no way to give it a key.
#[derive(Clone, Debug)]
pub struct AgentHttp {
    carrier: Carrier,
    program: Option<Cow<'static, str>>,
    allowed: AgentReach,
    at_most: Option<Duration>,
}

impl AgentHttp {
    /// To public addresses, and to what else is allowed. Fails where no TLS can be set up.
    pub fn new(allowed: AgentReach) -> Result<AgentHttp, CallError> {
        Ok(AgentHttp::over(Http::new(Reach::Public(allowed)).map_err(fail)?, allowed))
    }

    /// Over a transport of one's own. The addresses of agents are held against what is allowed all the same, as far as their text
    /// goes.
    pub fn over(transport: impl Transport + 'static, allowed: AgentReach) -> AgentHttp {
        AgentHttp { carrier: Carrier::new(transport), program: None, allowed, at_most: None }
    }

    /// Names the program that asks: `Name/1.0`, in visible ASCII. Without, it is this crate.
    #[must_use]
    pub fn named(mut self, program: impl Into<Cow<'static, str>>) -> AgentHttp {
        self.program = Some(program.into());
        self
    }

    /// Bounds every call by this time, where its own bound is longer.
    #[must_use]
    pub fn at_most(mut self, time: Duration) -> AgentHttp {
        self.at_most = Some(time);
        self
    }

    /// Tells of every request that is made.
    #[must_use]
    pub fn observe_contacts(self, observer: ContactObserver) -> AgentHttp {
        AgentHttp { carrier: self.carrier.observed(observer), ..self }
    }

    /// `GET {base}{path}`.
    pub(crate) async fn get(
        &self,
        operation: Operation,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        self.call(operation, base, path, query, None, bounds).await
    }

    /// `GET` of an address that a seller gave, as it is.
    pub(crate) async fn get_link(&self, operation: Operation, link: &str, bounds: Bounds) -> Result<Answer, CallError> {
        let refused = |refusal| fail(CallErrorKind::AddressRefused(refusal));
        self.send(operation, seller_link(link, self.allowed).map_err(refused)?, None, bounds).await
    }

    /// `POST {base}{path}` of a JSON text.
    pub(crate) async fn post(
        &self,
        operation: Operation,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        json: String,
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        self.call(operation, base, path, query, Some(json), bounds).await
    }

    async fn call(
        &self,
        operation: Operation,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        json: Option<String>,
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        let refused = |refusal| fail(CallErrorKind::AddressRefused(refusal));
        let mut url = agent_base(base, self.allowed).map_err(refused)?;
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.send(operation, url, json, bounds).await
    }

    async fn send(
        &self,
        operation: Operation,
        url: Url,
        json: Option<String>,
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        let time = self.at_most.map_or(bounds.time, |bound| bound.min(bounds.time));
        let program = self.program.clone();
        let request = Request { operation, url, json, key: None, program, bounds: Bounds { time, ..bounds } };
        self.carrier.carry(Service::Agent, request).await.map_err(fail)
    }
}
