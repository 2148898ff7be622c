//! `POST /api/chat`

pub(crate) mod answers;
mod budget;
mod cache;
mod crossing;
mod degraded;
mod fit;
mod forms;
mod generation;
mod grounding;
mod history;
mod idempotency;
mod modes;
mod narrowed;
mod parts;
mod providers;
mod reading;
mod reranking;
mod sessions;
mod stream;

use crate::api::chat::answers::provenance::record;
use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, plan, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;
use tokio::join;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn missing_token_gets_401() {
    let world = World::new(COPILOT).await;
    world.stranger().asks(QUESTION).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn blank_or_long_message_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for message in [String::new(), " \n\t ".to_owned(), "é".repeat(4_001)] {
        let reply = alice.asks(&message).await.is_problem(422, "unprocessable");
        assert!(reply.wrong_fields().iter().all(|field| *field == "message"), "{}", reply.body);
    }
    assert_eq!(alice.asks(&"é".repeat(4_000)).await.status, 200);
}

#[tokio::test]
async fn unknown_mode_lists_known_modes() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let reply = alice.asks_as("poetry", QUESTION).await.is_problem(400, "bad_request");
    let detail = reply.text("detail");
    assert!(["poetry", "strategy_qa", "regulatory"].iter().all(|name| detail.contains(name)), "{detail}");
}

#[tokio::test]
async fn unknown_filters_are_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (name, value) in [("sources", "nasa"), ("types", "poem"), ("document_ids", "7")] {
        let input = json!({ "message": QUESTION, "filters": { name: [value] } });
        let reply = alice.post("/api/chat", input).await.is_problem(400, "bad_request");
        assert!(reply.text("detail").starts_with(&format!("filters.{name}")), "{}", reply.body);
    }
    let many = json!({ "message": QUESTION, "filters": { "sources": vec!["era"; 51] } });
    let reply = alice.post("/api/chat", many).await.is_problem(422, "unprocessable");
    assert_eq!(reply.wrong_fields(), ["filters.sources"]);
}

#[tokio::test]
async fn filters_restrict_the_documents() {
    let (_world, alice, plan) = world_with_plan(&[]).await;
    let asks = async |filters: serde_json::Value| {
        alice.post("/api/chat", json!({ "message": QUESTION, "filters": filters })).await.is(200)["abstained"].clone()
    };
    assert_eq!(asks(json!({ "document_ids": [plan.id] })).await, false);
    assert_eq!(asks(json!({ "sources": ["OTHER"], "types": ["other"] })).await, false);
    assert_eq!(asks(json!({ "sources": ["era"] })).await, true);
    assert_eq!(asks(json!({ "types": ["policy"] })).await, true);
    assert_eq!(asks(json!({ "document_ids": [Uuid::new_v4()] })).await, true);
}

#[tokio::test]
async fn malformed_session_id_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.asks_in("my-session", QUESTION).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn foreign_session_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let foreign = bob.asks_in(&session, QUESTION).await.is_problem(404, "not_found");
    let missing = bob.asks_in(&Uuid::new_v4().to_string(), QUESTION).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    assert_eq!(alice.get(&format!("/api/chat/history/{session}")).await.is(200).items().len(), 2);
}

#[tokio::test]
async fn unanswerable_question_is_declined() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let reply = alice.asks(UNKNOWN).await.is(200);
    assert_eq!((&reply["abstained"], &reply["degraded"]), (&json!(true), &json!(false)), "{}", reply.body);
    assert_eq!((&reply["citations"], &reply["sources"]), (&json!([]), &json!([])));
    assert_eq!(
        reply.text("answer"),
        "The documents you can see do not say enough to answer this; I found nothing on: Mongolia. Nearest to it: plan.pdf. \
         What would help: a strategic plan, a corporate plan or an annual report that covers it."
    );
}

