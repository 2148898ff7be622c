//! Rate limits.

use copilot::COPILOT;
use jiff::SignedDuration;
use sisuiq_model::UserRole;
use world::{Person, Reply, World};

async fn limited(own: &[(&str, &str)]) -> World {
    World::with(COPILOT, own).await
}

fn header(reply: &Reply, name: &str) -> u64 {
    reply.header(name).parse().unwrap_or_else(|_| panic!("{name}: {:?}", reply.headers))
}

async fn asks(person: &Person) -> Reply {
    person.get("/api/auth/me").await
}

#[tokio::test]
async fn exceeded_quota_returns_retry_after() {
    let world = limited(&[("RATE_LIMIT_DEFAULT", "2/60s")]).await;
    let alice = world.user("alice").await;
    for left in [1, 0] {
        let reply = asks(&alice).await.is(200);
        assert_eq!((header(&reply, "x-ratelimit-limit"), header(&reply, "x-ratelimit-remaining")), (2, left));
        world.wait(SignedDuration::from_secs(10));
    }
    let refused = asks(&alice).await.is_problem(429, "too_many_requests");
    assert_eq!((header(&refused, "retry-after"), header(&refused, "x-ratelimit-reset")), (40, 40));
    assert_eq!(refused.header("ratelimit-policy"), "\"default-60s\";q=2;w=60");
    assert_eq!(refused.header("ratelimit"), "\"default-60s\";r=0;t=40");
    world.wait(SignedDuration::from_secs(39));
    asks(&alice).await.is(429);
    world.wait(SignedDuration::from_secs(1));
    asks(&alice).await.is(200);
}

#[tokio::test]
async fn accounts_and_classes_count_separately() {
    let world = limited(&[("RATE_LIMIT_DEFAULT", "1/60s"), ("RATE_LIMIT_UPLOADS", "1/60s")]).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    asks(&alice).await.is(200);
    asks(&alice).await.is(429);
    asks(&bob).await.is(200);
    let document = serde_json::json!({ "name": "a.pdf", "size": 100 });
    alice.post("/api/documents", document.clone()).await.is(201);
    alice.post("/api/documents", document).await.is(429);
}

#[tokio::test]
async fn bursts_are_limited() {
    let world = limited(&[("RATE_LIMIT_DEFAULT", "10/60s,2/1s")]).await;
    let alice = world.user("alice").await;
    asks(&alice).await.is(200);
    let reply = asks(&alice).await.is(200);
    assert_eq!(reply.header("ratelimit"), "\"default-1s\";r=0;t=1");
    assert_eq!(reply.header("ratelimit-policy"), "\"default-60s\";q=10;w=60, \"default-1s\";q=2;w=1");
    asks(&alice).await.is(429);
    world.wait(SignedDuration::from_secs(1));
    asks(&alice).await.is(200);
}

#[tokio::test]
async fn address_comes_from_trusted_proxy() {
    let world = limited(&[("RATE_LIMIT_DEFAULT_ADDRESS", "1/60s"), ("CLIENT_ADDRESS_HOPS", "1")]).await;
    let alice = world.user("alice").await;
    let from = async |line: &str| {
        let request = alice.request(&http::Method::GET, "/api/auth/me").header("x-forwarded-for", line);
        world.send(request.body(axum::body::Body::empty()).unwrap()).await.status.as_u16()
    };
    assert_eq!(from("203.0.113.9").await, 200);
    assert_eq!(from("198.51.100.1, 203.0.113.9").await, 429, "who makes entries up is still who they are");
    assert_eq!(from("203.0.113.10").await, 200);
    assert_eq!(from("2001:db8:1:2::1").await, 200);
    assert_eq!(from("2001:db8:1:2:ffff::1").await, 429, "one client has a whole network of IPv6");
}

