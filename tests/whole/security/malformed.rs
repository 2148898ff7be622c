//! Malformed requests: each gets a client error with the common error body.

use axum::body::Body;
use copilot::COPILOT;
use http::{Method, Request};
use world::{Person, World};

const ID: &str = "0190b5a0-0000-7000-8000-000000000000";
const TAKES_JSON: [&str; 4] = ["/api/auth/login", "/api/chat", "/api/chat/stream", "/api/documents"];

/// Bodies that no route accepts.
fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let mut bodies: Vec<(&str, Vec<u8>)> = [
        ("nothing", ""),
        ("a brace", "{"),
        ("a list", "[]"),
        ("null", "null"),
        ("a number", "1e999"),
        ("a text", "\"message\""),
        ("no JSON", "message=hello"),
        ("two objects", "{} {}"),
        ("an empty object", "{}"),
        ("a trailing comma", r#"{"message":"x","name":"x","size":1,"email":"a@example.com","password":"x",}"#),
        ("U+0000", r#"{"message":"\u0000","name":"\u0000","size":1,"email":"a@example.com","password":"\u0000"}"#),
        ("half a surrogate", r#"{"message":"\ud800","name":"\ud800","size":1,"email":"\ud800","password":"x"}"#),
        ("wrong types", r#"{"message":7,"name":[],"size":"big","email":{},"password":true}"#),
        ("nulls", r#"{"message":null,"name":null,"size":null,"email":null,"password":null}"#),
        ("a member twice", r#"{"message":"a","message":"b","name":"a","name":"b","size":1,"email":"a","email":"b"}"#),
        ("a negative size", r#"{"message":"","name":"x","size":-1,"email":"x","password":"x"}"#),
        ("a huge size", r#"{"message":"","name":"x","size":1e30,"email":"x","password":"x"}"#),
    ]
    .into_iter()
    .map(|(name, body)| (name, body.as_bytes().to_vec()))
    .collect();
    bodies.push(("bytes that are no text", vec![b'{', b'"', 0xff, 0xfe, b'"', b':', b'1', b'}']));
    bodies.push(("a deep nest", [vec![b'['; 100_000], vec![b']'; 100_000]].concat()));
    bodies.push(("more than a megabyte", format!(r#"{{"message":"{}"}}"#, "x".repeat(1_100_000)).into_bytes()));
    bodies
}

/// Requests without a body.
const BODILESS: [(&str, &str); 37] = [
    ("GET", "/"),
    ("GET", "/api"),
    ("GET", "/api/nowhere"),
    ("GET", "/api/documents/"),
    ("GET", "//api//documents"),
    ("GET", "/api/../etc/passwd"),
    ("GET", "/api/%2e%2e/%2e%2e/etc/passwd"),
    ("GET", "/api/documents/not-an-id"),
    ("GET", "/api/documents/%00"),
    ("GET", "/api/documents/%ff%fe"),
    ("GET", "/api/documents/'%20OR%201=1%20--"),
    ("GET", "/api/documents/0190b5a0-0000-7000-8000-00000000000"),
    ("DELETE", "/api/documents/not-an-id"),
    ("DELETE", "/api/documents/%c3%28"),
    ("GET", "/api/documents/not-an-id/file"),
    ("GET", "/api/documents/not-an-id/pages/1"),
    ("GET", "/api/documents/0190b5a0-0000-7000-8000-000000000000/pages/one"),
    ("GET", "/api/documents/0190b5a0-0000-7000-8000-000000000000/pages/1.5"),
    ("GET", "/api/documents/0190b5a0-0000-7000-8000-000000000000/pages/99999999999999999999"),
    ("GET", "/api/documents/0190b5a0-0000-7000-8000-000000000000/pages/-2147483648"),
    ("GET", "/api/documents?limit=ten"),
    ("GET", "/api/documents?limit="),
    ("GET", "/api/documents?limit=0"),
    ("GET", "/api/documents?limit=99999999999999999999"),
    ("GET", "/api/documents?limit=1&limit=2"),
    ("GET", "/api/documents?offset=-1"),
    ("GET", "/api/documents?offset=1e3"),
    ("GET", "/api/documents?sha256=%00"),
    ("GET", "/api/documents?sha256=ABCDEF"),
    ("GET", "/api/documents?status=%ff"),
    ("GET", "/api/documents?status=deleted"),
    ("GET", "/api/chat/history/not-an-id"),
    ("GET", "/api/chat/history/%00"),
    ("GET", "/api/chat/history/%f0%28%8c%28"),
    ("GET", "/api/citations"),
    ("GET", "/api/citations/not-an-id"),
    ("GET", "/api/citations/%00"),
];

/// Paths with methods that they do not support.
const METHODS: [(&str, &str); 13] = [
    ("GET", "/api/auth/login"),
    ("DELETE", "/api/auth/me"),
    ("PATCH", "/api/auth/logout"),
    ("GET", "/api/chat"),
    ("PUT", "/api/chat/stream"),
    ("POST", "/api/chat/sessions"),
    ("DELETE", "/api/chat/history/0190b5a0-0000-7000-8000-000000000000"),
    ("DELETE", "/api/citations/0190b5a0-0000-7000-8000-000000000000"),
    ("PUT", "/api/documents"),
    ("POST", "/api/documents/0190b5a0-0000-7000-8000-000000000000"),
    ("POST", "/api/health"),
    ("DELETE", "/api/health/ready"),
    ("TRACE", "/api/health/live"),
];

fn request(person: &Person, method: &str, path: &str, content_type: &str, body: Vec<u8>) -> Request<Body> {
    let request = person.request(&Method::from_bytes(method.as_bytes()).unwrap(), path);
    let request = if content_type.is_empty() { request } else { request.header("content-type", content_type) };
    request.body(Body::from(body)).unwrap()
}

/// All requests with their names.
fn requests(person: &Person) -> Vec<(String, Request<Body>)> {
    let mut requests = Vec::new();
    for path in TAKES_JSON {
        for (name, body) in bodies() {
            requests.push((format!("{name} to {path}"), request(person, "POST", path, "application/json", body)));
        }
        for content_type in ["", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ";;;"] {
            let sent = request(person, "POST", path, content_type, b"{}".to_vec());
            requests.push((format!("`{content_type}` to {path}"), sent));
        }
    }
    for (method, path) in BODILESS.into_iter().chain(METHODS) {
        requests.push((format!("{method} {path}"), request(person, method, path, "", Vec::new())));
    }
    for (name, body) in [
        ("a session that is none", format!(r#"{{"message":"x","session_id":"{ID}x"}}"#)),
        ("a session that is a number", r#"{"message":"x","session_id":7}"#.to_owned()),
        ("a mode that is none", r#"{"message":"x","mode":"STRATEGY"}"#.to_owned()),
        ("a mode that is a list", r#"{"message":"x","mode":["strategy_qa"]}"#.to_owned()),
    ] {
        for path in ["/api/chat", "/api/chat/stream"] {
            let sent = request(person, "POST", path, "application/json", body.clone().into_bytes());
            requests.push((format!("{name} to {path}"), sent));
        }
    }
    requests
}

#[tokio::test]
async fn malformed_requests_get_4xx_problems() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let requests = requests(&alice);
    assert!(requests.len() >= 50, "only {}", requests.len());
    let mut wrong = Vec::new();
    for (name, request) in requests {
        let reply = world.send(request).await;
        if !reply.status.is_client_error() {
            wrong.push(format!("{name}: {} {}", reply.status, reply.body));
        } else if let Some(fault) = reply.fault() {
            wrong.push(format!("{name}: {fault} in {}", reply.body));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn wrong_method_lists_allowed_ones() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (method, path) in METHODS {
        let reply = world.send(request(&alice, method, path, "", Vec::new())).await.is(405);
        assert!(!reply.header("allow").is_empty() && !reply.header("allow").contains(method), "{method} {path}");
    }
}
