//! The vector store against a running server, whose gRPC address `SISUIQ_TEST_QDRANT_URL` holds.
//!
//! Each test has a collection of its own and deletes it at the end.

use crate::store_world::{StoreWorld, chunk, document, everywhere, query, search, settings, stranger, weighed_query};
use sisuiq_model::{AccountGroupId, DocumentAccess, DocumentFilter, DocumentSource, SearchScope, UserRole, Visibility};
use sisuiq_retrieval::{
    ModelInfo, QdrantStore, StoreError,
    sparse::SparseVector,
    vector_store::{IndexedDocument, QueryVectors, Readers},
};
use uuid::Uuid;

#[tokio::test]
async fn absent_server_makes_every_call_unavailable() {
    let store = QdrantStore::new(settings("http://127.0.0.1:1", "away"), StoreWorld::MODEL).unwrap();
    assert!(store.health().await.unwrap_err().is_unavailable());
    assert!(store.ensure_collection().await.unwrap_err().is_unavailable());
    assert!(store.delete_document(document().id).await.unwrap_err().is_unavailable());
    assert!(search(&store, query(0, &[1]), stranger(), 5).await.unwrap_err().is_unavailable());
}

#[tokio::test]
async fn missing_collection_is_no_outage() {
    let world = StoreWorld::without_collection("missing");
    assert!(!world.store.is_ready().await.unwrap());
    let error = search(&world.store, query(0, &[1]), stranger(), 5).await.unwrap_err();
    assert!(matches!(error, StoreError::CollectionMissing(_)), "{error:?}");
}

#[tokio::test]
async fn wrong_vector_size_is_no_outage() {
    let world = StoreWorld::new("size").await;
    let wrong = QueryVectors { dense: vec![1.0, 0.0], sparse: SparseVector::default() };
    let error = search(&world.store, wrong, stranger(), 5).await.unwrap_err();
    assert!(matches!(error, StoreError::Request(_)), "{error:?}");
    world.close().await;
}

#[tokio::test]
async fn collection_of_other_vectors_is_refused() {
    let world = StoreWorld::new("other").await;
    let other = world.store_for(ModelInfo { name: "tiny", family: "tiny", dimensions: 5 });
    assert_ne!(other.collection(), world.store.collection(), "the size is part of the name");
    world.make_foreign_collection(other.collection()).await;
    assert!(matches!(other.ensure_collection().await, Err(StoreError::OtherVectors { dimensions: 5, .. })));
    other.delete_collection().await.unwrap();
    world.close().await;
}

#[tokio::test]
async fn ensure_collection_is_idempotent() {
    let world = StoreWorld::without_collection("twice");
    let (first, second) = tokio::join!(world.store.ensure_collection(), world.store.ensure_collection());
    first.unwrap();
    second.unwrap();
    world.store.ensure_collection().await.unwrap();
    assert!(world.store.is_ready().await.unwrap());
    world.close().await;
}

#[tokio::test]
async fn both_searches_find_their_best_first() {
    let world = StoreWorld::new("legs").await;
    let document = document();
    let chunks = vec![chunk(0, &[(1, 1.0)]), chunk(1, &[(2, 2.0)]), chunk(2, &[(1, 0.5), (2, 0.5)])];
    let ids = chunks.iter().map(|chunk| chunk.id.0).collect::<Vec<_>>();
    world.store.upsert(&document, chunks).await.unwrap();

    let legs = search(&world.store, query(1, &[1]), stranger(), 2).await.unwrap();
    assert_eq!(legs.semantic.len(), 2, "the limit holds");
    assert_eq!(legs.semantic[0].chunk, ids[1]);
    assert!((legs.semantic[0].score - 1.0).abs() < 1e-5, "the score is the cosine");
    let keyword = legs.keyword.iter().map(|scored| scored.chunk).collect::<Vec<_>>();
    assert_eq!(keyword, [ids[0], ids[2]], "the chunk without the word is not found by it");
    assert!(legs.keyword[0].score > legs.keyword[1].score);
    world.close().await;
}

#[tokio::test]
async fn keyword_score_uses_query_weights() {
    let world = StoreWorld::new("worth").await;
    let document = document();
    let mut chunks = (0..4).map(|place| chunk(place, &[(1, 1.0)])).collect::<Vec<_>>();
    let rare = chunk(4, &[(9, 1.0)]);
    let rare_id = rare.id.0;
    chunks.push(rare);
    world.store.upsert(&document, chunks).await.unwrap();
    let legs = search(&world.store, weighed_query(0, &[(1, 0.5), (9, 2.0)]), stranger(), 5).await.unwrap();
    let scores: Vec<f32> = legs.keyword.iter().map(|scored| scored.score).collect();
    assert_eq!((legs.keyword[0].chunk, scores), (rare_id, vec![2.0, 0.5, 0.5, 0.5, 0.5]));
    world.close().await;
}

