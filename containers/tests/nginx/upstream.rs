//! A server with the middleware of the product's routers.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse;
use axum::routing::{any, get, post};
use futures::{StreamExt, stream};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{ClientAddress, Service, serve};
use tokio::net::TcpListener;
use tokio::time::sleep;
use utoipa_axum::router::OpenApiRouter;

/// Headers that a route with its own page sets.
pub(super) const CHOSEN: [(&str, &str); 2] =
    [("content-security-policy", "default-src 'self'"), ("cache-control", "private, max-age=60")];
/// Time between the two parts of a stream.
pub(super) const PAUSE: Duration = Duration::from_secs(4);
/// The first part of a stream.
pub(super) const FIRST: &str = "data: one\n\n";

/// Listens at a free port until the runtime ends.
pub(super) async fn start() -> SocketAddr {
    let environment = Environment::from_pairs([("SISUIQ_STAGE", "dev"), ("CLIENT_ADDRESS_HOPS", "1")]);
    let service = Service::from_environment(&environment, Clock::system()).unwrap().body_limit(64 * 1024 * 1024);
    let router = OpenApiRouter::<()>::new()
        .route("/api/echo", any(echo))
        .route("/api/address", get(address))
        .route("/api/length", post(length))
        .route("/api/page", get(async || (CHOSEN, "a page")))
        .route("/api/slow", get(async || sleep(PAUSE).await))
        .route("/api/chat", post(async || "an answer"))
        .route("/api/chat/stream", post(pieces))
        .route("/api/chat/message/stream", post(pieces))
        .route("/api/chat/answers/{id}/regenerate", post(async || "an answer"))
        .route("/api/chat/answers/{id}/regenerate/stream", post(pieces))
        .route("/api/chat/answers/{id}/events", get(pieces))
        .route("/api/datasets/shared/{token}/message", post(async || "an answer"))
        .route("/api/v1/knowledge/chats/{id}/messages", post(async || "an answer"))
        .route("/api/v1/knowledge/chats/{id}/messages/stream", post(pieces))
        .route("/metrics", get(async || "requests 1\n"))
        .route("/.well-known/jwks.json", get(async || "{}"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = serve(router, service).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

async fn echo(headers: HeaderMap) -> Json<BTreeMap<String, String>> {
    let told = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Json(headers.iter().map(|(name, value)| (name.to_string(), told(value))).collect())
}

async fn address(request: Request) -> String {
    ClientAddress::of(&request.into_parts().0).subject()
}

async fn length(body: Bytes) -> String {
    body.len().to_string()
}

async fn pieces() -> Response<Body> {
    let first = stream::once(async { Ok::<_, Infallible>(FIRST) });
    let second = stream::once(async {
        sleep(PAUSE).await;
        Ok("data: two\n\n")
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(first.chain(second))).into_response()
}
