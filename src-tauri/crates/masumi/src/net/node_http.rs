//! HTTP towards the person's own services: one origin, one key, the Masumi envelope.

use super::{
    Answer, CallError, CallErrorKind, ContactObserver, Operation, Secret, Service, ServiceBase, Way,
    exchange::Http,
    transport::{Bounds, Carrier, Request, Transport},
};
use crate::{
    lenient::parsed,
    moment::Moment,
    text::{plain, said, snippet},
};
use reqwest::header;
use serde::Deserialize;
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};
use std::{borrow::Cow, fmt, sync::Arc, time::Duration};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};
use url::Origin;

const BODY_CAP: usize = 8 * 1024 * 1024;

/// Called with the `Date` of every answer.
pub type DateObserver = Arc<dyn Fn(Moment) + Send + Sync>;

/// Called with the `Retry-After` of every answer that has one, in seconds.
pub type PatienceObserver = Arc<dyn Fn(u64) + Send + Sync>;

/// HTTP to one registry or node. The key goes into the `token` header, towards this base URL, and nowhere else.
#[derive(Clone)]
pub struct NodeHttp {
    service: Service,
    base: ServiceBase,
    key: Secret,
    carrier: Carrier,
    program: Option<Cow<'static, str>>,
    dates: Option<DateObserver>,
    patience: Option<PatienceObserver>,
    at_most: Option<Duration>,
    /// An answer that is longer is not read.
    cap: usize,
}

impl NodeHttp {
    /// To where a person typed, by the usual way.
    pub(crate) fn connect(service: Service, base: &str, key: impl Into<String>) -> Result<NodeHttp, CallError> {
        let refused = |refusal| CallError { service, kind: CallErrorKind::AddressRefused(refusal) };
        NodeHttp::new(service, base.parse().map_err(refused)?, Secret::new(key))
    }

    /// By the usual way. Fails where no TLS can be set up, or with a key that no header can carry.
    pub fn new(service: Service, base: ServiceBase, key: Secret) -> Result<NodeHttp, CallError> {
        NodeHttp::by(&Way::default(), service, base, key)
    }

    /// By a way of its own, as far as it leads there ([`Way::proxy_to`]). Fails as [`NodeHttp::new`] does.
    pub fn by(way: &Way, service: Service, base: ServiceBase, key: Secret) -> Result<NodeHttp, CallError> {
        let way = Way { authorities: way.authorities.clone(), proxy: way.proxy_to(&base).cloned() };
        let http = Http::by(&way, base.reach()).map_err(|kind| CallError { service, kind })?;
        NodeHttp::over(http, service, base, key)
    }

    /// Over a transport of one's own. Fails with a key that no header can carry.
    pub fn over(
        transport: impl Transport + 'static,
        service: Service,
        base: ServiceBase,
        key: Secret,
    ) -> Result<NodeHttp, CallError> {
        let malformed = |_| CallError { service, kind: CallErrorKind::KeyMalformed };
        header::HeaderValue::from_str(key.expose()).map_err(malformed)?;
        let carrier = Carrier::new(transport);
        Ok(NodeHttp {
            service,
            base,
            key,
            carrier,
            program: None,
            dates: None,
            patience: None,
            at_most: None,
            cap: BODY_CAP,
        })
    }

    /// Names the program that asks: `Name/1.0`, in visible ASCII. Without, it is this crate.
    #[must_use]
    pub fn named(mut self, program: impl Into<Cow<'static, str>>) -> NodeHttp {
        self.program = Some(program.into());
        self
    }

    /// Bounds every call by this time, where its own bound is longer.
    #[must_use]
    pub fn at_most(mut self, time: Duration) -> NodeHttp {
        self.at_most = Some(time);
        self
    }

    /// Reads answers of up to so many bytes.
    #[must_use]
    pub(crate) fn taking(mut self, bytes: usize) -> NodeHttp {
        self.cap = bytes;
        self
    }

    /// Tells the `Date` of every answer.
    #[must_use]
    pub fn observe_dates(mut self, observer: DateObserver) -> NodeHttp {
        self.dates = Some(observer);
        self
    }

