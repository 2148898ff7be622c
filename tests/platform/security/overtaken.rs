//! Requests that read an account and act on it after a concurrent change of the account.

use crate::api::auth::totp;
use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserId;
use world::{Person, Reply, World};

const OTHER_PASSWORD: &str = "UPDATE users SET password_hash = password_hash || 'x' WHERE id = $1";
const SECOND_FACTOR: &str = "INSERT INTO second_factors (user_id, sealed_secret, created_at, confirmed_at) \
    SELECT id, '\\x00', created_at, created_at FROM users WHERE id = $1";
const CLOSED: &str = "UPDATE users SET is_active = false WHERE id = $1";
const OUT_OF_SERVICE: &str = "UPDATE staff_profiles SET is_active = false WHERE user_id = $1";
const SESSIONS_ENDED: &str =
    "UPDATE auth_sessions SET revoked_at = created_at, ended_because = 'ended' WHERE user_id = $1";
const ANOTHER_SESSION: &str = "INSERT INTO auth_sessions SELECT (jsonb_populate_record(\
    sessions, jsonb_build_object('id', gen_random_uuid()))).* FROM auth_sessions AS sessions WHERE user_id = $1";

async fn id_of(world: &World, name: &str) -> UserId {
    let connection = world.database().connection().await.unwrap();
    let email = format!("{name}@example.com");
    connection.query_one("SELECT id FROM users WHERE email = $1", &[&email]).await.unwrap().get(0)
}

async fn standing_sessions(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    let standing = "SELECT count(*) FROM auth_sessions WHERE revoked_at IS NULL";
    connection.query_one(standing, &[]).await.unwrap().get(0)
}

async fn logs_in(world: &World, name: &str, path: &str) -> Reply {
    let (stranger, email) = (world.stranger(), format!("{name}@example.com"));
    let who = if path == "/api/auth/login" { "email" } else { "identifier" };
    stranger.post(path, json!({ who: email, "password": stranger.password() })).await
}

#[tokio::test]
async fn outdated_credentials_start_no_session() {
    let changes = [
        (OTHER_PASSWORD, "unauthorized"),
        (CLOSED, "unauthorized"),
        // the error reveals that the password was right
        (SECOND_FACTOR, "code_required"),
    ];
    for (door, name) in
        [("/api/auth/login", "alice"), ("/api/v1/auth/login", "carol"), ("/api/v1/ops/auth/login", "sam")]
    {
        for (change, error) in changes {
            let world = World::new(PLATFORM).await;
            match name {
                "alice" => drop(world.user(name).await),
                "carol" => drop(world.customer(name).await),
                _ => drop(world.staff(name, "manager").await),
            }
            let account = id_of(&world, name).await;
            let reply = world.overtakes(account, change, logs_in(&world, name, door)).await;
            reply.is_problem(401, error);
            assert_eq!(standing_sessions(&world).await, 1, "{door} {change}");
        }
    }
}

#[tokio::test]
async fn code_of_replaced_authenticator_is_refused() {
    let replaced = "UPDATE second_factors SET confirmed_at = confirmed_at + interval '1 second' WHERE user_id = $1";
    let removed = "DELETE FROM second_factors WHERE user_id = $1";
    for change in [replaced, removed] {
        let world = World::new(PLATFORM).await;
        let alice = world.user("alice").await;
        let account = id_of(&world, "alice").await;
        let (secret, codes) = totp::enrols(&world, &alice).await;
        world.wait(SignedDuration::from_secs(30));
        // a recovery code is consumed before the account is locked, but a code of the app may wait for the lock itself
        let shown = totp::shown(&world, &secret);
        for code in if change == removed { vec![codes[0].clone()] } else { vec![shown, codes[0].clone()] } {
            let login = json!({ "email": alice.email(), "password": alice.password(), "code": code });
            let stranger = world.stranger();
            let reply = world.overtakes(account, change, stranger.post("/api/auth/login", login)).await;
            reply.is_problem(401, "code_required");
            assert_eq!(standing_sessions(&world).await, 1, "{change}");
        }
    }
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let account = id_of(&world, "alice").await;
    let (_, codes) = totp::enrols(&world, &alice).await;
    let removal = json!({ "password": alice.password(), "code": codes[0] });
    let request = alice.post("/api/auth/totp/remove", removal);
    world.overtakes(account, replaced, request).await.is_problem(409, "conflict");
    assert_eq!(alice.get("/api/auth/totp").await.is(200)["enabled"], true);
}

