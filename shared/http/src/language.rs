//! The language that a reader prefers.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use sisuiq_model::Language;
use utoipa_axum::router::OpenApiRouter;

/// The languages by their tags, most usual first.
const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

/// The language of a response: the preferred one of `Accept-Language`, else the default of the route.
#[derive(Clone, Copy, Debug)]
pub struct PreferredLanguage(pub Language);

/// The default of a route, as an extension of its requests and responses.
#[derive(Clone, Copy, Debug)]
struct DefaultLanguage(Language);

impl<S: Sync> FromRequestParts<S> for PreferredLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let default = parts.extensions.get::<DefaultLanguage>().map_or(Language::English, |default| default.0);
        Ok(Self(preferred(&parts.headers).unwrap_or(default)))
    }
}

/// Answers in Korean unless `Accept-Language` prefers another language that the product knows.
pub fn korean_by_default<S: Clone + Send + Sync + 'static>(router: OpenApiRouter<S>) -> OpenApiRouter<S> {
    router.layer(from_fn(async |mut request: Request, next: Next| {
        request.extensions_mut().insert(DefaultLanguage(Language::Korean));
        let mut response = next.run(request).await;
        response.extensions_mut().insert(DefaultLanguage(Language::Korean));
        response
    }))
}

/// The language of a problem in this response, where the route has texts in several languages.
pub(crate) fn of_response(response: &Response, preferred: Option<Language>) -> Option<Language> {
    response.extensions().get::<DefaultLanguage>().map(|default| preferred.unwrap_or(default.0))
}

/// The language that `Accept-Language` prefers of those that the product knows (RFC 9110, section 12.5.4); none if it names none of
/// them, or any language.
pub(crate) fn preferred(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    accept_language::parse(accepted).iter().find_map(|tag| {
        let primary = tag.split('-').next().unwrap_or_default();
        LANGUAGES.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

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
