//! `/api/v1/knowledge/alerts/{id}/confirm`

use super::{PATH, day, decides, hit, wrong_until};
use crate::list::{Place, URL, facts, file};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, Reply};

/// Answers the decision that an alert has now.
async fn answers(person: &Person, hit: &Value, mut answer: Value) -> Reply {
    let alert = hit["alert"]["id"].as_str().unwrap();
    if answer.get("decision_id").is_none() {
        let connection = person.world.database().connection().await.unwrap();
        let sql = "SELECT coalesce(decision_id::text, $1) FROM screening_alerts WHERE id = $1::text::uuid";
        answer["decision_id"] = json!(connection.query_one(sql, &[&alert]).await.unwrap().get::<_, String>(0));
    }
    person.post(&format!("{PATH}/{alert}/confirm"), answer).await
}

/// A place where two accounts decide, with a hit.
async fn four_eyes() -> (Place, Person, Person, Value) {
    let place = Place::listed(&[("SCREENING_FOUR_EYES", "true")]).await;
    let first = place.world.of_role(UserRole::Compliance).await;
    place.world.admits("second", UserRole::Compliance).await;
    let second = place.world.logs_in("second").await;
    let hit = hit(&place).await;
    (place, first, second, hit)
}

#[tokio::test]
async fn another_account_confirms() {
    let (place, first, second, found) = four_eyes().await;
    let accept = || json!({ "accept": true });
    answers(&second, &found, accept()).await.is_problem(409, "conflict");
    let decided = decides(&first, &found, wrong_until(&day(&place, 30))).await.is(200);
    assert_eq!(decided["status"], "awaiting_confirmation");
    assert_eq!(hit(&place).await["alert"]["status"], "awaiting_confirmation");
    decides(&second, &found, wrong_until(&day(&place, 30))).await.is_problem(409, "conflict");
    answers(&first, &found, accept()).await.is_problem(409, "conflict");
    answers(&place.world.stranger(), &found, accept()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Analyst, UserRole::Auditor] {
        answers(&place.world.of_role(role).await, &found, accept()).await.is_problem(403, "forbidden");
    }
    let refused = answers(&second, &found, json!({ "accept": "yes" })).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["accept"]);
    let unknown = json!({ "accept": true, "decision_id": Uuid::new_v4() });
    second.post(&format!("{PATH}/{}/confirm", Uuid::new_v4()), unknown).await.is_problem(404, "not_found");
    let confirmed = answers(&second, &found, json!({ "accept": true, "reason": "Checked with the passport." })).await;
    confirmed.is(200).matches_snapshot("post_v1_knowledge_alerts_id_confirm");
    let again = hit(&place).await;
    assert_eq!(again["alert"]["status"], "not_match");
    let decision = &again["alert"]["decision"];
    assert!(decision["decided_by"].is_string() && decision["confirmed_by"].is_string(), "{decision}");
    assert_ne!(decision["decided_by"], decision["confirmed_by"]);
    answers(&second, &found, accept()).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn a_refused_decision_opens_the_alert() {
    let (place, first, second, found) = four_eyes().await;
    decides(&first, &found, json!({ "outcome": "match", "reason": "The same passport number." })).await.is(200);
    let refused = answers(&second, &found, json!({ "accept": false, "reason": "Another passport." })).await.is(200);
    assert_eq!((&refused["status"], &refused["opening"]), (&json!("open"), &json!("decision_refused")));
    let again = hit(&place).await;
    assert_eq!((&again["alert"]["status"], &again["alert"]["decision"]), (&json!("open"), &Value::Null));
    decides(&second, &found, wrong_until(&day(&place, 5))).await.is(200);
    assert_eq!(answers(&first, &found, json!({ "accept": true })).await.is(200)["status"], "not_match");
}

/// A match that waits, and whose account was erased.
async fn orphaned() -> (Place, Person, Value) {
    let (place, first, second, found) = four_eyes().await;
    decides(&first, &found, json!({ "outcome": "match", "reason": "The same passport number." })).await.is(200);
    // as the deletion of an account leaves it
    assert_eq!(place.world.execute("UPDATE alert_decisions SET decided_by = NULL", &[]).await, 1);
    (place, second, found)
}

