//! The language that a reader prefers.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, VARY};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue};
use sisuiq_model::Language;
use utoipa_axum::router::OpenApiRouter;

use crate::idempotency::REPLAYED_HEADER;

/// The languages by their tags, most usual first.
const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

/// The language of a response: the preferred one of `Accept-Language`, else the default of the route.
#[derive(Clone, Copy, Debug)]
pub struct PreferredLanguage(pub Language);

/// The language of a request and its response, where the route has texts in several. An extension of both.
#[derive(Clone, Copy, Debug)]
struct Chosen(Language);

impl<S: Sync> FromRequestParts<S> for PreferredLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let chosen = parts.extensions.get::<Chosen>().map(|chosen| chosen.0);
        Ok(Self(chosen.or_else(|| preferred(&parts.headers)).unwrap_or_default()))
    }
}

/// Answers in Korean unless `Accept-Language` prefers another language that the product knows. Responses, errors included, name their
/// language.
pub fn korean_by_default<S: Clone + Send + Sync + 'static>(router: OpenApiRouter<S>) -> OpenApiRouter<S> {
    router.layer(from_fn(choose))
}

async fn choose(mut request: Request, next: Next) -> Response {
    let language = preferred(request.headers()).unwrap_or(Language::Korean);
    request.extensions_mut().insert(Chosen(language));
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Chosen(language));
    // a replayed response is in the language of the first request
    if !response.headers().contains_key(REPLAYED_HEADER) {
        response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    }
    response.headers_mut().append(VARY, HeaderValue::from_static("accept-language"));
    response
}

/// The language of the errors of a request; English where the route has no texts in several.
pub(crate) fn of_request(extensions: &Extensions) -> Language {
    extensions.get::<Chosen>().map(|chosen| chosen.0).unwrap_or_default()
}

/// The language of the problem in a response, where the route has texts in several.
pub(crate) fn of_response(response: &Response) -> Option<Language> {
    response.extensions().get::<Chosen>().map(|chosen| chosen.0)
}

/// The language that `Accept-Language` prefers of those that the product knows (RFC 9110, section 12.5.4); none if it names none of
/// them, or any language.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    accept_language::parse(accepted).iter().find_map(|tag| {
        let primary = tag.split('-').next().unwrap_or_default();
        LANGUAGES.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highest_quality_of_known_languages_counts() {
        let preferred = |accepted: &'static str| {
            preferred(&[(ACCEPT_LANGUAGE, HeaderValue::from_static(accepted))].into_iter().collect())
        };
        for (accepted, expected) in [
            ("ko", Some(Language::Korean)),
            ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", Some(Language::Korean)),
            ("EN-gb", Some(Language::English)),
            ("en;q=0.5, ko;q=0.6", Some(Language::Korean)),
            ("fr, en;q=0.1", Some(Language::English)),
            ("fr-CA", None),
            ("*", None),
            ("", None),
            (";;q=,,ko-", Some(Language::Korean)),
            ("kok, enm", None),
        ] {
            assert_eq!(preferred(accepted), expected, "{accepted}");
        }
        assert_eq!(super::preferred(&HeaderMap::new()), None);
    }
}
