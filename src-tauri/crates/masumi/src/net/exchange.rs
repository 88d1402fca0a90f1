//! One request, one answer: building the client, reading with a cap, and saying what went wrong.

use super::{
    Answer, Answering, CallErrorKind, Operation, Request, STEPS, Transport,
    address::Reach,
    answer::text,
    resolve::{Guarded, LookupError, System},
    tls,
    way::Way,
};
use crate::text::{plain, snippet};
use futures_util::StreamExt;
use reqwest::{Client, Method, Proxy, Response, dns::Resolve, header, redirect, retry};
use std::{error::Error, sync::Arc, time::Duration};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

const CONNECT_WITHIN: Duration = Duration::from_secs(15);
/// Node.js closes an idle connection after 5 s. Ours are given up before: a request on a dying connection is one whose
/// fate nobody knows.
const IDLE_FOR: Duration = Duration::from_secs(4);
const ERROR_BODY_CAP: usize = 256 * 1024;
const HEADER_CAP: u32 = 64 * 1024;
const TOKEN: header::HeaderName = header::HeaderName::from_static("token");

/// A client that connects within its reach only.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: Client,
    reach: Reach,
    by_proxy: bool,
}

/// Builds a client that takes names to `resolver`, and what they are resolved to only within `reach`.
///
/// With a proxy it is the proxy's name that is resolved and looked at here; it looks up the service's own, and may take it
/// anywhere. So only what may be anywhere goes there, by https alone: inside of the tunnel (`CONNECT`) the certificate is still
/// held against the name of the service, and the proxy sees that name, when and how much, and no key.
#[expect(clippy::disallowed_methods, reason = "net is the room that builds HTTP clients")]
fn client(resolver: impl Resolve + 'static, reach: Reach, way: &Way) -> Result<Client, CallErrorKind> {
    let no_tls = |error: &(dyn Error + 'static)| CallErrorKind::Certificate(innermost(error));
    let tls = tls::config(way.authorities.as_ref()).map_err(|error| no_tls(&error))?;
    // What the environment says of proxies is for nobody here; this one was entered for this service.
    let mut builder = Client::builder().tls_backend_preconfigured(tls).no_proxy();
    if let Some(proxy) = &way.proxy {
        builder = builder.proxy(Proxy::https(proxy.as_url().clone()).map_err(|error| no_tls(&error))?);
    }
    builder
        .user_agent(concat!("masumi/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        // Nobody here asks for these, but a feature that anybody in a program switches on is on for everybody in it.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .no_hickory_dns()
        .dns_resolver(Arc::new(Guarded { resolver, reach }))
        .connect_timeout(CONNECT_WITHIN)
        .pool_idle_timeout(IDLE_FOR)
        .http2_max_header_list_size(HEADER_CAP)
        .build()
        .map_err(|error| no_tls(&error))
}

impl Http {
    /// Fails where no TLS can be set up.
    pub(crate) fn new(reach: Reach) -> Result<Http, CallErrorKind> {
        Http::by(&Way::default(), reach)
    }

    /// The same, by a way of its own.
    pub(crate) fn by(way: &Way, reach: Reach) -> Result<Http, CallErrorKind> {
        Http::asking(System, reach, way)
    }

    fn asking(resolver: impl Resolve + 'static, reach: Reach, way: &Way) -> Result<Http, CallErrorKind> {
        Ok(Http { client: client(resolver, reach, way)?, reach, by_proxy: way.proxy.is_some() })
    }

    /// Sends a request once and reads its answer within bounds. The log names its method and path, never its query, headers
    /// or body.
    async fn exchange(&self, request: Request) -> Result<Answer, CallErrorKind> {
        let accept = if request.operation == Operation::Example { "*/*" } else { JSON };
        let Read { status, retry_after, bytes, date } = self.bytes(request, accept).await?;
        Ok(Answer { status, retry_after, body: text(bytes), date })
    }

    /// The same, with the bytes as they came. `accept`: what is wanted, in the words of HTTP.
    pub(super) async fn bytes(&self, request: Request, accept: &'static str) -> Result<Read, CallErrorKind> {
        let bounds = request.bounds;
        let request = on_the_wire(request, accept)?;
        // An address is never resolved, so the resolver does not see it.
        self.reach.admits_literal(request.url()).map_err(CallErrorKind::AddressRefused)?;
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        tracing::debug!(target: STEPS, step = "before", %method, path, "asking");
        let exchange = async {
            let response = self.client.execute(request).await.map_err(|error| match () {
                () if self.by_proxy => classify_at_proxy(&error).unwrap_or_else(|| classify(&error)),
                () => classify(&error),
            })?;
            read(response, bounds.bytes).await
        };
        let answer = tokio::time::timeout(bounds.time, exchange).await.unwrap_or(Err(CallErrorKind::Timeout));
        let status = answer.as_ref().ok().map(|read| read.status);
        tracing::debug!(target: STEPS, step = "after", %method, path, status, "answered");
        answer
    }
}

impl Transport for Http {
    fn carry(&self, request: Request) -> Answering<'_> {
        Box::pin(self.exchange(request))
    }
}

const JSON: &str = "application/json";

/// What was read from the wire.
pub(super) struct Read {
    pub(super) status: u16,
    pub(super) retry_after: Option<u64>,
    pub(super) bytes: Vec<u8>,
    date: Option<String>,
}

/// The request with its headers.
fn on_the_wire(request: Request, accept: &'static str) -> Result<reqwest::Request, CallErrorKind> {
    let Request { operation: _, url, json, key, program, bounds: _ } = request;
    let method = if json.is_some() { Method::POST } else { Method::GET };
    let mut request = reqwest::Request::new(method, url);
    request.headers_mut().insert(header::ACCEPT, header::HeaderValue::from_static(accept));
    if let Some(program) = program.and_then(|program| header::HeaderValue::from_str(&program).ok()) {
        request.headers_mut().insert(header::USER_AGENT, program);
    }
    if let Some(key) = key {
        let mut token = header::HeaderValue::from_str(key.expose()).map_err(|_| CallErrorKind::KeyMalformed)?;
        token.set_sensitive(true);
        request.headers_mut().insert(TOKEN, token);
    }
    if let Some(json) = json {
        request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(JSON));
        *request.body_mut() = Some(json.into());
    }
    Ok(request)
}

async fn read(response: Response, cap: usize) -> Result<Read, CallErrorKind> {
    let status = response.status();
    let named = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    if status.is_redirection() {
        return Err(CallErrorKind::Redirected(named(header::LOCATION).unwrap_or_default()));
    }
    let date = named(header::DATE);
    let retry_after = named(header::RETRY_AFTER).and_then(|text| patience(&text, date.as_deref()));
    let mut bytes = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        match chunk {
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(error) if status.is_success() => return Err(classify(&error)),
            Err(_) => break, // the status is known; the rest of an error's words does not matter
        }
        if status.is_success() && bytes.len() > cap {
            return Err(CallErrorKind::TooLarge);
        }
        if !status.is_success() && bytes.len() > ERROR_BODY_CAP {
            break;
        }
    }
    Ok(Read { status: status.as_u16(), retry_after, bytes, date })
}

