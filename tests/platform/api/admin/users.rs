//! `/api/admin/users` and `/api/admin/users/{id}`

mod api_keys;
mod invitation;
mod password_reset;
mod sessions;
mod totp;

use crate::product::PLATFORM;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Person, Reply, World};

pub(super) const PATH: &str = "/api/admin/users";
const UNKNOWN: &str = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000";

pub(super) fn grace() -> Value {
    json!({ "email": "grace@example.com", "name": "Grace Akello", "role": "analyst" })
}

/// Invites Grace and returns the address of her account.
pub(super) async fn invites_grace(admin: &Person) -> String {
    format!("{PATH}/{}", admin.post(PATH, grace()).await.is(201).text("id"))
}

/// The address of a person's account.
pub(super) async fn account_of(person: &Person) -> String {
    format!("{PATH}/{}", person.get("/api/auth/me").await.is(200).text("id"))
}

async fn changes(admin: &Person, path: &str, changes: Value) -> Reply {
    admin.patch(path, changes).await
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    world.stranger().post(PATH, grace()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Auditor, UserRole::Compliance] {
        let person = world.of_role(role).await;
        person.post(PATH, grace()).await.is_problem(403, "forbidden");
        person.get(UNKNOWN).await.is_problem(403, "forbidden");
        person.patch(UNKNOWN, json!({ "role": "admin" })).await.is_problem(403, "forbidden");
    }
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    for (field, value) in [("email", json!("grace")), ("name", json!("")), ("role", json!("king"))] {
        let mut input = grace();
        input[field] = value.clone();
        assert_eq!(admin.post(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    let path = invites_grace(&admin).await;
    for (field, value) in [("name", json!("")), ("role", json!("king"))] {
        let refused = changes(&admin, &path, json!({ field: value })).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field]);
    }
    admin.get(UNKNOWN).await.is_problem(404, "not_found");
    changes(&admin, UNKNOWN, json!({ "name": "Nobody" })).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn taken_address_is_refused() {
    let world = World::new(PLATFORM).await;
    let (admin, _) = (world.admin().await, world.user("grace").await);
    let mut input = grace();
    input["email"] = json!("GRACE@example.com");
    admin.post(PATH, input).await.is_problem(409, "conflict");
    assert_eq!(world.sends_messages().await, 0);
}

#[tokio::test]
async fn invited_account_cannot_log_in() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let invited = admin.post(PATH, grace()).await.is(201).matches_snapshot("post_admin_users");
    assert_eq!((&invited["status"], &invited["role"]), (&json!("invited"), &json!("analyst")));
    for password in ["", "password", "!"] {
        assert_ne!(world.stranger().logs_in_as("grace@example.com", password).await.status, 200);
    }
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to("grace@example.com").await.pop().unwrap();
    assert_eq!(mail.subject, "You are invited to SISUiQ");
    let listed = admin.get(&format!("{PATH}?status=invited")).await.is(200);
    assert_eq!((&listed["count"], &listed["data"][0]["email"]), (&json!(1), &json!("grace@example.com")));
}

#[tokio::test]
async fn repeated_request_invites_once() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let first = admin.posts_once(PATH, "key-1", &grace()).await.is(201);
    let second = admin.posts_once(PATH, "key-1", &grace()).await.is(201);
    assert_eq!(first.body, second.body);
    assert_eq!(world.sends_messages().await, 1);
}

#[tokio::test]
async fn returns_the_state_of_credentials() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    world.logs_in("alice").await;
    let path = account_of(&alice).await;
    let read = admin.get(&path).await.is(200).matches_snapshot("get_admin_users_id");
    assert_eq!((&read["login_sessions"], &read["api_keys"], &read["status"]), (&json!(2), &json!(0), &json!("active")));
}

#[tokio::test]
async fn another_role_applies_from_the_next_request() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let path = account_of(&alice).await;
    alice.get(PATH).await.is_problem(403, "forbidden");
    let changed = changes(&admin, &path, json!({ "role": "admin", "name": "Alice A." })).await.is(200);
    changed.matches_snapshot("patch_admin_users_id");
    alice.get(PATH).await.is(200);
    changes(&admin, &path, json!({ "role": "guest" })).await.is(200);
    alice.get(PATH).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn deactivation_ends_sessions_and_keys_at_once() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let key = json!({ "name": "k", "scopes": ["read"], "expires_in_days": 1, "password": alice.password() });
    let key = alice.post("/api/auth/api-keys", key).await.is(201).text("key").to_owned();
    let path = account_of(&alice).await;
    let closed = changes(&admin, &path, json!({ "is_active": false })).await.is(200);
    assert_eq!(
        (&closed["status"], &closed["login_sessions"], &closed["api_keys"]),
        (&json!("deactivated"), &json!(0), &json!(0))
    );
    alice.get("/api/auth/me").await.is_problem(401, "unauthorized");
    alice.with_token(key.clone()).get("/api/auth/me").await.is_problem(401, "unauthorized");
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(401);
    let back = changes(&admin, &path, json!({ "is_active": true })).await.is(200);
    assert_eq!(back["status"], "active");
    // the ended ones do not come back
    alice.get("/api/auth/me").await.is_problem(401, "unauthorized");
    alice.with_token(key).get("/api/auth/me").await.is_problem(401, "unauthorized");
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
}

#[tokio::test]
async fn administrators_cannot_remove_themselves() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    world.of_role(UserRole::Analyst).await;
    let own = account_of(&admin).await;
    for input in [json!({ "is_active": false }), json!({ "role": "user" })] {
        changes(&admin, &own, input).await.is_problem(409, "conflict");
    }
    assert_eq!(changes(&admin, &own, json!({ "name": "Root" })).await.is(200)["name"], "Root");
}

#[tokio::test]
async fn two_administrators_cannot_remove_each_other() {
    let world = World::new(PLATFORM).await;
    let one = world.admin().await;
    world.admits("two", UserRole::Admin).await;
    let two = world.logs_in("two").await;
    // an administrator who has not accepted the invitation cannot log in, and does not count
    one.post(PATH, json!({ "email": "three@example.com", "name": "Three", "role": "admin" })).await.is(201);
    let (path_of_one, path_of_two) = (account_of(&one).await, account_of(&two).await);
    let demotion = json!({ "role": "user" });
    let (first, second) = tokio::join!(
        changes(&one, &path_of_two, demotion.clone()),
        changes(&two, &path_of_one, json!({ "is_active": false }))
    );
    let left = "SELECT count(*) FROM users WHERE role = 'admin' AND account_status(users) = 'active'";
    let left: i64 = world.database().connection().await.unwrap().query_one(left, &[]).await.unwrap().get(0);
    assert_eq!(left, 1, "{} {}", first.status, second.status);
    let remaining = if first.status == 200 { &one } else { &two };
    remaining.get(PATH).await.is(200);
}
