//! A source server in memory and a fetcher that permits some of its hosts.

use sisuiq_clock::Clock;
use sisuiq_sources::{
    AllowList, FetchError, Fetched, Fetcher, Kind, Limits, Outcome, Request, Validators,
    server::{Behaviour, PlayedNetwork, SourceServer},
};
use std::sync::Arc;

pub(crate) const URL: &str = "https://lists.un.org/sdn.csv";
pub(crate) const CSV: &str = "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"\n";
const ALLOWED: &str = "lists.un.org,files.un.org,.europa.eu,alt.un.org:8443";

pub(crate) struct World {
    pub(crate) server: SourceServer,
    pub(crate) network: PlayedNetwork,
    pub(crate) fetcher: Fetcher,
    pub(crate) limits: Limits,
    pub(crate) expected: Vec<Kind>,
}

impl World {
    pub(crate) fn new() -> Self {
        let server = SourceServer::new();
        let network = server.network();
        let clock = Clock::manual("2026-03-28T12:00:00Z".parse().unwrap());
        let allowed: AllowList = ALLOWED.parse().unwrap();
        let fetcher = Fetcher::new(Arc::new(network.clone()), Arc::new(network.clone()), allowed, clock);
        Self { server, network, fetcher, limits: Limits::default(), expected: vec![Kind::Csv] }
    }

    /// A world in which the usual URL behaves in this way.
    pub(crate) fn with(behaviour: impl Into<Behaviour>) -> Self {
        let world = Self::new();
        world.server.on(URL, behaviour);
        world
    }

    pub(crate) async fn fetch(
        &self,
        url: &str,
        validators: Option<&Validators>,
    ) -> Result<(Outcome, Vec<u8>), FetchError> {
        let request = Request { validators, limits: self.limits.clone(), ..Request::new(url, &self.expected) };
        self.fetcher.fetch_bytes(&request).await
    }

    pub(crate) async fn file(&self, url: &str) -> (Fetched, Vec<u8>) {
        match self.fetch(url, None).await.unwrap() {
            (Outcome::Fetched(fetched), bytes) => (*fetched, bytes),
            (Outcome::NotModified { .. }, _) => panic!("not modified"),
        }
    }

    pub(crate) async fn fault(&self, url: &str) -> FetchError {
        match self.fetch(url, None).await {
            Err(error) => error,
            Ok(outcome) => panic!("{url}: {outcome:?}"),
        }
    }

    pub(crate) async fn code(&self) -> &'static str {
        self.fault(URL).await.code()
    }
}
