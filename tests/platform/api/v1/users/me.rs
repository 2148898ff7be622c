//! `GET`, `PUT` and `DELETE /api/v1/users/me`

mod password;

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Person, Reply, World};

const PATH: &str = "/api/v1/users/me";

/// Changes contact data, which requires the password.
async fn moves(person: &Person, mut input: Value) -> Reply {
    input["current_password"] = person.password().into();
    person.put(PATH, input).await
}

#[tokio::test]
async fn customers_only() {
    let world = World::new(PLATFORM).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for person in [world.user("alice").await, world.staff("sam", "super_admin").await] {
        person.get(PATH).await.is_problem(403, "forbidden");
        person.put(PATH, json!({ "first_name": "X" })).await.is_problem(403, "forbidden");
        person.delete(PATH).await.is_problem(403, "forbidden");
    }
}

#[tokio::test]
async fn invalid_or_taken_fields_are_refused() {
    let world = World::new(PLATFORM).await;
    let (carol, dave) = (world.customer("carol").await, world.customer("dave").await);
    moves(&dave, json!({ "mobile": "+256772123456" })).await.is(200);
    for (input, field) in [
        (json!({ "first_name": "" }), "first_name"),
        (json!({ "email": "x" }), "email"),
        (json!({ "mobile": "0000000000" }), "mobile"),
    ] {
        assert_eq!(carol.put(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    let reply = moves(&carol, json!({ "email": "DAVE@example.com" })).await.is_problem(400, "bad_request");
    assert_eq!(reply.text("detail"), "Email already in use");
    let reply = moves(&carol, json!({ "mobile": "0772123456" })).await.is_problem(400, "bad_request");
    assert_eq!(reply.text("detail"), "Mobile number already in use");
    assert_eq!(carol.get(PATH).await.is(200)["email"], "carol@example.com");
}

#[tokio::test]
async fn update_resets_verification_of_address() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    world.execute("UPDATE users SET email_verified_at = created_at", &[]).await;
    let reply = carol.put(PATH, json!({ "last_name": "Nakato" })).await.is(200).matches_snapshot("put_v1_users_me");
    assert_eq!((&reply["first_name"], &reply["last_name"]), (&json!("carol"), &json!("Nakato")));
    assert_eq!(reply["email_verified"], true);
    let reply = moves(&carol, json!({ "email": "new@example.com" })).await.is(200);
    assert_eq!((&reply["email"], &reply["email_verified"]), (&json!("new@example.com"), &json!(false)));
    assert_eq!(carol.get(PATH).await.is(200).matches_snapshot("get_v1_users_me").body, reply.body);
    assert_eq!(carol.get("/api/v1/auth/me").await.is(200)["full_name"], "carol Nakato");
}

#[tokio::test]
async fn delete_closes_account_everywhere() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let elsewhere = world.logs_in("carol").await;
    carol.delete(PATH).await.is(200).matches_snapshot("delete_v1_users_me");
    for session in [&carol, &elsewhere] {
        session.get("/api/v1/auth/me").await.is_problem(401, "unauthorized");
    }
    world.stranger().logs_in_as("carol@example.com", carol.password()).await.is(401);
}

#[tokio::test]
async fn admin_account_cannot_be_closed() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    world.execute("UPDATE users SET role = 'admin'", &[]).await;
    carol.delete(PATH).await.is_problem(409, "conflict");
    carol.get(PATH).await.is(200);
}

#[tokio::test]
async fn address_change_requires_password() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    for input in [json!({ "email": "thief@example.com" }), json!({ "mobile": "+256772123456", "first_name": "X" })] {
        let reply = carol.put(PATH, input.clone()).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["current_password"]);
        let mut guess = input;
        guess["current_password"] = "not hers".into();
        let reply = carol.put(PATH, guess).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["current_password"]);
    }
    let same = json!({ "email": "CAROL@example.com", "last_name": "Nakato" });
    let reply = carol.put(PATH, same).await.is(200);
    assert_eq!((&reply["first_name"], &reply["mobile"]), (&json!("carol"), &Value::Null));
    assert_eq!(world.sends_messages().await, 0);
}
