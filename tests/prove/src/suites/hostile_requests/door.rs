//! The app on a real TCP port, for bytes that are not a valid request.

use super::{verdict::Answer, wire};
use axum::Router;
use std::{
    io,
    net::SocketAddr,
    pin::pin,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};

/// Time after which a connection counts as hanging.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Delay before the client closes its sending side. The edge treats a half-closed connection as a disconnect.
const OPEN: Duration = Duration::from_secs(3);

pub(super) struct Door {
    address: SocketAddr,
    serving: Option<JoinHandle<io::Result<()>>>,
    /// True if the server also serves web pages.
    has_pages: bool,
}

impl Door {
    pub(super) async fn open(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, serving: Some(serving), has_pages: false }
    }

    /// Uses a running server of the product and its pages.
    pub(super) fn at(address: SocketAddr) -> Self {
        Self { address, serving: None, has_pages: true }
    }

    /// Sends bytes, closes the sending side, and reads until the connection is closed.
    pub(super) async fn send(&self, bytes: &[u8], is_head: bool) -> Result<Answer, String> {
        let begun = Instant::now();
        let exchange = timeout(TIMEOUT, self.exchange(bytes)).await.map_err(|_| "the connection hangs".to_owned())?;
        let (received, is_reset) = exchange.map_err(|error| format!("the connection broke: {error}"))?;
        // a server that rejects unread bytes resets the connection, which may discard the answer
        let sent = wire::parse(&received, is_head, self.has_pages)
            .or_else(|fault| if is_reset { Ok(Vec::new()) } else { Err(fault) })?;
        Ok(Answer { time: begun.elapsed(), sent })
    }

    /// Returns the received bytes, and true if the connection was reset.
    async fn exchange(&self, bytes: &[u8]) -> io::Result<(Vec<u8>, bool)> {
        let (mut reading, mut writing) = TcpStream::connect(self.address).await?.into_split();
        let mut received = Vec::new();
        let read = {
            let mut read = pin!(reading.read_to_end(&mut received));
            let write = async {
                // the server may reject the request before it has read all of it
                drop(writing.write_all(bytes).await);
                if !self.has_pages {
                    drop(writing.shutdown().await);
                }
            };
            match tokio::join!(timeout(OPEN, &mut read), write) {
                (Ok(read), ()) => read,
                // the server waits for the rest of an incomplete request
                (Err(_), ()) => {
                    drop(writing.shutdown().await);
                    read.await
                }
            }
        };
        Ok((received, read.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionReset)))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}