/// `Retry-After` in seconds: as it says, or from the answer's own `Date` to the date that it names.
fn patience(text: &str, date: Option<&str>) -> Option<u64> {
    let moment = |text: &str| OffsetDateTime::parse(text.trim(), &Rfc2822).ok().map(OffsetDateTime::unix_timestamp);
    let until = || Some(moment(text)?.saturating_sub(moment(date?)?));
    text.trim().parse().ok().or_else(|| u64::try_from(until()?).ok())
}

/// What an error of the HTTP library says of the proxy in between; `None`: it is about what is behind it. The library keeps its
/// type for these to itself, so its words tell.
fn classify_at_proxy(error: &reqwest::Error) -> Option<CallErrorKind> {
    let words = causes(error).map(ToString::to_string).find_map(|words| {
        let said = words.strip_prefix("tunnel error: ")?;
        Some(said.to_owned())
    });
    match words.as_deref() {
        Some("proxy authorization required") => {
            Some(CallErrorKind::ProxyRefused("it wants a user name and a password"))
        }
        Some("unsuccessful" | "proxy response headers too long") => {
            Some(CallErrorKind::ProxyRefused("it does not reach the address, or does not allow it"))
        }
        Some(_) => Some(CallErrorKind::ProxySilent(innermost(error))),
        // Whether the proxy is silent or what is behind it, nobody here can tell.
        None if error.is_connect() && error.is_timeout() => {
            Some(CallErrorKind::ProxySilent("no way through it in time".to_owned()))
        }
        None => None,
    }
}

