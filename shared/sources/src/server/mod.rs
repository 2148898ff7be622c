//! A server that plays sources in tests and development, well-behaved and hostile ones.
//!
//! A script says what a URL answers, request by request. The same server plays in memory ([`SourceServer::network`], in which a
//! test may pause time) and on a loopback address ([`SourceServer::listen`], to which [`LocalNetwork`](crate::LocalNetwork)
//! leads). It speaks plain HTTP/1.1 with one request a connection.

mod folder;
mod network;
mod play;
mod reply;

pub use network::PlayedNetwork;
pub use reply::{Behaviour, Framing, Reply};

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

/// A server that plays sources. Clones are the same server.
#[derive(Debug, Clone, Default)]
pub struct SourceServer(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    scripts: HashMap<(String, String), Script>,
    /// Answers what has no script.
    folder: Option<PathBuf>,
    requests: Vec<SeenRequest>,
}

#[derive(Debug)]
struct Script {
    behaviours: Vec<Behaviour>,
    served: usize,
}

/// A request that the server has received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRequest {
    /// `Host`.
    pub host: String,
    /// Path and query.
    pub target: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
}

impl SeenRequest {
    /// The value of a header, whose name is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

impl SourceServer {
    /// A server without scripts: it answers 404.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A server that answers a request for `https://HOST/PATH` with the file `HOST/PATH` of a folder, as it is at that moment. It keeps
    /// no requests.
    #[must_use]
    pub fn of_folder(folder: PathBuf) -> Self {
        let server = Self::new();
        server.state().folder = Some(folder);
        server
    }

    /// Lets a URL answer each request in this way. It replaces the URL's script. A text that is no URL is left out.
    pub fn on(&self, url: &str, behaviour: impl Into<Behaviour>) {
        self.on_each(url, [behaviour.into()]);
    }

    /// Lets a URL answer the first request in the first way, and so on; the last way repeats.
    pub fn on_each(&self, url: &str, behaviours: impl IntoIterator<Item = Behaviour>) {
        if let Ok(url) = Url::parse(url) {
            let script = Script { behaviours: behaviours.into_iter().collect(), served: 0 };
            self.state().scripts.insert((authority(&url), target(&url)), script);
        }
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.state().requests.clone()
    }

    /// A network in memory that consists of this server.
    #[must_use]
    pub fn network(&self) -> PlayedNetwork {
        PlayedNetwork::new(self.clone())
    }

    /// Listens on an address, with port 0 for a free one, until the result is dropped.
    ///
    /// # Errors
    /// The address is in use.
    pub async fn listen(&self, address: SocketAddr) -> io::Result<Listening> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let server = self.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(play::serve_tcp(server.clone(), stream));
            }
        });
        Ok(Listening { address, task })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and returns what answers it.
    fn answer(&self, request: SeenRequest) -> Behaviour {
        let mut state = self.state();
        if let Some(folder) = &state.folder {
            return folder::answer(folder, &request).into();
        }
        let script = state.scripts.get_mut(&(request.host.clone(), request.target.clone()));
        let behaviour = script.and_then(|script| {
            let last = script.behaviours.len().saturating_sub(1);
            let behaviour = script.behaviours.get(script.served.min(last)).cloned();
            script.served += 1;
            behaviour
        });
        state.requests.push(request);
        behaviour.unwrap_or_else(|| Reply::status(404).into())
    }
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn target(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

/// A server that listens until this is dropped.
#[derive(Debug)]
pub struct Listening {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Listening {
    /// The address on which it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}
