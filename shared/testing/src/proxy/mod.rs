//! A TCP proxy in this process, to be put before a real store: it breaks connections when a test says so, and counts them.

mod connection;
mod listening;
mod mode;
mod pump;
mod statements;

pub use mode::Mode;

use listening::{Listening, socket};
use mode::Orders;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{sync::watch, time::timeout};

/// A proxy before one server. Its connections end with it.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    orders: watch::Sender<Orders>,
    /// Up to which change the listener is there or gone as ordered.
    obeyed: watch::Receiver<u64>,
    counts: Counts,
}

#[derive(Clone, Debug)]
struct Counts {
    accepted: Arc<AtomicU64>,
    open: watch::Sender<usize>,
    questions: Arc<AtomicU64>,
    statements: Arc<AtomicU64>,
}

impl Proxy {
    /// Listens on a free port of this machine; passes on to `target`, an address such as `127.0.0.1:5432` or
    /// `http://127.0.0.1:6334`.
    pub async fn to(target: &str) -> Self {
        let place = target.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let reserved = socket("127.0.0.1:0".parse().expect("the address is well formed")).expect("a port is free");
        let address = reserved.local_addr().expect("the socket has an address");
        let (orders, receiver) = watch::channel(Orders::default());
        let (obey, mut obeyed) = watch::channel(u64::MAX);
        let counts = Counts {
            accepted: Arc::default(),
            open: watch::Sender::new(0),
            questions: Arc::default(),
            statements: Arc::default(),
        };
        let listening =
            Listening { address, _reserved: reserved, target: place, orders: receiver, counts: counts.clone() };
        tokio::spawn(listening.run(obey));
        obeyed.wait_for(|changes| *changes == 0).await.expect("the proxy listens");
        Self { address, orders, obeyed, counts }
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as the address of an HTTP server.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes what becomes of open and new connections; it holds when this returns.
    pub async fn set(&self, mode: Mode) {
        let mut changes = 0;
        self.orders.send_modify(|orders| {
            orders.changes += 1;
            changes = orders.changes;
            orders.mode = mode;
        });
        let mut obeyed = self.obeyed.clone();
        obeyed.wait_for(|obeyed| *obeyed >= changes).await.expect("the proxy listens");
    }

    /// Closes all open connections.
    pub fn cut(&self) {
        let next = self.connections();
        self.orders.send_modify(|orders| orders.first_kept = next);
    }

    /// From now on nothing passes over the connections that are open, as when a router on the way forgot them.
    pub fn forget(&self) {
        let next = self.connections();
        self.orders.send_modify(|orders| orders.first_heard = next);
    }

    /// How many connections were accepted so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.counts.accepted.load(SeqCst)
    }

    /// How many connections are open.
    #[must_use]
    pub fn open(&self) -> usize {
        *self.counts.open.borrow()
    }

    /// How often clients said something after a pause or an answer: the requests, where one follows the other.
    #[must_use]
    pub fn questions(&self) -> u64 {
        self.counts.questions.load(SeqCst)
    }

    /// How many statements clients of Postgres wanted executed.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.counts.statements.load(SeqCst)
    }

    /// Waits until at most so many connections are open; gives how many there are, which is more when the patience ended.
    pub async fn settles(&self, at_most: usize, patience: Duration) -> usize {
        let mut open = self.counts.open.subscribe();
        match timeout(patience, open.wait_for(|open| *open <= at_most)).await {
            Ok(Ok(open)) => *open,
            _ => self.open(),
        }
    }
}
