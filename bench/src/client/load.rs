//! Clients that each send their next request when the last one is answered.

use super::{Call, Connection, Reply};
use crate::figures::{Latencies, float};
use anyhow::{Result, anyhow};
use futures::future::try_join_all;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// How many clients, and for how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    /// Requests that begin in this time are sent and not counted.
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// What the clients saw.
#[derive(Debug)]
pub(crate) struct Outcome<Seen> {
    pub(crate) latencies: Latencies,
    pub(crate) requests_per_second: f64,
    /// What was read in each answer.
    pub(crate) seen: Vec<Seen>,
}

impl<Seen> Outcome<Seen> {
    /// Requests a second and percentiles, as [`crate::figures::Column::of_load`] names them.
    pub(crate) fn figures(&self) -> Vec<f64> {
        let mut figures = vec![self.requests_per_second];
        figures.extend(self.latencies.figures());
        figures
    }
}

impl Load {
    /// Sends what `make` gives for a client and the number of its request, and reads each answer with `read`, which is
    /// told both numbers. Clients are spread evenly over the addresses.
    ///
    /// # Errors
    /// A request was not answered as it should be: figures of failing requests say nothing.
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

/// The part of the time that counts.
#[derive(Clone, Copy, Debug)]
struct Measured {
    address: SocketAddr,
    from: Instant,
    until: Instant,
}

impl Measured {
    /// The times of one client's requests that began in this part, what was read in their answers, and how many requests
    /// were answered in it, whenever they began.
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
