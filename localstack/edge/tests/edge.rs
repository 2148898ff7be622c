//! Tests of the edge, with mock functions.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, Method, Response, StatusCode, header},
    middleware::{self, Next},
    response::IntoResponse,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use edge::{Edge, serve};
use futures::StreamExt;
use http_body_util::BodyExt;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};
use sisuiq_template::{Route, Template};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
};
use tokio_stream::wrappers::ReceiverStream;

const NOBODY: &str = "http://127.0.0.1:1";
const TRACE: &str = "5f1c0a6b7d8e4f90a1b2c3d4e5f60718";

fn template() -> Template {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
    let mut template = Template::load(&path, "dev").unwrap();
    let route = |path: &str, streaming| Route {
        method: "GET".into(),
        path: path.into(),
        function: "slow".into(),
        streaming,
        timeout: Duration::from_millis(200),
    };
    template.routes.extend([route("/api/slow", false), route("/api/slow/stream", true)]);
    template
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Starts an edge and returns its origin.
async fn edge_before(functions: &str, folder: Option<PathBuf>) -> String {
    let (listener, address) = listener().await;
    let edge = Edge::new(&template(), functions, folder).unwrap();
    tokio::spawn(serve(listener, edge, std::future::pending(), Duration::ZERO));
    format!("http://{address}")
}

/// Starts functions that authorise every request with a token, and an edge in front of them that reads these logs.
async fn edge_over_logs(logs: Option<&Path>) -> String {
    let (functions, address) = listener().await;
    let lets_in = |request: Request| async move {
        let is_known = request.headers().contains_key(header::AUTHORIZATION);
        let status = if is_known { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED };
        (status, [("x-trace-id", TRACE)])
    };
    tokio::spawn(axum::serve(functions, function_host(lets_in)).into_future());
    let edge = Edge::new(&template(), &format!("http://{address}"), None).unwrap().with_logs(logs).unwrap();
    let (listener, address) = listener().await;
    tokio::spawn(serve(listener, edge, std::future::pending(), Duration::ZERO));
    format!("http://{address}")
}

/// A mock function host, which converts events like Lambda. All its functions use the same handler.
fn function_host<H, F, R>(handler: H) -> Router
where
    H: Fn(Request) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = R> + Send + 'static,
    R: IntoResponse + 'static,
{
    let streamed: BTreeSet<String> =
        template().routes.into_iter().filter(|route| route.streaming).map(|route| route.path).collect();
    Router::new().fallback(move |invocation: Request| {
        let (handler, streamed) = (handler.clone(), streamed.clone());
        async move {
            let called = invocation.uri().path().to_owned();
            assert!(called.starts_with("/2015-03-31/functions/") && called.ends_with("/invocations"), "{called}");
            let event = invocation.into_body().collect().await.unwrap().to_bytes();
            let event: Value = serde_json::from_slice(&event).unwrap();
            let response = handler(request_of(&event)).await.into_response();
            if streamed.contains(event["resource"].as_str().unwrap()) {
                return ([("lambda-runtime-function-response-mode", "streaming")], response).into_response();
            }
            returned(response).await.to_string().into_response()
        }
    })
}

/// The request that a function reads from an event.
fn request_of(event: &Value) -> Request {
    let request = lambda_http::request::from_str(&event.to_string()).unwrap();
    let (mut parts, body) = request.into_parts();
    let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    parts.uri = format!("{}{query}", event["path"].as_str().unwrap()).parse().unwrap();
    Request::from_parts(parts, Body::from(body.to_vec()))
}

/// The JSON that a function returns to the gateway for a response.
async fn returned(response: Response<Body>) -> Value {
    let (parts, body) = response.into_parts();
    let mut headers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, value) in &parts.headers {
        headers.entry(name.to_string()).or_default().push(value.to_str().unwrap());
    }
    let body = BASE64_STANDARD.encode(body.collect().await.unwrap().to_bytes());
    json!({
        "statusCode": parts.status.as_u16(),
        "headers": {},
        "multiValueHeaders": headers,
        "body": body,
        "isBase64Encoded": true,
    })
}

