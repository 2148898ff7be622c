//! `POST /api/auth/totp/remove`

use super::{PATH, enrols, logs_in, shown};
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn requires_password_and_code() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let remove = format!("{PATH}/remove");
    let removal = |password: &str, code: &str| json!({ "password": password, "code": code });
    alice.post(&remove, removal(alice.password(), "042317")).await.is_problem(409, "conflict");
    let (secret, codes) = enrols(&world, &alice).await;
    let used = shown(&world, &secret);
    for (password, code, field) in [("wrong", codes[0].as_str(), "password"), (alice.password(), &used, "code")] {
        let reply = alice.post(&remove, removal(password, code)).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field]);
    }
    alice.post(&remove, removal(alice.password(), &codes[0])).await.is(204);
    logs_in(&world, None).await.is(200);
    assert_eq!(world.sends_messages().await, 2);
    let subjects: Vec<String> = world.mail_to("alice@example.com").await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["Two-factor authentication was turned on", "Two-factor authentication was turned off"]);
}
