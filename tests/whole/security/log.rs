//! The log contains no personal data and no secrets.

use copilot::COPILOT;
use http::Method;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::{World, log_of_process};

const PAGE: &str = "The codeword of the substation at Mutundwe is heliotrope.";
const QUESTION: &str = "What is the codeword of the substation at Mutundwe?";
const UNKNOWN: &str = "How many eggs does a zebrafinch lay?";
const WRONG_PASSWORD: &str = "a quagmire of a password";

#[tokio::test]
async fn no_personal_data_is_logged() {
    let log = log_of_process();
    let world = World::new(COPILOT).await;
    let user = world.user("marmalade").await;
    let token = user.token.clone().unwrap();
    assert_eq!(world.stranger().logs_in_as(&user.email(), WRONG_PASSWORD).await.status, 401);
    user.uploads("private.pdf", &PdfBuilder::of_texts(&[PAGE]).build()).await;
    let answer = user.asks(QUESTION).await.is(200);
    assert!(answer.text("answer").contains("heliotrope"), "{}", answer.body);
    assert_eq!(user.streams(QUESTION).await.last().unwrap().name, "done");
    assert_eq!(user.asks(UNKNOWN).await.is(200)["abstained"], true);
    assert_eq!(user.by_cookie().get("/api/auth/me").await.status, 200);
    assert_eq!(user.asks(&QUESTION.repeat(100)).await.status, 422);
    world.break_database().await;
    assert_eq!(user.asks(QUESTION).await.status, 503);

    let text = log.text();
    assert!(text.contains(answer.header("x-trace-id")), "nothing of this test was logged");
    let secrets =
        ["marmalade", token.as_str(), user.password(), WRONG_PASSWORD, "codeword", "zebrafinch", "heliotrope"];
    for secret in secrets {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in the log: {}", line.unwrap_or_default());
    }
}

/// Covers customers, staff and programs. The suite `canaries` covers more.
#[tokio::test]
async fn no_identity_or_credential_is_logged() {
    const PASSWORD: &str = "Zebu7!Rhubarb-Lantern";
    let log = log_of_process();
    let world = World::new(COPILOT).await;
    let customer = json!({
        "email": "periwinkle@example.com", "mobile": "+256709913377", "password": PASSWORD, "first_name": "Persimmon",
        "last_name": "Pomegranate", "username": "tamarillo"
    });
    let stranger = world.stranger();
    let made = stranger.post("/api/v1/auth/register", customer.clone()).await.is(201);
    stranger.post("/api/v1/auth/register", customer).await.is(400);
    let person = stranger.with_token(made["tokens"]["access_token"].as_str().unwrap());
    person.put("/api/v1/users/me", json!({ "first_name": "Boysenberry" })).await.is(200);
    let owner = world.staff("clementine", "super_admin").await;
    let roles = owner.get("/api/v1/ops/roles").await.is(200);
    let role = roles.items().iter().find(|role| role["name"] == "support_staff").unwrap()["id"].clone();
    let member = json!({
        "email": "mulberry@example.com", "mobile": "+256709913388", "password": PASSWORD, "first_name": "Mulberry",
        "employee_id": "QUINCE-77", "department": "Orchard", "role_id": role
    });
    owner.post("/api/v1/ops/users", member).await.is(201);
    let login = json!({ "identifier": "QUINCE-77", "password": PASSWORD });
    stranger.post("/api/v1/ops/auth/login", login).await.is(401);
    let user = world.user("gooseberry").await;
    let key = json!({ "name": "elderberry", "scopes": ["write"], "expires_in_days": 1, "password": user.password() });
    let key = user.post("/api/auth/api-keys", key).await.is(201).text("key").to_owned();
    let csrf = stranger.get("/api/v1/auth/csrf-token").await.is(200).text("csrf_token").to_owned();
    let request =
        user.with_token(&key).request(&Method::POST, "/api/documents").header("idempotency-key", "huckleberry");
    let request = request.header("x-csrf-token", &csrf).header("content-type", "application/json");
    let reply = world.send(request.body(r#"{"name":"plan.pdf","size":1}"#.into()).unwrap()).await;
    reply.is_problem(403, "forbidden");

    let text = log.text();
    assert!(text.contains(made.header("x-trace-id")), "nothing of this test was logged");
    let tokens = ["access_token", "refresh_token"].map(|name| made["tokens"][name].as_str().unwrap());
    let words = [
        PASSWORD,
        "periwinkle",
        "709913377",
        "Persimmon",
        "Pomegranate",
        "tamarillo",
        "Boysenberry",
        "clementine",
        "mulberry",
        "709913388",
        "Mulberry",
        "QUINCE",
        "Orchard",
        "gooseberry",
        "elderberry",
        "huckleberry",
        &key,
        &csrf,
    ];
    for secret in words.into_iter().chain(tokens) {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in the log: {}", line.unwrap_or_default());
    }
}

#[tokio::test]
async fn trace_id_reaches_response_and_log() {
    let log = log_of_process();
    let world = World::new(COPILOT).await;
    let user = world.user("alice").await;
    let trace = "5f2c1a9e-7d3b-4c60-9f10-3a7be02d4c11";
    let request = user.request(&Method::GET, "/api/documents/not-an-id").header("x-trace-id", trace);
    let reply = world.send(request.body(axum::body::Body::empty()).unwrap()).await.is_problem(400, "bad_request");
    assert_eq!((reply.header("x-trace-id"), reply.text("trace_id")), (trace, trace));
    let lines = log.lines_with(trace);
    let end = lines.iter().find(|line| line["status"] == 400).expect("the end of the request is logged");
    assert_eq!((&end["method"], &end["path"]), (&json!("GET"), &json!("/api/documents/not-an-id")));
    assert!(end["duration_ms"].is_number(), "{end}");
}

#[tokio::test]
async fn malformed_trace_id_is_replaced() {
    let world = World::new(COPILOT).await;
    let user = world.user("alice").await;
    for sent in ["", "abc", "not a trace id\tat all", &"f".repeat(33)] {
        let request = user.request(&Method::GET, "/api/auth/me").header("x-trace-id", sent);
        let reply = world.send(request.body(axum::body::Body::empty()).unwrap()).await.is(200);
        let made = reply.header("x-trace-id");
        assert!(made.len() == 32 && made != sent && made.bytes().all(|byte| byte.is_ascii_hexdigit()), "{made}");
        let began = i64::from_str_radix(&made[..8], 16).unwrap();
        let age = world.clock().now().as_second() - began;
        assert!(age.abs() < SignedDuration::from_hours(1).as_secs(), "{made}");
    }
}
