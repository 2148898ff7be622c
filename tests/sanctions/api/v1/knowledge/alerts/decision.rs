//! `/api/v1/knowledge/alerts/{id}/decision`

use super::{PATH, day, decides, hit, wrong_until};
use crate::list::{Place, URL, facts, file};
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;

#[tokio::test]
async fn only_compliance_decides() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let hit = hit(&place).await;
    let decision = || wrong_until(&day(&place, 30));
    decides(&place.world.stranger(), &hit, decision()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Analyst, UserRole::Auditor] {
        decides(&place.world.of_role(role).await, &hit, decision()).await.is_problem(403, "forbidden");
    }
    let unknown = format!("{PATH}/{}/decision", Uuid::new_v4());
    let seen = || {
        let mut decision = decision();
        decision["entity_version"] = json!(1);
        decision
    };
    compliance.post(&unknown, seen()).await.is_problem(404, "not_found");
    compliance.post(&format!("{PATH}/1/decision"), seen()).await.is_problem(400, "bad_request");
    decides(&compliance, &hit, decision()).await.is(200).matches_snapshot("post_v1_knowledge_alerts_id_decision");
}

#[tokio::test]
async fn decisions_need_reason_and_expiry() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let hit = hit(&place).await;
    let reason = "Another birth date.";
    for (decision, field) in [
        (json!({ "outcome": "maybe", "reason": reason }), "outcome"),
        (json!({ "outcome": "match", "reason": "too short" }), "reason"),
        (json!({ "outcome": "match", "reason": " ".repeat(20) }), "reason"),
        (json!({ "outcome": "match", "reason": "x".repeat(1001) }), "reason"),
        (json!({ "outcome": "match", "reason": reason, "expires_on": day(&place, 5) }), "expires_on"),
        (json!({ "outcome": "not_match", "reason": reason }), "expires_on"),
        (json!({ "outcome": "not_match", "reason": reason, "expires_on": day(&place, 0) }), "expires_on"),
        (json!({ "outcome": "not_match", "reason": reason, "expires_on": day(&place, -1) }), "expires_on"),
        (json!({ "outcome": "not_match", "reason": reason, "expires_on": day(&place, 733) }), "expires_on"),
        (json!({ "outcome": "not_match", "reason": reason, "expires_on": "01.01.2027" }), "expires_on"),
        (json!({ "outcome": "match", "reason": reason, "note": "" }), "note"),
        (json!({ "outcome": "match", "reason": reason, "entity_version": 0 }), "entity_version"),
        (json!({ "outcome": "match", "reason": reason, "entity_version": null }), "entity_version"),
    ] {
        let refused = decides(&compliance, &hit, decision.clone()).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{decision}");
    }
    assert_eq!(compliance.get(&format!("{PATH}?status=open")).await.is(200)["count"], 1);
}

#[tokio::test]
async fn an_alert_is_decided_once() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let hit = hit(&place).await;
    let decide = || decides(&compliance, &hit, wrong_until(&day(&place, 30)));
    let replies = futures::future::join_all([decide(), decide(), decide()]).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409]);
    decide().await.is_problem(409, "conflict");
    let connection = place.world.database().connection().await.unwrap();
    let decisions = connection.query_one("SELECT count(*) FROM alert_decisions", &[]).await.unwrap();
    assert_eq!(decisions.get::<_, i64>(0), 1);
    let sql = "SELECT details::text FROM pending_audit_records WHERE action = 'decide_alert'";
    let records = connection.query(sql, &[]).await.unwrap();
    assert_eq!(records.len(), 1);
    assert!(!records[0].get::<_, String>(0).contains("Born"), "reasons may name people");
}

#[tokio::test]
async fn a_decision_is_about_one_version() {
    let place = Place::listed(&[]).await;
    place.world.of_role(UserRole::Compliance).await;
    let seen = hit(&place).await;
    place.world.wait(SignedDuration::from_hours(1));
    let list = String::from_utf8(facts()).unwrap().replace("DOB 1970;", "DOB 1971;");
    place.server.on(URL, file(list.into_bytes(), "2"));
    place.runs().await;
    let now = hit(&place).await;
    assert_eq!((&seen["entity_version"], &now["entity_version"]), (&json!(1), &json!(2)));
    let compliance = place.world.logs_in("compliance").await;
    let stale = decides(&compliance, &seen, wrong_until(&day(&place, 30))).await.is_problem(409, "conflict");
    assert!(stale.body.to_string().contains("read the alert again"), "{}", stale.body);
    decides(&compliance, &now, wrong_until(&day(&place, 30))).await.is(200);
}
