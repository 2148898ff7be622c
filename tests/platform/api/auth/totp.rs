//! `/api/auth/totp`

mod confirm;
mod remove;

use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::{Value, json};
use totp_rs::{Algorithm, Builder, Secret};
use world::{Person, Reply, World};

const PATH: &str = "/api/auth/totp";

/// The current code of an authenticator app with this secret.
pub(crate) fn shown(world: &World, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret).with_account_name("alice");
    let now = u64::try_from(world.clock().now().as_second()).unwrap();
    totp.build().unwrap().generate(now).to_string()
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

pub(crate) async fn adds(person: &Person) -> String {
    let reply = person.post(PATH, json!({ "password": person.password() })).await.is(201);
    assert!(reply.text("uri").contains(reply.text("secret")));
    reply.text("secret").to_owned()
}

/// Adds and confirms an authenticator. Returns its secret and the recovery codes.
pub(crate) async fn enrols(world: &World, person: &Person) -> (String, Vec<String>) {
    let secret = adds(person).await;
    let confirmed = person.post(&format!("{PATH}/confirm"), json!({ "code": shown(world, &secret) })).await.is(200);
    let codes = confirmed["recovery_codes"].as_array().unwrap().iter();
    (secret, codes.map(|code| code.as_str().unwrap().to_owned()).collect())
}

async fn logs_in(world: &World, code: Option<&str>) -> Reply {
    let mut input = json!({ "email": "alice@example.com", "password": world.stranger().password() });
    if let Some(code) = code {
        input["code"] = code.into();
    }
    world.stranger().post("/api/auth/login", input).await
}

#[tokio::test]
async fn enrolment_requires_the_password() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    world.stranger().post(PATH, json!({ "password": "x" })).await.is_problem(401, "unauthorized");
    let reply = alice.post(PATH, json!({ "password": "wrong" })).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["password"]);
    alice.post(PATH, json!({ "password": alice.password() })).await.is(201).matches_snapshot("post_auth_totp");
    assert_eq!(alice.get(PATH).await.is(200)["enabled"], false);
}

#[tokio::test]
async fn login_requires_single_use_code() {
    let world = World::new(PLATFORM).await;
    let (alice, elsewhere) = (world.user("alice").await, world.logs_in("alice").await);
    let (secret, _) = enrols(&world, &alice).await;
    elsewhere.get("/api/auth/me").await.is(401);
    alice.get("/api/auth/me").await.is(200);
    let confirmed = shown(&world, &secret);
    logs_in(&world, None).await.is_problem(401, "code_required");
    logs_in(&world, Some(&confirmed)).await.is_problem(401, "code_required");
    world.wait(SignedDuration::from_secs(30));
    let code = shown(&world, &secret);
    logs_in(&world, Some(&another(&code))).await.is_problem(401, "code_required");
    let wrong = json!({ "email": "alice@example.com", "password": "wrong", "code": code });
    world.stranger().post("/api/auth/login", wrong).await.is_problem(401, "unauthorized");
    let (one, other) = tokio::join!(logs_in(&world, Some(&code)), logs_in(&world, Some(&code)));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401], "one code lets in once");
}

#[tokio::test]
async fn code_allows_thirty_seconds_of_drift() {
    let world = World::new(PLATFORM).await;
    let (secret, _) = enrols(&world, &world.user("alice").await).await;
    world.wait(SignedDuration::from_secs(300));
    let code = shown(&world, &secret);
    world.wait(SignedDuration::from_secs(60));
    logs_in(&world, Some(&code)).await.is_problem(401, "code_required");
    let code = shown(&world, &secret);
    world.wait(SignedDuration::from_secs(30));
    logs_in(&world, Some(&code)).await.is(200);
}

#[tokio::test]
async fn recovery_code_works_once() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let (_, codes) = enrols(&world, &alice).await;
    assert_eq!(codes.len(), 10);
    let sloppy = codes[0].to_lowercase().replace('-', " ");
    logs_in(&world, Some(&sloppy)).await.is(200);
    logs_in(&world, Some(&codes[0])).await.is_problem(401, "code_required");
    logs_in(&world, Some("AAAA-AAAA-AAAA-AAAA")).await.is_problem(401, "code_required");
    assert_eq!(alice.get(PATH).await.is(200).matches_snapshot("get_auth_totp")["recovery_codes"], 9);
}

#[tokio::test]
async fn every_login_route_requires_code() {
    let world = World::new(PLATFORM).await;
    let (customer, staff) = (world.customer("carol").await, world.staff("grace", "manager").await);
    for (person, path) in [(&customer, "/api/v1/auth/login"), (&staff, "/api/v1/ops/auth/login")] {
        let (_, codes) = enrols(&world, person).await;
        let mut input = json!({ "identifier": person.email(), "password": person.password() });
        world.stranger().post(path, input.clone()).await.is_problem(401, "code_required");
        input["code"] = codes[0].as_str().into();
        world.stranger().post(path, input).await.is(200);
    }
}

#[tokio::test]
async fn admins_need_it_where_required() {
    let world = World::with(PLATFORM, &[("ADMINS_NEED_SECOND_FACTOR", "true")]).await;
    let (admin, root) = (world.admin().await, world.staff("root", "super_admin").await);
    let manager = world.staff("grace", "manager").await;
    admin.get("/api/auth/me").await.is(200);
    admin.get("/api/auth/sessions").await.is(200);
    root.get("/api/v1/ops/auth/me").await.is(200);
    manager.get("/api/v1/ops/users").await.is(200);
    let key = json!({ "name": "k", "scopes": ["admin"], "expires_in_days": 1, "password": admin.password() });
    admin.post("/api/auth/api-keys", key.clone()).await.is(403);
    for (person, path) in [(&admin, "/api/health/detailed"), (&root, "/api/v1/ops/users")] {
        person.get(path).await.is_problem(403, "second_factor_required");
        enrols(&world, person).await;
        person.get(path).await.is(200);
    }
    admin.post("/api/auth/api-keys", key).await.is(201);
    // a session that was started without a second factor does not gain one
    let input = json!({ "email": admin.email(), "password": admin.password() });
    world.stranger().post("/api/auth/login", input).await.is_problem(401, "code_required");
}

#[tokio::test]
async fn secrets_are_not_stored_in_clear() {
    let world = World::new(PLATFORM).await;
    let (secret, codes) = enrols(&world, &world.user("alice").await).await;
    let connection = world.database().connection().await.unwrap();
    let sql = "SELECT (SELECT string_agg(encode(sealed_secret, 'hex'), '') FROM second_factors) \
        || (SELECT string_agg(encode(hash, 'hex'), '') FROM recovery_codes)";
    let kept: String = connection.query_one(sql, &[]).await.unwrap().get(0);
    let secret = Secret::try_from_base32(&secret).unwrap();
    assert!(!kept.contains(&hex::encode(secret.as_bytes())));
    assert!(codes.iter().all(|code| !kept.contains(&hex::encode(code))));
    assert_ne!(Value::from(kept), Value::Null);
}