/// What an error of the HTTP library means for the question "did the request leave?".
fn classify(error: &reqwest::Error) -> CallErrorKind {
    for cause in causes(error) {
        if let Some(lookup) = cause.downcast_ref::<LookupError>() {
            return match lookup {
                LookupError::UnknownHost(host) => CallErrorKind::UnknownHost(plain(host, 255)),
                LookupError::Refused(refusal) => CallErrorKind::AddressRefused(refusal.clone()),
            };
        }
        match cause.downcast_ref::<rustls::Error>() {
            Some(rustls::Error::InvalidCertificate(why)) => {
                return CallErrorKind::Certificate(plain(&in_words(why), 200));
            }
            Some(rustls::Error::InvalidMessage(_)) if error.is_connect() => {
                return CallErrorKind::NotTls(innermost(error));
            }
            _ => {}
        }
    }
    if error.is_connect() {
        CallErrorKind::Unreachable(innermost(error))
    } else if error.is_timeout() {
        CallErrorKind::Timeout
    } else {
        CallErrorKind::Interrupted(innermost(error))
    }
}

/// Why a certificate is not trusted, for a person: rustls quotes its own types where it has no words.
fn in_words(why: &rustls::CertificateError) -> String {
    use rustls::CertificateError as E;
    match why {
        E::UnknownIssuer => "it is of an authority that this computer does not know".to_owned(),
        E::Expired | E::ExpiredContext { .. } => "it has expired".to_owned(),
        E::NotValidYet | E::NotValidYetContext { .. } => "it is not valid yet".to_owned(),
        E::NotValidForName | E::NotValidForNameContext { .. } => "it is for another host name".to_owned(),
        E::Revoked => "it was revoked".to_owned(),
        E::BadEncoding | E::BadSignature => "it is damaged".to_owned(),
        E::Other(other) if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            "it is signed by itself, and made for an authority, not for a server".to_owned()
        }
        E::Other(_) => "it is not one that a server may use".to_owned(),
        other => other.to_string(),
    }
}