#[tokio::test]
async fn empty_library_suggests_an_upload() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let none = json!({ "message": QUESTION, "filters": { "sources": ["era"] } });
    let reply = alice.post("/api/chat", none).await.is(200);
    assert!(
        reply.text("answer").starts_with("None of the documents that the question was narrowed to"),
        "{}",
        reply.body
    );
    let bob = World::new(COPILOT).await.user("bob").await;
    let reply = bob.asks_as("regulatory", QUESTION).await.is(200);
    let answer = reply.text("answer");
    assert!(answer.starts_with("There is no document yet"), "{answer}");
    assert!(answer.ends_with("consult the official text before you act on it."), "{answer}");
}

#[tokio::test]
async fn private_document_answers_only_owner() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("private.pdf", &plan()).await;
    for other in [bob, admin] {
        let reply = other.asks(QUESTION).await.is(200);
        assert_eq!((&reply["abstained"], &reply["citations"]), (&json!(true), &json!([])), "{}", reply.body);
        assert!(!reply.body.to_string().contains("reliable transmission"), "{}", reply.body);
    }
    let own = alice.asks(QUESTION).await.is(200);
    assert_eq!(own["citations"][0]["document_id"], document.id, "{}", own.body);
}

#[tokio::test]
async fn deleted_document_stops_answering() {
    let (world, alice, plan) = world_with_plan(&[]).await;
    let admin = world.logs_in("admin").await;
    assert_eq!(admin.delete(&plan.path()).await.status, 204);
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["abstained"], &reply["citations"]), (&json!(true), &json!([])), "{}", reply.body);
}

#[tokio::test]
async fn answer_quotes_the_page() {
    let (_world, alice, plan) = world_with_plan(&[]).await;
    let reply = alice.asks(QUESTION).await.is(200).matches_snapshot("post_chat");
    assert_eq!((&reply["abstained"], &reply["degraded"]), (&json!(false), &json!(false)), "{}", reply.body);
    let quotes = checked_quotes(&alice, &reply["citations"]).await;
    assert!(quotes.iter().any(|quote| quote.contains("reliable transmission company")), "{quotes:?}");
    let first = &reply["citations"][0];
    assert_eq!((&first["document_id"], &first["document_sha256"]), (&json!(plan.id), &json!(plan.sha256)));
    assert_eq!((&first["document_name"], &first["page"]), (&json!("plan.pdf"), &json!(1)));
    assert_eq!(first["source"], "other");
    assert!((0.0..=1.0).contains(&first["score"].as_f64().unwrap()), "{first}");
    assert_eq!(reply["sources"].as_array().unwrap().len(), 1);
    assert!(reply.text("answer").contains("[1]"), "{}", reply.body);
    assert!(reply["analytics"].is_null() && reply["timings"]["total_ms"].is_u64());
}

#[tokio::test]
async fn same_question_gets_same_answer() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    world.restart();
    let second = alice.asks(QUESTION).await.is(200);
    assert_eq!(first["answer"], second["answer"]);
}

#[tokio::test]
async fn follow_up_uses_the_conversation() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    let second = alice.asks_in(first.text("session_id"), "And what about its mission?").await.is(200);
    assert_eq!(second["abstained"], false);
    assert!(second.text("answer").contains("buy and transmit electricity"), "{}", second.body);
    let question = record(&alice, &second).await.question;
    assert_eq!(question.message, "And what about its mission?");
    assert_eq!(question.standalone.as_deref(), Some("And what about Kivu Grid Company's mission?"));
    assert_eq!(record(&alice, &first).await.question.standalone, None);
}

#[tokio::test]
async fn session_deleted_meanwhile_gets_404() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
    let deleted = async {
        provider.was_asked().await;
        alice.delete(&format!("/api/v1/sessions/{session}")).await.is(200);
        provider.says("Too late.").await;
        provider.ends().await;
    };
    let (late, ()) = join!(alice.asks_in(&session, QUESTION), deleted);
    late.is_problem(404, "not_found");
    assert!(alice.get("/api/chat/sessions").await.is(200).items().is_empty());
}
