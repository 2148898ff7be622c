//! Response compression.

use axum::Router;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// The minimum size for compression in bytes, as at the gateway.
const MINIMUM: u64 = 1_024;

/// Compresses large responses for clients that accept gzip. Streams and formats that are compressed already stay as they
/// are. So do authentication responses, which set `content-encoding: identity`.
pub fn compressed(app: Router) -> Router {
    let worth_it = SizeAbove::new(MINIMUM)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"));
    app.layer(CompressionLayer::new().gzip(true).compress_when(worth_it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::response::{IntoResponse, Response};
    use axum::routing::get;
    use http::{Request, header::CONTENT_TYPE};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    fn app() -> Router {
        let long = || "all work and no play ".repeat(100);
        let typed = move |kind: &'static str| move || async move { ([(CONTENT_TYPE, kind)], long()).into_response() };
        let encoded = move || async move { ([("content-encoding", "identity")], long()).into_response() };
        let app = Router::new()
            .route("/json", get(typed("application/json")))
            .route("/events", get(typed("text/event-stream")))
            .route("/pdf", get(typed("application/pdf")))
            .route("/secret", get(encoded))
            .route("/short", get(|| async { "short" }));
        compressed(app)
    }

    async fn ask(path: &str, accepted: &str) -> Response {
        let request = Request::get(path).header("accept-encoding", accepted).body(Body::empty()).unwrap();
        app().oneshot(request).await.unwrap()
    }

    fn encoding(response: &Response) -> Option<&str> {
        response.headers().get("content-encoding").map(|value| value.to_str().unwrap())
    }

    #[tokio::test]
    async fn long_responses_are_compressed() {
        let response = ask("/json", "gzip, br").await;
        assert_eq!(encoding(&response), Some("gzip"));
        assert_eq!(response.headers()["vary"], "accept-encoding");
        let sent = response.into_body().collect().await.unwrap().to_bytes();
        assert!(sent.starts_with(&[0x1f, 0x8b]) && sent.len() < 200, "{} bytes", sent.len());
        assert_eq!(encoding(&ask("/json", "identity").await), None);
    }

    #[tokio::test]
    async fn only_long_text_is_compressed() {
        for (path, expected) in [("/events", None), ("/pdf", None), ("/short", None), ("/secret", Some("identity"))] {
            assert_eq!(encoding(&ask(path, "gzip").await), expected, "{path}");
        }
    }
}
