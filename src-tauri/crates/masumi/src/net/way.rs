//! How to reach a person's own services, beside their address: whom else to trust with their names, and which proxy to use. Both
//! apply to node and registry of one profile, because the person entered them there. Agents are reached without them.

use super::{AddressRefusal, ServiceBase, address::bare_url};
use crate::text::plain;
use rustls::{
    RootCertStore,
    pki_types::{
        CertificateDer,
        pem::{self, PemObject, SectionKind},
    },
};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use url::Url;

/// The way to a person's own service. The usual one: straight, and trusting whom this computer trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Trusted beside the authorities that this computer knows.
    pub authorities: Option<Authorities>,
    /// Through which https leaves; what is on this machine is reached without it.
    pub proxy: Option<ProxyAddress>,
}

/// Certificates that vouch for a service although this computer does not know them: of an authority of one's own or of a
/// company, or a service's own that it signed itself. At least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorities {
    pem: String,
    all: Vec<Authority>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// The name that it gives itself, plain and short: `CN=…, O=…`; `""`: none that can be read. Anybody can write any.
    pub subject: String,
    /// SHA-256 of the certificate, as `AB:CD:…`. This is what tells one from another.
    pub fingerprint: String,
    der: Vec<u8>,
}

/// Why a text gives no certificates to trust.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityRefusal {
    /// Longer than any such text.
    #[error("longer than {LONGEST} characters")]
    TooLong,
    /// No PEM, or none of a certificate.
    #[error("no “BEGIN CERTIFICATE” in it")]
    NoCertificate,
    /// A private key is in it, which nobody should be given.
    #[error("a private key is in it, which is nobody else's business: paste the certificate alone")]
    PrivateKey,
    /// This one of them cannot be read, counted from 1; why.
    #[error("certificate {0} is damaged: {1}")]
    Damaged(usize, String),
}

/// A proxy for HTTP, as the person typed it: `http://host:port` and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyAddress(Url);

const LONGEST: usize = 64 * 1024;

impl Way {
    /// Through which proxy a service is reached. Plain http would show the proxy the key, and what is on this machine is not on
    /// the proxy's: both are reached without it.
    pub fn proxy_to(&self, base: &ServiceBase) -> Option<&ProxyAddress> {
        self.proxy.as_ref().filter(|_| base.as_url().scheme() == "https" && !base.is_here())
    }
}

impl Authorities {
    /// The text that they were read from; the same text gives the same ones again.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Each of them, in the order of the text.
    pub fn all(&self) -> &[Authority] {
        &self.all
    }

    /// Whether each of these is among the others: nobody else is trusted.
    pub fn within(&self, others: Option<&Authorities>) -> bool {
        let others = others.map(Authorities::all).unwrap_or_default();
        self.all.iter().all(|one| others.iter().any(|other| other.der == one.der))
    }

    /// For the TLS library.
    pub(super) fn certificates(&self) -> impl Iterator<Item = CertificateDer<'static>> + '_ {
        self.all.iter().map(|one| CertificateDer::from(one.der.clone()))
    }
}

impl FromStr for Authorities {
    type Err = AuthorityRefusal;

    fn from_str(text: &str) -> Result<Authorities, AuthorityRefusal> {
        let pem = text.trim();
        if pem.len() > LONGEST {
            return Err(AuthorityRefusal::TooLong);
        }
        let mut all: Vec<Authority> = Vec::new();
        for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(pem.as_bytes()) {
            let damaged = |why: String| AuthorityRefusal::Damaged(all.len() + 1, plain(&why, 200));
            match section.map_err(|error| damaged(in_words(&error)))? {
                (SectionKind::Certificate, der) => {
                    let authority = authority(der).map_err(|error| damaged(error.to_string()))?;
                    all.push(authority);
                }
                (SectionKind::PrivateKey | SectionKind::RsaPrivateKey | SectionKind::EcPrivateKey, _) => {
                    return Err(AuthorityRefusal::PrivateKey);
                }
                _ => {}
            }
        }
        if all.is_empty() {
            // A key under a name that is not known, as when it is locked with a password.
            let key = pem.contains("PRIVATE KEY-----");
            return Err(if key { AuthorityRefusal::PrivateKey } else { AuthorityRefusal::NoCertificate });
        }
        Ok(Authorities { pem: pem.to_owned(), all })
    }
}

/// Why PEM cannot be read, for a person: the library quotes bytes.
fn in_words(error: &pem::Error) -> String {
    match error {
        pem::Error::MissingSectionEnd { .. } => "its “END” line is missing".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "its “BEGIN” line is not whole".to_owned(),
        pem::Error::Base64Decode(_) => "what stands between “BEGIN” and “END” is not whole".to_owned(),
        other => other.to_string(),
    }
}

