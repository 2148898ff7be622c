//! The listening port of a proxy, which opens and closes with the mode.

use super::{Counts, Mode, connection, mode::Orders, pump::Link};
use std::{
    io::{self, ErrorKind},
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

const BACKLOG: u32 = 1_024;

/// The listener of a proxy.
pub(super) struct Listening {
    pub(super) address: SocketAddr,
    /// A socket that never listens. It reserves the port while the listener is closed.
    pub(super) _reserved: TcpSocket,
    pub(super) target: String,
    pub(super) orders: watch::Receiver<Orders>,
    pub(super) counts: Counts,
}

impl Listening {
    /// Listens while the mode allows it, until the proxy is dropped.
    pub(super) async fn run(mut self, obey: watch::Sender<u64>) {
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

    /// Accepts connections until the orders change. Returns `false` once the proxy is dropped.
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
        if accepted.as_ref().is_err_and(|error| error.kind() == ErrorKind::ConnectionAborted) {
            return;
        }
        let (client, _) = accepted.expect("a connection can be taken up");
        let link = Link {
            number: self.counts.accepted.fetch_add(1, SeqCst),
            orders: self.orders.clone(),
            is_answered: Arc::new(AtomicBool::new(true)),
            questions: Arc::clone(&self.counts.questions),
            statements: Arc::clone(&self.counts.statements),
        };
        let (target, open) = (self.target.clone(), self.counts.open.clone());
        open.send_modify(|open| *open += 1);
        tokio::spawn(async move {
            connection::carry(client, &target, link).await;
            open.send_modify(|open| *open -= 1);
        });
    }
}

/// A socket on this address, which other sockets may share.
pub(super) fn socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseport(true)?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}
