//! `POST /api/v1/knowledge/chats/{id}/messages`

mod stream;

use super::creates;
use crate::library::{PROHIBITION, QUESTION, UNKNOWN, adds, adds_file, is_filled};
use copilot::{COPILOT, plan::checked_quotes};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, Reply, World};

const SECTIONS: [&str; 4] = ["SOURCES", "ANALYSIS", "APPLICABLE PROVISIONS", "CONCLUSION"];

/// A world with some sanctions law, and a conversation of Alice's about one dataset.
pub(super) async fn world_with_law(dataset: Value, settings: &[(&str, &str)]) -> (World, Person, String) {
    let world = World::with(COPILOT, settings).await;
    is_filled(&world.admin().await).await;
    let alice = world.user("alice").await;
    let chat = creates(&alice, json!({ "dataset": dataset })).await;
    (world, alice, chat)
}

async fn asks(person: &Person, chat: &str, question: &str) -> Reply {
    person.post(&format!("{chat}/messages"), json!({ "message": question })).await
}

/// The text of each section, in their order.
fn sections(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    for (name, next) in SECTIONS.iter().zip(SECTIONS.iter().skip(1).map(Some).chain([None])) {
        let begin = format!("### {name}:\n\n");
        assert!(rest.starts_with(&begin), "no {name}: {text}");
        rest = &rest[begin.len()..];
        let end = next.and_then(|next| rest.find(&format!("\n\n### {next}:"))).unwrap_or(rest.len());
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found
}

#[tokio::test]
async fn foreign_chat_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let chat = creates(&alice, json!({})).await;
    let missing = format!("/api/v1/knowledge/chats/{}", Uuid::new_v4());
    for path in [&chat, &missing] {
        asks(&bob, path, QUESTION).await.is_problem(404, "not_found");
        asks(&world.stranger(), path, QUESTION).await.is_problem(401, "unauthorized");
    }
    asks(&world.of_role(UserRole::Auditor).await, &chat, QUESTION).await.is_problem(403, "forbidden");
    asks(&alice, "/api/v1/knowledge/chats/yesterday", QUESTION).await.is_problem(400, "bad_request");
    for (input, field) in [(json!({}), "message"), (json!({ "message": " " }), "message")] {
        let refused = alice.post(&format!("{chat}/messages"), input).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field]);
    }
    let input = json!({ "message": QUESTION, "dataset": "nothing" });
    alice.post(&format!("{chat}/messages"), input).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&chat).await.is(200)["message_count"], 0);
}

#[tokio::test]
async fn answer_has_four_sections_of_quotations() {
    let (world, alice, chat) = world_with_law(json!("EU-Sanctions"), &[]).await;
    world.wait(SignedDuration::from_secs(1));
    let reply = asks(&alice, &chat, QUESTION).await.is(200);
    let reply = reply.matches_snapshot("post_v1_knowledge_chats_id_messages");
    let [sources, analysis, provisions, conclusion] = sections(reply.text("response")).try_into().unwrap();
    assert_eq!(sources, "- regulation.pdf, page 1");
    assert!(analysis.contains(&format!("{PROHIBITION} [1]")), "{analysis}");
    assert!(provisions.starts_with("- Article 5, regulation.pdf, page 1"), "{provisions}");
    assert!(conclusion.ends_with(&format!("{PROHIBITION} [1]")), "{conclusion}");
    let quotes = checked_quotes(&alice, &reply["citations"]).await;
    // a quotation may begin with the heading above it
    let quotes: Vec<String> = quotes.iter().map(|quote| quote.replace('\n', " ")).collect();
    assert!(quotes[0].ends_with(PROHIBITION), "{quotes:?}");
    for line in analysis.lines().chain([conclusion]) {
        assert!(quotes.iter().any(|quote| line.contains(quote.as_str())), "no quotation: {line}");
    }
    assert_eq!((&reply["mode"], &reply["abstained"]), (&json!("sanctions"), &json!(false)));
    let read = alice.get(&chat).await.is(200);
    assert_eq!(
        (&read["title"], &read["message_count"]),
        (&json!("Is it prohibited to sell turbines for offshore..."), &json!(2))
    );
    assert_eq!(read["messages"][1]["content"], reply["response"]);
    assert_ne!(read["updated_at"], read["created_at"]);
}

#[tokio::test]
async fn unanswerable_question_is_not_in_the_documents() {
    let (_world, alice, chat) = world_with_law(json!(null), &[]).await;
    let reply = asks(&alice, &chat, UNKNOWN).await.is(200);
    assert!(reply.text("response").starts_with("The answer is not in the documents."), "{}", reply.body);
    assert!(!reply.text("response").contains("CONCLUSION"));
    assert_eq!((&reply["abstained"], &reply["citations"]), (&json!(true), &json!([])));
}

