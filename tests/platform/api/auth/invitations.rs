//! `POST /api/auth/invitations`

mod accept;

use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use world::{Person, Reply, World};

pub(crate) const PASSWORD: &str = "Marabou-Stork-17-walks!";

/// Invites Grace and returns the token of the message.
pub(crate) async fn invites(world: &World, admin: &Person) -> String {
    let grace = json!({ "email": "grace@example.com", "name": "Grace Akello", "role": "analyst" });
    admin.post("/api/admin/users", grace).await.is(201);
    assert_eq!(world.sends_messages().await, 1);
    world.mail_to("grace@example.com").await.pop().unwrap().token().to_owned()
}

async fn reads(world: &World, token: &str) -> Reply {
    world.stranger().post("/api/auth/invitations", json!({ "token": token })).await
}

#[tokio::test]
async fn invalid_or_expired_token_is_refused() {
    let world = World::new(PLATFORM).await;
    let token = invites(&world, &world.admin().await).await;
    let other_end = if token.ends_with('x') { 'y' } else { 'x' };
    let changed = format!("{}{other_end}", &token[..token.len() - 1]);
    for wrong in ["", "sisuiq_invite_", changed.as_str(), "🙂"] {
        assert_eq!(reads(&world, wrong).await.is_problem(400, "bad_request").wrong_fields(), ["token"]);
    }
    world.wait(SignedDuration::from_hours(7 * 24));
    reads(&world, &token).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn token_names_its_account() {
    let world = World::new(PLATFORM).await;
    let token = invites(&world, &world.admin().await).await;
    for _ in 0..2 {
        let read = reads(&world, &token).await.is(200).matches_snapshot("post_auth_invitations");
        assert_eq!((read.text("email"), read.text("role")), ("grace@example.com", "analyst"));
    }
}

#[tokio::test]
async fn closed_account_has_no_invitation() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let token = invites(&world, &admin).await;
    let listed = admin.get("/api/admin/users?q=grace").await.is(200);
    let path = format!("/api/admin/users/{}", listed["data"][0]["id"].as_str().unwrap());
    admin.patch(&path, json!({ "is_active": false })).await.is(200);
    reads(&world, &token).await.is_problem(400, "bad_request");
}
