//! Searches while the vector store is in trouble.
#![expect(clippy::unwrap_used, reason = "test code")]

use crate::store_world::{StoreWorld, chunk, document, query, search, settings, stranger};
use sisuiq_retrieval::{QdrantStore, vector_store::StoreLimits};
use sisuiq_testing::{Mode, Proxy, Stack};
use std::time::{Duration, Instant};

const LIMITS: StoreLimits =
    StoreLimits { call: Duration::from_secs(5), search: Duration::from_secs(2), pause: Duration::from_mins(10) };

/// A store of one chunk, through a proxy, that has been searched before.
async fn world(name: &str) -> (StoreWorld, Proxy, QdrantStore) {
    let world = StoreWorld::new(name).await;
    world.store.upsert(&document(), vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    let proxy = Proxy::to(&Stack::from_process().qdrant_url).await;
    let store = QdrantStore::with_limits(settings(&proxy.url(), world.prefix()), LIMITS, StoreWorld::MODEL).unwrap();
    assert_eq!(found(&store).await, Some(1));
    (world, proxy, store)
}

/// The number of chunks that a search finds; `None` if the store is unavailable.
async fn found(store: &QdrantStore) -> Option<usize> {
    match search(store, query(0, &[1]), stranger(), 5).await {
        Ok(legs) => Some(legs.semantic.len()),
        Err(error) => {
            assert!(error.is_unavailable(), "{error:?}");
            None
        }
    }
}

#[tokio::test]
async fn dead_connection_fails_no_search() {
    let (world, proxy, store) = world("forgotten").await;
    proxy.forget();
    let began = Instant::now();
    assert_eq!(found(&store).await, Some(1));
    assert!(began.elapsed() < LIMITS.search, "{:?}", began.elapsed());
    world.close().await;
}

#[tokio::test]
async fn silent_server_trips_the_breaker() {
    let (world, proxy, store) = world("silent").await;
    proxy.set(Mode::HalfOpen).await;
    for _ in 0..2 {
        let (before, began) = (proxy.connections(), Instant::now());
        assert_eq!(found(&store).await, None);
        assert!(began.elapsed() < LIMITS.search + Duration::from_secs(1), "{:?}", began.elapsed());
        assert!(proxy.connections() - before <= 2);
    }
    let (before, began) = (proxy.connections(), Instant::now());
    for _ in 0..100 {
        assert_eq!(found(&store).await, None);
    }
    assert_eq!(proxy.connections(), before, "searches are spared the server");
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    world.close().await;
}

#[tokio::test]
async fn resets_are_retried_once() {
    let (world, proxy, store) = world("reset").await;
    proxy.set(Mode::Reset).await;
    let before = proxy.connections();
    assert_eq!(found(&store).await, None);
    assert!(proxy.connections() - before <= 2);
    proxy.set(Mode::Pass).await;
    assert_eq!(found(&store).await, Some(1));
    world.close().await;
}
