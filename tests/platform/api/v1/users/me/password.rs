//! `PATCH /api/v1/users/me/password`

use crate::product::PLATFORM;
use http::Method;
use serde_json::json;
use world::{Person, Reply, World};

const NEW: &str = "Quite-1-other-horse!";

async fn changes(person: &Person, current: &str, new: &str) -> Reply {
    person.patch("/api/v1/users/me/password", json!({ "current_password": current, "new_password": new })).await
}

#[tokio::test]
async fn wrong_or_weak_password_is_refused() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let reply = changes(&carol, "not hers", NEW).await.is_problem(400, "bad_request");
    assert_eq!(reply.text("detail"), "Current password is incorrect");
    for weak in ["Short1!", "no-upper-case-1!", "Password1!"] {
        let reply = changes(&carol, carol.password(), weak).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), ["new_password"], "{weak}");
    }
    changes(&world.stranger(), carol.password(), NEW).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn change_ends_other_sessions() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let elsewhere = world.logs_in("carol").await;
    changes(&carol, carol.password(), NEW).await.is(200).matches_snapshot("patch_v1_users_me_password");
    assert_eq!(elsewhere.send(Method::GET, "/api/v1/auth/me").await.status, 401);
    assert_eq!(carol.get("/api/v1/users/me").await.status, 200);
    let login = json!({ "identifier": carol.email(), "password": NEW });
    carol.post("/api/v1/auth/login", login).await.is(200);
}
