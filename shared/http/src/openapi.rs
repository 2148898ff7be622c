//! The parts of the API description that all functions share.

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use crate::ProblemBody;

macro_rules! problem_responses {
    ($($(#[$doc:meta])* $name:ident = $status:literal $description:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, IntoResponses)]
        #[response(status = $status, description = $description, content_type = "application/problem+json")]
        pub struct $name(#[expect(dead_code, reason = "describes a response, is never built")] ProblemBody);
    )+};
}

problem_responses! {
    /// For operations that read a path, a query or a body.
    BadRequest = 400 "The request cannot be parsed",
    /// For operations that need a user.
    Unauthorized = 401 "Not logged in",
    /// For operations that need a role.
    Forbidden = 403 "The caller may not do this",
    /// For operations on one thing.
    NotFound = 404 "There is no such thing, or none the caller may know of",
    /// For operations that something already there may prevent.
    Conflict = 409 "Something that is already there stands in the way",
    /// For operations that read a body.
    PayloadTooLarge = 413 "The body is too large",
    /// For operations with rules for their input.
    Unprocessable = 422 "Some fields are wrong",
    /// For operations that are counted.
    TooManyRequests = 429 "Too many requests; ask again after Retry-After",
    /// For operations that need a store.
    Unavailable = 503 "A store is away; try again after Retry-After",
}

/// An empty router whose description knows the error body and the ways to send a token.
#[must_use]
pub fn router<S: Clone + Send + Sync + 'static>() -> OpenApiRouter<S> {
    OpenApiRouter::with_openapi(openapi())
}

/// The description without any path: title, error body, and the security schemes `bearer`, `cookie` and `refresh`.
#[must_use]
pub fn openapi() -> OpenApi {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-access_token"));
    let refresh = ApiKey::Cookie(ApiKeyValue::new("__Host-refresh_token"));
    let components = ComponentsBuilder::new()
        .schema(ProblemBody::name(), ProblemBody::schema())
        .schema(crate::FieldError::name(), crate::FieldError::schema())
        .security_scheme("bearer", SecurityScheme::Http(bearer))
        .security_scheme("cookie", SecurityScheme::ApiKey(cookie))
        .security_scheme("refresh", SecurityScheme::ApiKey(refresh))
        .build();
    let info = InfoBuilder::new().title("SISUiQ").version(env!("CARGO_PKG_VERSION")).build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}