#[tokio::test]
async fn only_documents_of_the_dataset_answer() {
    let (world, alice, chat) = world_with_law(json!("US-Sanctions"), &[]).await;
    let elsewhere = asks(&alice, &chat, QUESTION).await.is(200);
    assert_ne!(elsewhere["support"], "full", "{}", elsewhere.body);
    let cited = elsewhere["citations"].as_array().unwrap();
    assert!(cited.iter().all(|citation| citation["document_name"] == "order.pdf"));
    let of_message = json!({ "message": QUESTION, "dataset": "EU-Sanctions" });
    let answered = alice.post(&format!("{chat}/messages"), of_message).await.is(200);
    assert_eq!(answered["support"], "full");
    assert_eq!(alice.get(&chat).await.is(200)["dataset"], "US-Sanctions", "for this question alone");
    let nothing = json!({ "message": QUESTION, "dataset": "UN-Sanctions" });
    let nothing = alice.post(&format!("{chat}/messages"), nothing).await.is(200);
    assert_eq!((&nothing["abstained"], &nothing["citations"]), (&json!(true), &json!([])), "it has no document");
    alice.put(&chat, json!({ "dataset": null })).await.is(200);
    assert_eq!(asks(&alice, &chat, QUESTION).await.is(200)["support"], "full", "all documents");
    let bob = world.user("bob").await;
    bob.post("/api/v1/knowledge/datasets", json!({ "name": "Mine" })).await.is(201);
    adds(&bob, "Mine", "private.pdf", PROHIBITION).await;
    let his = creates(&bob, json!({ "dataset": "Mine" })).await;
    assert_eq!(asks(&bob, &his, QUESTION).await.is(200)["citations"][0]["document_name"], "private.pdf");
    bob.delete("/api/v1/knowledge/datasets/Mine").await.is(200);
    asks(&bob, &his, QUESTION).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn answers_are_those_of_the_copilot() {
    let (_world, alice, chat) = world_with_law(json!("EU-Sanctions"), &[]).await;
    let first = alice.posts_once(&format!("{chat}/messages"), "once", &json!({ "message": QUESTION })).await.is(200);
    let again = alice.posts_once(&format!("{chat}/messages"), "once", &json!({ "message": QUESTION })).await.is(200);
    assert_eq!(again.body, first.body);
    let answer = format!("/api/chat/answers/{}", first.text("message_id"));
    let read = alice.get(&answer).await.is(200);
    assert_eq!((&read["mode"], &read["answer"]), (&json!("sanctions"), &first["response"]));
    let rating = json!({
        "chat_id": first["chat_id"], "message_id": first["message_id"], "feedback_type": "helpful",
    });
    alice.post("/api/v1/knowledge/feedback", rating).await.is(200);
    let regenerated = alice.post(&format!("{answer}/regenerate"), json!({})).await.is(200);
    assert_eq!(regenerated["answer"], first["response"]);
    assert_eq!(alice.get(&chat).await.is(200)["message_count"], 2);
}

#[tokio::test]
async fn only_law_of_the_day_answers() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let text =
        |weeks: &str| format!("Article 5\n1. Banks shall report frozen accounts within {weeks} weeks of the freeze.");
    for (name, weeks, from, to) in
        [("old.txt", "four", "2020-01-01", json!("2021-01-01")), ("new.txt", "six", "2021-01-01", json!(null))]
    {
        let form =
            json!({ "name": name, "act": "Regulation 1/2020", "language": "en", "valid_from": from, "valid_to": to });
        adds_file(&admin, "EU-Sanctions", form, text(weeks).as_bytes()).await;
    }
    let chat = creates(&alice, json!({ "dataset": "EU-Sanctions" })).await;
    let messages = format!("{chat}/messages");
    for (wrong, field) in
        [(json!("EN"), "language"), (json!("eng"), "language"), (json!("2020-02-30"), "date"), (json!("2020"), "date")]
    {
        let refused = alice.post(&messages, json!({ "message": UNKNOWN, field: wrong })).await;
        assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    let after_tomorrow = (world.clock().now() + SignedDuration::from_hours(48)).to_string();
    let refused = alice.post(&messages, json!({ "message": UNKNOWN, "date": &after_tomorrow[..10] })).await;
    assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["date"], "no text says what will apply");
    let question = "Within how many weeks shall banks report frozen accounts?";
    let asks = async |input: Value| {
        let mut input = input;
        input["message"] = json!(question);
        alice.post(&messages, input).await.is(200)
    };
    let today = asks(json!({})).await;
    assert!(
        today.text("response").contains("six weeks") && !today.text("response").contains("four weeks"),
        "{}",
        today.body
    );
    let before = asks(json!({ "date": "2020-12-31", "language": "en" })).await;
    let [_, _, provisions, conclusion] = sections(before.text("response")).try_into().unwrap();
    let version = "Regulation 1/2020, applies from 2020-01-01, no longer from 2021-01-01, old.txt, page 1";
    assert_eq!(provisions, format!("- Article 5(1), {version}"));
    assert!(conclusion.contains("four weeks"), "{conclusion}");
    let cited = json!({
        "act": "Regulation 1/2020", "reference": "Article 5(1)", "path": "Article 5", "language": "en",
        "valid_from": "2020-01-01", "valid_to": "2021-01-01",
    });
    assert_eq!(before["citations"][0]["provision"], cited);
    let answer = format!("/api/chat/answers/{}", before.text("message_id"));
    assert_eq!(alice.get(&answer).await.is(200)["citations"][0]["provision"], cited, "it is stored");
    let again = alice.post(&format!("{answer}/regenerate"), json!({})).await.is(200);
    assert_eq!(again["answer"], before["response"], "of the same day");
    for input in [json!({ "date": "2019-12-31" }), json!({ "language": "fr" })] {
        let nothing = asks(input).await;
        assert_eq!((&nothing["abstained"], &nothing["citations"]), (&json!(true), &json!([])), "{}", nothing.body);
    }
}

