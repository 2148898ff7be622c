//! The source server on a loopback address.

use crate::world::{CSV, URL};
use sisuiq_clock::Clock;
use sisuiq_sources::{
    AllowList, Fetcher, Kind, LocalNetwork, NotLoopback, Outcome, Request,
    server::{Behaviour, Reply, SourceServer},
};
use std::sync::Arc;

#[tokio::test]
async fn local_network_leads_to_the_server() {
    let server = SourceServer::new();
    server.on(URL, Reply::file("text/csv", CSV).etag("\"v1\""));
    server.on("https://files.un.org/reset", Behaviour::Reset);
    let listening = server.listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let network = Arc::new(LocalNetwork::new(listening.address()).unwrap());
    let allowed: AllowList = ".un.org".parse().unwrap();
    let fetcher = Fetcher::new(network.clone(), network, allowed, Clock::system());
    let (outcome, bytes) = fetcher.fetch_bytes(&Request::new(URL, &[Kind::Csv])).await.unwrap();
    let Outcome::Fetched(file) = outcome else { panic!("not modified") };
    assert_eq!(bytes, CSV.as_bytes());
    let again = Request { validators: Some(&file.validators), ..Request::new(URL, &[Kind::Csv]) };
    assert!(matches!(fetcher.fetch_bytes(&again).await, Ok((Outcome::NotModified { .. }, _))));
    for (url, code) in [
        ("https://files.un.org/reset", "connection_lost"),
        ("https://files.un.org/none", "not_found"),
        // the guard stands in development as everywhere
        ("http://lists.un.org/sdn.csv", "scheme_not_https"),
        ("https://lists.example.net/", "host_not_allowed"),
        ("https://127.0.0.1/", "host_is_address"),
    ] {
        let error = fetcher.fetch_bytes(&Request::new(url, &[Kind::Csv])).await.unwrap_err();
        assert_eq!(error.code(), code, "{url}");
    }
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn local_network_is_local() {
    for address in ["192.168.0.1:80", "0.0.0.0:80", "11.0.0.1:80", "[::]:80"] {
        assert_eq!(LocalNetwork::new(address.parse().unwrap()).unwrap_err(), NotLoopback);
    }
}
