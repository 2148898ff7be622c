//! The language of responses and errors, where routes have texts in several.
#![expect(clippy::unwrap_used, reason = "test code")]

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::header::{CONTENT_LANGUAGE, VARY};
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_http::{FieldError, PreferredLanguage, Problem, Service, korean_by_default, router, serve};
use tower::ServiceExt;

async fn language(PreferredLanguage(language): PreferredLanguage) -> &'static str {
    language.tag()
}

async fn refuse() -> Problem {
    let errors = [("", "all"), ("weather", "first"), ("weather", "second"), ("day", "third")];
    let errors = errors.map(|(field, message)| FieldError::new(field, message)).to_vec();
    Problem::bad_request("the input is invalid").in_korean("입력이 올바르지 않습니다").errors(errors)
}

async fn untranslated() -> Problem {
    Problem::forbidden().detail("not on Sundays")
}

fn app() -> Router {
    let korean = router::<()>()
        .route("/ko/language", get(language))
        .route("/ko/refuse", get(refuse))
        .route("/ko/untranslated", get(untranslated));
    let plain = router::<()>().route("/language", get(language)).route("/refuse", get(refuse));
    let service = Service::new(Clock::manual(Timestamp::UNIX_EPOCH));
    serve(router::<()>().merge(korean_by_default(korean)).merge(plain), service)
}

async fn fetch(path: &str, accepted: Option<&str>) -> (HeaderMap, Vec<u8>) {
    let mut request = Request::get(path);
    if let Some(accepted) = accepted {
        request = request.header("accept-language", accepted);
    }
    let response = app().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

async fn problem(path: &str, accepted: Option<&str>) -> (HeaderMap, Value) {
    let (headers, body) = fetch(path, accepted).await;
    (headers, serde_json::from_slice(&body).unwrap())
}

fn varies_by_language(headers: &HeaderMap) -> bool {
    headers.get_all(VARY).iter().any(|value| value.to_str().unwrap().eq_ignore_ascii_case("accept-language"))
}

#[tokio::test]
async fn reader_chooses_the_language() {
    for (path, accepted, expected) in [
        ("/ko/language", None, "ko"),
        ("/ko/language", Some("fr"), "ko"),
        ("/ko/language", Some("en-GB, ko;q=0.5"), "en"),
        ("/language", None, "en"),
        ("/language", Some("ko"), "ko"),
    ] {
        let (headers, body) = fetch(path, accepted).await;
        assert_eq!(str::from_utf8(&body).unwrap(), expected, "{path} {accepted:?}");
        let named = headers.get(CONTENT_LANGUAGE).map(|value| value.to_str().unwrap());
        assert_eq!(named, path.starts_with("/ko").then_some(expected), "{path} {accepted:?}");
        assert_eq!(varies_by_language(&headers), path.starts_with("/ko"), "{path}");
    }
}

#[tokio::test]
async fn errors_have_the_language_of_their_route() {
    for (path, accepted, language, title, detail) in [
        ("/ko/refuse", None, Some("ko"), "요청을 읽을 수 없습니다", "입력이 올바르지 않습니다"),
        ("/ko/refuse", Some("en"), Some("en"), "The request cannot be read", "the input is invalid"),
        ("/ko/untranslated", None, Some("ko"), "권한이 없습니다", "not on Sundays"),
        ("/refuse", Some("ko"), None, "The request cannot be read", "the input is invalid"),
        ("/nothing", Some("ko"), None, "Not found", "path not found"),
    ] {
        let (headers, body) = problem(path, accepted).await;
        assert_eq!((&body["title"], &body["detail"]), (&json!(title), &json!(detail)), "{path}");
        assert_eq!(headers.get(CONTENT_LANGUAGE).map(|value| value.to_str().unwrap()), language, "{path}");
        assert_eq!(varies_by_language(&headers), language.is_some(), "{path}");
    }
}

#[tokio::test]
async fn fields_have_their_first_error() {
    let (_, body) = problem("/ko/refuse", None).await;
    assert_eq!(body["fields"], json!({ "weather": "first", "day": "third" }));
    assert_eq!(body["errors"].as_array().unwrap().len(), 4);
    let (_, body) = problem("/ko/untranslated", None).await;
    assert!(body.get("fields").is_none() && body.get("errors").is_none(), "{body}");
}
