//! Requests to every route without a valid token.

use crate::routes::described;
use copilot::COPILOT;
use world::World;
use world::routes::Route;

#[test]
fn routes_require_tokens_unless_public() {
    for route in described() {
        let is_right = route.demands_token() != route.is_public();
        assert!(is_right, "{} {}: public routes are listed, all others demand a token", route.method, route.path);
    }
}

#[tokio::test]
async fn invalid_tokens_get_401_everywhere() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let valid = alice.token.clone().unwrap();
    let (head, _signature) = valid.rsplit_once('.').unwrap();
    let unsigned = format!("{head}.");
    let people = [
        world.stranger(),
        alice.with_token(""),
        alice.with_token("not.a.token"),
        alice.with_token(&unsigned),
        alice.with_token(unsigned).by_cookie(),
    ];
    for route in described().into_iter().filter(Route::demands_token) {
        let (method, path) = (&route.method, route.address());
        for person in &people {
            let reply = person.send(method.parse().unwrap(), &path).await;
            let reply = reply.is_problem(401, "unauthorized");
            assert!(reply.header("www-authenticate").starts_with("Bearer"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn other_site_cannot_use_cookies() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await.by_cookie();
    for route in described().into_iter().filter(|route| route.method != "GET") {
        let (method, path) = (&route.method, route.address());
        let request = alice.request(&method.parse().unwrap(), &path);
        let request = request.header("sec-fetch-site", "cross-site").header("content-type", "application/json");
        let reply = world.send(request.body("{}".into()).unwrap()).await;
        assert_eq!(reply.is_problem(403, "forbidden").status, 403, "{method} {path}");
    }
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn missing_database_gets_503_not_401() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.break_database().await;
    for route in described().into_iter().filter(Route::demands_token) {
        let (method, path) = (&route.method, route.address());
        let reply = alice.send(method.parse().unwrap(), &path).await.is_problem(503, "unavailable");
        assert!(reply.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{method} {path}");
    }
    world.mend_database();
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn every_response_has_security_headers() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (path, status) in
        [("/api/auth/me", 200), ("/api/documents/x", 400), ("/nowhere", 404), ("/api/auth/login", 405)]
    {
        let reply = alice.get(path).await.is(status);
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(reply.header(header), value, "{header} of {path}");
        }
        assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!reply.header("strict-transport-security").is_empty(), "{path}");
    }
}
