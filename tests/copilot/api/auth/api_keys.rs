//! `/api/auth/api-keys`

use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use world::{Person, Reply, World};

async fn makes_key(person: &Person, scopes: &[&str]) -> Reply {
    let input = json!({ "name": "nightly", "scopes": scopes, "expires_in_days": 30, "password": person.password() });
    person.post("/api/auth/api-keys", input).await
}

async fn program(person: &Person, scopes: &[&str]) -> Person {
    person.with_token(makes_key(person, scopes).await.is(201).text("key").to_owned())
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let input = |name: &str, scopes: &[&str], days: i64| json!({ "name": name, "scopes": scopes, "expires_in_days": days, "password": "wrong" });
    for (input, field) in [
        (input("", &["read"], 30), "name"),
        (input("x", &[], 30), "scopes"),
        (input("x", &["everything"], 30), "scopes[0]"),
        (input("x", &["read"], 366), "expires_in_days"),
        (input("x", &["read"], 0), "expires_in_days"),
    ] {
        let reply = alice.post("/api/auth/api-keys", input).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), [field]);
    }
    for reserved in ["admin", "metrics:read", "limits:bypass"] {
        let reply = makes_key(&alice, &["read", reserved]).await.is_problem(403, "forbidden");
        assert_eq!(reply.wrong_fields(), ["scopes"]);
    }
}

#[tokio::test]
async fn auditor_grants_administration_only() {
    let world = World::new(COPILOT).await;
    let auditor = world.of_role(UserRole::Auditor).await;
    for reserved in ["metrics:read", "limits:bypass"] {
        makes_key(&auditor, &["admin", reserved]).await.is_problem(403, "forbidden");
    }
    let key = program(&auditor, &["admin"]).await;
    key.get("/api/admin/audit").await.is(200);
    let refused = key.get("/api/admin/users").await.is_problem(403, "forbidden");
    assert!(refused.text("detail").contains("users.manage"), "{}", refused.body);
    // the rights are those of the role at the time of the request
    world.execute("UPDATE users SET role = 'user' WHERE email = $1", &[&auditor.email()]).await;
    key.get("/api/admin/audit").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn key_is_limited_to_its_scopes() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let (reader, writer) = (program(&alice, &["read"]).await, program(&alice, &["write"]).await);
    let document = json!({ "name": "a.pdf", "size": 100 });
    assert_eq!(reader.get("/api/documents").await.status, 200);
    reader.post("/api/documents", document.clone()).await.is_problem(403, "forbidden");
    reader.asks("What is planned?").await.is_problem(403, "forbidden");
    writer.get("/api/documents").await.is_problem(403, "forbidden");
    writer.post("/api/documents", document.clone()).await.is(201);
    // a key has an administrator's rights only with the scope `admin`
    let (plain, full) = (program(&admin, &["read", "write"]).await, program(&admin, &["read", "write", "admin"]).await);
    plain.get("/api/health/detailed").await.is_problem(403, "forbidden");
    assert_ne!(full.get("/api/health/detailed").await.status, 403);
    let own = plain.post("/api/documents", document.clone()).await.is(201);
    let for_all = full.post("/api/documents", document).await.is(201);
    assert_eq!(alice.get(&format!("/api/documents/{}", own.text("id"))).await.status, 404);
    assert_eq!(alice.get(&format!("/api/documents/{}", for_all.text("id"))).await.status, 200);
}

#[tokio::test]
async fn key_cannot_manage_the_account() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let key = program(&alice, &["read", "write", "chat"]).await;
    for path in ["/api/auth/me", "/api/auth/sessions", "/api/auth/api-keys"] {
        key.get(path).await.is_problem(403, "forbidden");
    }
    makes_key(&key, &["read"]).await.is_problem(403, "forbidden");
    key.put("/api/auth/password", json!({ "current_password": "x", "new_password": "y" })).await.is(403);
}

#[tokio::test]
async fn key_ends_with_expiry_deletion_owner() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let (expiring, foreign) = (program(&alice, &["read"]).await, program(&bob, &["read"]).await);
    let id = alice.get("/api/auth/api-keys").await["data"][0]["id"].as_str().unwrap().to_owned();
    bob.delete(&format!("/api/auth/api-keys/{id}")).await.is_problem(404, "not_found");
    assert_eq!(expiring.get("/api/documents").await.status, 200);
    alice.delete(&format!("/api/auth/api-keys/{id}")).await.is(204);
    expiring.get("/api/documents").await.is_problem(401, "unauthorized");
    assert_eq!(alice.get("/api/auth/api-keys").await["count"], 0);
    let closed = "UPDATE users SET is_active = false WHERE email = $1";
    world.database().connection().await.unwrap().execute(closed, &[&bob.email()]).await.unwrap();
    foreign.get("/api/documents").await.is_problem(401, "unauthorized");
    let late = program(&alice, &["read"]).await;
    world.wait(SignedDuration::from_hours(24 * 30));
    late.get("/api/documents").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn key_is_stored_as_hash() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let made = makes_key(&alice, &["read"]).await.is(201).matches_snapshot("post_auth_keys");
    let key = made.text("key").to_owned();
    let listed = alice.get("/api/auth/api-keys").await.is(200).matches_snapshot("get_auth_keys");
    assert!(key.starts_with(listed["data"][0]["prefix"].as_str().unwrap()));
    assert!(!listed.body.to_string().contains(&key));
    let connection = world.database().connection().await.unwrap();
    let rows = connection.query("SELECT row_to_json(api_keys)::text FROM api_keys", &[]).await.unwrap();
    assert!(!rows[0].get::<_, String>(0).contains(&key["sisuiq_key_xxxx".len()..]));
}

#[tokio::test]
async fn at_most_twenty_keys() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for _ in 0..20 {
        makes_key(&alice, &["read"]).await.is(201);
    }
    makes_key(&alice, &["read"]).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn create_requires_the_password() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let mut input = json!({ "name": "x", "scopes": ["read"], "expires_in_days": 30 });
    let reply = alice.post("/api/auth/api-keys", input.clone()).await.is_problem(422, "unprocessable");
    assert_eq!(reply.wrong_fields(), ["password"]);
    input["password"] = "not hers".into();
    let reply = alice.post("/api/auth/api-keys", input).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["password"]);
    assert_eq!(alice.get("/api/auth/api-keys").await["count"], 0);
}

#[tokio::test]
async fn password_reset_ends_keys() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let key = program(&alice, &["read"]).await;
    key.get("/api/documents").await.is(200);
    let identifier = json!({ "identifier": alice.email() });
    world.stranger().post("/api/v1/auth/password/forgot", identifier).await.is(202);
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to(&alice.email()).await.pop().unwrap();
    let reset = json!({ "token": mail.token(), "new_password": "quite another battery staple" });
    world.stranger().post("/api/v1/auth/password/reset", reset).await.is(200);
    key.get("/api/documents").await.is_problem(401, "unauthorized");
}