#[tokio::test]
async fn member_deactivated_during_login_is_refused() {
    let world = World::new(PLATFORM).await;
    world.employs("sam", "manager").await;
    let account = id_of(&world, "sam").await;
    let reply = world.overtakes(account, OUT_OF_SERVICE, logs_in(&world, "sam", "/api/v1/ops/auth/login")).await;
    reply.is_problem(401, "unauthorized");
    assert_eq!(standing_sessions(&world).await, 0);
}

#[tokio::test]
async fn reset_password_creates_nothing_lasting() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let account = id_of(&world, "carol").await;
    let overtaken = async |person: &Person, change: &str, method: &str, path: &str, input: Value| {
        let request =
            async { if method == "PUT" { person.put(path, input).await } else { person.post(path, input).await } };
        world.overtakes(account, change, request).await.is_problem(409, "conflict");
        world.execute("UPDATE users SET password_hash = rtrim(password_hash, 'x'), is_active = true", &[]).await;
    };
    let password = carol.password();
    let key = json!({ "name": "x", "scopes": ["read"], "expires_in_days": 365, "password": password });
    let moved = json!({ "email": "thief@example.com", "current_password": password });
    for change in [OTHER_PASSWORD, CLOSED] {
        overtaken(&carol, change, "POST", "/api/auth/api-keys", key.clone()).await;
        overtaken(&carol, change, "POST", "/api/auth/totp", json!({ "password": password })).await;
        overtaken(&carol, change, "PUT", "/api/v1/users/me", moved.clone()).await;
    }
    let (_, codes) = totp::enrols(&world, &carol).await;
    let removal = json!({ "password": password, "code": codes[0] });
    overtaken(&carol, OTHER_PASSWORD, "POST", "/api/auth/totp/remove", removal).await;
    assert_eq!(carol.get("/api/auth/totp").await.is(200)["enabled"], true);
    assert_eq!(carol.get("/api/auth/api-keys").await.is(200)["count"], 0);
    assert_eq!(carol.get("/api/v1/users/me").await.is(200)["email"], "carol@example.com");
}

#[tokio::test]
async fn address_changed_meanwhile_is_a_conflict() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let account = id_of(&world, "carol").await;
    let elsewhere = "UPDATE users SET email = 'new@example.com' WHERE id = $1";
    let request = carol.put("/api/v1/users/me", json!({ "email": "carol@example.com" }));
    world.overtakes(account, elsewhere, request).await.is_problem(409, "conflict");
    assert_eq!(carol.get("/api/v1/users/me").await.is(200)["email"], "new@example.com");
}

#[tokio::test]
async fn ended_session_confirms_no_authenticator() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let account = id_of(&world, "alice").await;
    let code = totp::shown(&world, &totp::adds(&alice).await);
    let request = alice.post("/api/auth/totp/confirm", json!({ "code": code }));
    world.overtakes(account, SESSIONS_ENDED, request).await.is_problem(409, "conflict");
    let anew = world.logs_in("alice").await;
    assert_eq!(anew.get("/api/auth/totp").await.is(200)["enabled"], false);
}

#[tokio::test]
async fn closing_ends_concurrently_started_session() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let account = id_of(&world, "carol").await;
    world.overtakes(account, ANOTHER_SESSION, carol.delete("/api/v1/users/me")).await.is(200);
    assert_eq!(standing_sessions(&world).await, 0);
}
