//! A TCP proxy that runs in the test process, in front of a real store. It breaks connections on demand and counts
//! them.

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

/// A proxy in front of one server. Its connections end when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    orders: watch::Sender<Orders>,
    /// The number of the last change that the listener has applied.
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
    /// Listens on a free local port and forwards to `target`, an address such as `127.0.0.1:5432` or
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

    /// The listening address.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The listening address as an HTTP URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes the treatment of open and new connections. The change is in effect when this returns.
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

    /// Silently drops all traffic of the open connections, like a router that lost their state.
    pub fn forget(&self) {
        let next = self.connections();
        self.orders.send_modify(|orders| orders.first_heard = next);
    }

    /// The number of connections accepted so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.counts.accepted.load(SeqCst)
    }

    /// The number of open connections.
    #[must_use]
    pub fn open(&self) -> usize {
        *self.counts.open.borrow()
    }

    /// The number of requests: client data that follows an answer.
    #[must_use]
    pub fn questions(&self) -> u64 {
        self.counts.questions.load(SeqCst)
    }

    /// The number of statements that Postgres clients executed.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.counts.statements.load(SeqCst)
    }

    /// Waits until at most `at_most` connections are open. Returns the number of open connections, which is higher
    /// after a timeout.
    pub async fn settles(&self, at_most: usize, limit: Duration) -> usize {
        let mut open = self.counts.open.subscribe();
        match timeout(limit, open.wait_for(|open| *open <= at_most)).await {
            Ok(Ok(open)) => *open,
            _ => self.open(),
        }
    }
}
