//! The answer cache, and callers who must not get a cached answer.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use copilot::plan::{QUESTION, checked_quotes, world_with_plan};
use copilot::provider::Provider;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Document, Person, World};

/// The same question with other filler words.
const ALIKE: &str = "Tell me the vision of the Kivu Grid Company";
const SECRET: &str = "The secret budget of the Kivu Grid Company is 77 million dollars for the year 2031.";
const ABOUT_SECRET: &str = "What is the secret budget of the Kivu Grid Company?";

async fn world(more: &[(&str, &str)]) -> (World, Person, Document) {
    let settings = [&[("ANSWER_CACHE_SECONDS", "3600")], more].concat();
    world_with_plan(&settings).await
}

/// Asks a question and returns whether the answer came from the cache.
async fn hits(person: &Person, question: &str) -> bool {
    person.asks(question).await.is(200)["cache_hit"].as_bool().unwrap()
}

async fn uploads_secret(owner: &Person) -> Document {
    owner.uploads("secret.pdf", &PdfBuilder::of_texts(&[SECRET]).build()).await
}

async fn shares(world: &World, document: &Document, with: &str) {
    let sql = "INSERT INTO document_shares (document_id, user_id, created_at) \
        SELECT $1::text::uuid, id, now() FROM users WHERE name = $2";
    assert_eq!(world.execute(sql, &[&document.id, &with]).await, 1);
}

