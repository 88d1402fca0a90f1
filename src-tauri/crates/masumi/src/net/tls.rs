//! TLS as the clients here speak it. Each client gets its cryptography provider directly, and none is installed for the process:
//! the process belongs to whoever uses this crate.

use super::Authorities;
use rustls::{
    ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::CryptoProvider,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};

/// TLS 1.2 and 1.3, HTTP/2 where it is offered. Trusted is whom this computer trusts, and these beside.
pub(super) fn config(authorities: Option<&Authorities>) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier: Arc<dyn ServerCertVerifier> = match authorities {
        Some(authorities) => Arc::new(with_others(authorities, provider.clone())?),
        None => Arc::new(ThisComputer { provider: provider.clone(), trusts: OnceLock::new() }),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous() // rustls' word for any verifier that is not its own
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(not(target_os = "android"))]
fn with_others(authorities: &Authorities, provider: Arc<CryptoProvider>) -> Result<Verifier, Error> {
    Verifier::new_with_extra_roots(authorities.certificates(), provider)
}

/// Android trusts nobody beside its own store.
#[cfg(target_os = "android")]
fn with_others(_: &Authorities, _: Arc<CryptoProvider>) -> Result<Verifier, Error> {
    Err(Error::General("this system takes no authorities beside its own".to_owned()))
}

/// Whom this computer trusts. On many systems that is a hundred and more certificates in a file, so it is read once somebody has to be
/// trusted: a node on this computer is reached by plain HTTP, and waits for none of it.
#[derive(Debug)]
struct ThisComputer {
    provider: Arc<CryptoProvider>,
    trusts: OnceLock<Verifier>,
}

impl ThisComputer {
    /// What could not be read is tried again the next time.
    fn trusts(&self) -> Result<&Verifier, Error> {
        match self.trusts.get() {
            Some(verifier) => Ok(verifier),
            None => {
                let verifier = Verifier::new(self.provider.clone())?;
                Ok(self.trusts.get_or_init(|| verifier))
            }
        }
    }
}

impl ServerCertVerifier for ThisComputer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.trusts()?.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.trusts()?.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.trusts()?.verify_tls13_signature(message, cert, dss)
    }

    /// What the provider can check, as every platform's own verifier says.
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::ProtocolVersion::{TLSv1_2, TLSv1_3};

    /// `tests/certificates/authority.pem` of the repository.
    const AUTHORITY: &str = "-----BEGIN CERTIFICATE-----
MIIBoTCCAVOgAwIBAgIUecQRPxufG6wilq/F0fKNQFlb6SowBQYDK2VwMD0xCzAJ
BgNVBAYTAkNIMRYwFAYDVQQKDA1LYWltb25vIHRlc3RzMRYwFAYDVQQDDA1Pd24g
YXV0aG9yaXR5MCAXDTI2MTEyNjEyNTk1MVoYDzIxMjYxMTAyMTI1OTUxWjA9MQsw
CQYDVQQGEwJDSDEWMBQGA1UECgwNS2FpbW9ubyB0ZXN0czEWMBQGA1UEAwwNT3du
IGF1dGhvcml0eTAqMAUGAytlcAMhAIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0
iAG0D29co2MwYTAdBgNVHQ4EFgQUmtGeDxbu9xTLkMbxldvOZulFgPkwHwYDVR0j
BBgwFoAUmtGeDxbu9xTLkMbxldvOZulFgPkwDwYDVR0TAQH/BAUwAwEB/zAOBgNV
HQ8BAf8EBAMCAQYwBQYDK2VwA0EAnLq00TXMNPe0uvaIdijI5/OJShGrUsajI56J
raH6TH6nWNdDFnvwNd+fDV9GEVrCNQ4TFFgl+h9GGvw7ai6LDg==
-----END CERTIFICATE-----
";

    /// What the HTTP library would choose itself, whose choice this is in place of.
    #[test]
    fn hosts_are_named_and_http2_is_offered_in_both_versions_of_tls() {
        for authorities in [None, Some(AUTHORITY.parse().unwrap())] {
            let config = config(authorities.as_ref()).unwrap();
            assert_eq!(config.alpn_protocols, [&b"h2"[..], b"http/1.1"]);
            assert!(config.enable_sni);
            for version in [TLSv1_2, TLSv1_3] {
                let spoken =
                    config.crypto_provider().cipher_suites.iter().any(|suite| suite.version().version == version);
                assert!(spoken, "{version:?}");
            }
        }
    }

    /// Nothing is read before somebody has to be trusted; then it is what the system's own verifier says.
    #[test]
    fn whom_this_computer_trusts_is_read_when_it_is_needed() {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mine = ThisComputer { provider: provider.clone(), trusts: OnceLock::new() };
        let systems = Verifier::new(provider).unwrap();
        assert_eq!(mine.supported_verify_schemes(), systems.supported_verify_schemes());
        assert!(mine.trusts.get().is_none());
        let stranger: Authorities = AUTHORITY.parse().unwrap();
        let certificate = stranger.certificates().next().unwrap();
        let verdict = |verifier: &dyn ServerCertVerifier| {
            let name = ServerName::try_from("example.org").unwrap();
            verifier.verify_server_cert(&certificate, &[], &name, &[], UnixTime::now()).map(drop)
        };
        let refused = verdict(&mine);
        assert!(matches!(refused, Err(Error::InvalidCertificate(_))), "{refused:?}");
        assert_eq!(format!("{refused:?}"), format!("{:?}", verdict(&systems)));
        assert!(mine.trusts.get().is_some());
    }
}
