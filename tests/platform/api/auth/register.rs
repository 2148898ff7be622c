//! `POST /api/auth/register`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

const PASSWORD: &str = "quite another battery staple";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    let input = json!({ "email": "new@example.com", "name": "New", "password": PASSWORD });
    world.stranger().post("/api/auth/register", input.clone()).await.is_problem(401, "unauthorized");
    world.user("alice").await.post("/api/auth/register", input).await.is_problem(403, "forbidden");
    world.stranger().logs_in_as("new@example.com", PASSWORD).await.is(401);
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let account = |email: &str, password: &str, role: &str| json!({ "email": email, "name": "Alice Lwanga", "password": password, "role": role });
    for (input, field) in [
        (account("new@example.com", PASSWORD, "emperor"), "role"),
        (account("new@example.com", "short", "user"), "password"),
        (account("new@example.com", "password1", "user"), "password"),
        (account("new@example.com", "alicelwanga", "user"), "password"),
        (account("ADMIN@example.com", PASSWORD, "user"), "email"),
    ] {
        let reply = admin.post("/api/auth/register", input).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field]);
    }
    let reply = admin.post("/api/auth/register", account("no address", PASSWORD, "user")).await;
    assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["email"]);
}

#[tokio::test]
async fn returns_the_whole_body() {
    let world = World::new(PLATFORM).await;
    let input = json!({ "email": "new@example.com", "name": "New", "password": PASSWORD, "role": "analyst" });
    world.admin().await.post("/api/auth/register", input).await.is(201).matches_snapshot("post_auth_register");
}

#[tokio::test]
async fn new_account_defaults_to_user_role() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    for (email, role, given) in [("a@example.com", None, "user"), ("b@example.com", Some("auditor"), "auditor")] {
        let mut input = json!({ "email": email, "name": "New", "password": PASSWORD });
        if let Some(role) = role {
            input["role"] = role.into();
        }
        let made = admin.post("/api/auth/register", input).await.is(201);
        assert_eq!((&made["email"], &made["role"], &made["is_active"]), (&json!(email), &json!(given), &json!(true)));
        let reply = world.stranger().logs_in_as(email, PASSWORD).await.is(200);
        assert_eq!(reply["user"]["id"], made["id"]);
    }
}