#[tokio::test]
async fn query_without_words_is_semantic() {
    let world = StoreWorld::new("wordless").await;
    world.store.upsert(&document(), vec![chunk(0, &[(1, 1.0)]), chunk(1, &[])]).await.unwrap();
    let legs = search(&world.store, query(0, &[]), stranger(), 5).await.unwrap();
    assert_eq!((legs.semantic.len(), legs.keyword.len()), (2, 0));
    world.close().await;
}

#[tokio::test]
async fn searches_of_one_call_stay_apart() {
    let world = StoreWorld::new("batch").await;
    let (first, second) = (document(), document());
    for (document, axis) in [(&first, 0), (&second, 1)] {
        world.store.upsert(document, vec![chunk(axis, &[(1, 1.0)])]).await.unwrap();
    }
    let scope = stranger();
    let one = DocumentFilter { documents: vec![second.id], ..DocumentFilter::default() };
    let narrowed = SearchScope { filter: &one, ..scope };
    let searches = vec![(query(0, &[]), scope), (query(0, &[1]), narrowed), (query(0, &[1]), scope)];
    let found = world.store.search(searches, &[], 5).await.unwrap();
    let counts: Vec<_> = found.iter().map(|legs| (legs.semantic.len(), legs.keyword.len())).collect();
    assert_eq!(counts, [(2, 0), (1, 1), (2, 2)]);
    assert!(world.store.search(Vec::new(), &[], 5).await.unwrap().is_empty());
    world.close().await;
}

