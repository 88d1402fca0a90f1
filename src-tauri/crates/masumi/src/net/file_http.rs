//! HTTP for a file that a stranger offers, such as an agent's picture. It has no key and no cookie, and looks at the address
//! before it connects, as for agents. Files are often not where their address says, so redirects are followed here, each of them
//! looked at anew; what a public host says never leads to this machine.

use super::{
    AgentReach, Bounds, CallError, CallErrorKind, ContactObserver, Operation, Service,
    address::{Reach, file_url, is_here, redirected},
    exchange::Http,
    fail,
    operation::Telling,
    transport::Request,
};
use std::{borrow::Cow, fmt, time::Duration};
use url::Url;

/// So many redirects are followed.
const HOPS: usize = 3;

/// Fetches files of strangers.
#[derive(Clone)]
pub struct FileHttp {
    public: Http,
    /// For what is on this machine, where that is allowed.
    here: Option<Http>,
    allowed: AgentReach,
    program: Option<Cow<'static, str>>,
    observer: Option<ContactObserver>,
}

impl FileHttp {
    /// From public addresses by https, and from where else agents may be. Fails where no TLS can be set up.
    pub fn new(allowed: AgentReach) -> Result<FileHttp, CallError> {
        let public = Reach::Public(AgentReach { this_machine: false, ..allowed });
        let here = allowed.this_machine.then(|| Http::new(Reach::Loopback)).transpose().map_err(fail)?;
        let public = Http::new(public).map_err(fail)?;
        Ok(FileHttp { public, here, allowed, program: None, observer: None })
    }

    /// Names the program that asks: `Name/1.0`, in visible ASCII. Without, it is this crate.
    #[must_use]
    pub fn named(self, program: impl Into<Cow<'static, str>>) -> FileHttp {
        FileHttp { program: Some(program.into()), ..self }
    }

    /// Tells of every request that is made, also of those to which a redirect leads.
    #[must_use]
    pub fn observe_contacts(self, observer: ContactObserver) -> FileHttp {
        FileHttp { observer: Some(observer), ..self }
    }

    /// The bytes of a file. `accept`: which kinds are wanted, in the words of HTTP (no more than a wish); `bytes` and `time`: what it
    /// may take, with all redirects. Any status but 2xx is an error.
    pub async fn get(
        &self,
        operation: Operation,
        url: &str,
        accept: &'static str,
        bytes: usize,
        time: Duration,
    ) -> Result<Vec<u8>, CallError> {
        let following = self.follow(operation, url, accept, Bounds { bytes, time });
        tokio::time::timeout(time, following).await.unwrap_or(Err(CallErrorKind::Timeout)).map_err(fail)
    }

    async fn follow(
        &self,
        operation: Operation,
        url: &str,
        accept: &'static str,
        bounds: Bounds,
    ) -> Result<Vec<u8>, CallErrorKind> {
        let mut url = file_url(url, self.allowed).map_err(CallErrorKind::AddressRefused)?;
        for _ in 0..=HOPS {
            let location = match self.once(operation, url.clone(), accept, bounds).await {
                Err(CallErrorKind::Redirected(location)) => location,
                read => return read,
            };
            url = redirected(&url, &location, self.allowed).map_err(CallErrorKind::AddressRefused)?;
        }
        Err(CallErrorKind::Redirected(String::new()))
    }

    async fn once(
        &self,
        operation: Operation,
        url: Url,
        accept: &'static str,
        bounds: Bounds,
    ) -> Result<Vec<u8>, CallErrorKind> {
        let http = self.here.as_ref().filter(|_| is_here(&url)).unwrap_or(&self.public);
        let program = self.program.clone();
        let request = Request { operation, url, json: None, key: None, program, bounds };
        let telling = self.observer.as_ref().map(|observer| Telling::of(observer, Service::Agent, &request));
        let read = http.bytes(request, accept).await;
        if let Some(telling) = telling {
            telling.ended(&read);
        }
        let read = read?;
        match read.status {
            200..=299 => Ok(read.bytes),
            status => Err(CallErrorKind::Status { status, message: String::new(), retry_after: read.retry_after }),
        }
    }
}

impl fmt::Debug for FileHttp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FileHttp")
    }
}
