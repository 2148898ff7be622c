//! `GET /api/chat/answers/{id}/provenance`

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use copilot::provider::Provider;
use sisuiq_provenance::{Record, SignedRecord, verify};
use uuid::Uuid;
use world::{Person, Reply, World};

pub(crate) async fn record(person: &Person, answer: &Reply) -> Record {
    let id = answer["answer_id"].as_str().unwrap();
    let reply = person.get(&format!("/api/chat/answers/{id}/provenance")).await.is(200);
    let signed: SignedRecord = serde_json::from_value(reply.body.clone()).unwrap();
    let keys = person.world.stranger().get("/api/provenance/keys").await.is(200);
    verify(&signed, &serde_json::from_value(keys.body.clone()).unwrap()).unwrap()
}

#[tokio::test]
async fn foreign_record_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    let foreign = bob.get(&format!("/api/chat/answers/{answer}/provenance")).await.is_problem(404, "not_found");
    let missing =
        bob.get(&format!("/api/chat/answers/{}/provenance", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
}

#[tokio::test]
async fn record_lists_retrieval_and_citations() {
    let (_world, alice, plan) = world_with_plan(&[]).await;
    let answer = alice.asks(QUESTION).await.is(200);
    let record = record(&alice, &answer).await;
    assert_eq!((record.question.message.as_str(), record.question.mode.as_str()), (QUESTION, "strategy_qa"));
    let found = &record.retrieval.chunks[0];
    assert_eq!(
        (found.document_id.to_string(), found.document_sha256.as_str()),
        (plan.id.clone(), plan.sha256.as_str())
    );
    assert_eq!((found.semantic_rank, found.keyword_rank, found.evidence_rank), (Some(1), Some(1), Some(1)));
    assert_eq!(found.fused_rank, Some(1));
    assert!((found.rrf_score - 2.0 / 61.0).abs() < 1e-12 && !found.prompted);
    assert_eq!(record.output.text, answer.text("answer"));
    let cited: Vec<String> = record.output.citations.iter().map(|cited| cited.id.to_string()).collect();
    let answered: Vec<&str> =
        answer["citations"].as_array().unwrap().iter().map(|cited| cited["id"].as_str().unwrap()).collect();
    assert_eq!(cited, answered);
    assert!(record.generation.provider == "extractive" && record.generation.prompt_versions.is_empty());
}

#[tokio::test]
async fn declined_answer_has_record() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let record = record(&alice, &alice.asks(UNKNOWN).await.is(200)).await;
    assert!(record.output.abstained && record.output.citations.is_empty() && record.output.support == "none");
}

#[tokio::test]
async fn record_names_the_model_instructions() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    provider.says("Reliable [1: \"a reliable transmission company\"] and free [1: \"costs nothing\"].").await;
    provider.ends().await;
    let record = record(&alice, &alice.asks(QUESTION).await.is(200)).await;
    assert_eq!(record.generation.prompt_versions, ["persona.v1", "strategy_qa.v1", "citations.v2"]);
    assert_eq!((record.generation.provider.as_str(), record.generation.model.as_str()), ("openai", "test-model"));
    assert_eq!((record.output.dropped_citations, record.output.citations.len()), (1, 1));
    assert!(record.retrieval.chunks.iter().all(|chunk| chunk.prompted));
}

#[tokio::test]
async fn record_verifies_after_key_rotation() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    world.owns_secret("SIGNING_KEYS_SECRET").await;
    let answer = alice.asks(QUESTION).await.is(200);
    for _ in 0..3 {
        world.wait(jiff::SignedDuration::from_hours(2));
        world.rotates("SIGNING_KEYS_SECRET", 1).await.unwrap();
    }
    let alice = world.logs_in("alice").await;
    record(&alice, &answer).await;
    let later = alice.asks(QUESTION).await.is(200);
    record(&alice, &later).await;
}
