//! `GET /api/admin/audit`

mod export;
mod head;

use copilot::COPILOT;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use std::collections::BTreeSet;
use world::{Person, Reply, World};

const PATH: &str = "/api/admin/audit";

fn data(reply: &Reply) -> &[Value] {
    reply["data"].as_array().map(Vec::as_slice).unwrap()
}

async fn searches(admin: &Person, query: &str) -> Reply {
    admin.get(&format!("{PATH}?{query}")).await.is(200)
}

#[tokio::test]
async fn only_administrators_and_auditors_are_admitted() {
    let world = World::new(COPILOT).await;
    let (alice, owner) = (world.user("alice").await, world.staff("owner", "super_admin").await);
    let (admin, auditor) = (world.admin().await, world.of_role(UserRole::Auditor).await);
    for path in [PATH.to_owned(), format!("{PATH}/export"), format!("{PATH}/head")] {
        world.stranger().get(&path).await.is_problem(401, "unauthorized");
        for person in [&alice, &owner] {
            person.get(&path).await.is_problem(403, "forbidden");
        }
        for person in [&admin, &auditor] {
            let key = async |scope: &str| {
                let input =
                    json!({ "name": scope, "scopes": [scope], "expires_in_days": 1, "password": person.password() });
                let key = person.post("/api/auth/api-keys", input).await.is(201);
                person.with_token(key.text("key"))
            };
            key("read").await.get(&path).await.is_problem(403, "forbidden");
            key("admin").await.get(&path).await.is(200);
            person.get(&path).await.is(200);
        }
    }
}

#[tokio::test]
async fn auditor_needs_second_factor_where_required() {
    let world = World::with(COPILOT, &[("ADMINS_NEED_SECOND_FACTOR", "true")]).await;
    let auditor = world.of_role(UserRole::Auditor).await;
    for path in [PATH.to_owned(), format!("{PATH}/export"), format!("{PATH}/head")] {
        auditor.get(&path).await.is_problem(403, "second_factor_required");
    }
    auditor.get("/api/documents").await.is(200);
}