#[tokio::test]
async fn named_provisions_and_terms_are_found() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let others = (8..40).map(|number| {
        format!(
            "Article {number}\nThe annual fee of a shipping licence of class {number} is {number} crowns in total.\n"
        )
    });
    let text = format!(
        "Article 1\n\u{201c}tide waiter\u{201d} means an officer who inspects cargo on arrival.\n\
         Article 7\nOperators shall notify the harbour office within ten days.\n{}",
        others.collect::<String>()
    );
    adds_file(&admin, "EU-Sanctions", json!({ "name": "act.txt" }), text.as_bytes()).await;
    let chat = creates(&alice, json!({ "dataset": "EU-Sanctions" })).await;
    // by words and meaning, Article 30 is the best
    for (question, rank, reference) in [
        ("What is the annual fee of a shipping licence of class 30?", 1, "Article 30"),
        ("Under Article 7, what is the annual fee of a shipping licence of class 30?", 1, "Article 7"),
        ("Which fee does a tide waiter take?", 1, "Article 1"),
    ] {
        let reply = asks(&alice, &chat, question).await.is(200);
        assert_eq!(found_at(&world, reply.text("message_id"), rank).await, reference, "{question}");
    }
}

#[tokio::test]
async fn references_of_what_is_found_are_followed() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let others = (8..40).map(|number| {
        format!("Article {number}\nAn operator of class {number} shall paint its cranes in shade {number}.\n")
    });
    let text = format!(
        "Article 7\nThe winches of an operator of class 99 are inspected in the ports listed in Annex I.\n{}ANNEX I\nOstrava\nBrno",
        others.collect::<String>()
    );
    adds_file(&admin, "EU-Sanctions", json!({ "name": "act.txt" }), text.as_bytes()).await;
    let chat = creates(&alice, json!({ "dataset": "EU-Sanctions" })).await;
    let reply = asks(&alice, &chat, "Where are the winches of an operator of class 99 inspected?").await.is(200);
    for (rank, reference) in [(1, "Article 7"), (4, "ANNEX I")] {
        assert_eq!(found_at(&world, reply.text("message_id"), rank).await, reference, "{rank}");
    }
}

/// The provision of the passage that a search put at this place.
async fn found_at(world: &World, answer: &str, rank: i32) -> String {
    let sql = "SELECT provisions.provision ->> 'citation' FROM answer_records AS records \
        CROSS JOIN LATERAL jsonb_array_elements(records.payload::jsonb -> 'retrieval' -> 'chunks') AS chunk \
        JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = (chunk ->> 'chunk_id')::uuid \
        WHERE records.message_id = $1 AND (chunk ->> 'fused_rank')::integer = $2";
    let connection = world.database().connection().await.unwrap();
    connection.query_one(sql, &[&answer.parse::<Uuid>().unwrap(), &rank]).await.unwrap().get(0)
}