    /// Tells the `Retry-After` of every answer that has one.
    #[must_use]
    pub fn observe_patience(mut self, observer: PatienceObserver) -> NodeHttp {
        self.patience = Some(observer);
        self
    }

    /// Tells of every request that is made.
    #[must_use]
    pub fn observe_contacts(self, observer: ContactObserver) -> NodeHttp {
        NodeHttp { carrier: self.carrier.observed(observer), ..self }
    }

    /// The one origin that the key goes to.
    pub fn origin(&self) -> Origin {
        self.base.origin()
    }

    /// `GET`, with the key.
    pub(crate) async fn get(
        &self,
        operation: Operation,
        path: &str,
        query: &[(&str, &str)],
        time: Duration,
    ) -> Result<Value, CallError> {
        self.opened(&self.ask(operation, path, query, None, true, time).await?)
    }

    /// `GET`, without the key: who is there, before it is told anything.
    pub(crate) async fn get_without_key(
        &self,
        operation: Operation,
        path: &str,
        time: Duration,
    ) -> Result<Value, CallError> {
        self.opened(&self.ask(operation, path, &[], None, false, time).await?)
    }

    /// `POST` of a JSON text, with the key.
    pub(crate) async fn post(
        &self,
        operation: Operation,
        path: &str,
        json: String,
        time: Duration,
    ) -> Result<Value, CallError> {
        self.opened(&self.ask(operation, path, &[], Some(json), true, time).await?)
    }

    /// The same, of which `data` is not read yet. Nothing was taken out of it: it may tell the key.
    pub(crate) async fn post_unread(
        &self,
        operation: Operation,
        path: &str,
        json: String,
        time: Duration,
    ) -> Result<Box<RawValue>, CallError> {
        let answer = self.ask(operation, path, &[], Some(json), true, time).await?;
        let unread = serde_json::from_str(&answer.body).ok().filter(|_| answer.is_success());
        if let Some(Unread { status, data }) = unread
            && status != Some("error")
        {
            return Ok(data.to_owned());
        }
        // An error, or an envelope that is not the plain one.
        to_raw_value(&self.opened(&answer)?).map_err(|_| self.shape("data"))
    }

    /// The key that goes to this service.
    pub(crate) fn key(&self) -> &Secret {
        &self.key
    }

    /// A shape error of this service.
    pub(crate) fn shape(&self, missing: &str) -> CallError {
        CallError { service: self.service, kind: CallErrorKind::Shape(plain(missing, 200)) }
    }

    /// An answer of a release that is too old to buy with.
    pub(crate) fn too_old(&self) -> CallError {
        CallError { service: self.service, kind: CallErrorKind::TooOld }
    }

    /// A call that was not made, for a purchase that is not one of those it is for.
    pub(crate) fn wrong_row(&self, found: &str) -> CallError {
        CallError { service: self.service, kind: CallErrorKind::WrongRow(plain(found, 200)) }
    }

    async fn ask(
        &self,
        operation: Operation,
        path: &str,
        query: &[(&str, &str)],
        json: Option<String>,
        with_key: bool,
        time: Duration,
    ) -> Result<Answer, CallError> {
        let mut url = self.base.as_url().clone();
        url.set_path(&format!("{}{path}", url.path()));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let time = self.at_most.map_or(time, |bound| bound.min(time));
        let key = with_key.then(|| self.key.clone());
        let bounds = Bounds { bytes: self.cap, time };
        let request = Request { operation, url, json, key, program: self.program.clone(), bounds };
        let answer =
            self.carrier.carry(self.service, request).await.map_err(|kind| self.fail(self.without_key(kind)))?;
        self.tell_date(&answer);
        if let (Some(observer), Some(seconds)) = (&self.patience, answer.retry_after) {
            observer(seconds);
        }
        Ok(answer)
    }

    /// What an answer gives, or why it gives nothing.
    fn opened(&self, answer: &Answer) -> Result<Value, CallError> {
        self.open(answer).map_err(|kind| self.fail(kind))
    }

