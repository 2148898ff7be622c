//! The server's certificate is checked before the client logs in.
#![expect(clippy::unwrap_used, reason = "test code")]

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, TrustAnchor},
};
use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseSettings};
use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

/// The request for TLS: its length and the code 80877103.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];
/// `AuthenticationOk` and `ReadyForQuery`, outside of a transaction.
const LET_IN: [u8; 15] = [b'R', 0, 0, 0, 8, 0, 0, 0, 0, b'Z', 0, 0, 0, 5, b'I'];

/// A certificate authority.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

impl Authority {
    fn new() -> Self {
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(parameters, key), certificate }
    }

    fn anchors(&self) -> Vec<TrustAnchor<'static>> {
        let mut store = RootCertStore::empty();
        store.add(self.certificate.clone()).unwrap();
        store.roots
    }

    /// A server's side of TLS, with a certificate for this name.
    fn acceptor(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let parameters = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = parameters.signed_by(&key, &self.issuer).unwrap().der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// Answers one client, and returns the user name that it sent, if any.
async fn server(acceptor: TlsAcceptor) -> (u16, JoinHandle<Option<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (mut plain, _) = listener.accept().await.unwrap();
        let mut request = [0; SSL_REQUEST.len()];
        plain.read_exact(&mut request).await.unwrap();
        assert_eq!(request, SSL_REQUEST, "nothing is said in the clear");
        plain.write_all(b"S").await.unwrap();
        listen(acceptor, plain).await
    });
    (port, heard)
}

async fn listen(acceptor: TlsAcceptor, plain: TcpStream) -> Option<String> {
    let mut sealed = acceptor.accept(plain).await.ok()?;
    let length = usize::try_from(sealed.read_u32().await.ok()?).unwrap();
    let mut startup = vec![0; length - size_of::<u32>()];
    sealed.read_exact(&mut startup).await.ok()?;
    sealed.write_all(&LET_IN).await.unwrap();
    let words: Vec<_> =
        startup.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect();
    let name = words.iter().position(|word| word == "user")?;
    words.get(name + 1).cloned()
}

/// Connects a pool that trusts these; returns whether that worked, and the user name that the server received.
async fn connect(authorities: Vec<TrustAnchor<'static>>, acceptor: TlsAcceptor) -> (bool, Option<String>) {
    let (port, heard) = server(acceptor).await;
    let credentials = CredentialSource::Fixed(Credentials {
        host: "127.0.0.1".to_owned(),
        port,
        dbname: "sisuiq".to_owned(),
        username: "somebody".to_owned(),
        password: "a password".to_owned().into(),
    });
    let settings = DatabaseSettings { credentials, tls: true, authorities, pool_size: 1 };
    let connected = Database::new(settings).unwrap().connection().await.is_ok();
    (connected, heard.await.unwrap())
}

#[tokio::test]
async fn known_authority_is_accepted() {
    let authority = Authority::new();
    let (connected, heard) = connect(authority.anchors(), authority.acceptor("127.0.0.1")).await;
    assert!(connected);
    assert_eq!(heard.as_deref(), Some("somebody"));
}

#[tokio::test]
async fn unknown_authority_is_refused() {
    let (known, other) = (Authority::new(), Authority::new());
    assert_eq!(connect(known.anchors(), other.acceptor("127.0.0.1")).await, (false, None));
    assert_eq!(connect(Vec::new(), other.acceptor("127.0.0.1")).await, (false, None));
}

#[tokio::test]
async fn certificate_of_another_host_is_refused() {
    let authority = Authority::new();
    assert_eq!(connect(authority.anchors(), authority.acceptor("elsewhere.example")).await, (false, None));
}
