//! `/api/v1/knowledge/screen/erasures`

use super::{
    batch::{self, SUBJECTS},
    names,
};
use crate::list::{Place, SCREEN};
use serde_json::{Value, json};
use sisuiq_model::UserRole;

const PATH: &str = "/api/v1/knowledge/screen/erasures";

/// The tables in which a text stands.
async fn tables_with(place: &Place, text: &str) -> Vec<&'static str> {
    let connection = place.world.database().connection().await.unwrap();
    let mut found = Vec::new();
    for table in ["screenings", "screening_alerts", "alert_decisions", "screening_batch_rows", "pending_audit_records"]
    {
        let sql = format!("SELECT EXISTS (SELECT FROM {table} WHERE {table}::text ILIKE '%{text}%')");
        if connection.query_one(&sql, &[]).await.unwrap().get(0) {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn only_compliance_erases() {
    let place = Place::listed(&[]).await;
    let input = json!({ "name": "Arkady Volkonsky" });
    place.world.stranger().post(PATH, input.clone()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Analyst, UserRole::Auditor] {
        place.world.of_role(role).await.post(PATH, input.clone()).await.is_problem(403, "forbidden");
    }
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let key = "0".repeat(64);
    for (input, field) in [
        (json!({}), "name"),
        (json!({ "name": "Alda", "subject_key": key }), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "subject_key": "0".repeat(63) }), "subject_key"),
        (json!({ "subject_key": "x".repeat(64) }), "subject_key"),
        (json!({ "alert": 1 }), "alert"),
    ] {
        let refused = compliance.post(PATH, input.clone()).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{input}");
    }
    let nobody = compliance.post(PATH, json!({ "subject_key": key })).await.is(200);
    assert_eq!((&nobody["screenings"], &nobody["alerts"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn a_name_is_erased_everywhere() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let (path, _) = batch::screens(&place, &compliance, SUBJECTS.as_bytes()).await;
    let found = place.screens(json!({ "name": "Arkady Volkonsky", "reference": "tamarillo" })).await;
    assert_eq!(names(&found).len(), 2);
    let hit = &found["hits"][0];
    let decision = json!({
        "outcome": "match", "reason": "Arkady Volkonsky has shown his passport.", "entity_version": hit["entity_version"],
    });
    let alert = hit["alert"]["id"].as_str().unwrap();
    compliance.post(&format!("/api/v1/knowledge/alerts/{alert}/decision"), decision).await.is(200);
    let stored = ["screenings", "screening_alerts", "alert_decisions", "screening_batch_rows"];
    assert_eq!(tables_with(&place, "arkady volkonsky").await, stored);
    let erased = compliance.post(PATH, json!({ "name": "  arkady VOLKONSKY" })).await.is(200);
    let erased = erased.matches_snapshot("post_v1_knowledge_screen_erasures");
    assert_eq!((&erased["screenings"], &erased["alerts"], &erased["batch_rows"]), (&json!(1), &json!(3), &json!(1)));
    assert_eq!(tables_with(&place, "arkady volkonsky").await, Vec::<&str>::new(), "nor in the audit log");
    assert_eq!(tables_with(&place, "tamarillo").await, Vec::<&str>::new());
    assert_eq!(tables_with(&place, "harbani").await, ["screening_alerts", "screening_batch_rows"], "others stay");
    let connection = place.world.database().connection().await.unwrap();
    let left: i64 = connection.query_one("SELECT count(*) FROM screened_subjects", &[]).await.unwrap().get(0);
    assert_eq!(left, 2, "identities of the others");
    let batch = compliance.get(&path).await.is(200);
    assert_eq!((&batch["rows"]["erased"], &batch["rows"]["total"]), (&json!(1), &json!(4)));
    assert!(!compliance.get(&format!("{path}/results")).await.is(200).body.to_string().contains("Arkady"));
}

#[tokio::test]
async fn an_erased_screening_is_not_replayed() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let input = json!({ "name": "Arkady Volkonsky" });
    compliance.posts_once(SCREEN, "screening-1", &input).await.is(200);
    compliance.posts_once(SCREEN, "screening-2", &json!({ "name": "Mahmoud al-Harbani" })).await.is(200);
    compliance.post(PATH, input.clone()).await.is(200);
    let repeated = compliance.posts_once(SCREEN, "screening-1", &input).await.is_problem(409, "conflict");
    assert!(!repeated.body.to_string().contains("olkonsky"), "{}", repeated.body);
    assert_eq!(tables_with(&place, "volkonsky").await, Vec::<&str>::new(), "nor screened again");
    let other = compliance.posts_once(SCREEN, "screening-2", &json!({ "name": "Mahmoud al-Harbani" })).await.is(200);
    assert_eq!(other.header("idempotency-replayed"), "true");
    compliance.posts_once(SCREEN, "screening-3", &input).await.is(200);
}

#[tokio::test]
async fn wrong_rows_are_erased_by_name() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let content = b"id,name,kind\ntamarillo,Arkady Volkonsky,ship\nc-2,Gertrude Applewhite,Arkady Volkonsky\n";
    let (path, batch) = batch::screens(&place, &compliance, content).await;
    assert_eq!(batch["rows"]["invalid"], 2);
    assert!(!batch.body.to_string().contains("olkonsky"), "{}", batch.body);
    assert_eq!(tables_with(&place, "volkonsky").await, Vec::<&str>::new(), "errors do not repeat cells");
    let erased = compliance.post(PATH, json!({ "name": "arkady VOLKONSKY" })).await.is(200);
    assert_eq!(erased["batch_rows"], 1);
    assert_eq!(tables_with(&place, "tamarillo").await, Vec::<&str>::new());
    let batch = compliance.get(&path).await.is(200);
    assert_eq!((&batch["rows"]["erased"], &batch["row_errors"][0]["id"]), (&json!(1), &json!("c-2")));
}

#[tokio::test]
async fn a_key_erases_one_subject() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let screens = async |reference: &str| -> Value {
        let input = json!({ "name": "Mahmoud al-Harbani", "reference": reference });
        compliance.post(SCREEN, input).await.is(200)["subject_key"].clone()
    };
    let (one, other) = (screens("customer-1").await, screens("customer-2").await);
    let erased = compliance.post(PATH, json!({ "subject_key": one })).await.is(200);
    assert_eq!((&erased["screenings"], &erased["alerts"], &erased["decisions"]), (&json!(1), &json!(1), &json!(0)));
    let alerts = compliance.get("/api/v1/knowledge/alerts").await.is(200);
    assert_eq!((&alerts["count"], &alerts["data"][0]["subject_key"]), (&json!(1), &other));
}