    /// Opens the envelope: `{"status":"success","data":…}` or an error in the service's words.
    fn open(&self, answer: &Answer) -> Result<Value, CallErrorKind> {
        let parsed = parsed(&answer.body);
        // The key is taken out before anything is cut (half a key would no longer be found), and again when markup is gone.
        let quote = |text: &str, limit| plain(&self.key.redact(&snippet(&self.key.redact(text), usize::MAX)), limit);
        let refused = |body: Option<&Value>| CallErrorKind::Status {
            status: answer.status,
            message: match body.and_then(said) {
                Some(words) => plain(&self.key.redact(&words), 500),
                None => quote(&answer.body, 500),
            },
            retry_after: answer.retry_after,
        };
        match parsed {
            Ok(body) if self.service == Service::Node && is_hosted(&body) => Err(CallErrorKind::Hosted),
            Ok(body) if !answer.is_success() => Err(refused(Some(&body))),
            Err(_) if !answer.is_success() => Err(refused(None)),
            Err(_) => Err(CallErrorKind::NotJson(quote(&answer.body, 200))),
            Ok(Value::Object(mut body)) => {
                let said_error = body.get("status").and_then(Value::as_str).is_some_and(|word| word == "error");
                match body.remove("data") {
                    _ if said_error => Err(refused(Some(&Value::Object(body)))),
                    Some(mut data) => {
                        // What is read here is kept and shown; nothing in it needs the key, which some services tell again.
                        self.key.redact_value(&mut data);
                        Ok(data)
                    }
                    None => Err(CallErrorKind::Shape("data".to_owned())),
                }
            }
            Ok(_) => Err(CallErrorKind::Shape("data".to_owned())),
        }
    }

    /// Adds whose side it was.
    fn fail(&self, kind: CallErrorKind) -> CallError {
        CallError { service: self.service, kind }
    }

    /// Makes sure that no text of an error names the key, whoever carried the request (a redirect's target might).
    fn without_key(&self, kind: CallErrorKind) -> CallErrorKind {
        use CallErrorKind as K;
        let told = |text: String| self.key.redact(&text);
        match kind {
            K::UnknownHost(host) => K::UnknownHost(told(host)),
            K::NotTls(why) => K::NotTls(told(why)),
            K::Unreachable(why) => K::Unreachable(told(why)),
            K::Interrupted(why) => K::Interrupted(told(why)),
            K::Certificate(why) => K::Certificate(told(why)),
            K::ProxySilent(why) => K::ProxySilent(told(why)),
            K::WrongRow(found) => K::WrongRow(told(found)),
            K::Redirected(to) => K::Redirected(plain(&told(to), 200)),
            K::NotJson(words) => K::NotJson(told(words)),
            K::Shape(missing) => K::Shape(told(missing)),
            K::Status { status, message, retry_after } => K::Status { status, message: told(message), retry_after },
            // No text, or one that was read of the address.
            kind @ (K::Timeout
            | K::ProxyRefused(_)
            | K::AddressRefused(_)
            | K::KeyMalformed
            | K::TooLarge
            | K::Hosted
            | K::TooOld) => kind,
        }
    }

    fn tell_date(&self, answer: &Answer) {
        let (Some(observer), Some(date)) = (&self.dates, &answer.date) else { return };
        if let Ok(date) = OffsetDateTime::parse(date, &Rfc2822) {
            observer(Moment(date.unix_timestamp().saturating_mul(1000)));
        }
    }
}

impl fmt::Debug for NodeHttp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NodeHttp")
            .field("service", &self.service)
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

/// The plain envelope of an answer. One with a name twice is not it.
#[derive(Deserialize)]
struct Unread<'a> {
    #[serde(default)]
    status: Option<&'a str>,
    #[serde(borrow)]
    data: &'a RawValue,
}

/// The envelope of Masumi's hosted service: a node says `status`, and its error is an object.
fn is_hosted(body: &Value) -> bool {
    body.get("success") == Some(&Value::Bool(false)) && body.get("status").is_none() && body.get("error").is_some()
}
