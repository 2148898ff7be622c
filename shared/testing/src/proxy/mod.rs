//! A TCP proxy in this process, to be put before a real store: it breaks connections when a test says so, and counts them.

mod connection;
mod mode;
mod pump;

pub use mode::Mode;

use mode::Orders;
use pump::Link;
use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    time::timeout,
};

const BACKLOG: u32 = 1_024;

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
}

impl Proxy {
    /// Listens on a free port of this machine; passes on to `target`, an address such as `127.0.0.1:5432` or
    /// `http://127.0.0.1:6334`.
    pub async fn to(target: &str) -> Self {
        let place = target.trim_start_matches("http://").trim_end_matches('/').to_owned();
        // It never listens: while nobody does, it keeps the port from being given away.
        let reserved = socket("127.0.0.1:0".parse().expect("the address is well formed")).expect("a port is free");
        let address = reserved.local_addr().expect("the socket has an address");
        let (orders, receiver) = watch::channel(Orders::default());
        let (obey, mut obeyed) = watch::channel(u64::MAX);
        let counts = Counts { accepted: Arc::default(), open: watch::Sender::new(0), questions: Arc::default() };
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

    /// Waits until at most so many connections are open; gives how many there are, which is more when the patience ended.
    pub async fn settles(&self, at_most: usize, patience: Duration) -> usize {
        let mut open = self.counts.open.subscribe();
        match timeout(patience, open.wait_for(|open| *open <= at_most)).await {
            Ok(Ok(open)) => *open,
            _ => self.open(),
        }
    }
}

struct Listening {
    address: SocketAddr,
    _reserved: TcpSocket,
    target: String,
    orders: watch::Receiver<Orders>,
    counts: Counts,
}

impl Listening {
    /// Listens while it is not ordered otherwise, until the proxy is gone.
    async fn run(mut self, obey: watch::Sender<u64>) {
        let mut listener = None;
        loop {
            let orders = *self.orders.borrow_and_update();
            if orders.mode == Mode::Refuse {
                listener = None;
            } else if listener.is_none() {
                let socket = socket(self.address).expect("the port is reserved");
                listener = Some(socket.listen(BACKLOG).expect("the port is reserved"));
            }
            obey.send_replace(orders.changes);
            if !self.accept_until_changed(listener.as_ref()).await {
                return;
            }
        }
    }

    /// Whether there are new orders; otherwise the proxy is gone.
    async fn accept_until_changed(&mut self, listener: Option<&TcpListener>) -> bool {
        loop {
            let accepted = async {
                match listener {
                    Some(listener) => listener.accept().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                changed = self.orders.changed() => return changed.is_ok(),
                accepted = accepted => self.take_up(accepted),
            }
        }
    }

    fn take_up(&self, accepted: io::Result<(TcpStream, SocketAddr)>) {
        let Ok((client, _)) = accepted else { return };
        let link = Link {
            number: self.counts.accepted.fetch_add(1, SeqCst),
            orders: self.orders.clone(),
            is_answered: Arc::new(AtomicBool::new(true)),
            questions: Arc::clone(&self.counts.questions),
        };
        let (target, open) = (self.target.clone(), self.counts.open.clone());
        open.send_modify(|open| *open += 1);
        tokio::spawn(async move {
            connection::carry(client, &target, link).await;
            open.send_modify(|open| *open -= 1);
        });
    }
}

/// A socket on this address, which others may share.
fn socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseport(true)?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}
