//! HTTP towards strangers: no key, no cookie, no redirect, and an address that was looked at.

use super::{
    Answer, CallError, CallErrorKind,
    address::{AgentReach, Reach},
    agent_base,
    exchange::{Bounds, Http},
    fail,
};
use reqwest::{Method, Request, header};
use std::time::Duration;

/// HTTP to any agent. There is no way to give it a key.
#[derive(Clone, Debug)]
pub struct AgentHttp {
    http: Http,
    allowed: AgentReach,
    at_most: Option<Duration>,
}

impl AgentHttp {
    /// `allow_local`: agents on this machine may be called, also by plain http; no other private address ever is. Fails where
    /// no TLS can be set up.
    pub fn new(allow_local: bool) -> Result<AgentHttp, CallError> {
        AgentHttp::reaching(AgentReach { this_machine: allow_local, stand_ins: false })
    }

    /// To public addresses, and to what else is allowed. Fails where no TLS can be set up.
    pub fn reaching(allowed: AgentReach) -> Result<AgentHttp, CallError> {
        Ok(AgentHttp { http: Http::new(Reach::Public(allowed)).map_err(fail)?, allowed, at_most: None })
    }

    /// Names the program that asks: `Name/1.0`, in visible ASCII. Without, it is this crate.
    #[must_use]
    pub fn named(mut self, program: &'static str) -> AgentHttp {
        self.http = self.http.named(program);
        self
    }

    /// Bounds every call by this time, where its own bound is longer.
    #[must_use]
    pub fn at_most(mut self, time: Duration) -> AgentHttp {
        self.at_most = Some(time);
        self
    }

    /// `GET {base}{path}`.
    pub(crate) async fn get(
        &self,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        self.call(Method::GET, base, path, query, None, bounds).await
    }

    /// `POST {base}{path}` of a JSON text.
    pub(crate) async fn post(
        &self,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        json: String,
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        self.call(Method::POST, base, path, query, Some(json), bounds).await
    }

    async fn call(
        &self,
        method: Method,
        base: &str,
        path: &str,
        query: &[(&str, &str)],
        json: Option<String>,
        bounds: Bounds,
    ) -> Result<Answer, CallError> {
        let refused = |refusal| fail(CallErrorKind::AddressRefused(refusal));
        let mut url = agent_base(base, self.allowed.this_machine).map_err(refused)?;
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = Request::new(method, url);
        request.headers_mut().insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        if let Some(json) = json {
            let kind = header::HeaderValue::from_static("application/json");
            request.headers_mut().insert(header::CONTENT_TYPE, kind);
            *request.body_mut() = Some(json.into());
        }
        let time = self.at_most.map_or(bounds.time, |bound| bound.min(bounds.time));
        self.http.exchange(request, Bounds { time, ..bounds }).await.map_err(fail)
    }
}
