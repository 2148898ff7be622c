//! `POST /api/auth/login`

use serde_json::json;
use sisuiq_model::UserRole;
use tests::world::World;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let wrong = world.stranger().logs_in_as(&alice.email(), "not her password").await.is_problem(401, "unauthorized");
    let unknown = world.stranger().logs_in_as("nobody@example.com", "whatever").await.is_problem(401, "unauthorized");
    assert_eq!(wrong["detail"], unknown["detail"]);
    assert!(wrong.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test]
async fn an_inactive_user_is_refused_with_the_right_password_and_with_a_token_from_before() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let connection = world.database().connection().await.unwrap();
    connection.execute("UPDATE users SET is_active = false WHERE email = $1", &[&alice.email()]).await.unwrap();
    alice.get("/api/auth/me").await.is_problem(401, "unauthorized");
    let reply = world.stranger().logs_in_as(&alice.email(), alice.password()).await.is_problem(401, "unauthorized");
    let wrong = world.stranger().logs_in_as(&alice.email(), "not her password").await;
    assert_eq!(reply["detail"], wrong["detail"]);
}

#[tokio::test]
async fn what_is_no_address_or_no_password_is_named() {
    let world = World::new().await;
    let stranger = world.stranger();
    let reply = stranger.logs_in_as("not an address", "").await.is_problem(422, "unprocessable");
    let mut fields = reply.wrong_fields();
    fields.sort_unstable();
    assert_eq!(fields, ["email", "password"]);
    let reply = stranger.post("/api/auth/login", json!({ "email": "a@example.com" })).await;
    assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["password"]);
}

#[tokio::test]
async fn a_login_hands_out_a_token_in_the_body_and_in_a_cookie_that_scripts_cannot_read() {
    let world = World::new().await;
    world.admits("alice", UserRole::User).await;
    let alice = world.logs_in("alice").await;
    let reply = world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
    assert_eq!((&reply["token_type"], &reply["expires_in"]), (&json!("Bearer"), &json!(900)));
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with(&format!("access_token={};", reply.text("access_token"))));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=900"));
    assert_eq!(reply["user"]["role"], "user");
    assert_eq!(reply["user"]["last_login_at"], json!(world.clock().now()));
    assert!(reply["user"].get("password_hash").is_none());
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_address_is_taken_in_any_case() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.stranger().logs_in_as(&alice.email().to_uppercase(), alice.password()).await.is(200);
}

#[tokio::test]
async fn without_a_database_nobody_logs_in_and_is_told_when_to_try_again() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.break_database().await;
    let reply = world.stranger().logs_in_as(&alice.email(), alice.password()).await.is_problem(503, "unavailable");
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
    world.mend_database();
    assert_eq!(world.stranger().logs_in_as(&alice.email(), alice.password()).await.status, 200);
}

#[tokio::test]
async fn a_hash_of_other_parameters_is_replaced_when_its_password_is_shown() {
    let yesterdays =
        "$argon2id$v=19$m=19456,t=1,p=1$eWVzdGVyZGF5cy1zYWx0IQ$MlM9U5g7RS3i3hD3ljK++quWBdoFqmRV8HJNb1KlQvQ";
    let world = World::new().await;
    let id = world.admits("alice", UserRole::User).await;
    world.execute("UPDATE users SET password_hash = $2 WHERE id = $1", &[&id, &yesterdays]).await;
    let stranger = world.stranger();
    let logs_in = || stranger.logs_in_as("alice@example.com", stranger.password());
    let (one, other) = tokio::join!(logs_in(), logs_in());
    one.is(200);
    other.is(200);
    let connection = world.database().connection().await.unwrap();
    let row = connection.query_one("SELECT password_hash FROM users WHERE id = $1", &[&id]).await.unwrap();
    assert!(row.get::<_, String>(0).contains(",t=2,"));
    logs_in().await.is(200);
}