#[tokio::test]
async fn hit_repeats_answer_with_new_id() {
    let (world, alice, _plan) = world(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    assert_eq!(first["cache_hit"], false);
    let bob = world.user("bob").await;
    let second = bob.asks(&format!("  {QUESTION} ")).await.is(200);
    assert_eq!(second["cache_hit"], true);
    for member in ["answer", "sources", "mode", "support", "abstained", "degraded", "model", "provider", "scope"] {
        assert_eq!(second[member], first[member], "{member}");
    }
    assert_ne!(second["answer_id"], first["answer_id"]);
    assert_eq!(checked_quotes(&bob, &second["citations"]).await, checked_quotes(&alice, &first["citations"]).await);
    let citation = format!("/api/citations/{}", second["citations"][0]["id"].as_str().unwrap());
    bob.get(&citation).await.is(200);
    alice.get(&citation).await.is(404);
    let history = bob.get(&format!("/api/chat/history/{}", second.text("session_id"))).await.is(200);
    assert_eq!(history.items().len(), 2);
}

#[tokio::test]
async fn hit_has_its_own_record() {
    let (_world, alice, _plan) = world(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    let again = alice.asks(QUESTION).await.is(200);
    let path = format!("/api/chat/answers/{}/provenance", again.text("answer_id"));
    let signed = alice.get(&path).await.is(200);
    let record: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(signed.text("payload")).unwrap()).unwrap();
    assert_eq!(record["generation"]["cached_from"], first["answer_id"]);
    assert_eq!((&record["answer_id"], &record["session_id"]), (&again["answer_id"], &again["session_id"]));
    assert_eq!(record["output"]["citations"][0]["id"], again["citations"][0]["id"]);
    let keys = serde_json::from_value(alice.get("/api/provenance/keys").await.is(200).body).unwrap();
    let signed = serde_json::from_value(signed.body).unwrap();
    sisuiq_provenance::verify(&signed, &keys).unwrap();
}

#[tokio::test]
async fn hit_streams_the_whole_answer() {
    let (_world, alice, _plan) = world(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    let events = alice.streams(QUESTION).await;
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["start", "token", "done"]);
    assert_eq!(events[1].data["content"], first["answer"]);
    assert_eq!((&events[2].data["cache_hit"], &events[2].data["content"]), (&json!(true), &first["answer"]));
}

#[tokio::test]
async fn paraphrase_hits_but_lookalike_misses() {
    let (_world, alice, _plan) = world(&[("ANSWER_CACHE_SIMILARITY", "0.8")]).await;
    assert!(!hits(&alice, QUESTION).await);
    assert!(hits(&alice, ALIKE).await);
    assert!(!hits(&alice, "What is the mission of the Kivu Grid Company?").await);
    assert!(!hits(&alice, "What is not the vision of the Kivu Grid Company?").await);
}

#[tokio::test]
async fn other_mode_filter_or_session_misses() {
    let (_world, alice, plan) = world(&[]).await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    assert_eq!(alice.asks_as("regulatory", QUESTION).await.is(200)["cache_hit"], false);
    let narrowed = json!({ "message": QUESTION, "filters": { "document_ids": [plan.id] } });
    assert_eq!(alice.post("/api/chat", narrowed.clone()).await.is(200)["cache_hit"], false);
    assert_eq!(alice.post("/api/chat", narrowed).await.is(200)["cache_hit"], true);
    assert_eq!(alice.asks_in(&session, QUESTION).await.is(200)["cache_hit"], false);
}

#[tokio::test]
async fn private_documents_limit_hits() {
    let (world, alice, _plan) = world(&[]).await;
    let secret = uploads_secret(&alice).await;
    let first = alice.asks(ABOUT_SECRET).await.is(200);
    assert!(first.text("answer").contains("77 million"), "{}", first.body);
    let bob = world.user("bob").await;
    let foreign = bob.asks(ABOUT_SECRET).await.is(200);
    assert!(foreign["cache_hit"] == false && !foreign.body.to_string().contains("77 million"), "{}", foreign.body);
    shares(&world, &secret, "bob").await;
    let shared = bob.asks(ABOUT_SECRET).await.is(200);
    assert!(shared["cache_hit"] == true && shared.text("answer").contains("77 million"), "{}", shared.body);
    let unshare = "DELETE FROM document_shares";
    assert_eq!(world.execute(unshare, &[]).await, 1);
    let unshared = bob.asks(ABOUT_SECRET).await.is(200);
    assert!(!unshared.body.to_string().contains("77 million"), "{}", unshared.body);
    assert!(hits(&alice, ABOUT_SECRET).await, "it is still alice's");
}

#[tokio::test]
async fn document_changes_invalidate_entries() {
    let (world, alice, plan) = world(&[]).await;
    assert!(!hits(&alice, QUESTION).await && hits(&alice, QUESTION).await);
    let secret = uploads_secret(&alice).await;
    assert!(!hits(&alice, QUESTION).await && hits(&alice, QUESTION).await, "a document came");
    let touch = "UPDATE documents SET updated_at = updated_at + interval '1 second' WHERE id = $1::text::uuid";
    world.execute(touch, &[&plan.id]).await;
    assert!(!hits(&alice, QUESTION).await && hits(&alice, QUESTION).await, "a document changed");
    alice.delete(&secret.path()).await.is(204);
    assert!(!hits(&alice, QUESTION).await, "a document went");
    world.logs_in("admin").await.delete(&plan.path()).await.is(204);
    let gone = alice.asks(QUESTION).await.is(200);
    assert!(gone["cache_hit"] == false && gone["abstained"] == true, "{}", gone.body);
}

#[tokio::test]
async fn expiry_deletion_rating_regeneration_invalidate() {
    let (world, alice, _plan) = world(&[]).await;
    assert!(!hits(&alice, QUESTION).await && hits(&alice, QUESTION).await);
    world.wait(SignedDuration::from_secs(3_600));
    let alice = world.logs_in("alice").await;
    let kept = alice.asks(QUESTION).await.is(200);
    assert_eq!(kept["cache_hit"], false, "an hour has passed");
    let feedback = format!("/api/chat/answers/{}/feedback", kept.text("answer_id"));
    alice.put(&feedback, json!({ "rating": "down" })).await;
    let kept = alice.asks(QUESTION).await.is(200);
    assert_eq!(kept["cache_hit"], false, "nobody is given what somebody found bad");
    alice.delete(&format!("/api/v1/sessions/{}", kept.text("session_id"))).await.is(200);
    assert!(!hits(&alice, QUESTION).await, "its conversation was deleted");
    world.set("ANSWER_CACHE_SECONDS", "0");
    assert!(!hits(&alice, QUESTION).await, "nothing is to be given again");
}

#[tokio::test]
async fn degraded_answers_are_not_cached() {
    let mut provider = Provider::start().await;
    let [kind, url, model] = provider.settings();
    let (world, alice, _plan) = world(&[kind, url, model]).await;
    provider.says("To be reliable.").await;
    provider.ends().await;
    let first = alice.asks(QUESTION).await.is(200);
    assert_eq!((&first["provider"], &first["cache_hit"]), (&json!("openai"), &json!(false)));
    provider.was_asked().await;
    let again = alice.asks(QUESTION).await.is(200);
    assert_eq!(
        (&again["provider"], &again["model"], &again["cache_hit"]),
        (&json!("openai"), &first["model"], &json!(true))
    );
    assert!(provider.was_not_asked());
    let calls: i64 = {
        let connection = world.database().connection().await.unwrap();
        connection.query_one("SELECT count(*) FROM model_calls", &[]).await.unwrap().get(0)
    };
    assert_eq!(calls, 1, "what is given again costs nothing");
    world.set("OPENAI_BASE_URL", "http://127.0.0.1:1/v1/");
    let mission = "What is the mission of the company?";
    assert_eq!(alice.asks(mission).await.is(200)["degraded"], true);
    assert!(!hits(&alice, mission).await, "the next one may be whole");
}

#[tokio::test]
async fn reread_document_is_a_miss() {
    let (world, alice, _plan) = world(&[]).await;
    alice.asks(QUESTION).await.is(200);
    assert!(hits(&alice, QUESTION).await);
    assert_eq!(world.execute("UPDATE document_ranges SET reader_version = NULL", &[]).await, 1);
    world.sweeps().await;
    assert!(hits(&alice, QUESTION).await, "nothing has changed yet");
    assert_eq!(world.deliver_all().await, 0);
    assert!(!hits(&alice, QUESTION).await);
    assert!(hits(&alice, QUESTION).await);
}
