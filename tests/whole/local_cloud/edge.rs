//! Responses of the edge itself and responses that it forwards.

use super::client::{Client, header, json_of};
use serde_json::json;
use sisuiq_testing::Stack;

#[test]
fn unknown_path_is_a_404_problem() {
    let answer = Client::new(&Stack::from_process()).get("/api/nowhere", &[]);
    assert_eq!(answer.status(), 404);
    assert_eq!(header(&answer, "content-type"), "application/problem+json");
    assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    let trace_id = header(&answer, "x-trace-id").to_owned();
    let problem = json_of(answer);
    assert_eq!((&problem["status"], &problem["error"]), (&json!(404), &json!("not_found")));
    assert_eq!(problem["trace_id"], json!(trace_id));
}

#[test]
fn missing_token_is_a_401_problem() {
    let answer = Client::new(&Stack::from_process()).get("/api/documents", &[("x-trace-id", TRACE)]);
    assert_eq!(answer.status(), 401);
    assert_eq!(header(&answer, "www-authenticate"), "Bearer");
    let problem = json_of(answer);
    assert_eq!((&problem["status"], &problem["error"]), (&json!(401), &json!("unauthorized")));
    assert_eq!(problem["trace_id"], json!(TRACE));
}

const TRACE: &str = "5f1c0a6b7d8e4f90a1b2c3d4e5f60718";

#[test]
fn valid_trace_id_is_returned() {
    let client = Client::new(&Stack::from_process());
    for sent in [TRACE, "6f9619ff-8b86-d011-b42d-00cf4fc964ff"] {
        let answer = client.get("/api/health", &[("x-trace-id", sent)]);
        assert_eq!(header(&answer, "x-trace-id"), sent);
    }
}

#[test]
fn invalid_trace_id_is_replaced() {
    let client = Client::new(&Stack::from_process());
    for sent in [vec![], vec![("x-trace-id", "drop table")]] {
        let answer = client.get("/api/health", &sent);
        let made = header(&answer, "x-trace-id");
        assert!(made.len() == 32 && made.chars().all(|digit| digit.is_ascii_hexdigit()), "{made:?}");
    }
}

#[test]
fn only_listed_origins_pass_cors() {
    let client = Client::new(&Stack::from_process());
    for (origin, allowed) in [("https://app.example", Some("https://app.example")), ("https://evil.example", None)] {
        for path in ["/api/auth/login", "/api/v1/ops/users", "/api/documents", "/api/chat/stream", "/api/health"] {
            let asked = [("origin", origin), ("access-control-request-method", "POST")];
            let answer = client.options(path, &asked);
            let leave = answer.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap());
            assert_eq!((answer.status().as_u16(), leave), (200, allowed), "{origin} {path}");
            assert!(header(&answer, "vary").contains("origin"), "{origin} {path}");
        }
        let answer = client.get("/api/documents", &[("origin", origin)]);
        let leave = answer.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap());
        assert_eq!((answer.status().as_u16(), leave), (401, allowed), "{origin}");
    }
}

#[test]
fn authentication_responses_are_not_compressed() {
    let client = Client::logged_in(&Stack::from_process());
    let encoding = |path: &str| {
        let answer = client.get(path, &[("accept-encoding", "deflate")]);
        answer.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(encoding("/api/auth/me").as_deref(), Some("identity"));
    assert_eq!(encoding("/api/v1/auth/verify").as_deref(), Some("identity"));
    let input = json!({ "name": format!("{}.pdf", "long".repeat(40)), "size": 1 });
    let made = [(); 6].map(|()| json_of(client.post("/api/documents", &input))["id"].as_str().unwrap().to_owned());
    assert_eq!(encoding("/api/documents").as_deref(), Some("deflate"));
    for id in made {
        assert_eq!(client.delete(&format!("/api/documents/{id}")).status(), 204);
    }
    assert_eq!(encoding("/api/health"), None);
}

#[test]
fn stack_is_healthy_alive_and_ready() {
    let client = Client::new(&Stack::from_process());
    for path in ["/api/health", "/api/health/live", "/api/health/ready"] {
        assert_eq!(client.get(path, &[]).status(), 200, "{path}");
    }
}
