//! `POST /api/auth/totp/confirm`

use super::{PATH, adds, another, logs_in, shown};
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn enrolment_starts_with_confirmed_code() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let confirm = format!("{PATH}/confirm");
    alice.post(&confirm, json!({ "code": "042317" })).await.is_problem(409, "conflict");
    let (first, second) = (adds(&alice).await, adds(&alice).await);
    assert_ne!(first, second);
    let wrong = another(&shown(&world, &second));
    for code in [shown(&world, &first), wrong, String::new(), "🙂".to_owned()] {
        let reply = alice.post(&confirm, json!({ "code": code })).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["code"]);
    }
    logs_in(&world, None).await.is(200);
    let right = json!({ "code": shown(&world, &second) });
    alice.post(&confirm, right).await.is(200).matches_snapshot("post_auth_totp_confirm");
    alice.post(PATH, json!({ "password": alice.password() })).await.is_problem(409, "conflict");
}
