//! `/api/auth/access-request`

use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

const PATH: &str = "/api/auth/access-request";

#[tokio::test]
async fn only_guests_ask() {
    let world = World::new(PLATFORM).await;
    world.stranger().post(PATH, json!({})).await.is_problem(401, "unauthorized");
    world.user("alice").await.post(PATH, json!({})).await.is_problem(409, "conflict");
    let guest = world.of_role(UserRole::Guest).await;
    let refused = guest.post(PATH, json!({ "reason": "x".repeat(501) })).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["reason"]);
    assert_eq!(guest.get(PATH).await.is(200).body, json!({ "request": null }));
    assert_eq!(world.sends_messages().await, 0);
}

#[tokio::test]
async fn administrators_who_can_log_in_are_notified() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    world.admits("second", UserRole::Admin).await;
    let invited = json!({ "email": "third@example.com", "name": "Third", "role": "admin" });
    admin.post("/api/admin/users", invited).await.is(201);
    assert_eq!(world.sends_messages().await, 1);
    let guest = world.of_role(UserRole::Guest).await;
    let asked = guest.post(PATH, json!({ "reason": "I work on outage reports." })).await.is(201);
    let asked = asked.matches_snapshot("post_auth_access_request");
    let read = guest.get(PATH).await.is(200).matches_snapshot("get_auth_access_request");
    assert_eq!(read["request"], asked.body);
    assert_eq!(world.sends_messages().await, 2);
    for name in ["admin", "second"] {
        let mail = world.mail_to(&format!("{name}@example.com")).await.pop().unwrap();
        assert_eq!(mail.subject, "A person asks for access");
        assert!(!mail.text.contains("outage"), "messages have no text of an account");
    }
}

#[tokio::test]
async fn guests_ask_once_a_day() {
    let world = World::new(PLATFORM).await;
    let guest = world.of_role(UserRole::Guest).await;
    guest.post(PATH, json!({})).await.is(201);
    world.wait(SignedDuration::from_hours(23));
    let guest = world.logs_in("guest").await;
    guest.post(PATH, json!({})).await.is_problem(409, "conflict");
    world.wait(SignedDuration::from_hours(2));
    let guest = world.logs_in("guest").await;
    let again = guest.post(PATH, json!({ "reason": "Still." })).await.is(201);
    assert_eq!((again.text("status"), again.text("reason")), ("waiting", "Still."));
    let admin = world.admin().await;
    assert_eq!(admin.get("/api/admin/access-requests").await.is(200)["count"], 1);
}

#[tokio::test]
async fn simultaneous_requests_are_one() {
    let world = World::new(PLATFORM).await;
    world.admin().await;
    let guest = world.of_role(UserRole::Guest).await;
    let (one, two) = tokio::join!(guest.post(PATH, json!({})), guest.post(PATH, json!({})));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(world.sends_messages().await, 1);
}
