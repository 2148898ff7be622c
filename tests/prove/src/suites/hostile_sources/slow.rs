//! Sources that take time, or too much of anything. Time is paused, so nothing waits; stores cannot be asked meanwhile.

use super::{
    attack::{Attack, List, OFAC, PERMITTED},
    lists,
};
use sisuiq_clock::Clock;
use sisuiq_sources::{
    AllowList, Fetcher, Kind, Limits, Request,
    server::{Behaviour, Framing, Reply, SourceServer},
};
use std::{sync::Arc, time::Duration};
use tokio::runtime::Builder;

/// Time of one file, as the function that fetches has it.
const TIMEOUT: Duration = Duration::from_mins(2);
/// Bytes of the largest file here: what is too large is soon sent.
const LARGEST: u64 = 64 << 10;

pub(super) fn all() -> Vec<Attack> {
    let file = || Reply::file("text/csv", lists::ofac().repeat(40));
    let large = || Reply::file("text/csv", lists::ofac().repeat(200));
    let seconds = Duration::from_secs;
    let attacks: [(&str, Behaviour, &str); 9] = [
        ("silence", Behaviour::Silence, "head_timeout"),
        ("a byte a second", file().pace(1, seconds(1)).into(), "too_slow"),
        ("a byte each 25 s", file().pace(1, seconds(25)).into(), "too_slow"),
        ("a chunk a second", file().pace(16, seconds(1)).framing(Framing::Chunks).into(), "too_slow"),
        ("a burst, then a byte a second", file().pace(15_000, seconds(19)).into(), "too_slow"),
        ("a file for longer than a fetch", file().pace(3_000, seconds(60)).into(), "too_slow"),
        ("a file without end", Behaviour::EndlessBody, "body_too_large"),
        ("a large file in chunks", large().framing(Framing::Chunks).into(), "body_too_large"),
        ("a file that unpacks to a large one", large().gzip().into(), "decompressed_too_large"),
    ];
    let mut slow: Vec<Attack> = attacks
        .into_iter()
        .map(|(what, behaviour, code)| Attack { is_slow: true, ..Attack::answering(List::Ofac, what, behaviour, code) })
        .collect();
    let there = "https://files.treasury.gov/sdn.csv";
    let silent = Attack::redirecting(there, "head_timeout").and(there, Behaviour::Silence).connecting(2);
    slow.push(Attack { what: "a redirect into silence".to_owned(), is_slow: true, ..silent });
    slow
}

/// Fetches a slow source.
pub(super) fn withstands(attack: &Attack) -> Result<(), String> {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let server = SourceServer::new();
        for (url, behaviour) in &attack.plays {
            server.on(url, behaviour.clone());
        }
        let network = server.network();
        let shared = Arc::new(network.clone());
        let fetcher = Fetcher::new(shared.clone(), shared, PERMITTED.parse::<AllowList>().unwrap(), Clock::system());
        let limits = Limits { total: TIMEOUT, body: LARGEST, decompressed: LARGEST, ..Limits::default() };
        let request = Request { limits, ..Request::new(&attack.url, &[Kind::Csv]) };
        let ended = fetcher.fetch_bytes(&request).await.map_or_else(|error| error.code(), |_| "fetched");
        if ended != attack.ends {
            return Err(format!("{ended} instead of {}", attack.ends));
        }
        let (resolved, connected) = (network.resolved(), network.connected().len());
        if resolved.first().map(String::as_str) != Some(OFAC) || connected != attack.connections {
            return Err(format!("{connected} connections to {resolved:?}"));
        }
        Ok(())
    })
}
