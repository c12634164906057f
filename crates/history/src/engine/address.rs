//! The address of a PostgreSQL server: where it is, and how far the way there is to be trusted.
//!
//! `sslmode` means what it means to PostgreSQL's own programs: `disable`; `prefer` (the default)
//! encrypts where the server offers it; `require` encrypts or fails, whoever answers; `verify-full`
//! also wants a certificate that names the server and is signed by an authority that the system
//! trusts, or by the one in the file `sslrootcert`.

use std::{io, path::Path, sync::Arc};

use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_postgres::{
    Client, Config, Connection, Error, Socket,
    config::{Host, SslMode},
    tls::MakeTlsConnect,
};
use tokio_postgres_rustls::MakeRustlsConnect;
use url::form_urlencoded;

use crate::OpenError;

/// What moves the messages of a connection.
pub(super) type Moving = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

/// A server's address, read.
pub(super) struct Address {
    config: Config,
    tls: MakeRustlsConnect,
}

impl Address {
    /// Reads an address such as `postgres://user@host/name?sslmode=verify-full`.
    pub(super) fn read(text: &str) -> Result<Self, OpenError> {
        let (address, asked) = split(text);
        let mut config: Config =
            address.parse().map_err(|error: Error| OpenError::Address(error.to_string()))?;
        let mode = asked.mode.as_deref().unwrap_or("prefer");
        config.ssl_mode(match mode {
            "disable" => SslMode::Disable,
            "prefer" => SslMode::Prefer,
            "require" | "verify-full" => SslMode::Require,
            other => {
                let known = "disable, prefer, require and verify-full";
                return Err(OpenError::Address(format!("sslmode={other} is not one of {known}")));
            }
        });
        let tls = match (mode, asked.roots) {
            ("verify-full", roots) => trusting(roots_of(roots.as_deref())?)?,
            (_, None) => trusting_anybody()?,
            (_, Some(_)) => {
                return Err(OpenError::Address("sslrootcert goes with sslmode=verify-full".into()));
            }
        };
        Ok(Self { config, tls: MakeRustlsConnect::new(tls) })
    }

    /// Connects: gives the client, and what moves its messages to and fro.
    pub(super) async fn connect(&self) -> Result<(Client, Moving), Error> {
        self.config.connect(self.tls.clone()).await
    }

    /// Where the database is, without the password that an address may hold.
    pub(super) fn place(&self) -> String {
        let config = &self.config;
        let name = config.get_dbname().or(config.get_user()).unwrap_or("postgres");
        let hosts: Vec<String> = config.get_hosts().iter().map(host).collect();
        format!("the database “{name}” on {}", hosts.join(", "))
    }
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

/// What an address asks of the way to the server.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    mode: Option<String>,
    roots: Option<String>,
}

/// Takes out of an address what the driver does not know.
fn split(text: &str) -> (String, Asked) {
    let (address, query) = text.split_once('?').unwrap_or((text, ""));
    let mut asked = Asked::default();
    let mut others = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let read = form_urlencoded::parse(pair.as_bytes()).next();
        match read.as_ref().map(|(name, value)| (&**name, &**value)) {
            Some(("sslmode", mode)) => asked.mode = Some(mode.to_owned()),
            Some(("sslrootcert", file)) => asked.roots = Some(file.to_owned()),
            _ => others.push(pair),
        }
    }
    let query = if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
    (format!("{address}{query}"), asked)
}

/// The authorities in a file, or else those that the system trusts.
fn roots_of(file: Option<&str>) -> Result<RootCertStore, OpenError> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => {
            let unfit =
                |problem: String| OpenError::Address(format!("sslrootcert {file}: {problem}"));
            let found = CertificateDer::pem_file_iter(Path::new(file))
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| unfit(error.to_string()))?;
            for certificate in found {
                roots.add(certificate).map_err(|error| unfit(error.to_string()))?;
            }
            if roots.is_empty() {
                return Err(unfit("there is no certificate in it".to_owned()));
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    Ok(roots)
}

fn builder(
    provider: &Arc<CryptoProvider>,
) -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, OpenError> {
    ClientConfig::builder_with_provider(Arc::clone(provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| OpenError::Address(error.to_string()))
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, OpenError> {
    let provider = Arc::new(ring::default_provider());
    Ok(builder(&provider)?.with_root_certificates(roots).with_no_client_auth())
}

fn trusting_anybody() -> Result<ClientConfig, OpenError> {
    let provider = Arc::new(ring::default_provider());
    let anybody = Arc::new(Anybody(Arc::clone(&provider)));
    let builder = builder(&provider)?.dangerous().with_custom_certificate_verifier(anybody);
    Ok(builder.with_no_client_auth())
}

/// Takes whoever answers for the server, as `prefer` and `require` say: what is sent is hidden from
/// those who listen, not from who pretends to be the server.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// What went wrong in agreeing on TLS, if that is what went wrong.
pub(super) enum Untrusted {
    /// The server has none.
    NoTls,
    /// Its certificate does not do.
    Certificate(String),
}

impl Untrusted {
    /// Looks for it in an error and what gave rise to that.
    pub(super) fn of(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        // The driver has no type for this.
        if error.to_string() == "server does not support TLS" {
            return Some(Self::NoTls);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(rustls::Error::InvalidCertificate(problem)) =
            inner.and_then(|inner| inner.downcast_ref::<rustls::Error>())
        {
            return Some(Self::Certificate(problem.to_string()));
        }
        error.source().and_then(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_driver_is_told_only_what_it_knows() {
        let (address, asked) = split(
            "postgres://pat@db/x?sslmode=verify-full&connect_timeout=5&sslrootcert=%2Fca.pem",
        );
        assert_eq!(address, "postgres://pat@db/x?connect_timeout=5");
        let wanted =
            Asked { mode: Some("verify-full".to_owned()), roots: Some("/ca.pem".to_owned()) };
        assert_eq!(asked, wanted);
        let plain = "postgres://pat@%2Frun%2Fpostgresql/x";
        assert_eq!(split(plain), (plain.to_owned(), Asked::default()));
    }

    #[test]
    fn an_address_that_cannot_be_kept_to_is_refused() {
        let refused = |query: &str| match Address::read(&format!("postgres://pat@db/x?{query}")) {
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        };
        assert!(refused("sslmode=verify-ca").contains("disable, prefer, require and verify-full"));
        assert!(refused("sslrootcert=ca.pem").contains("goes with sslmode=verify-full"));
        let missing = refused("sslmode=verify-full&sslrootcert=/nowhere/ca.pem");
        assert!(missing.contains("sslrootcert /nowhere/ca.pem"), "{missing}");
        assert_eq!(refused("sslmode=require"), "");
    }
}
