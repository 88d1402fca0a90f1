//! What is read as a certificate that somebody trusts (`tests/certificates`).

use masumi::net::{Authorities, AuthorityRefusal};

const AUTHORITY: &str = include_str!("../../../../../tests/certificates/authority.pem");
const OTHER: &str = include_str!("../../../../../tests/certificates/other-authority.pem");

fn read(text: &str) -> Result<Authorities, AuthorityRefusal> {
    text.parse()
}

#[test]
fn a_certificate_is_told_by_its_name_and_its_fingerprint() {
    let authorities = read(AUTHORITY).unwrap();
    let [one] = authorities.all() else { panic!() };
    assert_eq!(one.subject, "C=CH, O=Kaimono tests, CN=Own authority");
    // As `openssl x509 -fingerprint -sha256` tells it.
    let fingerprint = "64:46:54:C3:83:A4:67:70:AB:6C:3E:19:67:A0:FA:04:15:33:7E:F9:C8:5A:97:64:4A:43:53:43:D7:CC:00:8A";
    assert_eq!(one.fingerprint, fingerprint);
    assert_eq!(read(authorities.pem()).as_ref(), Ok(&authorities), "what was stored is read again");
}

#[test]
fn several_certificates_and_words_around_them_are_read() {
    let pasted = format!("subject=CN = Own authority\r\n{}\r\n# and\n{OTHER}\n\n", AUTHORITY.replace('\n', "\r\n"));
    let both = read(&pasted).unwrap();
    let names: Vec<_> = both.all().iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(names, ["C=CH, O=Kaimono tests, CN=Own authority", "O=Kaimono tests, CN=Another authority"]);
    assert!(read(AUTHORITY).unwrap().within(Some(&both)) && !both.within(read(OTHER).ok().as_ref()));
    assert!(!both.within(None));
}

#[test]
fn what_is_no_certificate_is_refused_with_the_reason() {
    let cut = &AUTHORITY[..AUTHORITY.len() / 2];
    let broken = AUTHORITY.replace("MII", "MIJ").replacen("MI", "AA", 1);
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\n-----END PRIVATE KEY-----\n";
    let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAcH\n-----END ENCRYPTED PRIVATE KEY-----";
    assert_eq!(read(""), Err(AuthorityRefusal::NoCertificate));
    assert_eq!(read("my company's certificate"), Err(AuthorityRefusal::NoCertificate));
    assert_eq!(read(&format!("{AUTHORITY}{key}")), Err(AuthorityRefusal::PrivateKey));
    assert_eq!(read(locked), Err(AuthorityRefusal::PrivateKey));
    assert_eq!(read(&AUTHORITY.repeat(200)), Err(AuthorityRefusal::TooLong));
    for damaged in [cut, &broken, &AUTHORITY.replace("MII", "M!I")] {
        assert!(matches!(read(damaged), Err(AuthorityRefusal::Damaged(1, _))), "{damaged}: {:?}", read(damaged));
    }
    assert!(matches!(read(&format!("{AUTHORITY}{broken}")), Err(AuthorityRefusal::Damaged(2, _))));
}
