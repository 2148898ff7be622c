use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Passes TCP connections on to a server until they are cut.
pub(crate) struct Relay {
    url: String,
    open: Arc<Mutex<Vec<JoinHandle<()>>>>,
    connections: Arc<AtomicUsize>,
}

impl Relay {
    pub(crate) async fn to(server: &str) -> Self {
        let target = server.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (open, connections) = (Arc::<Mutex<Vec<_>>>::default(), Arc::<AtomicUsize>::default());
        let (opened, counted) = (Arc::clone(&open), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut upstream = TcpStream::connect(&target).await.unwrap();
                let task = tokio::spawn(async move {
                    // A cut or closed connection is what the relay is for.
                    let _ended = copy_bidirectional(&mut client, &mut upstream).await;
                });
                opened.lock().unwrap().push(task);
            }
        });
        Self { url, open, connections }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Closes every open connection abruptly.
    pub(crate) async fn cut(&self) {
        let open = self.open.lock().unwrap().drain(..).collect::<Vec<_>>();
        for connection in open {
            connection.abort();
            assert!(connection.await.unwrap_err().is_cancelled(), "the connection was still open");
        }
    }

    /// The number of connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}
