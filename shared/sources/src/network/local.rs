//! Development without the internet: every name leads to one local server that plays all sources.

use super::{BoxFuture, ConnectError, Connection, Resolver, Transport};
use crate::{HostName, VettedAddress};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};
use tokio::net::TcpStream;

/// The address that names appear to have. It is global, so the guard checks it as any other; nothing is sent to it.
pub(crate) const PLAYED: IpAddr = IpAddr::V4(Ipv4Addr::new(11, 0, 0, 1));

/// The address is not one of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The server that plays sources has to listen on a loopback address.")]
pub struct NotLoopback;

/// A network that consists of one server on this machine, which plays every source.
///
/// It replaces the internet and leaves the guard as it is: URLs are `https`, hosts are those of the allow-list, and addresses
/// are checked. Only then is the connection made to the local server, without TLS, which distinguishes sources by `Host`. A
/// program with this network cannot reach anything but that server.
#[derive(Debug, Clone, Copy)]
pub struct LocalNetwork {
    server: SocketAddr,
}

impl LocalNetwork {
    /// The network of the server at this address.
    ///
    /// # Errors
    /// [`NotLoopback`], so that no setting makes a deployed function send plain HTTP anywhere.
    pub fn new(server: SocketAddr) -> Result<Self, NotLoopback> {
        if server.ip().is_loopback() { Ok(Self { server }) } else { Err(NotLoopback) }
    }
}

impl Resolver for LocalNetwork {
    fn resolve<'a>(&'a self, _: &'a HostName) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async { Ok(vec![PLAYED]) })
    }
}

impl Transport for LocalNetwork {
    fn connect<'a>(
        &'a self,
        _: &'a HostName,
        _: VettedAddress,
    ) -> BoxFuture<'a, Result<Box<dyn Connection>, ConnectError>> {
        Box::pin(async move {
            let stream = TcpStream::connect(self.server).await.map_err(ConnectError::Unreachable)?;
            Ok(Box::new(stream) as Box<dyn Connection>)
        })
    }
}
