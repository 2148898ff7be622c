//! A network in memory that records names and connections.

use super::{SourceServer, play};
use crate::{BoxFuture, ConnectError, Connection, HostName, Resolver, Transport, VettedAddress, network::PLAYED};
use std::{
    collections::{HashMap, VecDeque},
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::io::duplex;

const BUFFER: usize = 64 << 10;

/// A network that consists of one [`SourceServer`], at a global address that every name resolves to unless a test says
/// otherwise. Connections are pipes in memory. Other addresses are unreachable, and attempts to reach them are recorded.
#[derive(Debug, Clone)]
pub struct PlayedNetwork {
    server: SourceServer,
    records: Arc<Mutex<Records>>,
}

#[derive(Debug, Default)]
struct Records {
    answers: HashMap<String, VecDeque<Vec<IpAddr>>>,
    resolved: Vec<String>,
    connected: Vec<SocketAddr>,
}

impl PlayedNetwork {
    pub(super) fn new(server: SourceServer) -> Self {
        Self { server, records: Arc::default() }
    }

    /// The address of the server.
    #[must_use]
    pub const fn address() -> IpAddr {
        PLAYED
    }

    /// Lets a name resolve to the first list of addresses when it is first asked for, and so on; the last list repeats. An
    /// empty list is a name without addresses.
    pub fn resolve_to(&self, host: &str, answers: impl IntoIterator<Item = Vec<IpAddr>>) {
        self.records().answers.insert(host.to_owned(), answers.into_iter().collect());
    }

    /// The names that were resolved so far.
    #[must_use]
    pub fn resolved(&self) -> Vec<String> {
        self.records().resolved.clone()
    }

    /// The addresses to which a connection was attempted so far.
    #[must_use]
    pub fn connected(&self) -> Vec<SocketAddr> {
        self.records().connected.clone()
    }

    fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, host: &str) -> Vec<IpAddr> {
        let mut records = self.records();
        records.resolved.push(host.to_owned());
        match records.answers.get_mut(host) {
            Some(answers) if answers.len() > 1 => answers.pop_front().unwrap_or_default(),
            Some(answers) => answers.front().cloned().unwrap_or_default(),
            None => vec![PLAYED],
        }
    }
}

impl Resolver for PlayedNetwork {
    fn resolve<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async { Ok(self.answer(host.as_str())) })
    }
}

impl Transport for PlayedNetwork {
    fn connect<'a>(
        &'a self,
        _: &'a HostName,
        address: VettedAddress,
    ) -> BoxFuture<'a, Result<Box<dyn Connection>, ConnectError>> {
        Box::pin(async move {
            self.records().connected.push(address.socket());
            if address.socket().ip() != PLAYED {
                return Err(ConnectError::Unreachable(io::ErrorKind::HostUnreachable.into()));
            }
            let (client, served) = duplex(BUFFER);
            tokio::spawn(play::serve(self.server.clone(), served));
            Ok(Box::new(client) as Box<dyn Connection>)
        })
    }
}
