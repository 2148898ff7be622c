//! A served router seen from outside: every answer, above all the failed ones.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code")]

use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use garde::Validate;
use http::header::{ALLOW, CONTENT_TYPE, HeaderMap, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Json, Path, Problem, Query, Result, Service, router, serve};
use tower::ServiceExt;
use uuid::Uuid;

const TRACE: &str = "550e8400-e29b-41d4-a716-446655440000";

#[derive(Deserialize, Serialize, Validate)]
struct Note {
    #[garde(length(chars, min = 1, max = 20))]
    title: String,
    #[garde(range(min = 1, max = 5))]
    stars: u8,
}

#[derive(Deserialize, Validate)]
struct Paging {
    #[serde(default)]
    #[garde(range(max = 100))]
    limit: u32,
}

async fn create(Json(note): Json<Note>) -> Result<Json<Note>> {
    Ok(Json(note))
}

async fn list(Query(paging): Query<Paging>) -> String {
    paging.limit.to_string()
}

async fn find(Path(id): Path<Uuid>) -> Result<String> {
    Err(Problem::not_found("note").detail(format!("there is no note {id}")))
}

async fn slow() {
    std::future::pending::<()>().await;
}

async fn buggy() -> String {
    panic!("secret plan");
}

async fn broken() -> Problem {
    Problem::internal(io::Error::other("password=hunter2"))
}

async fn unavailable() -> Problem {
    Problem::unavailable("database", Duration::from_millis(1_500)).caused_by(io::Error::other("refused"))
}

fn app() -> Router {
    app_of(Service::new(Clock::manual(Timestamp::UNIX_EPOCH)).body_limit(2_000))
}

fn app_of(service: Service) -> Router {
    let routes = router::<()>()
        .route("/api/notes", post(create).get(list))
        .route("/api/notes/{id}", get(find))
        .route("/api/slow", get(slow))
        .route("/api/panic", get(buggy))
        .route("/api/broken", get(broken))
        .route("/api/unavailable", get(unavailable))
        .route("/api/private", get(|| async { Problem::unauthorized() }))
        .route("/api/cached", get(|| async { ([("cache-control", "max-age=60")], "kept").into_response() }));
    serve(routes, service)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }
}

async fn ask(app: Router, request: Request<Body>) -> Answer {
    let response = app.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header("x-trace-id", TRACE)
}

async fn fetch(path: &str) -> Answer {
    ask(app(), request("GET", path).body(Body::empty()).unwrap()).await
}

async fn send(body: impl Into<Body>) -> Answer {
    let request = request("POST", "/api/notes").header(CONTENT_TYPE, "application/json; charset=utf-8");
    ask(app(), request.body(body.into()).unwrap()).await
}

fn problem(status: u16, error: &str, title: &str, detail: &str, instance: &str) -> Value {
    json!({
        "type": format!("/problems/{error}"), "title": title, "status": status, "detail": detail, "instance": instance,
        "error": error, "timestamp": "1970-01-01T00:00:00Z", "trace_id": TRACE,
    })
}

