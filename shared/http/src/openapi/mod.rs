//! The parts of the API description that all functions share.

mod compose;
mod finish;
mod refusals;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Server};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use crate::ProblemBody;
pub use finish::finish;
pub use refusals::{
    BadRequest, Conflict, Forbidden, Internal, NotFound, PayloadTooLarge, RequestTimeout, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};

const DESCRIPTION: &str = "A copilot that answers questions from PDFs, with a checked citation for every statement. \
    Errors are problem details (RFC 9457). Times are RFC 3339 in UTC, ids are UUIDs unless they are numbers.";

/// An empty router whose description knows the error body and the ways to send a token.
#[must_use]
pub fn router<S: Clone + Send + Sync + 'static>() -> OpenApiRouter<S> {
    OpenApiRouter::with_openapi(openapi())
}

/// The description without any path: title, error body, and the security schemes `bearer`, `cookie` and `refresh`.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    bearer = bearer.description(Some("An access token, or an API key where one is accepted"));
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description("__Host-access_token", "An access token, for browsers"));
    let refresh = ApiKey::Cookie(ApiKeyValue::with_description("__Host-refresh_token", "A refresh token"));
    let components = ComponentsBuilder::new()
        .schema(ProblemBody::name(), ProblemBody::schema())
        .schema(crate::FieldError::name(), crate::FieldError::schema())
        .security_scheme("bearer", SecurityScheme::Http(bearer.build()))
        .security_scheme("cookie", SecurityScheme::ApiKey(cookie))
        .security_scheme("refresh", SecurityScheme::ApiKey(refresh))
        .build();
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let info = InfoBuilder::new()
        .title("SISUiQ")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(license))
        .build();
    OpenApiBuilder::new().info(info).servers(Some([Server::new("/")])).components(Some(components)).build()
}
