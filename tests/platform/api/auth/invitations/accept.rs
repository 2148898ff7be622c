//! `POST /api/auth/invitations/accept`

use super::{PASSWORD, invites};
use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Reply, World};

async fn accepts(world: &World, input: Value) -> Reply {
    world.stranger().post("/api/auth/invitations/accept", input).await
}

#[tokio::test]
async fn weak_password_keeps_token_valid() {
    let world = World::new(PLATFORM).await;
    let token = invites(&world, &world.admin().await).await;
    for weak in ["short", "graceakello", "password1"] {
        let refused = accepts(&world, json!({ "token": token, "password": weak })).await;
        assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["password"], "{weak}");
    }
    accepts(&world, json!({ "token": "sisuiq_invite_x", "password": PASSWORD })).await.is_problem(400, "bad_request");
    accepts(&world, json!({ "token": token, "password": PASSWORD })).await.is(200);
}

#[tokio::test]
async fn owner_logs_in_with_the_new_password() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let token = invites(&world, &admin).await;
    let input = json!({ "token": token, "password": PASSWORD, "name": "Grace A." });
    let accepted = accepts(&world, input.clone()).await.is(200).matches_snapshot("post_auth_invitations_accept");
    let login = world.stranger().logs_in_as(accepted.text("email"), PASSWORD).await.is(200);
    assert_eq!((&login["user"]["name"], &login["user"]["role"]), (&json!("Grace A."), &json!("analyst")));
    let listed = admin.get("/api/admin/users?q=grace").await.is(200);
    assert_eq!(listed["data"][0]["status"], "active");
    // the token works once
    accepts(&world, input).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn simultaneous_acceptances_set_one_password() {
    let world = World::new(PLATFORM).await;
    let token = invites(&world, &world.admin().await).await;
    let accept = |password: &str| accepts(&world, json!({ "token": token, "password": password }));
    let (one, two) = tokio::join!(accept(PASSWORD), accept("Tangerine-Kestrel-42!"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
    let right = if one.status == 200 { PASSWORD } else { "Tangerine-Kestrel-42!" };
    world.stranger().logs_in_as("grace@example.com", right).await.is(200);
}

#[tokio::test]
async fn reset_password_accepts_the_invitation() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let token = invites(&world, &admin).await;
    let forgotten = json!({ "identifier": "grace@example.com" });
    world.stranger().post("/api/v1/auth/password/forgot", forgotten).await.is(202);
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to("grace@example.com").await;
    let reset = mail.iter().find(|mail| mail.subject == "Reset your password").unwrap();
    let input = json!({ "token": reset.token(), "new_password": PASSWORD });
    world.stranger().post("/api/v1/auth/password/reset", input).await.is(200);
    assert_eq!(admin.get("/api/admin/users?q=grace").await.is(200)["data"][0]["status"], "active");
    accepts(&world, json!({ "token": token, "password": "Tangerine-Kestrel-42!" }))
        .await
        .is_problem(400, "bad_request");
}
