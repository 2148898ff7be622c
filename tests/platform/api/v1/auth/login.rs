//! `POST /api/v1/auth/login`

use super::{PASSWORD, registration};
use crate::product::PLATFORM;
use serde_json::json;
use world::{Reply, World};

async fn logs_in(world: &World, identifier: &str, password: &str) -> Reply {
    world.stranger().post("/api/v1/auth/login", json!({ "identifier": identifier, "password": password })).await
}

async fn with_alice() -> World {
    let world = World::new(PLATFORM).await;
    let mut input = registration("alice", "+256772123456");
    input["username"] = "alice.l".into();
    world.stranger().post("/api/v1/auth/register", input).await.is(201);
    world
}

#[tokio::test]
async fn wrong_password_equals_unknown_user() {
    let world = with_alice().await;
    world.employs("sam", "admin").await;
    for (identifier, password) in [
        ("alice@example.com", "not hers"),
        ("nobody@example.com", PASSWORD),
        ("+256772999999", PASSWORD),
        ("nobody", PASSWORD),
        // the password of a member of staff, who has another login
        ("sam@example.com", "correct horse battery staple"),
    ] {
        let reply = logs_in(&world, identifier, password).await.is_problem(401, "unauthorized");
        assert_eq!(reply.text("detail"), "Invalid credentials", "{identifier}");
    }
}

#[tokio::test]
async fn closed_account_shows_only_with_password() {
    let world = with_alice().await;
    world.execute("UPDATE users SET is_active = false", &[]).await;
    assert_eq!(logs_in(&world, "alice.l", PASSWORD).await.is(401).text("detail"), "Account is inactive");
    assert_eq!(logs_in(&world, "alice.l", "not hers").await.is(401).text("detail"), "Invalid credentials");
}

#[tokio::test]
async fn accepts_email_mobile_and_username() {
    let world = with_alice().await;
    for identifier in ["alice@example.com", "ALICE@example.com", "+256772123456", "0772123456", "alice.l", "Alice.L"] {
        let reply = logs_in(&world, identifier, PASSWORD).await.is(200);
        assert_eq!(reply["user"]["email"], "alice@example.com", "{identifier}");
        assert!(reply.headers.get_all("set-cookie").iter().count() >= 2);
    }
    let input = json!({ "username": "alice.l", "password": PASSWORD });
    world.stranger().post("/api/v1/auth/login", input).await.is(200).matches_snapshot("post_v1_auth_login");
}
