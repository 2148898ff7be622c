//! An external server that counts its requests.

use axum::{Router, extract::State};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::SeqCst},
};
use tokio::net::TcpListener;

pub(super) struct Listener {
    pub(super) url: String,
    hits: Arc<AtomicU64>,
}

impl Listener {
    pub(super) async fn start() -> Self {
        let hits = Arc::<AtomicU64>::default();
        let count = |State(hits): State<Arc<AtomicU64>>| async move { hits.fetch_add(1, SeqCst).to_string() };
        let routes = Router::new().fallback(count).with_state(Arc::clone(&hits));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, hits }
    }

    pub(super) fn hits(&self) -> u64 {
        self.hits.load(SeqCst)
    }
}