/// Starts functions with the same handler, and an edge in front of them.
async fn edge_over<H, F, R>(handler: H) -> String
where
    H: Fn(Request) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = R> + Send + 'static,
    R: IntoResponse + 'static,
{
    edge_over_host(function_host(handler)).await
}

/// Starts a function host, and an edge in front of it.
async fn edge_over_host(host: Router) -> String {
    let (listener, address) = listener().await;
    tokio::spawn(axum::serve(listener, host).into_future());
    edge_before(&format!("http://{address}"), None).await
}

/// Starts a function host that writes these bytes to each connection and closes it, and an edge in front of it.
async fn edge_over_bytes(bytes: &'static [u8]) -> String {
    let (listener, address) = listener().await;
    tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut start = [0; 64];
            assert!(connection.read(&mut start).await.unwrap() > 0);
            connection.write_all(bytes).await.unwrap();
        }
    });
    edge_before(&format!("http://{address}"), None).await
}

async fn send(method: Method, url: &str, headers: &[(&str, &str)], body: Body) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let client = Client::builder(TokioExecutor::new()).build_http();
    client.request(request.body(body).unwrap()).await.unwrap().map(Body::new)
}

async fn get(url: &str) -> Response<Body> {
    send(Method::GET, url, &[], Body::empty()).await
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// Checks that a response is a gateway error with this status, and returns its body.
async fn problem(response: Response<Body>, status: u16, slug: &str) -> Value {
    assert_eq!(response.status(), status);
    let headers = response.headers().clone();
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["error"], slug);
    assert_eq!(headers["x-trace-id"], body["trace_id"].as_str().unwrap());
    body
}

