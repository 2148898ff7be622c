//! Every route without a valid token.

use tests::{
    routes::{Route, described},
    world::World,
};

#[test]
fn every_route_demands_a_token_or_is_known_to_be_public() {
    for route in described() {
        let is_right = route.demands_token() != route.is_public();
        assert!(is_right, "{} {}: public routes are listed, all others demand a token", route.method, route.path);
    }
}

#[tokio::test]
async fn no_route_that_demands_a_token_is_answered_without_a_valid_one() {
    let world = World::new().await;
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
async fn another_site_changes_nothing_with_a_users_cookie() {
    let world = World::new().await;
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
async fn without_the_database_no_token_is_believed_and_nobody_is_logged_out() {
    let world = World::new().await;
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
async fn every_answer_has_the_security_headers() {
    let world = World::new().await;
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
