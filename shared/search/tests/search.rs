//! Searches with everything up and with parts unavailable. Runs against the test stack.

#![expect(clippy::expect_used, reason = "test code")]

mod search_world;

use search_world::{SearchWorld, nobody};
use sisuiq_documents_db::document_chunks;
use sisuiq_model::{DocumentFilter, SearchScope};
use sisuiq_retrieval::LEG_LIMIT;

const QUESTION: &str = "How many km is the 220 kV line?";

#[tokio::test]
async fn search_fails_when_all_is_unavailable() {
    let world = SearchWorld::new().await;
    let retrieval = world.without_store_and_database();
    assert!(world.search(&retrieval, QUESTION, world.reader(), 8).await.unwrap_err().is_unavailable());
    world.close().await;
}

#[tokio::test]
async fn without_vector_store_postgres_answers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_store(), "Which line was energised?", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    let best = found.hits.first().expect("the words are in a chunk");
    assert_eq!(best.chunk, world.line);
    assert_eq!((best.semantic, best.keyword.map(|place| place.rank)), (None, Some(1)));
    assert!((best.rrf_score - 1.0 / 61.0).abs() < 1e-12);
    assert!(!found.timings.full_text_search.is_zero());
    world.close().await;
}

#[tokio::test]
async fn without_model_postgres_answers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_model(), "energised line", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits.first().map(|hit| hit.chunk), Some(world.line));
    world.close().await;
}

#[tokio::test]
async fn without_collection_postgres_answers() {
    let world = SearchWorld::new().await;
    world.store().delete_collection().await.unwrap();
    let found = world.search(&world.retrieval(), "energised line", world.reader(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits.first().map(|hit| hit.chunk), Some(world.line));
}

#[tokio::test]
async fn postgres_fallback_respects_visibility() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.without_store(), "energised line", nobody(), 8).await.unwrap();
    assert!(found.degraded);
    assert_eq!(found.hits, []);
    world.close().await;
}

#[tokio::test]
async fn passage_found_twice_comes_first() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.retrieval(), QUESTION, world.reader(), 8).await.unwrap();
    assert!(!found.degraded);
    let best = found.hits.first().expect("something is found");
    assert_eq!(best.chunk, world.line);
    assert_eq!(best.keyword.map(|place| place.rank), Some(1));
    assert!(best.semantic.is_some());
    assert!(found.timings.embedding.as_nanos() > 0 && found.timings.vector_search.as_nanos() > 0);
    assert!(found.timings.full_text_search.is_zero(), "Postgres was not asked");
    world.close().await;
}

#[tokio::test]
async fn hits_are_hidden_from_strangers() {
    let world = SearchWorld::new().await;
    let found = world.search(&world.retrieval(), QUESTION, nobody(), 8).await.unwrap();
    assert!(!found.degraded);
    assert_eq!(found.hits, []);
    world.close().await;
}

#[tokio::test]
async fn deleted_document_is_not_loaded() {
    let world = SearchWorld::new().await;
    world.delete_document_row().await;
    let found = world.search(&world.retrieval(), QUESTION, world.reader(), 8).await.unwrap();
    let ids = found.hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>();
    assert!(!ids.is_empty(), "its points are still there");
    let connection = world.database.connection().await.unwrap();
    let scope = SearchScope { seen_by: world.reader(), filter: &DocumentFilter::default() };
    let loaded = document_chunks::load_visible(&connection, scope, &ids, 100, "").await.unwrap();
    assert!(loaded.is_empty());
    world.close().await;
}

#[tokio::test]
async fn search_respects_its_limit() {
    let world = SearchWorld::new().await;
    assert_eq!(world.search(&world.retrieval(), QUESTION, world.reader(), 1).await.unwrap().hits.len(), 1);
    assert_eq!(world.search(&world.retrieval(), QUESTION, world.reader(), LEG_LIMIT).await.unwrap().hits.len(), 3);
    assert_eq!(world.search(&world.without_store(), "line station", world.reader(), 1).await.unwrap().hits.len(), 1);
    world.close().await;
}