#[tokio::test]
async fn bypass_scope_is_not_counted() {
    let world = limited(&[("RATE_LIMIT_DEFAULT", "3/60s")]).await;
    let admin = world.admin().await;
    let key = async |scopes: &[&str]| {
        let input =
            serde_json::json!({ "name": "load", "scopes": scopes, "expires_in_days": 1, "password": admin.password() });
        admin.with_token(admin.post("/api/auth/api-keys", input).await.is(201).text("key").to_owned())
    };
    let (plain, unlimited) = (key(&["read"]).await, key(&["read", "limits:bypass"]).await);
    for _ in 0..10 {
        let reply = unlimited.get("/api/documents").await.is(200);
        assert_eq!(reply.header("x-ratelimit-limit"), "");
    }
    for _ in 0..3 {
        plain.get("/api/documents").await.is(200);
    }
    plain.get("/api/documents").await.is(429);
}

#[tokio::test]
async fn health_and_jwks_are_not_counted() {
    let world = limited(&[("RATE_LIMIT_DEFAULT", "1/60s"), ("RATE_LIMIT_DEFAULT_ADDRESS", "1/60s")]).await;
    for path in ["/api/health", "/api/health/live", "/.well-known/jwks.json"] {
        for _ in 0..3 {
            world.stranger().get(path).await.is(200);
        }
    }
}

#[tokio::test]
async fn guessing_does_not_lock_owner_out() {
    let world = limited(&[("RATE_LIMIT_AUTHENTICATION", "5/60s"), ("RATE_LIMIT_LOGIN", "6/3600s")]).await;
    world.admits("alice", UserRole::User).await;
    let mut owner = world.browser();
    owner.logs_in("alice").await.is(200);
    let mut guesser = world.browser();
    for _ in 0..4 {
        guesser.tries_to_log_in("alice", "a guess").await.is(401);
    }
    // the owner's first login counts too, because its device was unknown like those of the guesses
    let refused = guesser.tries_to_log_in("alice", "a guess").await.is_problem(429, "too_many_requests");
    assert!(refused.header("ratelimit").starts_with("\"login-60s\";r=0"), "{:?}", refused.headers);
    // beyond the limit for unknown devices, even the right password is rejected
    world.wait(SignedDuration::from_secs(61));
    guesser.tries_to_log_in("alice", "a guess").await.is(401);
    guesser.tries_to_log_in("alice", "correct horse battery staple").await.is(429);
    owner.cookies.retain(|name, _| name == "device");
    owner.logs_in("alice").await.is(200);
    // unknown accounts have the same limit, so that it does not reveal which accounts exist
    for _ in 0..5 {
        guesser.tries_to_log_in("nobody", "a guess").await.is(401);
    }
    guesser.tries_to_log_in("nobody", "a guess").await.is(429);
}

#[tokio::test]
async fn counters_end_with_the_account() {
    let quotas = ["DEFAULT", "CHAT", "UPLOADS", "AUTHENTICATION"].map(|class| format!("RATE_LIMIT_{class}"));
    let world = limited(&quotas.each_ref().map(|quota| (quota.as_str(), "9/60s"))).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    asks(&bob).await.is(200);
    asks(&alice).await.is(200);
    alice.asks("Who counts the transformers?").await.is(200);
    alice.post("/api/documents", serde_json::json!({ "name": "a.pdf", "size": 100 })).await.is(201);
    let passwords = serde_json::json!({ "current_password": "a guess", "new_password": "Quite-1-other-horse!" });
    alice.put("/api/auth/password", passwords).await.is(400);
    let counted = async || {
        let connection = world.database().connection().await.unwrap();
        let sql = "SELECT split_part(key, ':', 1) || ' ' || users.name FROM rate_limits \
            LEFT JOIN users ON split_part(key, ':', 3) = users.id::text WHERE key LIKE '%:account:%' ORDER BY 1";
        let rows = connection.query(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.get::<_, Option<String>>(0).unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(
        counted().await,
        ["authentication alice", "chat alice", "default alice", "default bob", "uploads alice"]
    );
    world.execute("DELETE FROM documents", &[]).await;
    assert_eq!(world.execute("DELETE FROM users WHERE name = 'alice'", &[]).await, 1);
    assert_eq!(counted().await, ["default bob"]);
}