#[tokio::test]
async fn decisions_of_erased_accounts_are_not_confirmed() {
    let (place, second, found) = orphaned().await;
    let refused = answers(&second, &found, json!({ "accept": true })).await.is_problem(409, "conflict");
    assert!(refused.body.to_string().contains("was erased"), "{}", refused.body);
    assert_eq!(hit(&place).await["alert"]["status"], "awaiting_confirmation");
    let opened = answers(&second, &found, json!({ "accept": false })).await.is(200);
    assert_eq!((&opened["status"], &opened["opening"]), (&json!("open"), &json!("decision_refused")));
}

#[tokio::test]
async fn decisions_of_erased_accounts_are_replaced() {
    let (place, second, found) = orphaned().await;
    let former = hit(&place).await["alert"]["decision"]["id"].clone();
    decides(&second, &found, wrong_until(&day(&place, 5))).await.is(200);
    assert_ne!(hit(&place).await["alert"]["decision"]["id"], former);
    decides(&second, &found, wrong_until(&day(&place, 5))).await.is_problem(409, "conflict");
    answers(&second, &found, json!({ "accept": true })).await.is_problem(409, "conflict");
    place.world.admits("third", UserRole::Compliance).await;
    let third = place.world.logs_in("third").await;
    assert_eq!(answers(&third, &found, json!({ "accept": true })).await.is(200)["status"], "not_match");
}

#[tokio::test]
async fn a_waiting_decision_expires() {
    let (place, first, _, found) = four_eyes().await;
    decides(&first, &found, wrong_until(&day(&place, 5))).await.is(200);
    place.world.wait(SignedDuration::from_hours(24 * 5));
    let (first, second) = (place.world.logs_in("compliance").await, place.world.logs_in("second").await);
    answers(&second, &found, json!({ "accept": true })).await.is_problem(409, "conflict");
    assert_eq!(second.get(&format!("{PATH}?status=open")).await.is(200)["count"], 1);
    decides(&first, &found, wrong_until(&day(&place, 5))).await.is(200);
    assert_eq!(answers(&second, &found, json!({ "accept": true })).await.is(200)["status"], "not_match");
}

#[tokio::test]
async fn a_changed_entry_ends_a_waiting_decision() {
    let (place, first, _, found) = four_eyes().await;
    decides(&first, &found, wrong_until(&day(&place, 90))).await.is(200);
    place.world.wait(SignedDuration::from_hours(1));
    let list = String::from_utf8(facts()).unwrap().replace("DOB 1970;", "DOB 1971;");
    place.server.on(URL, file(list.into_bytes(), "2"));
    place.runs().await;
    assert_eq!(hit(&place).await["alert"]["opening"], "entity_changed");
    let second = place.world.logs_in("second").await;
    answers(&second, &found, json!({ "accept": true })).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn one_answer_wins() {
    let (place, first, second, found) = four_eyes().await;
    place.world.admits("third", UserRole::Compliance).await;
    let third = place.world.logs_in("third").await;
    decides(&first, &found, wrong_until(&day(&place, 30))).await.is(200);
    let (yes, no) = futures::join!(
        answers(&second, &found, json!({ "accept": true })),
        answers(&third, &found, json!({ "accept": false })),
    );
    let mut statuses = [yes.status.as_u16(), no.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn an_answer_is_about_one_decision() {
    let (place, first, second, found) = four_eyes().await;
    decides(&first, &found, json!({ "outcome": "match", "reason": "The same passport number." })).await.is(200);
    let former = hit(&place).await["alert"]["decision"]["id"].clone();
    answers(&second, &found, json!({ "accept": false })).await.is(200);
    decides(&first, &found, wrong_until(&day(&place, 5))).await.is(200);
    let stale = answers(&second, &found, json!({ "accept": true, "decision_id": former })).await;
    assert!(stale.is_problem(409, "conflict").body.to_string().contains("another decision waits"));
    assert_eq!(hit(&place).await["alert"]["status"], "awaiting_confirmation");
    let missing = json!({ "accept": true });
    let path = format!("{PATH}/{}/confirm", found["alert"]["id"].as_str().unwrap());
    assert_eq!(second.post(&path, missing).await.is_problem(422, "unprocessable").wrong_fields(), ["decision_id"]);
}
