//! The machine's resolver, and TLS over TCP.

use super::{BoxFuture, ConnectError, Connection, Resolver, Transport};
use crate::{HostName, VettedAddress};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

/// The resolver of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            // the dot at the end keeps the search list of resolv.conf from making another name of it
            let found = lookup_host((format!("{host}."), 0)).await?;
            Ok(found.map(|address: SocketAddr| address.ip()).collect())
        })
    }
}

/// TLS 1.2 or 1.3 over TCP. Proxies of the environment are not used.
#[derive(Clone)]
pub struct TlsTransport {
    connector: TlsConnector,
}

impl TlsTransport {
    /// A transport that trusts Mozilla's certificate authorities.
    ///
    /// # Errors
    /// The cryptography provider lacks the protocol versions.
    pub fn new() -> Result<Self, rustls::Error> {
        Self::trusting(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
    }

    /// A transport that trusts these certificate authorities.
    ///
    /// # Errors
    /// The cryptography provider lacks the protocol versions.
    pub fn trusting(roots: RootCertStore) -> Result<Self, rustls::Error> {
        // named, because rustls has no default when other crates bring a second provider
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { connector: TlsConnector::from(Arc::new(config)) })
    }

    /// Negotiates TLS with a host over a connection.
    async fn secure(
        &self,
        host: &HostName,
        stream: impl Connection + 'static,
    ) -> Result<Box<dyn Connection>, ConnectError> {
        let name = ServerName::try_from(host.as_str().to_owned())
            .map_err(|error| ConnectError::Certificate(io::Error::other(error)))?;
        let stream = self.connector.connect(name, stream).await.map_err(tls_error)?;
        Ok(Box::new(stream))
    }
}

impl std::fmt::Debug for TlsTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TlsTransport").finish_non_exhaustive()
    }
}

impl Transport for TlsTransport {
    fn connect<'a>(
        &'a self,
        host: &'a HostName,
        address: VettedAddress,
    ) -> BoxFuture<'a, Result<Box<dyn Connection>, ConnectError>> {
        Box::pin(async move {
            let stream = TcpStream::connect(address.socket()).await.map_err(ConnectError::Unreachable)?;
            self.secure(host, stream).await
        })
    }
}

fn tls_error(error: io::Error) -> ConnectError {
    let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match cause {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            ConnectError::Certificate(error)
        }
        _ => ConnectError::Tls(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AllowList, host};
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    use rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio_rustls::TlsAcceptor;

    /// A certificate authority's roots, and a server with its certificate for a name.
    fn authority(name: &str) -> (RootCertStore, TlsAcceptor) {
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(parameters.self_signed(&key).unwrap().der().clone()).unwrap();
        let issuer = Issuer::new(parameters, key);
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        (roots, TlsAcceptor::from(Arc::new(config)))
    }

    /// Connects as `lists.un.org` to a server with a certificate for a name.
    async fn greeting(roots: Option<RootCertStore>, name: &str) -> Result<String, ConnectError> {
        let (its_roots, acceptor) = authority(name);
        let (client, served) = duplex(64 << 10);
        tokio::spawn(async move {
            let mut stream = acceptor.accept(served).await?;
            stream.write_all(b"hello").await?;
            stream.shutdown().await
        });
        let allowed: AllowList = "lists.un.org".parse().unwrap();
        let host = allowed.admit(&host::parse("https://lists.un.org/").unwrap()).unwrap().host;
        let transport = TlsTransport::trusting(roots.unwrap_or(its_roots)).unwrap();
        let mut stream = transport.secure(&host, client).await?;
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        Ok(text)
    }

    #[tokio::test]
    async fn certificates_must_name_the_host() {
        assert_eq!(greeting(None, "lists.un.org").await.unwrap(), "hello");
        assert!(matches!(greeting(None, "evil.net").await, Err(ConnectError::Certificate(_))));
        let others = authority("lists.un.org").0;
        assert!(matches!(greeting(Some(others), "lists.un.org").await, Err(ConnectError::Certificate(_))));
        let mozilla = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        assert!(matches!(greeting(Some(mozilla), "lists.un.org").await, Err(ConnectError::Certificate(_))));
    }
}