#[tokio::test]
async fn invalid_filters_are_named() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    for (query, field) in [
        ("action=dance", "action"),
        ("outcome=maybe", "outcome"),
        ("object_kind=house", "object_kind"),
        ("object_id=", "object_id"),
        ("actor=alice", "actor"),
        ("from=yesterday", "from"),
        ("until=2026-13-01T00:00:00Z", "until"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("offset=-1", "offset"),
        ("cursor=1", "cursor"),
    ] {
        let refused = admin.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn record_has_actor_action_object_origin() {
    let world = World::with(COPILOT, &[("CLIENT_ADDRESS_HOPS", "1")]).await;
    let admin = world.admin().await;
    let alice = world.user("alice").await;
    let me = alice.get("/api/auth/me").await.is(200);
    let made = alice.creates(json!({ "name": "plan.pdf", "size": 7 })).await.is(201);
    let path = format!("/api/documents/{}", made.text("id"));
    let request = alice.request(&Method::DELETE, &path).header("x-forwarded-for", "203.0.113.9");
    let request = request.header("user-agent", format!("browser/1 {}", "x".repeat(400)));
    let deleted = world.send(request.body(axum::body::Body::empty()).unwrap()).await.is(204);
    let found = searches(&admin, &format!("object_id={}", made.text("id"))).await.matches_snapshot("get_admin_audit");
    assert_eq!((found["count"].clone(), data(&found).len()), (json!(2), 2));
    let record = &data(&found)[0];
    assert_eq!(record["actor"], me["id"]);
    assert_eq!((&record["action"], &record["outcome"]), (&json!("delete_document"), &json!("done")));
    assert_eq!((&record["object_kind"], &record["object_id"]), (&json!("document"), &made["id"]));
    assert_eq!((&record["surface"], &record["address"]), (&json!("copilot"), &json!("203.0.113.9")));
    assert_eq!(record["trace_id"], deleted.header("x-trace-id"));
    assert_eq!(record["user_agent"].as_str().unwrap().len(), 300);
    let at: Timestamp = record["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at.as_microsecond(), world.clock().now().as_microsecond());
    let sessions = alice.get("/api/auth/sessions").await.is(200);
    assert_eq!(record["session"], sessions["data"][0]["id"]);
    let before = &data(&found)[1];
    assert_eq!((&before["action"], &before["details"]), (&json!("create_document"), &json!({ "access": "owner" })));
}

#[tokio::test]
async fn failed_logins_recorded_for_known_accounts() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let alice = world.admits("alice", sisuiq_model::UserRole::User).await;
    for name in ["alice@example.com", "nobody@example.com"] {
        world.stranger().logs_in_as(name, "wrong").await.is(401);
    }
    let found = searches(&admin, "action=log_in&outcome=refused").await;
    assert_eq!(data(&found).len(), 1, "{}", found.body);
    let record = &data(&found)[0];
    assert_eq!((&record["actor"], &record["object_id"]), (&Value::Null, &json!(alice)));
    assert_eq!(record["details"], json!({ "because": "password" }));
}

#[tokio::test]
async fn new_records_do_not_shift_pages() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let start = world.clock().now();
    for number in 0..5 {
        world.wait(SignedDuration::from_secs(1));
        alice.creates(json!({ "name": format!("{number}.pdf"), "size": 1 })).await.is(201);
        bob.creates(json!({ "name": format!("{number}.pdf"), "size": 1 })).await.is(201);
    }
    let id = alice.get("/api/auth/me").await.is(200).text("id").to_owned();
    let mut seen = BTreeSet::new();
    let mut path = Some(format!("{PATH}?actor={id}&action=create_document&limit=2"));
    let mut pages = 0;
    while let Some(next) = path {
        let page = admin.get(&next).await.is(200);
        assert_eq!(page["count"], 5);
        assert!(data(&page).iter().all(|record| record["actor"] == id.as_str()));
        seen.extend(data(&page).iter().map(|record| record["sequence"].as_i64().unwrap()));
        // newer than the first page
        world.logs_in("alice").await;
        path = page.header("link").strip_prefix('<').and_then(|link| link.split_once('>')).map(|(to, _)| to.to_owned());
        pages += 1;
    }
    assert_eq!((seen.len(), pages), (5, 3));
    let counted = searches(&admin, &format!("actor={id}&action=create_document&limit=2&offset=3")).await;
    let counted: Vec<i64> = data(&counted).iter().map(|record| record["sequence"].as_i64().unwrap()).collect();
    assert_eq!(counted, seen.iter().rev().skip(3).copied().collect::<Vec<_>>());
    let whole = searches(&admin, "limit=100").await;
    let last = data(&whole)[0]["sequence"].clone();
    assert_eq!(whole["count"], last, "no record is left out");
    let (from, until) = (start + SignedDuration::from_secs(2), start + SignedDuration::from_secs(4));
    let some = searches(&admin, &format!("action=create_document&from={from}&until={until}")).await;
    assert_eq!(some["count"], 4);
}

#[tokio::test]
async fn refused_actions_are_not_recorded() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let close = "ALTER TABLE documents ADD CONSTRAINT closed CHECK (false) NOT VALID";
    world.execute(close, &[]).await;
    alice.creates(json!({ "name": "plan.pdf", "size": 7 })).await.is(500);
    alice.delete("/api/documents/0190b5a0-0000-7000-8000-000000000000").await.is(404);
    let found = searches(&admin, "object_kind=document").await;
    assert_eq!(found["count"], 0);
    // a change is not made if its audit record cannot be written
    world.execute("ALTER TABLE documents DROP CONSTRAINT closed", &[]).await;
    let made = alice.creates(json!({ "name": "plan.pdf", "size": 7 })).await.is(201);
    world.execute("ALTER TABLE pending_audit_records ADD CONSTRAINT closed CHECK (false) NOT VALID", &[]).await;
    let path = format!("/api/documents/{}", made.text("id"));
    alice.delete(&path).await.is(500);
    alice.get(&path).await.is(200);
}