#[tokio::test]
async fn unknown_path_returns_404_problem() {
    let answer = fetch("/api/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header(CONTENT_TYPE), "application/problem+json");
    assert_eq!(answer.json(), problem(404, "not_found", "Not found", "path not found", "/api/nothing"));
}

#[tokio::test]
async fn wrong_method_returns_405_with_allow() {
    for method in ["DELETE", "OPTIONS", "BREW"] {
        let answer = ask(app(), request(method, "/api/notes").body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header(ALLOW), "POST,GET,HEAD");
        assert_eq!(answer.json()["error"], "method_not_allowed");
    }
}

#[tokio::test]
async fn other_content_types_return_415() {
    let plain = request("POST", "/api/notes").header(CONTENT_TYPE, "text/plain").body(Body::from("{}")).unwrap();
    let answer = ask(app(), plain).await;
    let expected = problem(
        415,
        "unsupported_media_type",
        "Unsupported media type",
        "send the body as application/json",
        "/api/notes",
    );
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn null_in_url_returns_400() {
    for path in ["/api/notes%00", "/api/notes?limit=%00", "/api/notes/%00?limit=%00"] {
        assert_eq!(fetch(path).await.status, 400, "{path}");
    }
    assert_eq!(fetch("/api/notes?limit=00").await.status, 200);
}

#[tokio::test]
async fn valid_body_is_accepted() {
    let note = json!({ "title": "héron", "stars": 5 });
    let answer = send(note.to_string()).await;
    assert_eq!((answer.status.as_u16(), answer.header(CONTENT_TYPE)), (200, "application/json"));
    assert_eq!(answer.json(), note);
}

#[tokio::test]
async fn unparsable_body_returns_400() {
    let deep = "[".repeat(10_000);
    let nested_in_a_field = format!(r#"{{"title":{}1{}}}"#, "[".repeat(900), "]".repeat(900));
    let bodies: [&[u8]; 8] = [
        b"",
        b"{",
        b"{\"title\":\"a\",\"stars\":1} trailing",
        b"{\"title\":\"\xff\"}",
        b"{\"title\":\"a\x00b\"}",
        br#"{"title":"a\u0000b","stars":1}"#,
        br#"{"title":"\ud800","stars":1}"#,
        deep.as_bytes(),
    ];
    for body in bodies {
        let answer = send(body.to_vec()).await;
        // 10,000 brackets are more than the body limit of this app.
        let expected = if body.len() > 2_000 { 413 } else { 400 };
        assert_eq!(answer.status.as_u16(), expected, "{}", String::from_utf8_lossy(body));
        assert_eq!(answer.header(CONTENT_TYPE), "application/problem+json");
    }
    assert!(send(nested_in_a_field).await.status.is_client_error());
}

#[tokio::test]
async fn deep_nesting_is_refused_not_followed() {
    let wide = Service::new(Clock::manual(Timestamp::UNIX_EPOCH));
    let bodies = ["[".repeat(10_000), format!(r#"{{"other":{}{}}}"#, "[".repeat(10_000), "]".repeat(10_000))];
    for body in bodies {
        let request = request("POST", "/api/notes").header(CONTENT_TYPE, "application/json");
        let answer = ask(app_of(wide.clone()), request.body(Body::from(body)).unwrap()).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    }
}

#[tokio::test]
async fn body_over_the_limit_returns_413() {
    let answer = send(format!(r#"{{"title":"{}","stars":1}}"#, "a".repeat(3_000))).await;
    assert_eq!(
        answer.json(),
        problem(
            413,
            "payload_too_large",
            "The body is too large",
            "the body may have at most 2000 bytes",
            "/api/notes"
        )
    );
}

#[tokio::test]
async fn wrong_fields_return_422_with_names() {
    let cases = [
        (
            r#"{"title":"","stars":9}"#,
            json!([
                {"field": "stars", "message": "greater than 5"}, {"field": "title", "message": "length is lower than 1"},
            ]),
        ),
        (r#"{"stars":1}"#, json!([{"field": "title", "message": "is required"}])),
        (
            r#"{"title":"a","stars":300}"#,
            json!([{"field": "stars", "message": "must be a whole number from 0 to 255"}]),
        ),
        (r#"{"title":null,"stars":1}"#, json!([{"field": "title", "message": "must be a text"}])),
        (r#"{"title":"a","title":"b","stars":1}"#, json!([{"field": "title", "message": "must not be repeated"}])),
        (r#"{"title":["a"],"stars":1}"#, json!([{"field": "title", "message": "must be a text"}])),
    ];
    for (body, errors) in cases {
        let answer = send(body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.json()["errors"], errors, "{body}");
        assert_eq!(answer.json()["error"], "unprocessable");
    }
}

#[tokio::test]
async fn whole_body_must_be_an_object() {
    for body in ["[]", r#"["a",1]"#, "null", "\"text\"", "7"] {
        let answer = send(body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.json()["detail"], "the body must be a JSON object", "{body}");
        assert_eq!(answer.json()["errors"], json!([{"field": "", "message": "must be a JSON object"}]), "{body}");
    }
}

#[tokio::test]
async fn wrong_query_parameters_are_422() {
    for (query, field) in
        [("limit=many", "limit"), ("limit=101", "limit"), ("limit=-1", "limit"), ("limit=1&limit=2", "limit")]
    {
        let answer = fetch(&format!("/api/notes?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
    }
    assert_eq!(fetch("/api/notes?limit=7&other=%F0%9F%99%82").await.body, b"7");
}

#[tokio::test]
async fn malformed_path_parameter_returns_400() {
    for id in ["7", "%FF", "..%2F..%2Fetc", "%00", "550e8400-e29b-41d4-a716-44665544000g"] {
        let answer = fetch(&format!("/api/notes/{id}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{id}");
        assert_eq!(answer.json()["error"], "bad_request");
    }
    let answer = fetch(&format!("/api/notes/{TRACE}")).await;
    assert_eq!(answer.json()["detail"], format!("there is no note {TRACE}"));
}

#[tokio::test]
async fn panic_returns_500_without_details() {
    let answer = fetch("/api/panic").await;
    let expected =
        problem(500, "internal", "Internal error", "something went wrong on our side; please try again", "/api/panic");
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn an_internal_cause_stays_inside() {
    let answer = fetch("/api/broken").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!String::from_utf8(answer.body).unwrap().contains("hunter2"));
}

#[tokio::test]
async fn unavailable_store_returns_503() {
    let answer = fetch("/api/unavailable").await;
    assert_eq!((answer.status, answer.header(RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    assert_eq!(answer.json()["detail"], "the database is unavailable");
}

#[tokio::test(start_paused = true)]
async fn hanging_handler_returns_503() {
    let answer = fetch("/api/slow").await;
    assert_eq!((answer.status, answer.header(RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, "5"));
}

#[tokio::test]
async fn a_401_carries_the_challenge() {
    assert_eq!(fetch("/api/private").await.header(WWW_AUTHENTICATE), "Bearer");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/api/notes", "/api/nothing", "/api/panic", "/api/unavailable", "/api/notes/%00"] {
        let answer = fetch(path).await;
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
        assert_eq!(answer.header("permissions-policy"), "camera=(), geolocation=(), microphone=()");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(fetch("/api/cached").await.header("cache-control"), "max-age=60");
}

#[tokio::test]
async fn trace_id_is_echoed_or_generated() {
    assert_eq!(fetch("/api/notes").await.header("x-trace-id"), TRACE);
    let upper = "ABCDEF0123456789ABCDEF0123456789";
    let sent = Request::get("/api/nothing").header("x-trace-id", upper).body(Body::empty()).unwrap();
    let answer = ask(app(), sent).await;
    assert_eq!((answer.header("x-trace-id"), answer.json()["trace_id"].as_str().unwrap()), (upper, upper));
    let gateway = Request::get("/api/notes").header("x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678");
    let answer = ask(app(), gateway.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("x-trace-id"), "67891233abcdef012345678912345678");
    for unusable in ["", "' or 1=1", &"a".repeat(100_000), &"0".repeat(32)] {
        let sent = Request::get("/api/notes").header("x-trace-id", unusable).body(Body::empty()).unwrap();
        let made = ask(app(), sent).await.header("x-trace-id").to_owned();
        assert!(made.len() == 32 && made != "0".repeat(32), "{made}");
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    for (path, status) in [("/api/notes", StatusCode::OK), ("/api/nothing", StatusCode::NOT_FOUND)] {
        let answer = ask(app(), request("HEAD", path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status, answer.body.as_slice()), (status, [].as_slice()), "{path}");
    }
}

#[tokio::test]
async fn another_site_cannot_post() {
    let environment = Environment::from_pairs([("SISUIQ_BASE_URL", "https://copilot.example")]);
    let service = Service::from_environment(&environment, Clock::manual(Timestamp::UNIX_EPOCH)).unwrap();
    let cases = [
        (&[("sec-fetch-site", "cross-site")][..], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("origin", "https://copilot.example")], 200),
        (&[], 200),
    ];
    for (headers, status) in cases {
        let mut request =
            request("POST", "/api/notes").header(CONTENT_TYPE, "application/json").header("host", "internal");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(r#"{"title":"a","stars":1}"#);
        let answer = ask(app_of(service.clone()), request.body(body).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{headers:?}");
    }
}

#[tokio::test]
async fn base_url_must_be_an_origin() {
    for base in ["copilot.example", "https://", "https://a.example/path", "https://user@a.example"] {
        let environment = Environment::from_pairs([("SISUIQ_STAGE", "dev"), ("SISUIQ_BASE_URL", base)]);
        assert!(Service::from_environment(&environment, Clock::system()).is_err(), "{base}");
    }
}
