//! Latency of reads while other clients guess passwords.

use super::lists::{documents, fill, succeeded};
use crate::{
    client::{Call, Connection, Load},
    context::Context,
    figures::{Column, Latencies, Section, Table},
};
use anyhow::{Result, bail};
use http::StatusCode;
use serde_json::json;
use std::{
    convert::Infallible,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval_at},
};

/// Measurements of each case; the cases alternate.
const TURNS: u32 = 5;
/// Guessing clients, each on its own connection: more than the server answers concurrently.
const GUESSERS: u32 = 48;
/// Interval between the guesses of one client. All clients together send more guesses than the server can hash.
const PACE: Duration = Duration::from_millis(240);
/// The rate limits of `template.yaml`, which reject excess requests before a password is hashed, and the default number
/// of concurrent requests of `server`.
const LIMITS: [(&str, &str); 4] = [
    ("HTTP_AT_ONCE", "32"),
    ("RATE_LIMIT_AUTHENTICATION", "5/60s"),
    ("RATE_LIMIT_AUTHENTICATION_ADDRESS", "30/60s"),
    ("RATE_LIMIT_LOGIN", "50/3600s"),
];
/// First client address of the guesses; each guess uses a new address.
const NETWORK: u32 = 10 << 24;

/// The accounts whose passwords are guessed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Guessed {
    Nobodys,
    OneAccounts,
    ManyAccounts,
}

/// Results of one case over all turns.
#[derive(Debug)]
struct Seen {
    guessed: Guessed,
    latencies: Latencies,
    /// Reads, guesses and hashed guesses per second, summed over the turns.
    rates: [f64; 3],
}

/// The guessing clients and their counters.
#[derive(Clone, Debug)]
struct Guessers {
    server: SocketAddr,
    /// E-mail address of the single account.
    email: String,
    made: Arc<AtomicU32>,
    hashed: Arc<AtomicU32>,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("guesses", "Reads during password guessing", notes());
    // log-ins of earlier measures count against the hourly limit
    context.database().await?.batch_execute("TRUNCATE rate_limits").await?;
    let server = context.server(&LIMITS.map(|(name, value)| (name, value.to_owned()))).await?;
    let token = context.token(server.address).await?;
    fill(server.address, &token).await?;
    let guessers = Guessers::new(server.address, &context.settings.email);
    let columns = Column::of_load().into_iter().chain(["guesses/s", "hashed/s"].map(Column::said)).collect();
    let mut table = Table::new("requests", columns);
    let mut times = Table::new("times as long", vec![Column::said("p99")]);
    for clients in [1, 8] {
        let cases = [Guessed::Nobodys, Guessed::OneAccounts, Guessed::ManyAccounts];
        let mut all = cases.into_iter().map(Seen::new).collect::<Result<Vec<_>>>()?;
        for turn in 1..=TURNS {
            for seen in &mut all {
                context.progress.say(format!("{}, {clients} clients, turn {turn}", seen.guessed.name()));
                let load = Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(1, 4) };
                guessers.beside(load, documents(&token), seen).await?;
            }
        }
        let quiet = all.first().map_or(f64::NAN, |seen| seen.latencies.quantile(0.99));
        for Seen { guessed, latencies, rates } in all {
            let name = format!("{}, {clients} clients", guessed.name());
            if guessed != Guessed::Nobodys {
                times.add(name.as_str(), [latencies.quantile(0.99) / quiet]);
            }
            let [read, made, hashed] = rates.map(|rate| rate / f64::from(TURNS));
            table.add(name, [read].into_iter().chain(latencies.figures()).chain([made, hashed]));
        }
    }
    server.end().await?;
    section.tables.extend([table, times]);
    Ok(section)
}

fn notes() -> Vec<String> {
    [
        "One `server` process with the limits of `template.yaml` on routes that could guess a password, and 32 \
         requests at once. The given number of clients lists `100 documents`: alone, and beside 48 clients that \
         guess 200 times a second, always from another address, at one account or each time at another one, which \
         none of these limits detects.",
        "`hashed` are the guesses for which a password was hashed; the others were answered 429 after one statement, \
         or 503 without a statement. Guessing clients share the cores as well, so the figures include the cost of \
         sending guesses.",
    ]
    .map(str::to_owned)
    .to_vec()
}

impl Guessed {
    const fn name(self) -> &'static str {
        match self {
            Self::Nobodys => "no guesses",
            Self::OneAccounts => "one account guessed",
            Self::ManyAccounts => "many accounts guessed",
        }
    }
}

impl Seen {
    fn new(guessed: Guessed) -> Result<Self> {
        Ok(Self { guessed, latencies: Latencies::new()?, rates: [0.0; 3] })
    }
}

impl Guessers {
    fn new(server: SocketAddr, email: &str) -> Self {
        Self { server, email: email.to_owned(), made: Arc::default(), hashed: Arc::default() }
    }

    /// Runs the load while passwords are guessed.
    async fn beside(&self, load: Load, call: Call, seen: &mut Seen) -> Result<()> {
        let mut guessing = JoinSet::new();
        if seen.guessed != Guessed::Nobodys {
            for place in 0..GUESSERS {
                guessing.spawn(self.clone().guess(seen.guessed, PACE * place / GUESSERS));
            }
        }
        let (began, before) = (Instant::now(), self.counts());
        let servers = [self.server];
        let outcome = tokio::select! {
            outcome = load.run(&servers, move |_, _| call.clone(), succeeded) => outcome?,
            Some(failed) = guessing.join_next() => {
                let Err(error) = failed?;
                return Err(error);
            }
        };
        let (seconds, after) = (began.elapsed().as_secs_f64(), self.counts());
        let [made, hashed] = [0, 1].map(|place| f64::from(after[place] - before[place]) / seconds);
        for (sum, rate) in seen.rates.iter_mut().zip([outcome.requests_per_second, made, hashed]) {
            *sum += rate;
        }
        seen.latencies.add(&outcome.latencies)
    }

    async fn guess(self, guessed: Guessed, after: Duration) -> Result<Infallible> {
        let mut connection = Connection::open(self.server).await?;
        let mut ticks = interval_at(Instant::now() + after, PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let number = self.made.fetch_add(1, Relaxed);
            let email = match guessed {
                Guessed::ManyAccounts => format!("guessed-{number}@example.com"),
                Guessed::OneAccounts | Guessed::Nobodys => self.email.clone(),
            };
            let call = Call::post_json("/api/auth/login", &json!({ "email": email, "password": "guessed" }))
                .sent_from(Ipv4Addr::from_bits(NETWORK + number));
            match connection.send(&call).await?.status {
                StatusCode::UNAUTHORIZED => self.hashed.fetch_add(1, Relaxed),
                StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => 0,
                other => bail!("a guess was answered with {other}"),
            };
        }
    }

    fn counts(&self) -> [u32; 2] {
        [&self.made, &self.hashed].map(|count| count.load(Relaxed))
    }
}
