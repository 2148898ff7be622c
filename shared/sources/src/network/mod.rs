//! The two ways to the outside, both injected: resolving names, and opening connections.
//!
//! Between them stands the guard: a [`Transport`] takes a [`VettedAddress`], and only the guard makes those.

mod local;
mod system;

#[cfg(feature = "server")]
pub(crate) use local::PLAYED;
pub use local::{LocalNetwork, NotLoopback};
pub use system::{SystemResolver, TlsTransport};

use crate::{HostName, VettedAddress};
use std::{io, net::IpAddr, pin::Pin};
use tokio::io::{AsyncRead, AsyncWrite};

/// A future that an object-safe trait returns.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Resolves names of hosts.
pub trait Resolver: Send + Sync {
    /// Returns every address of a host. The guard checks all of them, and a fetch resolves each hop exactly once.
    ///
    /// # Errors
    /// The name does not exist, or the name service is unavailable.
    fn resolve<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// Opens connections over which HTTP/1.1 is spoken.
pub trait Transport: Send + Sync {
    /// Connects to exactly this address, and proves that the other side is the host.
    ///
    /// # Errors
    /// See [`ConnectError`].
    fn connect<'a>(
        &'a self,
        host: &'a HostName,
        address: VettedAddress,
    ) -> BoxFuture<'a, Result<Box<dyn Connection>, ConnectError>>;
}

/// A connection in both directions.
pub trait Connection: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Connection for T {}

/// The reason why a connection could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address does not accept connections.
    #[error("connecting")]
    Unreachable(#[source] io::Error),
    /// The certificate is not valid for the host.
    #[error("checking the certificate")]
    Certificate(#[source] io::Error),
    /// TLS failed for another reason.
    #[error("negotiating TLS")]
    Tls(#[source] io::Error),
}
