//! `/api/v1/knowledge/alerts`

mod confirm;
mod decision;

use crate::list::{Place, SCREEN, URL, facts, file};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, Reply};

pub(super) const PATH: &str = "/api/v1/knowledge/alerts";

/// The day after so many days.
pub(super) fn day(place: &Place, days: i64) -> String {
    let now = place.world.clock().now() + SignedDuration::from_hours(24 * days);
    now.to_string()[..10].to_owned()
}

/// Screens a subject that has one hit, and returns the hit.
pub(super) async fn hit(place: &Place) -> Value {
    let found = place.screens(json!({ "name": "Mahmoud al-Harbani", "reference": "customer-1" })).await;
    assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{}", found.body);
    found["hits"][0].clone()
}

/// Decides about the alert of a hit as somebody, by the version of the entry that the hit has.
pub(super) async fn decides(person: &Person, hit: &Value, mut decision: Value) -> Reply {
    if decision.get("entity_version").is_none() {
        decision["entity_version"] = hit["entity_version"].clone();
    }
    person.post(&format!("{PATH}/{}/decision", hit["alert"]["id"].as_str().unwrap()), decision).await
}

/// The decision that a hit is wrong until a day.
pub(super) fn wrong_until(day: &str) -> Value {
    json!({ "outcome": "not_match", "reason": "Born 30 years later, in another country.", "expires_on": day })
}

fn ids(reply: &Reply) -> Vec<&str> {
    reply["data"].as_array().unwrap().iter().map(|alert| alert["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn compliance_and_auditors_read_alerts() {
    let place = Place::listed(&[]).await;
    place.world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::User, UserRole::Analyst] {
        place.world.of_role(role).await.get(PATH).await.is_problem(403, "forbidden");
    }
    for role in [UserRole::Compliance, UserRole::Auditor] {
        assert_eq!(place.world.of_role(role).await.get(PATH).await.is(200)["count"], 0);
    }
    place.admin().await.get(PATH).await.is(200);
}

#[tokio::test]
async fn wrong_filters_are_named() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    for (query, field) in [
        ("id=1", "id"),
        ("status=closed", "status"),
        ("source=ofac", "source"),
        ("q=a", "q"),
        ("limit=0", "limit"),
        ("cursor=1", "cursor"),
    ] {
        let refused = compliance.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn alerts_show_both_sides() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    place
        .screens(json!({
            "name": "Arkady Volkonsky", "kind": "person", "birth_date": "1961-04", "countries": ["RU"], "gender": "male",
            "identifiers": [{ "kind": "passport", "number": "75 1234567" }], "reference": "customer-1", "threshold": 0.9,
        }))
        .await;
    let listed = compliance.get(PATH).await.is(200).matches_snapshot("get_v1_knowledge_alerts");
    let alert = &listed["data"][0];
    assert_eq!(listed["count"], 1);
    assert_eq!(
        (&alert["subject"]["name"], &alert["subject"]["birth_date"]),
        (&json!("Arkady Volkonsky"), &json!("1961-04"))
    );
    assert_eq!((&alert["entity"]["key"], &alert["threshold"]), (&json!("201"), &json!(0.9)));
    assert_eq!(alert["entity"]["content"]["birth_dates"][0]["first"], "1961-04-12");
}

#[tokio::test]
async fn alerts_are_filtered_and_paged() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    place.screens(json!({ "name": "Arkady Volkonsky" })).await;
    place.world.wait(SignedDuration::from_mins(1));
    let hit = hit(&place).await;
    let all = compliance.get(PATH).await.is(200);
    assert_eq!((&all["count"], ids(&all)[0]), (&json!(3), hit["alert"]["id"].as_str().unwrap()));
    let decided =
        decides(&compliance, &hit, json!({ "outcome": "match", "reason": "The same passport number." })).await;
    assert_eq!(decided.is(200)["status"], "match");
    let count = async |query: &str| compliance.get(&format!("{PATH}?{query}")).await.is(200)["count"].clone();
    for (query, expected) in [
        ("status=open", 2),
        ("status=match", 1),
        ("status=not_match", 0),
        ("status=awaiting_confirmation", 0),
        ("q=HARBANI", 1),
        ("q=mahmoud%20al", 1),
        ("q=petrovich", 2),
        ("q=customer", 0),
        ("q=%25%25", 0),
    ] {
        assert_eq!(count(query).await, expected, "{query}");
    }
    assert_eq!(count(&format!("source={}", place.source_id())).await, 3);
    assert_eq!(count(&format!("source={}", Uuid::new_v4())).await, 0);
    let one = compliance.get(&format!("{PATH}?id={}", ids(&all)[1])).await.is(200);
    assert_eq!(ids(&one), [ids(&all)[1]]);
    assert_eq!(count(&format!("id={}", Uuid::new_v4())).await, 0);
    let mut seen = Vec::new();
    let mut next = format!("{PATH}?limit=1");
    for _ in 0..3 {
        let page = compliance.get(&next).await.is(200);
        seen.push(ids(&page)[0].to_owned());
        next = page.header("link").split(['<', '>']).nth(1).unwrap_or_default().to_owned();
    }
    assert_eq!(seen, ids(&all));
    assert_eq!(compliance.get(&next).await.is(200)["data"], json!([]));
}