/// A handler that returns the request as text.
async fn echo(request: Request) -> String {
    let headers: HeaderMap = request.headers().clone();
    let line = format!("{} {}", request.method(), request.uri());
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let names = headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
    format!("{line}\n{}\n\n{}", names.collect::<Vec<_>>().join("\n"), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn metrics_require_authorisation() {
    let logs = tempfile::tempdir().unwrap();
    let metrics = r#"{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"SISUiQ/dev","Dimensions":[["service","mode","status"]],"Metrics":[{"Name":"chat_requests_total","Unit":"None"}]}]},"service":"chat","mode":"actions","status":"success","chat_requests_total":2}"#;
    std::fs::write(logs.path().join("chat.log"), [metrics, "\n"].concat()).unwrap();
    let edge = edge_over_logs(Some(logs.path())).await;
    let ask = async |path: &str, headers: &[(&str, &str)]| {
        let answer = send(Method::GET, &format!("{edge}{path}"), headers, Body::empty()).await;
        let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        (answer.status().as_u16(), kind, text(answer).await)
    };
    let token = [("authorization", "Bearer token")];
    let (status, kind, told) = ask("/metrics", &token).await;
    assert_eq!((status, kind.as_deref()), (200, Some("text/plain; version=0.0.4")));
    let counted = r#"chat_requests_total{mode="actions",status="success",service="chat"} 2"#;
    assert!(told.lines().any(|line| line == counted), "{told}");
    for (path, headers, expected) in [("/metrics", &[][..], 401), ("/api/documents", &token[..], 204)] {
        let (status, _, told) = ask(path, headers).await;
        assert_eq!((status, told.as_str()), (expected, ""), "{path}");
    }
    let without = edge_over_logs(None).await;
    let answer = send(Method::GET, &format!("{without}/metrics"), &token, Body::empty()).await;
    assert_eq!((answer.status().as_u16(), text(answer).await.as_str()), (204, ""));
}

#[tokio::test]
async fn unknown_path_is_not_found() {
    let edge = edge_before(NOBODY, None).await;
    for path in ["/api/nothing", "/api/documents/", "/api", "/favicon.ico", "/api/documents/%2e%2e/file"] {
        let body = problem(get(&format!("{edge}{path}")).await, 404, "not_found").await;
        assert_eq!(body["instance"], path);
    }
}

#[tokio::test]
async fn unknown_method_is_not_found() {
    let edge = edge_over(echo).await;
    for path in ["/api/documents", "/api/documents/1"] {
        let method = Method::from_bytes(b"PROPFIND").unwrap();
        problem(send(method, &format!("{edge}{path}"), &[], Body::empty()).await, 404, "not_found").await;
    }
}

#[tokio::test]
async fn functions_decide_below_their_prefix() {
    let edge = edge_over(echo).await;
    for (method, path) in [
        (Method::PATCH, "/api/documents"),
        (Method::GET, "/api/auth/login"),
        (Method::POST, "/api/auth/nothing/of/this"),
        (Method::HEAD, "/api/health"),
    ] {
        let response = send(method.clone(), &format!("{edge}{path}"), &[], Body::empty()).await;
        assert_eq!(response.status(), 200, "{method} {path}");
    }
}

#[tokio::test]
async fn functions_decide_about_cors() {
    let edge = edge_over(echo).await;
    let paths: BTreeSet<String> = template().routes.into_iter().map(|route| route.path).collect();
    for path in paths.iter().filter(|path| !path.starts_with("/api/slow")) {
        let url = format!("{edge}{}", path.replace(['{', '}'], ""));
        let headers = [("origin", "https://app.example"), ("access-control-request-method", "PUT")];
        let response = send(Method::OPTIONS, &url, &headers, Body::empty()).await;
        assert_eq!(response.status(), 200, "{path}");
        let seen = text(response).await;
        assert!(seen.starts_with("OPTIONS ") && seen.contains("origin: https://app.example"), "{path}: {seen}");
        assert!(seen.contains("access-control-request-method: PUT"), "{path}: {seen}");
    }
    problem(send(Method::OPTIONS, &format!("{edge}/api/nothing"), &[], Body::empty()).await, 404, "not_found").await;
}

#[tokio::test]
async fn large_buffered_responses_are_compressed() {
    let edge = edge_over(|request: Request| async move {
        let size = if request.uri().path().ends_with("/ready") { 1_023 } else { 1_024 };
        let body = "x".repeat(size);
        let is_secret = request.uri().path().ends_with("/verify");
        let encoding = is_secret.then_some((header::CONTENT_ENCODING, "identity"));
        (axum::response::AppendHeaders(encoding), body)
    })
    .await;
    for (path, accepted, encoding) in [
        ("/api/health", "gzip", Some("gzip")),
        ("/api/health", "deflate, gzip;q=0.5", Some("deflate")),
        ("/api/health", "identity", None),
        ("/api/health/ready", "gzip", None),
        ("/api/auth/verify", "gzip", Some("identity")),
        ("/api/chat/sessions", "gzip", None),
    ] {
        let response =
            send(Method::GET, &format!("{edge}{path}"), &[("accept-encoding", accepted)], Body::empty()).await;
        let told = response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(told.as_deref(), encoding, "{path} {accepted}");
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let is_short = matches!(encoding, Some("gzip" | "deflate"));
        assert_eq!(bytes.len() < 100, is_short, "{path} {accepted}: {} bytes", bytes.len());
    }
    let plain = get(&format!("{edge}/api/health")).await;
    assert!(plain.headers().get(header::CONTENT_ENCODING).is_none());
}

#[tokio::test]
async fn static_files_are_compressed_like_the_distribution_does() {
    let folder = tempfile::tempdir().unwrap();
    for (name, size) in [("app.js", 1_000), ("small.js", 999), ("page.html", 5_000), ("picture.png", 5_000)] {
        std::fs::write(folder.path().join(name), "x".repeat(size)).unwrap();
    }
    let edge = edge_before(NOBODY, Some(folder.path().to_owned())).await;
    for (name, is_compressed) in [("app.js", true), ("small.js", false), ("page.html", true), ("picture.png", false)] {
        let url = format!("{edge}/{name}");
        let response = send(Method::GET, &url, &[("accept-encoding", "gzip, br")], Body::empty()).await;
        let encoding = response.headers().get(header::CONTENT_ENCODING).cloned();
        assert_eq!(encoding.is_some_and(|encoding| encoding == "gzip"), is_compressed, "{name}");
        let vary = response.headers().get(header::VARY).is_some_and(|vary| vary == "accept-encoding");
        assert!(vary || !is_compressed, "{name}");
        let plain = get(&url).await;
        assert!(plain.headers().get(header::CONTENT_ENCODING).is_none(), "{name}");
    }
}

#[tokio::test]
async fn paths_are_escaped_in_errors() {
    let edge = edge_before(NOBODY, None).await;
    let mut connection = TcpStream::connect(edge.trim_start_matches("http://")).await.unwrap();
    connection.write_all(b"GET /a\",\"x\":\"y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["instance"], "/a\",\"x\":\"y");
    assert!(body.get("x").is_none());
}

#[tokio::test]
async fn unreachable_functions_return_503() {
    let edge = edge_before(NOBODY, None).await;
    let response = get(&format!("{edge}/api/health")).await;
    assert_eq!(response.headers()[header::RETRY_AFTER], "5");
    problem(response, 503, "unavailable").await;
}

#[tokio::test]
async fn slow_function_returns_504() {
    let edge = edge_over(|_request| std::future::pending::<()>()).await;
    for path in ["/api/slow", "/api/slow/stream"] {
        problem(get(&format!("{edge}{path}")).await, 504, "timeout").await;
    }
}

#[tokio::test]
async fn slow_stream_ends_with_an_error() {
    let edge = edge_over(|_request| async {
        let first = futures::stream::iter([Ok::<_, std::io::Error>("first")]);
        Body::from_stream(first.chain(futures::stream::pending()))
    })
    .await;
    let mut body = get(&format!("{edge}/api/slow/stream")).await.into_body();
    assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "first");
    assert!(body.frame().await.unwrap().is_err());
}

#[tokio::test]
async fn invalid_http_response_returns_502() {
    for answer in ["", "hello", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"] {
        let edge = edge_over_bytes(answer.as_bytes()).await;
        problem(get(&format!("{edge}/api/health")).await, 502, "bad_gateway").await;
    }
}

#[tokio::test]
async fn too_large_response_returns_502() {
    let edge = edge_over(|_request| async { vec![b'a'; 10 * 1024 * 1024 + 1] }).await;
    problem(get(&format!("{edge}/api/health")).await, 502, "bad_gateway").await;
}

#[tokio::test]
async fn function_errors_pass_through() {
    let unready =
        edge_over(|_request| async { (StatusCode::SERVICE_UNAVAILABLE, [("x-trace-id", "t")], "down") }).await;
    let response = get(&format!("{unready}/api/health/ready")).await;
    assert_eq!((response.status().as_u16(), text(response).await.as_str()), (503, "down"));
}

#[tokio::test]
async fn malformed_function_response_returns_502() {
    for returned in
        ["boom", "null", "{}", r#"{"statusCode":99}"#, r#"{"statusCode":200,"body":"?","isBase64Encoded":true}"#]
    {
        let edge = edge_over_host(Router::new().fallback(move || async move { returned })).await;
        problem(get(&format!("{edge}/api/health")).await, 502, "bad_gateway").await;
    }
}

/// An error of `cargo lambda watch` itself.
const HOST_FAILED: &str = r#"{"status":500,"title":"Internal Server Error"}"#;
/// A failed invocation, as a function's runtime reports it.
const FUNCTION_FAILED: &str = r#"{"errorType":"panic","errorMessage":"boom"}"#;

/// Starts a function host whose first response is this failure and whose later ones succeed, and an edge in front of it.
/// Returns the number of invocations as well.
async fn edge_over_one_failure(failure: &'static str) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let host = function_host(|request| async move { ([("x-trace-id", TRACE)], echo(request).await) });
    let edge = edge_over_host(host.layer(middleware::from_fn(move |invocation: Request, next: Next| {
        let is_first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if is_first {
                return (StatusCode::INTERNAL_SERVER_ERROR, failure).into_response();
            }
            next.run(invocation).await
        }
    })));
    (edge.await, asked)
}

#[tokio::test]
async fn reads_are_retried_unchanged() {
    let (edge, asked) = edge_over_one_failure(HOST_FAILED).await;
    let url = format!("{edge}/api/health?a=1");
    let response = send(Method::GET, &url, &[("authorization", "Bearer t")], Body::empty()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let seen = text(response).await;
    assert!(seen.starts_with("GET ") && seen.contains("/api/health?a=1\n"), "{seen}");
    assert!(seen.contains("authorization: Bearer t"), "{seen}");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn reads_are_retried_only_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let edge = edge_over_host(Router::new().fallback(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async { (StatusCode::INTERNAL_SERVER_ERROR, HOST_FAILED) }
    }));
    problem(get(&format!("{}/api/health", edge.await)).await, 502, "bad_gateway").await;
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn failures_and_writes_are_not_retried() {
    let (edge, asked) = edge_over_one_failure(FUNCTION_FAILED).await;
    problem(get(&format!("{edge}/api/health")).await, 502, "bad_gateway").await;
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    let (edge, asked) = edge_over_one_failure(HOST_FAILED).await;
    problem(send(Method::POST, &format!("{edge}/api/auth/login"), &[], Body::empty()).await, 502, "bad_gateway").await;
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn bodies_over_10_mb_return_413() {
    let edge = edge_over(echo).await;
    let url = format!("{edge}/api/chat");
    let declared = send(Method::POST, &url, &[], Body::from(vec![b'a'; 10 * 1024 * 1024 + 1])).await;
    problem(declared, 413, "payload_too_large").await;
    let mebibyte = Bytes::from(vec![b'a'; 1024 * 1024]);
    let pieces = futures::stream::iter((0..11).map(move |_| Ok::<_, std::io::Error>(mebibyte.clone())));
    let undeclared = send(Method::POST, &url, &[], Body::from_stream(pieces)).await;
    problem(undeclared, 413, "payload_too_large").await;
}

#[tokio::test]
async fn events_over_6_mb_return_413() {
    let edge = edge_over(|request: Request| async move {
        request.into_body().collect().await.unwrap().to_bytes().len().to_string()
    })
    .await;
    let post = async |size| send(Method::POST, &format!("{edge}/api/chat"), &[], Body::from(vec![b'a'; size])).await;
    let size = 4 * 1024 * 1024;
    assert_eq!(text(post(size).await).await, size.to_string());
    let refused = problem(post(5 * 1024 * 1024).await, 413, "payload_too_large").await;
    let detail = refused["detail"].as_str().unwrap();
    // the gateway has one text for all routes: it names the limits and the routes for larger files of each
    for part in ["1 MiB", "4 MiB", "POST /api/datasets/uploads", "POST /api/documents", "POST /api/ingest/data/uploads"]
    {
        assert!(detail.contains(part), "{part}: {detail}");
    }
}

#[tokio::test]
async fn bodies_arrive_unchanged() {
    let edge = edge_over(|request: Request| async move { request.into_body() }).await;
    let bytes: Vec<u8> = [0xff, 0xfe, 0].into_iter().chain(0..=255).collect();
    for kind in ["application/json", "text/plain; charset=utf-8", "application/octet-stream"] {
        let url = format!("{edge}/api/auth/login");
        let response = send(Method::POST, &url, &[("content-type", kind)], Body::from(bytes.clone())).await;
        assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), bytes, "{kind}");
    }
}

#[tokio::test]
async fn invalid_heads_return_400() {
    let edge = edge_over(echo).await;
    let long = "a".repeat(10_240);
    for head in [
        "Host: h\r\nX-Name: \u{e9}".to_owned(),
        "Host: a<b".to_owned(),
        "Host: a/b".to_owned(),
        format!("Host: h\r\nX-Long: {long}"),
    ] {
        let mut connection = TcpStream::connect(edge.trim_start_matches("http://")).await.unwrap();
        let request = format!("GET /api/health HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("\"error\":\"bad_request\""), "{head}: {answer}");
    }
}

