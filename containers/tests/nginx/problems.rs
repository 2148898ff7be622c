//! Error bodies that nginx writes itself, in the format of the gateway.

use serde_json::{Value, json};
use sisuiq_template::{GatewayResponse, Template};
use ureq::Body;
use ureq::http::Response;

use super::clients::{header, json as read_json};
use super::world::{Changes, World, project};

const TRACE: &str = "5f1c0a6b7d8e4f90a1b2c3d4e5f60718";
const SAID: [&str; 5] = ["type", "title", "status", "error", "detail"];

fn gateway(kind: &str) -> GatewayResponse {
    Template::load(&project("template.yaml"), "prod").unwrap().gateway_responses[kind].clone()
}

/// Checks that a response has the body and headers of the gateway's response of this kind.
fn assert_worded_as(answer: Response<Body>, kind: &str, path: &str) {
    let expected = gateway(kind);
    for (name, value) in &expected.headers {
        let given = header(&answer, name).unwrap_or_else(|| panic!("{kind} has no {name}"));
        if let Some(literal) = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            assert_eq!(given, literal, "{name} of {kind}");
        }
    }
    assert_eq!(answer.status().as_u16(), expected.status);
    let trace_id = header(&answer, "x-trace-id");
    let (problem, expected): (Value, Value) = (read_json(answer), serde_json::from_str(&expected.body).unwrap());
    for member in SAID {
        assert_eq!(problem[member], expected[member], "{member} of {kind}");
    }
    assert_eq!((problem["instance"].as_str(), problem["trace_id"].as_str()), (Some(path), trace_id.as_deref()));
    assert!(problem["timestamp"].as_str().is_some_and(|text| text.contains('T')), "{problem}");
}

#[test]
fn problems_match_those_of_the_gateway() {
    let world = World::start();
    let refused = (0..20).map(|_| world.clients.post("/api/chat", b"")).find(|answer| answer.status() == 429);
    assert_worded_as(refused.unwrap(), "THROTTLED", "/api/chat");
    assert_worded_as(world.clients.delete("/login/"), "MISSING_AUTHENTICATION_TOKEN", "/login/");
    let alone = World::with(&Changes { is_alone: true, ..Changes::default() });
    assert_worded_as(alone.clients.get("/api/echo"), "DEFAULT_5XX", "/api/echo");
    let impatient = [("proxy_read_timeout 300s;", "proxy_read_timeout 1s;")];
    let impatient = World::with(&Changes { texts: &impatient, ..Changes::default() });
    assert_worded_as(impatient.clients.get("/api/slow"), "INTEGRATION_TIMEOUT", "/api/slow");
}

#[test]
fn too_large_body_names_the_limit() {
    let world = World::start();
    let answer = world.raw(b"POST /api/length HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let (problem, expected): (Value, Value) =
        (serde_json::from_str(body).unwrap(), serde_json::from_str(&gateway("REQUEST_TOO_LARGE").body).unwrap());
    for member in ["type", "title", "status", "error", "detail"] {
        assert_eq!(problem[member], expected[member]);
    }
}

#[test]
fn the_servers_own_problems_come_through() {
    let world = World::start();
    let problem = read_json(world.clients.get_with("/api/nowhere", &[("x-trace-id", TRACE)]));
    assert_eq!((&problem["detail"], &problem["trace_id"]), (&"path not found".into(), &TRACE.into()));
}

#[test]
fn only_valid_trace_ids_are_returned() {
    let world = World::with(&Changes { is_alone: true, ..Changes::default() });
    for sent in [TRACE, "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "drop\"table"] {
        let answer = world.clients.get_with("/api/echo", &[("x-trace-id", sent)]);
        let told = header(&answer, "x-trace-id").unwrap();
        assert_eq!(told == sent, !sent.contains('"'), "{told}");
        assert_eq!(read_json(answer)["trace_id"], told);
    }
}

#[test]
fn malformed_requests_get_a_readable_problem() {
    let world = World::with(&Changes { is_alone: true, ..Changes::default() });
    let long = "a".repeat(40_000);
    for (request, status, instance) in [
        ("nonsense\r\n\r\n".to_owned(), 400, "/"),
        ("GET /api/a HTTP/1.1\r\n\r\n".to_owned(), 400, "/api/a"),
        (format!("GET /api/a HTTP/1.1\r\nHost: a\r\nX: {long}\r\n\r\n"), 400, "/api/a"),
        ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: odd\r\nConnection: close\r\n\r\n".to_owned(), 400, "/"),
        (format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n"), 414, "/"),
        ("GET /api/documents/%00?secret=1 HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), 400, "/api/documents/%00"),
        ("GET  /api/documents/%00 HTTP/1.1\r\nHost: a\r\n\r\n".to_owned(), 400, "/api/documents/%00"),
        ("DELETE http://h?signature=/secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), 404, "/"),
        ("GET  x://h/api/a?b=c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), 502, "/api/a"),
        ("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), 404, "/"),
        ("GET /api/\"\\ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(), 502, "/"),
    ] {
        let answer = world.raw(request.as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let problem: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error} in {answer}"));
        assert_eq!((&problem["status"], &problem["instance"]), (&json!(status), &json!(instance)), "{answer}");
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(head.contains("Content-Type: application/problem+json") && head.contains("X-Frame-Options: DENY"));
    }
}
