//! Deletion of a table.

use super::{
    moments::TableStep,
    place::{Place, word},
};
use copilot::ingestion::Kill;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use world::Form;

const QUESTION: &str = "Which causes had the most outages?";
/// Tables of the database that may contain answers from before the deletion.
const EARLIER_ANSWERS: [&str; 7] = [
    "chat_messages",
    "citations",
    "answer_records",
    "answer_events",
    "audit_records",
    "pending_audit_records",
    "erasures",
];

/// Deletes a table at a step and checks that no store contains it.
pub(super) async fn is_deleted(place: &Place, step: TableStep, mut chance: ChaCha8Rng) -> Result<(), String> {
    let (scenario, secret) = (&place.scenario, word());
    let bytes = format!(
        "date,cause,duration_hours,affected_customers\n2024-01-05,{secret},2,100\n2024-01-06,{secret},3,90\n2024-02-07,weather,1,10\n"
    );
    let (owner, name) = (scenario.owner().await, format!("{secret}.csv"));
    let input = json!({ "name": name, "size": bytes.len(), "customers_served": 1_000 });
    let form = Form::of(&owner.post("/api/ingest/data/uploads", input).await.is(201));
    if !matches!(step, TableStep::Promised) {
        assert!(form.post(bytes.as_bytes()).await.is_success(), "the bucket takes the table");
        scenario.send(&scenario.landed_at(form.key()).await).await;
    }
    let mut messages = place.waiting().await;
    match step {
        TableStep::Read(step) => scenario.kill(Kill::At(step)).await,
        TableStep::Ready | TableStep::CleanedUp(_) => scenario.drain_queue().await,
        TableStep::Promised | TableStep::Landed => {}
    }
    let told = answers(place, &secret).await?;
    if told == 0 && matches!(step, TableStep::Ready | TableStep::CleanedUp(_)) {
        return Err("it answers nothing".to_owned());
    }
    let path = format!("/api/ingest/data/{}", form.id);
    let reply = scenario.owner().await.delete(&path).await;
    if reply.status != 204 {
        return Err(format!("{}: {}", reply.status, reply.body));
    }
    messages.extend(place.waiting().await);
    if let TableStep::CleanedUp(step) = step {
        scenario.kill(Kill::At(step)).await;
    }
    is_hidden(place, &form, &secret).await.map_err(|found| format!("before all is cleaned up: {found}"))?;
    place.comes_again(&messages, &mut chance).await?;
    is_hidden(place, &form, &secret).await?;
    // without earlier answers, only the records of the deletion may contain its id and name
    let may_hold = if told == 0 { &EARLIER_ANSWERS[4..] } else { &EARLIER_ANSWERS[..] };
    place.holds_nothing(&[&form.id, &secret], may_hold).await?;
    place.has_no_object(form.key()).await
}

/// Number of people whose answers use the table.
async fn answers(place: &Place, secret: &str) -> Result<usize, String> {
    let mut told = 0;
    for name in Place::PEOPLE {
        let reply = place.logs_in(name).await.asks_as("analytics", QUESTION).await;
        if reply.status != 200 {
            return Err(format!("{}: {}", reply.status, reply.body));
        }
        told += usize::from(reply.body.to_string().contains(secret));
    }
    Ok(told)
}

async fn is_hidden(place: &Place, form: &Form, secret: &str) -> Result<(), String> {
    for name in Place::PEOPLE {
        let person = place.logs_in(name).await;
        let path = format!("/api/ingest/data/{}", form.id);
        let reply = person.get(&path).await;
        if reply.status != 404 {
            return Err(format!("GET {path}: {}: {}", reply.status, reply.body));
        }
        let list = person.get("/api/ingest/data").await;
        if list.status != 200 || list.body.to_string().contains(&form.id) || list.body.to_string().contains(secret) {
            return Err(format!("it is listed: {}: {}", list.status, list.body));
        }
    }
    match answers(place, secret).await? {
        0 => Ok(()),
        people => Err(format!("{people} people are answered from it")),
    }
}
