//! How a request is carried and an answer comes back: over the network, unless the caller brings something else.

use super::{Answer, CallErrorKind, ContactObserver, Operation, Secret, Service, operation::Telling};
use std::{borrow::Cow, fmt, pin::Pin, sync::Arc, time::Duration};
use url::Url;

/// One request to a registry, a node or an agent. Every answer but an [`Operation::Example`] is to be JSON (`Accept`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// What it is for.
    pub operation: Operation,
    /// The whole URL.
    pub url: Url,
    /// What is posted, as JSON text; `None`: it is a `GET`.
    pub json: Option<String>,
    /// Sent as the header `token`; never to an agent.
    pub key: Option<Secret>,
    /// The program that asks (`User-Agent`); `None`: this crate.
    pub program: Option<Cow<'static, str>>,
    /// What it may take.
    pub bounds: Bounds,
}

/// What one call may take.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Bounds {
    /// Bytes of a successful answer: one that has more is [`CallErrorKind::TooLarge`].
    pub bytes: usize,
    /// From the look-up of the name to the last byte: what takes longer is [`CallErrorKind::Timeout`].
    pub time: Duration,
}

/// An answer that is on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answer, CallErrorKind>> + Send + 'a>>;

/// Carries requests. Bring your own where no network is wanted, as in tests.
///
/// A request is carried once and never to another place: a redirect is an error. Addresses were looked at as far as their text
/// goes; a transport that resolves names is to look at what they resolve to, which the one of this crate does. An error of a kind
/// for which [`CallError::nothing_sent`](super::CallError::nothing_sent) holds says that the request did not leave, and that a
/// purchase may be sent again.
///
/// ```
/// use masumi::net::{Answer, Answering, NodeHttp, Request, Secret, Service, Transport};
/// use masumi::node::NodeClient;
///
/// struct Healthy;
///
/// impl Transport for Healthy {
///     fn carry(&self, request: Request) -> Answering<'_> {
///         assert_eq!(request.url.path(), "/api/v1/health");
///         Box::pin(async { Ok(Answer::new(200, r#"{"status":"success","data":{"status":"ok"}}"#)) })
///     }
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let base = "http://localhost:3001".parse()?;
/// let node = NodeClient::new(NodeHttp::over(Healthy, Service::Node, base, Secret::new("key"))?);
/// node.health().await?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Transport: Send + Sync {
    /// Sends the request and reads the answer to its end, within its bounds.
    fn carry(&self, request: Request) -> Answering<'_>;
}

/// Whichever transport there is, and who is told of what it carries.
#[derive(Clone)]
pub(super) struct Carrier {
    transport: Arc<dyn Transport>,
    observer: Option<ContactObserver>,
}

impl Carrier {
    pub(super) fn new(transport: impl Transport + 'static) -> Carrier {
        Carrier { transport: Arc::new(transport), observer: None }
    }

    /// Tells of every request.
    pub(super) fn observed(self, observer: ContactObserver) -> Carrier {
        Carrier { observer: Some(observer), ..self }
    }

    /// What comes back is held against what every transport promises.
    pub(super) async fn carry(&self, service: Service, request: Request) -> Result<Answer, CallErrorKind> {
        let most = request.bounds.bytes;
        let telling = self.observer.as_ref().map(|observer| Telling::of(observer, service, &request));
        let answer = self.transport.carry(request).await;
        if let Some(telling) = telling {
            telling.ended(&answer);
        }
        let answer = answer?;
        match answer.status {
            300..=399 => Err(CallErrorKind::Redirected(String::new())),
            200..=299 if answer.body.len() > most.saturating_mul(LONGEST_LETTER) => Err(CallErrorKind::TooLarge),
            _ => Ok(answer),
        }
    }
}

/// A byte that is no text becomes a letter of so many.
const LONGEST_LETTER: usize = char::REPLACEMENT_CHARACTER.len_utf8();

impl fmt::Debug for Carrier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Carrier")
    }
}