#[tokio::test]
async fn search_finds_only_readable_documents() {
    let world = StoreWorld::new("access").await;
    let mut private = document();
    let owner = private.readers.owner;
    private.readers.access = DocumentAccess::Owner;
    let friend = document().readers.owner;
    private.readers.users = vec![friend, document().readers.owner];
    private.readers.roles = vec![UserRole::Auditor];
    world.store.upsert(&private, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();

    let auditor = Visibility::of(document().readers.owner, UserRole::Auditor);
    let [owner, friend] = [owner, friend].map(|user| Visibility::of(user, UserRole::User));
    for (seen_by, expected) in [(owner, 1), (friend, 1), (auditor, 1), (stranger().seen_by, 0)] {
        let legs = search(&world.store, query(0, &[1]), everywhere(seen_by), 5).await.unwrap();
        assert_eq!((legs.semantic.len(), legs.keyword.len()), (expected, expected));
    }
    world.close().await;
}

#[tokio::test]
async fn members_find_documents_of_their_groups() {
    let world = StoreWorld::new("groups").await;
    let mut private = document();
    private.readers.access = DocumentAccess::Owner;
    let [group, other, third] = [1, 2, 3].map(|number| AccountGroupId(Uuid::from_u128(number)));
    private.readers.groups = vec![group, other];
    world.store.upsert(&private, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    let cases: [(&[AccountGroupId], usize); 4] = [(&[other], 1), (&[third, group], 1), (&[third], 0), (&[], 0)];
    for (groups, expected) in cases {
        let legs = world.store.search(vec![(query(0, &[1]), stranger())], groups, 5).await.unwrap();
        assert_eq!((legs[0].semantic.len(), legs[0].keyword.len()), (expected, expected), "{groups:?}");
    }
    world.close().await;
}

#[tokio::test]
async fn set_readers_replaces_previous_readers() {
    let world = StoreWorld::new("readers").await;
    let (shared, other) = (document(), document());
    let [old, new] = [document(), document()].map(|document| document.readers.owner);
    let readers = |users| Readers { access: DocumentAccess::Owner, users, ..shared.readers.clone() };
    for document in [&shared, &other] {
        let private = IndexedDocument { readers: readers(vec![old]), ..document.clone() };
        world.store.upsert(&private, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    }
    let later = Readers { revision: 2, ..readers(vec![new]) };
    world.store.set_readers(shared.id, &later).await.unwrap();
    // an older revision and a repeated one change nothing
    world.store.set_readers(shared.id, &readers(vec![old])).await.unwrap();
    world.store.set_readers(shared.id, &Readers { users: vec![old], ..later }).await.unwrap();
    for (user, expected) in [(old, 1), (new, 1)] {
        let scope = everywhere(Visibility::of(user, UserRole::User));
        let legs = search(&world.store, query(0, &[1]), scope, 5).await.unwrap();
        assert_eq!((legs.semantic.len(), legs.keyword.len()), (expected, expected));
    }
    world.close().await;
}

#[tokio::test]
async fn only_documents_that_count_are_searched() {
    let world = StoreWorld::new("filter").await;
    let mut published = document();
    published.source = DocumentSource::Era;
    world.store.upsert(&published, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    world.store.upsert(&document(), vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    let by = |sources: &[DocumentSource]| DocumentFilter::published_by(sources);
    let one = DocumentFilter { documents: vec![published.id], ..DocumentFilter::default() };
    let none = DocumentFilter { documents: vec![published.id], ..by(&[DocumentSource::Other]) };
    let expected =
        [(by(&[DocumentSource::Era]), 1), (by(&[DocumentSource::Era, DocumentSource::Other]), 2), (one, 1), (none, 0)];
    for (filter, expected) in &expected {
        let scope = SearchScope { filter, ..stranger() };
        let legs = search(&world.store, query(0, &[1]), scope, 5).await.unwrap();
        assert_eq!((legs.semantic.len(), legs.keyword.len()), (*expected, *expected), "{filter:?}");
    }
    world.close().await;
}

#[tokio::test]
async fn public_document_is_found_by_everyone() {
    let world = StoreWorld::new("everyone").await;
    world.store.upsert(&document(), vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    assert_eq!(search(&world.store, query(0, &[1]), stranger(), 5).await.unwrap().semantic.len(), 1);
    world.close().await;
}

#[tokio::test]
async fn rewriting_the_same_chunks_doubles_nothing() {
    let world = StoreWorld::new("idempotent").await;
    let document = document();
    let chunks = (0..4).map(|place| chunk(place, &[(1, 1.0)])).collect::<Vec<_>>();
    world.store.upsert(&document, chunks.clone()).await.unwrap();
    world.store.upsert(&document, chunks).await.unwrap();
    assert_eq!(world.store.count(document.id).await.unwrap(), 4);
    world.close().await;
}

#[tokio::test]
async fn chunks_beyond_one_call_all_arrive() {
    let world = StoreWorld::new("many").await;
    let document = document();
    world.store.upsert(&document, (0..600).map(|place| chunk(place, &[(1, 1.0)])).collect()).await.unwrap();
    assert_eq!(world.store.count(document.id).await.unwrap(), 600);
    world.store.upsert(&document, Vec::new()).await.unwrap();
    world.close().await;
}

#[tokio::test]
async fn repeated_deletion_removes_one_document_only() {
    let world = StoreWorld::new("delete").await;
    let (gone, kept) = (document(), document());
    world.store.upsert(&gone, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    world.store.upsert(&kept, vec![chunk(1, &[(1, 1.0)])]).await.unwrap();
    world.store.delete_document(gone.id).await.unwrap();
    world.store.delete_document(gone.id).await.unwrap();
    assert_eq!(world.store.count(gone.id).await.unwrap(), 0);
    assert_eq!(world.store.count(kept.id).await.unwrap(), 1);
    world.close().await;
}

#[tokio::test]
async fn deleting_a_version_keeps_the_others() {
    let world = StoreWorld::new("versions").await;
    let mut document = document();
    for version in 1..=3 {
        document.version = version;
        world.store.upsert(&document, vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    }
    world.store.delete_version(document.id, 2).await.unwrap();
    assert_eq!(world.store.count(document.id).await.unwrap(), 2);
    world.store.delete_version(document.id, 2).await.unwrap();
    assert_eq!(world.store.count(document.id).await.unwrap(), 2);
    world.close().await;
}

#[tokio::test]
async fn a_broken_connection_fails_no_call() {
    let world = StoreWorld::new("broken").await;
    let relay = world.relay().await;
    let store = QdrantStore::new(settings(relay.url(), world.prefix()), StoreWorld::MODEL).unwrap();
    store.upsert(&document(), vec![chunk(0, &[(1, 1.0)])]).await.unwrap();
    for _ in 0..3 {
        relay.cut().await;
        assert_eq!(search(&store, query(0, &[1]), stranger(), 5).await.unwrap().semantic.len(), 1);
    }
    relay.cut().await;
    store.upsert(&document(), vec![chunk(1, &[(1, 1.0)])]).await.unwrap();
    relay.cut().await;
    store.ensure_collection().await.unwrap();
    assert_eq!(relay.connections(), 6, "each call after a cut made one new connection");
    world.close().await;
}
