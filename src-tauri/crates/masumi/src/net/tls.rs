//! TLS as the clients here speak it. Each client gets its cryptography provider directly, and none is installed for the process:
//! the process belongs to whoever uses this crate.

use super::Authorities;
use rustls::{ClientConfig, Error, client::danger::ServerCertVerifier, crypto::CryptoProvider};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// TLS 1.2 and 1.3, HTTP/2 where it is offered. Trusted is whom this computer trusts, and these beside.
pub(super) fn config(authorities: Option<&Authorities>) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = verifier(authorities, provider.clone())?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous() // rustls' word for any verifier that is not its own
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(not(target_os = "android"))]
fn verifier(
    authorities: Option<&Authorities>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    Ok(match authorities {
        Some(authorities) => Arc::new(Verifier::new_with_extra_roots(authorities.certificates(), provider)?),
        None => Arc::new(Verifier::new(provider)?),
    })
}

/// Android trusts nobody beside its own store.
#[cfg(target_os = "android")]
fn verifier(
    authorities: Option<&Authorities>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    match authorities {
        Some(_) => Err(Error::General("this system takes no authorities beside its own".to_owned())),
        None => Ok(Arc::new(Verifier::new(provider)?)),
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
}
