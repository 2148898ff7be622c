//! The app behind a real TCP port, for bytes that are no proper request.

use super::{verdict::Answer, wire};
use axum::Router;
use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};

/// After this long a connection counts as hanging.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Door {
    address: SocketAddr,
    serving: JoinHandle<io::Result<()>>,
}

impl Door {
    pub(super) async fn open(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, serving: tokio::spawn(async move { axum::serve(listener, app).await }) }
    }

    /// Sends bytes, says that no more will come, and reads until the connection is closed.
    pub(super) async fn send(&self, bytes: &[u8], is_head: bool) -> Result<Answer, String> {
        let begun = Instant::now();
        let exchange = async {
            let (mut reading, mut writing) = TcpStream::connect(self.address).await?.into_split();
            let mut received = Vec::new();
            let write = async {
                // Whoever is refused half-way need not read the rest.
                drop(writing.write_all(bytes).await);
                drop(writing.shutdown().await);
            };
            let (read, ()) = tokio::join!(reading.read_to_end(&mut received), write);
            Ok::<_, io::Error>((received, read.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionReset)))
        };
        let received = timeout(PATIENCE, exchange).await.map_err(|_| "the connection hangs".to_owned())?;
        let (received, is_reset) = received.map_err(|error| format!("the connection broke: {error}"))?;
        // A reset, with which what is not even read is refused, may swallow the answer.
        let sent =
            wire::parse(&received, is_head).or_else(|fault| if is_reset { Ok(Vec::new()) } else { Err(fault) })?;
        Ok(Answer { time: begun.elapsed(), sent })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
