//! Deletion of a conversation.

use super::place::{Given, Place, word};
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;

/// Tables that keep a permanent record of deletions.
const AUDIT: [&str; 3] = ["audit_records", "pending_audit_records", "erasures"];

/// Deletes a conversation and checks that no store contains it.
pub(super) async fn is_deleted(place: &Place) -> Result<(), String> {
    let (name, world) = (word(), place.scenario.world());
    let text = format!("The vision of the {name} Grid Company is to be a reliable company for every region.");
    let document = place.scenario.upload(&PdfBuilder::of_texts(&[&text]).build()).await;
    place.scenario.drain_queue().await;
    let question = format!("What is the vision of the {name} Grid Company?");
    let reader = place.logs_in("reader").await;
    let events = reader.streams(&question).await;
    let start = events.first().ok_or("nothing is told")?;
    let session = start.data["session_id"].as_str().ok_or("it has no conversation")?.to_owned();
    let first = start.data["answer_id"].as_str().ok_or("it has no id")?.to_owned();
    let second = Given::of("reader", &reader.asks_in(&session, &question).await.is(200));
    reader.put(&format!("/api/chat/answers/{first}/feedback"), json!({ "rating": "up", "comment": name })).await;
    let stored = reader.get(&format!("/api/chat/answers/{first}")).await.is(200);
    let mut ids = vec![session.clone(), first.clone(), second.answer.clone()];
    ids.extend(Given::of("reader", &stored).citations);
    ids.extend(second.citations);
    let regenerated = reader.post(&format!("/api/chat/answers/{}/regenerate", second.answer), json!({})).await.is(200);
    ids.push(regenerated.text("answer_id").to_owned());
    let owner = place.logs_in("owner").await;
    if owner.asks(&question).await.is(200)["cache_hit"] != true {
        return Err("it is not given again as long as it is there".to_owned());
    }
    reader.delete(&format!("/api/v1/sessions/{session}")).await.is(200);
    let answers = [&ids[1], &ids[2], ids.last().unwrap()];
    for answer in answers {
        for part in ["", "/events", "/provenance"] {
            reader.get(&format!("/api/chat/answers/{answer}{part}")).await.is_problem(404, "not_found");
        }
    }
    for path in [format!("/api/chat/history/{session}"), format!("/api/v1/sessions/{session}")] {
        reader.get(&path).await.is_problem(404, "not_found");
    }
    for citation in &ids[3..ids.len() - 1] {
        reader.get(&format!("/api/citations/{citation}")).await.is_problem(404, "not_found");
    }
    let kept = "SELECT count(*) FROM cached_answers WHERE answer_id = ANY($1::text[]::uuid[])";
    let connection = world.database().connection().await.map_err(|error| error.to_string())?;
    let kept: i64 = connection.query_one(kept, &[&ids]).await.map_err(|error| error.to_string())?.get(0);
    drop(connection);
    if kept != 0 {
        return Err(format!("{kept} kept answers are left"));
    }
    // the record of the owner's cached answer refers to the original answer
    place.holds_nothing(&[&first], &[&AUDIT[..], &["answer_records"]].concat()).await?;
    let others: Vec<_> = ids.iter().filter(|id| **id != first).map(String::as_str).collect();
    place.holds_nothing(&others, &AUDIT).await?;
    // once the document and the owner's conversations are deleted, no store contains the question
    let sessions = owner.get("/api/chat/sessions").await.is(200);
    for session in sessions.items() {
        owner.delete(&format!("/api/v1/sessions/{}", session["id"].as_str().unwrap_or_default())).await.is(200);
    }
    place.scenario.delete(&document).await;
    place.scenario.drain_queue().await;
    place.holds_nothing(&[&name], &AUDIT).await
}
