//! Closed-loop load: each client sends its next request when the last one is answered.

use super::{Call, Connection, Reply};
use crate::figures::{Latencies, float};
use anyhow::{Result, anyhow};
use futures::future::try_join_all;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// Number of clients and duration of a load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    /// Requests that start in this period are sent but not counted.
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// Results of all clients.
#[derive(Debug)]
pub(crate) struct Outcome<Seen> {
    pub(crate) latencies: Latencies,
    pub(crate) requests_per_second: f64,
    /// Results of `read`, one for each counted answer.
    pub(crate) seen: Vec<Seen>,
}

impl<Seen> Outcome<Seen> {
    /// Requests a second and percentiles, in the order of [`crate::figures::Column::of_load`].
    pub(crate) fn figures(&self) -> Vec<f64> {
        let mut figures = vec![self.requests_per_second];
        figures.extend(self.latencies.figures());
        figures
    }
}

impl Load {
    /// Runs the clients. `make` creates a request from the number of its client and its own number; `read` parses the
    /// answer and receives the same numbers. Clients are spread evenly over the addresses.
    ///
    /// # Errors
    /// A request failed or `read` rejected its answer: figures of failing requests are meaningless.
    pub(crate) async fn run<Seen, Make, Read>(
        self,
        addresses: &[SocketAddr],
        make: Make,
        read: Read,
    ) -> Result<Outcome<Seen>>
    where
        Seen: Send + 'static,
        Make: Fn(usize, usize) -> Call + Send + Sync + 'static,
        Read: Fn(usize, usize, &Reply) -> Result<Seen> + Send + Sync + 'static,
    {
        let (make, read) = (Arc::new(make), Arc::new(read));
        let counted_from = Instant::now() + self.warm_up;
        let clients = (0..self.clients).zip(addresses.iter().copied().cycle()).map(|(client, address)| {
            let (make, read) = (Arc::clone(&make), Arc::clone(&read));
            let measured = Measured { address, from: counted_from, until: counted_from + self.measured };
            let read = move |number: usize, reply: &Reply| read(client, number, reply);
            tokio::spawn(async move { measured.client(|number| make(client, number), read).await })
        });
        let mut outcome = Outcome { latencies: Latencies::new()?, requests_per_second: 0.0, seen: Vec::new() };
        let mut answered = 0;
        for joined in try_join_all(clients).await? {
            let (latencies, seen, answered_by_one) = joined?;
            outcome.latencies.add(&latencies)?;
            outcome.seen.extend(seen);
            answered += answered_by_one;
        }
        if outcome.latencies.count() == 0 {
            return Err(anyhow!("no request was answered in {} s", self.measured.as_secs()));
        }
        outcome.requests_per_second = float(answered) / self.measured.as_secs_f64();
        Ok(outcome)
    }
}

/// The server of one client and the period in which its requests count.
#[derive(Clone, Copy, Debug)]
struct Measured {
    address: SocketAddr,
    from: Instant,
    until: Instant,
}

impl Measured {
    /// Runs one client. Returns the latencies and results of the requests that started in the period, and the number of
    /// requests that were answered in it, including those that started earlier.
    async fn client<Seen>(
        self,
        make: impl Fn(usize) -> Call,
        read: impl Fn(usize, &Reply) -> Result<Seen>,
    ) -> Result<(Latencies, Vec<Seen>, u64)> {
        let mut connection = Connection::open(self.address).await?;
        let (mut latencies, mut all_seen, mut answered) = (Latencies::new()?, Vec::new(), 0);
        for number in 0.. {
            let call = make(number);
            let began = Instant::now();
            if began >= self.until {
                break;
            }
            let reply = connection.send(&call).await?;
            let ended = Instant::now();
            let seen = read(number, &reply)?;
            if began >= self.from {
                latencies.record(ended - began);
                all_seen.push(seen);
            }
            answered += u64::from(ended >= self.from && ended <= self.until);
        }
        Ok((latencies, all_seen, answered))
    }
}