/// An error and its causes. `io::Error` hides what it wraps from `source()`, so it is asked for it.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(|cause| snippet(&cause.to_string(), 200)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{AddressRefusal, AgentReach, Bounds, Operation};
    use reqwest::dns::{Addrs, Name, Resolving};
    use std::{
        io::{ErrorKind, Read, Write},
        net::{IpAddr, SocketAddr, TcpListener},
        sync::Mutex,
    };

    const PUBLIC: Reach = Reach::Public(AgentReach { this_machine: false, stand_ins: false });
    const LOCAL_TOO: Reach = Reach::Public(AgentReach { this_machine: true, stand_ins: false });
    const BOUNDS: Bounds = Bounds { bytes: 1024, time: Duration::from_secs(60) };

    async fn call(http: Http, url: &str) -> Result<Answer, CallErrorKind> {
        let (url, bounds) = (url.parse().unwrap(), BOUNDS);
        http.exchange(Request { operation: Operation::Health, url, json: None, key: None, program: None, bounds }).await
    }

    /// A resolver of whoever owns a name: each question has its own answer, the next one of a list. What was asked is kept.
    #[derive(Clone, Default)]
    struct Rebinding {
        answers: Arc<Mutex<Vec<IpAddr>>>,
        asked: Arc<Mutex<Vec<String>>>,
    }

    impl Rebinding {
        fn through(addresses: &[&str]) -> Rebinding {
            let answers = addresses.iter().rev().map(|address| address.parse().unwrap()).collect();
            Rebinding { answers: Arc::new(Mutex::new(answers)), asked: Arc::default() }
        }
    }

    impl Resolve for Rebinding {
        fn resolve(&self, name: Name) -> Resolving {
            self.asked.lock().unwrap().push(name.as_str().to_owned());
            let found = self.answers.lock().unwrap().pop().map(|address| SocketAddr::new(address, 0));
            Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
        }
    }

    /// DNS rebinding: the URL is past every check, and its name then resolves to this machine.
    #[tokio::test]
    async fn the_address_that_is_connected_to_is_the_one_that_was_looked_at() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://agent.example.com:{}/", listener.local_addr().unwrap().port());
        let resolver = Rebinding::through(&["127.0.0.1"]);
        let http = Http::asking(resolver.clone(), PUBLIC, &Way::default()).unwrap();
        let refused = call(http, &url).await.unwrap_err();
        assert!(matches!(refused, CallErrorKind::AddressRefused(AddressRefusal::NotPublic(_))), "{refused:?}");
        assert_eq!(*resolver.asked.lock().unwrap(), ["agent.example.com"]);
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody knocked");
    }

    #[test]
    fn why_a_certificate_is_not_trusted_is_said_in_words() {
        use rustls::{CertificateError, OtherError};
        #[derive(Debug, thiserror::Error)]
        #[error("CaUsedAsEndEntity")]
        struct CaUsedAsEndEntity;
        for (why, words) in [
            (CertificateError::UnknownIssuer, "an authority that this computer does not know"),
            (CertificateError::Expired, "expired"),
            (CertificateError::NotValidForName, "another host name"),
            (CertificateError::Other(OtherError(Arc::new(CaUsedAsEndEntity))), "signed by itself"),
        ] {
            let said = in_words(&why);
            assert!(said.contains(words) && !said.contains("Other") && !said.contains("Used"), "{said}");
        }
    }

    /// No resolver is asked for what is an address already.
    #[tokio::test]
    async fn an_address_that_needs_no_look_up_is_looked_at_as_well() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let refused = call(Http::new(PUBLIC).unwrap(), &format!("http://127.0.0.1:{port}/")).await.unwrap_err();
        assert_eq!(refused, CallErrorKind::AddressRefused(AddressRefusal::NotPublic("127.0.0.1".into())));
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody knocked");
        // What stands in for a name stands in for none where it is written itself.
        let stand_ins = Reach::Public(AgentReach { this_machine: true, stand_ins: true });
        for written in ["198.18.0.25", "[::ffff:198.18.0.25]"] {
            let refused = call(Http::new(stand_ins).unwrap(), &format!("https://{written}:{port}/")).await.unwrap_err();
            assert!(matches!(refused, CallErrorKind::AddressRefused(AddressRefusal::NotPublic(_))), "{refused:?}");
        }
        for elsewhere in ["192.0.2.2", "[2001:db8::2]"] {
            let refused =
                call(Http::new(Reach::Loopback).unwrap(), &format!("http://{elsewhere}:{port}/")).await.unwrap_err();
            assert!(matches!(refused, CallErrorKind::AddressRefused(AddressRefusal::NotLoopback(_))), "{refused:?}");
        }
    }

    /// Nobody looks a second time between the guard and the connection, where another answer would have gone unseen.
    #[tokio::test]
    async fn a_name_is_looked_up_once_for_a_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://agent.example.com:{}/", listener.local_addr().unwrap().port());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 16]).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere").unwrap();
            // Windows takes back an answer from who hangs up before having heard everything.
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        });
        let resolver = Rebinding::through(&["127.0.0.1", "127.0.0.2"]);
        let http = Http::asking(resolver.clone(), LOCAL_TOO, &Way::default()).unwrap();
        assert_eq!(call(http, &url).await.unwrap().body, "here");
        assert_eq!(*resolver.asked.lock().unwrap(), ["agent.example.com"]);
    }

    #[tokio::test]
    async fn a_name_that_no_resolver_takes_is_an_unknown_host() {
        let name = format!("{}.invalid", "a".repeat(64)); // labels have at most 63 letters: no question leaves the machine
        let unknown = call(Http::new(PUBLIC).unwrap(), &format!("http://{name}/")).await.unwrap_err();
        assert_eq!(unknown, CallErrorKind::UnknownHost(name));
    }
}
