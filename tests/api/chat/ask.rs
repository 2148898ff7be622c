//! `POST /api/chat`

use super::{QUESTION, UNKNOWN, checked_quotes, plan, provenance::record, provider::Provider, world_with_plan};
use serde_json::json;
use tests::world::World;
use tokio::join;
use uuid::Uuid;

#[tokio::test]
async fn a_stranger_gets_no_answer() {
    let world = World::new().await;
    world.stranger().asks(QUESTION).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_blank_message_and_one_of_4001_characters_are_refused() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for message in [String::new(), " \n\t ".to_owned(), "é".repeat(4_001)] {
        let reply = alice.asks(&message).await.is_problem(422, "unprocessable");
        assert!(reply.wrong_fields().iter().all(|field| *field == "message"), "{}", reply.body);
    }
    assert_eq!(alice.asks(&"é".repeat(4_000)).await.status, 200);
}

#[tokio::test]
async fn a_mode_that_is_none_is_answered_with_those_that_are() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let reply = alice.asks_as("poetry", QUESTION).await.is_problem(400, "bad_request");
    let detail = reply.text("detail");
    assert!(["poetry", "strategy_qa", "regulatory"].iter().all(|name| detail.contains(name)), "{detail}");
}

#[tokio::test]
async fn filters_that_are_none_are_refused() {
    let world = World::new().await;
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
async fn a_question_is_answered_only_from_documents_that_it_is_narrowed_to() {
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
async fn a_session_id_that_is_none_cannot_be_parsed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.asks_in("my-session", QUESTION).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn somebody_elses_session_is_as_missing_as_one_that_never_was() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let foreign = bob.asks_in(&session, QUESTION).await.is_problem(404, "not_found");
    let missing = bob.asks_in(&Uuid::new_v4().to_string(), QUESTION).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    assert_eq!(alice.get(&format!("/api/chat/history/{session}")).await.is(200).items().len(), 2);
}

#[tokio::test]
async fn what_no_document_says_is_declined_without_citations() {
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
async fn where_there_is_nothing_to_answer_from_the_caller_is_told_what_to_do() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let none = json!({ "message": QUESTION, "filters": { "sources": ["era"] } });
    let reply = alice.post("/api/chat", none).await.is(200);
    assert!(
        reply.text("answer").starts_with("None of the documents that the question was narrowed to"),
        "{}",
        reply.body
    );
    let bob = World::new().await.user("bob").await;
    let reply = bob.asks_as("regulatory", QUESTION).await.is(200);
    let answer = reply.text("answer");
    assert!(answer.starts_with("There is no document yet"), "{answer}");
    assert!(answer.ends_with("consult the official text before you act on it."), "{answer}");
}

#[tokio::test]
async fn nobody_is_answered_from_a_private_document_of_another() {
    let world = World::new().await;
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
async fn a_deleted_document_answers_nothing_from_that_moment() {
    let (world, alice, plan) = world_with_plan(&[]).await;
    let admin = world.logs_in("admin").await;
    assert_eq!(admin.delete(&plan.path()).await.status, 204);
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!((&reply["abstained"], &reply["citations"]), (&json!(true), &json!([])), "{}", reply.body);
}

#[tokio::test]
async fn an_answer_quotes_what_stands_on_the_page() {
    let (_world, alice, plan) = world_with_plan(&[]).await;
    let reply = alice.asks(QUESTION).await.is(200);
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
async fn the_same_question_gets_the_same_answer() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    world.restart();
    let second = alice.asks(QUESTION).await.is(200);
    assert_eq!(first["answer"], second["answer"]);
}

#[tokio::test]
async fn a_question_that_goes_on_from_the_one_before_is_answered_as_if_it_stood_alone() {
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
async fn whoever_deletes_a_conversation_while_it_is_answered_in_is_told_that_it_is_not_there() {
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
