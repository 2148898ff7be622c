//! Questions, streamed answers and their history.

mod answer;
mod ask;
mod citation;
mod history;
mod question;
mod sessions;
mod state;
mod stream;
mod turn;

pub use answer::{Answer, CitationOut, Timings};
pub use state::State;

use answer::Done;
use stream::{Failed, Token};
use turn::Started;
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this function, ready to serve.
#[must_use]
pub fn router(state: State) -> OpenApiRouter {
    routes().with_state(state)
}

/// The routes of this function and their description.
#[must_use]
pub fn routes() -> OpenApiRouter<State> {
    let mut router = sisuiq_http::router();
    let components = router.get_openapi_mut().components.get_or_insert_default();
    // a stream is text to its description: what its events carry is told beside it
    components.schemas.extend([
        (Started::name().into_owned(), Started::schema()),
        (Token::name().into_owned(), Token::schema()),
        (Done::name().into_owned(), Done::schema()),
        (Failed::name().into_owned(), Failed::schema()),
    ]);
    router
        .routes(routes!(ask::ask))
        .routes(routes!(stream::stream))
        .routes(routes!(sessions::sessions))
        .routes(routes!(history::history))
        .routes(routes!(citation::check))
}
