//! Pages of other origins: those that are listed, and all others.
#![expect(clippy::unwrap_used, reason = "test code")]

use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use http::{HeaderMap, Request, Response};
use jiff::Timestamp;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Problem, Result, Service, router, serve};
use tower::ServiceExt;

const APP: &str = "https://app.example";
const OTHER: &str = "https://evil.example";

async fn refused() -> Result<String> {
    Err(Problem::too_many_requests(std::time::Duration::from_secs(3)))
}

fn app(origins: &str) -> Router {
    let settings = [("SISUIQ_BASE_URL", "https://copilot.example"), ("CORS_ALLOWED_ORIGINS", origins)];
    let environment = Environment::from_pairs(settings);
    let service = Service::from_environment(&environment, Clock::manual(Timestamp::UNIX_EPOCH)).unwrap();
    let routes = router::<()>().route("/api/notes", get(async || "notes").post(async || "made"));
    serve(routes.route("/api/refused", get(refused)).route("/api/auth/login", post(async || "in")), service)
}

async fn send(origins: &str, method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let request = Request::builder().method(method).uri(path).header("host", "internal");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    app(origins).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

fn preflight(origin: &'static str) -> [(&'static str, &'static str); 3] {
    [
        ("origin", origin),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "authorization,content-type,idempotency-key,x-csrf-token"),
    ]
}

#[tokio::test]
async fn no_origin_is_allowed_by_default() {
    for (method, headers) in [("OPTIONS", &preflight(APP)[..]), ("GET", &[("origin", APP)])] {
        let response = send("", method, "/api/notes", headers).await;
        let told = response.headers().keys().find(|name| name.as_str().starts_with("access-control-"));
        assert_eq!(told, None, "{method}");
    }
    assert_eq!(send("", "OPTIONS", "/api/notes", &preflight(APP)).await.status(), 405);
    assert_eq!(send("", "POST", "/api/notes", &[("origin", APP)]).await.status(), 403);
}

#[tokio::test]
async fn preflight_of_listed_origin_is_allowed() {
    let response = send("https://first.example,https://app.example", "OPTIONS", "/api/notes", &preflight(APP)).await;
    assert_eq!(response.status(), 200);
    let headers = response.headers();
    assert_eq!(header(headers, "access-control-allow-origin"), APP);
    assert_eq!(header(headers, "access-control-allow-credentials"), "true");
    assert_eq!(header(headers, "access-control-max-age"), "600");
    assert_eq!(header(headers, "access-control-allow-methods"), "GET,POST,PUT,PATCH,DELETE");
    for name in
        ["authorization", "content-type", "idempotency-key", "x-anthropic-api-key", "x-csrf-token", "x-trace-id"]
    {
        assert!(header(headers, "access-control-allow-headers").contains(name), "{name}");
    }
    assert!(header(headers, "vary").contains("origin"));
    assert_eq!(header(headers, "x-frame-options"), "DENY");
    assert!(!header(headers, "x-trace-id").is_empty());
}

#[tokio::test]
async fn listed_origin_reads_exposed_headers() {
    for path in ["/api/notes", "/api/refused", "/api/nowhere"] {
        let response = send(APP, "GET", path, &[("origin", APP), ("sec-fetch-site", "cross-site")]).await;
        let headers = response.headers();
        assert_eq!(header(headers, "access-control-allow-origin"), APP, "{path}");
        assert_eq!(header(headers, "access-control-allow-credentials"), "true", "{path}");
        for name in ["x-ratelimit-remaining", "retry-after", "x-trace-id", "idempotency-replayed", "link"] {
            assert!(header(headers, "access-control-expose-headers").contains(name), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn nobody_else_gets_leave_or_credentials() {
    for origin in [OTHER, "null", "http://app.example", "https://app.example:8443", "https://app.example.evil.example"]
    {
        for method in ["OPTIONS", "GET"] {
            let response = send(APP, method, "/api/notes", &preflight(origin)).await;
            let headers = response.headers();
            assert_eq!(header(headers, "access-control-allow-origin"), "", "{method} {origin}");
            assert_eq!(header(headers, "access-control-allow-credentials"), "", "{method} {origin}");
            assert!(header(headers, "vary").contains("origin"), "{method} {origin}");
        }
    }
}

#[tokio::test]
async fn only_listed_origins_may_write() {
    for (origin, site, status) in [
        (APP, "cross-site", 200),
        (APP, "same-site", 200),
        (OTHER, "cross-site", 403),
        (OTHER, "same-site", 403),
        ("null", "cross-site", 403),
        ("https://APP.example", "cross-site", 403),
    ] {
        let headers = [("origin", origin), ("sec-fetch-site", site)];
        assert_eq!(send(APP, "POST", "/api/notes", &headers).await.status(), status, "{origin} {site}");
    }
}

#[test]
fn invalid_origin_is_refused_at_start() {
    let read = |pairs: &[(&str, &str)]| {
        let own = [("SISUIQ_BASE_URL", "https://copilot.example")];
        let environment = Environment::from_pairs(own.into_iter().chain(pairs.iter().copied()));
        Service::from_environment(&environment, Clock::system()).is_ok()
    };
    for origins in ["*", "null", "https://a.example/", "https://a.example,*", "app.example", "https://a.example,,"] {
        assert!(!read(&[("CORS_ALLOWED_ORIGINS", origins)]), "{origins}");
    }
    let plain = ("CORS_ALLOWED_ORIGINS", "http://127.0.0.1:5173");
    assert!(!read(&[plain]) && !read(&[plain, ("SISUIQ_STAGE", "prod")]), "pages that anybody can change");
    assert!(read(&[plain, ("SISUIQ_STAGE", "dev")]));
    assert!(read(&[("CORS_ALLOWED_ORIGINS", "")]) && read(&[]));
}

#[tokio::test]
async fn answers_about_authentication_are_not_compressed() {
    for (path, encoding) in [("/api/auth/login", "identity"), ("/api/notes", "")] {
        let response = send("", "POST", path, &[("accept-encoding", "gzip")]).await;
        assert_eq!(
            (response.status().as_u16(), header(response.headers(), "content-encoding")),
            (200, encoding),
            "{path}"
        );
    }
}

#[tokio::test]
async fn csrf_cookie_must_match_its_header() {
    let sent = ("x-csrf-token", "heron");
    let cases = [
        ("POST", vec![sent, ("cookie", "a=b; csrf_token=heron")], 200),
        ("POST", vec![sent, ("cookie", "csrf_token=heron; __Host-csrf_token=stork")], 403),
        ("POST", vec![sent, ("cookie", "csrf_token=stork")], 403),
        ("POST", vec![sent], 403),
        ("POST", vec![("cookie", "csrf_token=stork")], 200),
        ("GET", vec![sent, ("cookie", "csrf_token=stork")], 200),
    ];
    for (method, headers, expected) in cases {
        assert_eq!(send("", method, "/api/notes", &headers).await.status(), expected, "{method} {headers:?}");
    }
}