#[tokio::test]
async fn incomplete_body_is_rejected() {
    let edge = edge_over(echo).await;
    let mut connection = TcpStream::connect(edge.trim_start_matches("http://")).await.unwrap();
    let request = "POST /api/chat HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc";
    connection.write_all(request.as_bytes()).await.unwrap();
    connection.shutdown().await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(!answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 5"), "{answer}");
}

#[tokio::test]
async fn two_lengths_that_disagree_are_refused() {
    let edge = edge_over(echo).await;
    let mut connection = TcpStream::connect(edge.trim_start_matches("http://")).await.unwrap();
    let request = "POST /api/chat HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\nabc";
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn smuggled_request_reaches_no_function() {
    let edge = edge_over(echo).await;
    let mut connection = TcpStream::connect(edge.trim_start_matches("http://")).await.unwrap();
    let smuggled = "GET /api/smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    let request = format!(
        "POST /api/chat HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}",
        smuggled.len() + 5
    );
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    assert!(!answer.contains("smuggled"), "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

#[tokio::test]
async fn request_arrives_as_sent() {
    let edge = edge_over(echo).await;
    let headers = [("cookie", "a=1; b=2"), ("x-trace-id", "t"), ("authorization", "Bearer x")];
    let url = format!("{edge}/api/documents/a%20b%2Fc/pages/2?q=%C3%A9&q=2");
    let seen = text(send(Method::GET, &url, &headers, Body::empty()).await).await;
    assert!(seen.starts_with("GET /api/documents/a%20b%2Fc/pages/2?q=%C3%A9&q=2\n"), "{seen}");
    for header in ["cookie: a=1; b=2", "x-trace-id: t", "authorization: Bearer x"] {
        assert!(seen.contains(header), "{header} is missing in {seen}");
    }
    let posted = text(send(Method::POST, &format!("{edge}/api/chat"), &[], Body::from("{}")).await).await;
    assert!(posted.starts_with("POST /api/chat\n") && posted.ends_with("\n\n{}"), "{posted}");
}

#[tokio::test]
async fn forged_hop_headers_are_removed() {
    let edge = edge_over(echo).await;
    let headers = [
        ("x-forwarded-for", "6.6.6.6"),
        ("forwarded", "for=6.6.6.6"),
        ("x-forwarded-proto", "gopher"),
        ("connection", "x-secret"),
        ("x-secret", "s"),
        ("te", "trailers"),
        ("host", "sisuiq.local:8080"),
    ];
    let seen = text(send(Method::GET, &format!("{edge}/api/health"), &headers, Body::empty()).await).await;
    for gone in ["6.6.6.6", "gopher", "x-secret", "te:"] {
        assert!(!seen.contains(gone), "{gone} is still in {seen}");
    }
    for header in [
        "x-forwarded-for: 127.0.0.1",
        "x-forwarded-proto: http",
        "x-forwarded-host: sisuiq.local:8080",
        "x-forwarded-port: ",
    ] {
        assert!(seen.contains(header), "{header} is missing in {seen}");
    }
}

#[tokio::test]
async fn every_cookie_of_an_answer_arrives() {
    let edge = edge_over(|_request| async {
        let mut headers = HeaderMap::new();
        for cookie in ["access_token=1; HttpOnly", "csrf=2"] {
            headers.append(header::SET_COOKIE, cookie.parse().unwrap());
        }
        headers.insert("keep-alive", "timeout=5".parse().unwrap());
        (StatusCode::CREATED, headers, "made")
    })
    .await;
    let response = send(Method::POST, &format!("{edge}/api/auth/login"), &[], Body::from("{}")).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let cookies: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().collect();
    assert_eq!(cookies, ["access_token=1; HttpOnly", "csrf=2"]);
    assert!(!response.headers().contains_key("keep-alive"));
    assert_eq!(text(response).await, "made");
}

#[tokio::test]
async fn streams_are_forwarded_unbuffered() {
    let (pieces, receiver) = mpsc::channel::<Result<&'static str, std::io::Error>>(1);
    let receiver = std::sync::Arc::new(std::sync::Mutex::new(Some(receiver)));
    let edge = edge_over(move |_request| {
        let receiver = receiver.lock().unwrap().take().unwrap();
        async move { Body::from_stream(ReceiverStream::new(receiver)) }
    })
    .await;
    let response = send(Method::POST, &format!("{edge}/api/chat/stream"), &[], Body::from("{}")).await;
    let mut body = response.into_body();
    for piece in ["event: start\n\n", "event: token\n\n", "event: done\n\n"] {
        // the test writes the next piece after this one has arrived
        pieces.send(Ok(piece)).await.unwrap();
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), piece);
    }
    drop(pieces);
    assert!(body.frame().await.is_none());
}

#[tokio::test]
async fn landing_page_has_security_headers() {
    let edge = edge_before(NOBODY, None).await;
    let response = get(&format!("{edge}/")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["x-frame-options"], "DENY");
    assert!(
        response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'; script-src 'self'; ")
    );
    assert!(text(response).await.contains("<h1>SISUiQ</h1>"));
}

#[tokio::test]
async fn static_files_stay_in_their_folder() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("site");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "home").unwrap();
    std::fs::write(root.path().join("secret.txt"), "secret").unwrap();
    std::fs::create_dir_all(folder.join("_next/static")).unwrap();
    std::fs::write(folder.join("_next/static/1a2b.js"), "script").unwrap();
    let edge = edge_before(NOBODY, Some(folder)).await;
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/missing.js"] {
        problem(get(&format!("{edge}{path}")).await, 404, "not_found").await;
    }
    let response = get(&format!("{edge}/")).await;
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    assert_eq!(text(response).await, "home");
    let script = get(&format!("{edge}/_next/static/1a2b.js")).await;
    assert_eq!(script.headers()["cache-control"], "public, max-age=31536000, immutable");
    problem(get(&format!("{edge}/_next/static/3c4d.js")).await, 404, "not_found").await;
}

