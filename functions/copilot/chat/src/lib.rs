//! Questions, streamed answers and their history.

mod admin;
mod answer;
mod answers;
mod ask;
mod citations;
mod data;
mod event_reader;
mod history;
mod knowledge;
mod message;
mod provenance;
mod question;
mod session;
mod sessions;
mod sse;
mod state;
mod stored_keys;
mod stream;
mod tables;
mod tips;
mod turn;
mod v1;

pub use answer::{Answer, AnswerDetails, CitationOut, ScopeOut, Timings};
pub use state::State;

use answer::Done;
use sse::{Failed, Started, Token, ToolEvent};
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
    // no operation refers to these schemas: the `data` of an event is described as a string
    components.schemas.extend([
        (Started::name().into_owned(), Started::schema()),
        (Token::name().into_owned(), Token::schema()),
        (ToolEvent::name().into_owned(), ToolEvent::schema()),
        (Done::name().into_owned(), Done::schema()),
        (Failed::name().into_owned(), Failed::schema()),
    ]);
    router
        .routes(routes!(ask::ask))
        .routes(routes!(stream::stream))
        .routes(routes!(sessions::sessions))
        .routes(routes!(history::history))
        .routes(routes!(citations::read::read))
        .routes(routes!(answers::read::read))
        .routes(routes!(answers::events::events))
        .routes(routes!(answers::stop::stop))
        .routes(routes!(answers::regenerate::regenerate))
        .routes(routes!(answers::regenerate_stream::regenerate))
        .routes(routes!(answers::feedback::put::put, answers::feedback::delete::delete))
        .routes(routes!(answers::provenance::provenance))
        .routes(routes!(provenance::keys::keys))
        .routes(routes!(admin::tips::tips))
        .routes(routes!(v1::tips::tips))
        .routes(routes!(v1::ask::ask))
        .routes(routes!(v1::modes::modes))
        .routes(routes!(v1::sessions::list::list))
        .routes(routes!(v1::sessions::read::read, v1::sessions::rename::rename, v1::sessions::delete::delete))
        .routes(routes!(v1::sessions::export::export))
        .merge(data::routes())
        .merge(knowledge::routes())
}