#[tokio::test]
async fn decisions_are_remembered_for_the_same_subject() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let first = hit(&place).await;
    decides(&compliance, &first, wrong_until(&day(&place, 30))).await.is(200);
    let again = hit(&place).await;
    assert_eq!(again["alert"]["id"], first["alert"]["id"]);
    assert_eq!(
        (&again["alert"]["status"], &again["alert"]["decision"]["outcome"]),
        (&json!("not_match"), &json!("not_match"))
    );
    assert_eq!(again["alert"]["decision"]["reason"], "Born 30 years later, in another country.");
    let spelled = place.screens(json!({ "name": " MAHMOUD  al-harbani", "reference": "customer-1" })).await;
    assert_eq!(spelled["hits"][0]["alert"]["id"], first["alert"]["id"]);
    for other in [
        json!({ "name": "Mahmoud al-Harbani" }),
        json!({ "name": "Mahmoud al-Harbani", "reference": "customer-2" }),
        json!({ "name": "Mahmoud al-Harbani", "reference": "customer-1", "birth_date": "1970" }),
        json!({ "name": "Mahmoud al-Harbani", "reference": "customer-1", "countries": ["SY"] }),
    ] {
        let found = place.screens(other.clone()).await;
        assert_eq!(found["hits"][0]["alert"]["status"], "open", "{other}");
        assert_ne!(found["hits"][0]["alert"]["id"], first["alert"]["id"], "{other}");
    }
}

#[tokio::test]
async fn an_expired_decision_opens_the_alert_again() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let first = hit(&place).await;
    decides(&compliance, &first, wrong_until(&day(&place, 30))).await.is(200);
    place.world.wait(SignedDuration::from_hours(24 * 29));
    assert_eq!(hit(&place).await["alert"]["status"], "not_match");
    place.world.wait(SignedDuration::from_hours(24));
    let compliance = place.world.logs_in("compliance").await;
    let listed = compliance.get(&format!("{PATH}?status=open")).await.is(200);
    assert_eq!((&listed["count"], &listed["data"][0]["opening"]), (&json!(1), &json!("decision_expired")));
    let again = hit(&place).await;
    assert_eq!(again["alert"]["id"], first["alert"]["id"]);
    assert_eq!((&again["alert"]["status"], &again["alert"]["opening"]), (&json!("open"), &json!("decision_expired")));
    assert_eq!(again["alert"]["decision"], Value::Null);
    decides(&compliance, &again, wrong_until(&day(&place, 30))).await.is(200);
}

#[tokio::test]
async fn a_changed_entry_opens_the_alert_again() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let first = hit(&place).await;
    decides(&compliance, &first, json!({ "outcome": "match", "reason": "The same passport number." })).await.is(200);
    place.world.wait(SignedDuration::from_hours(1));
    let list = String::from_utf8(facts()).unwrap();
    place.server.on(URL, file(list.replace("EMMA LLC", "EMMA PLUS LLC").into_bytes(), "2"));
    place.runs().await;
    assert_eq!(hit(&place).await["alert"]["status"], "match", "another entry changed");
    place.server.on(URL, file(list.replace("DOB 1970;", "DOB 1971;").into_bytes(), "3"));
    place.world.wait(SignedDuration::from_hours(1));
    place.runs().await;
    let again = hit(&place).await;
    assert_eq!(again["alert"]["id"], first["alert"]["id"]);
    assert_eq!((&again["alert"]["status"], &again["alert"]["opening"]), (&json!("open"), &json!("entity_changed")));
    let listed = place.world.logs_in("compliance").await.get(PATH).await.is(200);
    assert_eq!((&listed["count"], &listed["data"][0]["entity"]["version"]), (&json!(1), &json!(2)));
    assert_eq!(listed["data"][0]["entity"]["content"]["birth_dates"][0]["first"], "1971-01-01");
}

#[tokio::test]
async fn one_subject_and_entry_have_one_alert() {
    let place = Place::listed(&[]).await;
    let compliance = place.world.of_role(UserRole::Compliance).await;
    let input = json!({ "name": "Arkady Volkonsky" });
    let screen = || compliance.post(SCREEN, input.clone());
    let replies = futures::future::join_all([screen(), screen(), screen(), screen()]).await;
    for reply in replies {
        assert_eq!(reply.is(200)["hits"].as_array().unwrap().len(), 2);
    }
    assert_eq!(compliance.get(PATH).await.is(200)["count"], 2);
}