#[tokio::test]
async fn missing_page_returns_the_404_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("404.html"), "no such page").unwrap();
    let edge = edge_before(NOBODY, Some(folder.path().to_owned())).await;
    problem(get(&format!("{edge}/api/missing")).await, 404, "not_found").await;
    for long in ["a/".repeat(2_500), "a".repeat(256), format!("{}/a", "é".repeat(200))] {
        let response = get(&format!("{edge}/{long}")).await;
        assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::NOT_FOUND, "no such page"));
    }
    let response = get(&format!("{edge}/missing")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(
        response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'; script-src 'self'; ")
    );
    assert_eq!(text(response).await, "no such page");
}

#[tokio::test]
async fn store_gets_no_credentials() {
    let (store, address) = listener().await;
    let handler = |request: Request| async move {
        let headers = [("set-cookie", "a=b"), ("access-control-allow-origin", "*"), ("etag", "\"1\"")];
        (headers, echo(request).await)
    };
    tokio::spawn(axum::serve(store, Router::new().fallback(handler)).into_future());
    let (listener, origin) = listener().await;
    let edge = Edge::new(&template(), NOBODY, None).unwrap();
    let edge = edge.with_files(Some(&format!("http://{address}"))).unwrap();
    tokio::spawn(serve(listener, edge, std::future::pending(), Duration::ZERO));
    let sent = [("cookie", "__Host-access_token=secret"), ("authorization", "Bearer secret"), ("range", "bytes=0-9")];
    let url = format!("http://{origin}/files/bucket/docs/a%20b.pdf?X-Amz-Signature=1");
    let response = send(Method::GET, &url, &sent, Body::empty()).await;
    let headers = response.headers().clone();
    assert!(
        ["set-cookie", "access-control-allow-origin"].iter().all(|name| !headers.contains_key(*name)),
        "{headers:?}"
    );
    assert_eq!(
        (&headers["etag"], &headers["x-content-type-options"]),
        (&"\"1\"".parse().unwrap(), &"nosniff".parse().unwrap())
    );
    assert!(headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    let seen = text(response).await;
    assert!(seen.contains("/bucket/docs/a%20b.pdf?X-Amz-Signature=1") && !seen.contains("/files"), "{seen}");
    assert!(seen.contains("range") && !seen.contains("secret"), "{seen}");
    let deleting = send(Method::DELETE, &url, &[], Body::empty()).await;
    problem(deleting, 404, "not_found").await;
    let without = edge_before(NOBODY, None).await;
    problem(get(&format!("{without}/files/bucket/a.pdf")).await, 404, "not_found").await;
}

#[test]
fn invalid_store_address_is_rejected() {
    let edge = Edge::new(&template(), NOBODY, None).unwrap();
    let error = edge.with_files(Some("127.0.0.1:4566")).unwrap_err();
    assert!(error.to_string().contains("not an http URL"), "{error}");
}

#[tokio::test]
async fn stop_finishes_running_requests() {
    let (arrived, arrival) = oneshot::channel();
    let (release, released) = oneshot::channel();
    let once = std::sync::Arc::new(std::sync::Mutex::new(Some((arrived, released))));
    let (functions, address) = listener().await;
    let handler = move |_request: Request| {
        let (arrived, released) = once.lock().unwrap().take().unwrap();
        async move {
            arrived.send(()).unwrap();
            released.await.unwrap();
            "late"
        }
    };
    tokio::spawn(axum::serve(functions, function_host(handler)).into_future());
    let (listener, origin) = listener().await;
    let edge = Edge::new(&template(), &format!("http://{address}"), None).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let stopping = async move { stopped.await.unwrap() };
    let serving = tokio::spawn(serve(listener, edge, stopping, Duration::from_secs(30)));
    let asking = tokio::spawn(async move { text(get(&format!("http://{origin}/api/health")).await).await });
    arrival.await.unwrap();
    stop.send(()).unwrap();
    release.send(()).unwrap();
    assert_eq!(asking.await.unwrap(), "late");
    serving.await.unwrap().unwrap();
}

#[test]
fn invalid_functions_address_is_rejected() {
    for address in ["127.0.0.1:9000", "https://127.0.0.1:9000", "http://127.0.0.1:9000/path", "http://"] {
        let error = Edge::new(&template(), address, None).unwrap_err();
        assert!(error.to_string().contains("not an http URL"), "{address}: {error}");
    }
}

#[test]
fn missing_folder_is_rejected() {
    let error = Edge::new(&template(), NOBODY, Some("no/such/folder".into())).unwrap_err();
    assert_eq!(error.to_string(), "there is no folder no/such/folder");
}

#[test]
fn only_loopback_addresses_are_served() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_edge"))
        .args(["--listen", "0.0.0.0:0", "--functions", NOBODY])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(log.contains("0.0.0.0:0 is not a loopback address"), "{log}");
}