/// Reads a certificate as somebody to trust, as the TLS library will.
fn authority(der: Vec<u8>) -> Result<Authority, rustls::Error> {
    let mut store = RootCertStore::empty();
    store.add(CertificateDer::from(der.as_slice()))?;
    let subject = store.roots.first().map(|anchor| subject(anchor.subject.as_ref())).unwrap_or_default();
    let pairs: Vec<String> = Sha256::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect();
    Ok(Authority { subject: plain(&subject, 200), fingerprint: pairs.join(":"), der })
}

/// The usual parts of a distinguished name (X.501), in their order; others are left out.
fn subject(mut name: &[u8]) -> String {
    let mut parts = Vec::new();
    while let Some((set, rest)) = element(name) {
        name = rest;
        let mut attributes = set;
        while let Some((attribute, rest)) = element(attributes) {
            attributes = rest;
            let Some((kind, value)) = element(attribute) else { continue };
            let kind = match kind {
                [0x55, 4, 3] => "CN",
                [0x55, 4, 6] => "C",
                [0x55, 4, 10] => "O",
                [0x55, 4, 11] => "OU",
                _ => continue,
            };
            let Some((text, _)) = element(value) else { continue };
            parts.push(format!("{kind}={}", String::from_utf8_lossy(text)));
        }
    }
    parts.join(", ")
}

/// The content of the first DER element, and what is behind it.
fn element(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let [_, length, rest @ ..] = bytes else { return None };
    // Above 127 it is how many bytes of length follow: more than two are longer than any name.
    let (length, rest) = match length.checked_sub(0x80) {
        None => (usize::from(*length), rest),
        Some(bytes @ 1..=2) => {
            let (length, rest) = rest.split_at_checked(usize::from(bytes))?;
            (length.iter().fold(0, |sum, byte| sum * 256 + usize::from(*byte)), rest)
        }
        Some(_) => return None,
    };
    rest.split_at_checked(length)
}

impl ProxyAddress {
    /// `http://host:port/`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Host and port, as they are told to a person.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(super) fn as_url(&self) -> &Url {
        &self.0
    }
}

/// A user name and a password have no place here: they would be written down beside the address, and not in the keyring.
impl FromStr for ProxyAddress {
    type Err = AddressRefusal;

    fn from_str(text: &str) -> Result<ProxyAddress, AddressRefusal> {
        let text = text.trim();
        // SOCKS and its kin are no web addresses, and still worth their own word.
        match text.split_once("://") {
            Some((scheme, _)) if !scheme.eq_ignore_ascii_case("http") => {
                return Err(AddressRefusal::Scheme(plain(scheme, 200)));
            }
            _ => {}
        }
        let url = bare_url(text)?;
        if url.path() == "/" { Ok(ProxyAddress(url)) } else { Err(AddressRefusal::Malformed) }
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_length_and_no_name_at_all_are_shown() {
        assert_eq!(subject(&[]), "");
        assert_eq!(subject(&[0x31, 0x84, 0xff, 0xff, 0xff, 0xff]), "");
        let text = "a".repeat(200);
        let value = [&[0x06, 3, 0x55, 4, 3, 0x0c, 0x81, 200][..], text.as_bytes()].concat();
        let attribute = [&[0x30, 0x81, 208][..], &value].concat();
        let set = [&[0x31, 0x81, 211][..], &attribute].concat();
        assert_eq!(subject(&set), format!("CN={text}"));
        assert_eq!(subject(&set[..100]), "", "cut");
    }

    #[test]
    fn a_proxy_is_a_host_and_a_port_and_nothing_else() {
        for (typed, read) in [
            ("http://proxy.example:3128", "http://proxy.example:3128/"),
            (" HTTP://Proxy.Example:3128/ \n", "http://proxy.example:3128/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ] {
            let proxy: ProxyAddress = typed.parse().unwrap();
            assert_eq!(proxy.as_str(), read);
            assert_eq!(read.parse(), Ok(proxy), "what was stored is read again");
        }
        assert_eq!("http://proxy.example:3128".parse::<ProxyAddress>().unwrap().host(), "proxy.example:3128");
        for (typed, refusal) in [
            ("http://me:word@proxy.example:3128", AddressRefusal::Credentials),
            ("socks5://127.0.0.1:1080", AddressRefusal::Scheme("socks5".into())),
            ("https://proxy.example", AddressRefusal::Scheme("https".into())),
            ("proxy.example:3128", AddressRefusal::Malformed),
            ("http://proxy.example/proxy.pac", AddressRefusal::Malformed),
            ("http://proxy.example/?x=1", AddressRefusal::QueryOrFragment),
            ("", AddressRefusal::Malformed),
        ] {
            assert_eq!(typed.parse::<ProxyAddress>(), Err(refusal), "{typed}");
        }
    }
}
