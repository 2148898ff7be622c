//! Blue-green re-embedding: a new vector collection is filled next to the active one and then replaces it.

use super::scenario::{Scenario, paragraphs};
use copilot::COPILOT;
use copilot::ingestion::{EMBEDDING_STEPS, Kill};
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

const NEXT: &str = "NEXT_EMBEDDING_PRECISION";
const QUESTION: &str = "What is the vision of the Kivu Grid Company?";

/// Deploys the next embedding model: its collection is created empty.
async fn deploys_next(world: &World) {
    world.set(NEXT, "f32");
    let state = migrate::State::from_environment(&world.environment(), world.clock()).unwrap();
    migrate::migrate(&state).await.unwrap();
}

#[tokio::test]
async fn old_collection_answers_across_kills() {
    for step in EMBEDDING_STEPS {
        let scenario = Scenario::begin().await;
        let (first, second) = (scenario.upload(&paragraphs(3)).await, scenario.upload(&paragraphs(2)).await);
        scenario.drain_queue().await;
        let old = scenario.active_collection().await.unwrap();
        deploys_next(scenario.world()).await;
        scenario.sweep().await.unwrap();
        scenario.kill(Kill::At(step)).await;
        for document in [&first, &second] {
            let found = scenario.stored_state(document).await;
            assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}: the active collection is incomplete");
        }
        scenario.drain_queue().await;
        scenario.sweep().await.unwrap();
        scenario.drain_queue().await;
        let new = scenario.active_collection().await.unwrap();
        assert!(new != old && new.contains("f32"), "killed at {step:?}: {new} after {old}");
        for document in [&first, &second] {
            let found = scenario.stored_state(document).await;
            assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
        }
        scenario.delete(&first).await;
        scenario.drain_queue().await;
        assert!(scenario.has_nothing_of(&first).await);
    }
}

#[tokio::test]
async fn questions_are_answered_throughout_reembedding() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let plan = "The vision of the Kivu Grid Company is to be a reliable transmission company for every region.";
    alice.uploads("plan.pdf", &PdfBuilder::of_texts(&[plan]).build()).await;
    let answers = async |when: &str| {
        let answer = alice.asks(QUESTION).await.is(200);
        assert_eq!(
            (&answer["support"], &answer["degraded"]),
            (&"full".into(), &false.into()),
            "{when}: {}",
            answer.body
        );
    };
    answers("before").await;
    deploys_next(&world).await;
    answers("with the next model set").await;
    world.sweeps().await;
    answers("while it is filled").await;
    // a document uploaded during re-embedding must be found before and after the switch
    alice.uploads("code.pdf", &PdfBuilder::of_texts(&["Operators keep the grid code of the year 2031."]).build()).await;
    assert_eq!(world.deliver_all().await, 0);
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    let connection = world.database().connection().await.unwrap();
    let active = connection.query_one("SELECT name FROM vector_collections WHERE is_active", &[]).await.unwrap();
    assert!(active.get::<_, String>(0).contains("f32"));
    drop(connection);
    answers("after the switch").await;
    let code = alice.asks("Which year is the grid code of that operators keep?").await.is(200);
    assert_ne!(code["support"], "none", "{}", code.body);
    // the next deployment drops the old model
    world.set("EMBEDDING_PRECISION", "f32");
    answers("with the new model alone").await;
    world.set(NEXT, "int8");
    answers("with the old one set as the next").await;
}

#[tokio::test]
async fn new_collection_brings_terms_of_chunks() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_state(&document).await;
    assert!(before.chunks.iter().all(|chunk| chunk.terms.is_some()));
    // as a release without terms left them
    scenario.world().execute("DELETE FROM document_chunk_terms", &[]).await;
    deploys_next(scenario.world()).await;
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.chunks, before.chunks);
}

#[tokio::test]
async fn deleted_points_are_restored_from_chunks() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_points(&document).await;
    scenario.delete_points(&document).await;
    scenario.world().execute("DELETE FROM vector_collection_ranges", &[]).await;
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_points(&document).await, before);
}
