//! The way to a PostgreSQL server, encrypted, with a certificate that the test makes itself.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "tests may fail")]

#[allow(dead_code, reason = "the suite's helpers are for other suites too")]
mod server;

use std::fs;

use bellwether_history::Store;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use server::Server;

/// An authority, and the certificate and key that it gives the server called `localhost`.
fn authority() -> (String, String, String) {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    (authority.pem(), certificate.pem(), key.serialize_pem())
}

fn refused(address: &str) -> String {
    match Store::open(address) {
        Ok(_) => panic!("{address} was opened"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_certificate_is_checked_as_far_as_the_address_asks() {
    let (authority, certificate, key) = authority();
    let Some(server) = Server::start_with_tls(&certificate, &key) else { return };
    let folder = tempfile::tempdir().unwrap();
    let (ours, other) = (folder.path().join("ours.pem"), folder.path().join("other.pem"));
    fs::write(&ours, authority).unwrap();
    fs::write(&other, self::authority().0).unwrap();
    let plain = server.address("bellwether", &server.database());
    let with = |query: &str| format!("{plain}?{query}");
    let verified = with(&format!("sslmode=verify-full&sslrootcert={}", ours.display()));
    for address in [&with("sslmode=require"), &verified, &plain] {
        let remarks = Store::open(address.as_str())
            .unwrap()
            .doctor(None, jiff::Timestamp::UNIX_EPOCH)
            .unwrap();
        let encrypted = remarks.iter().any(|remark| remark.words.contains("is encrypted"));
        assert!(encrypted, "{address}: {remarks:?}");
    }
    let remarks = Store::open(with("sslmode=disable").as_str())
        .unwrap()
        .doctor(None, jiff::Timestamp::UNIX_EPOCH)
        .unwrap();
    assert!(!remarks.iter().any(|remark| remark.words.contains("is encrypted")), "{remarks:?}");
    let stranger = refused(&with(&format!("sslmode=verify-full&sslrootcert={}", other.display())));
    assert!(stranger.contains("certificate is not trusted"), "{stranger}");
    let unknown = refused(&with("sslmode=verify-full"));
    assert!(unknown.contains("sslrootcert=FILE"), "the system trusts nobody of ours: {unknown}");
    let misnamed = refused(&verified.replace("localhost", "127.0.0.1"));
    assert!(misnamed.contains("certificate is not trusted"), "{misnamed}");
}

#[test]
fn a_server_without_tls_is_told_from_one_that_is_away() {
    let Some(server) = Server::shared() else { return };
    let address = server.address("bellwether", &server.database());
    let told = refused(&format!("{address}?sslmode=require"));
    assert!(told.contains("the server offers no encryption"), "{told}");
}
