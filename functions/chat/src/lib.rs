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

use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this function, ready to serve.
#[must_use]
pub fn router(state: State) -> OpenApiRouter {
    routes().with_state(state)
}

/// The routes of this function and their description.
#[must_use]
pub fn routes() -> OpenApiRouter<State> {
    sisuiq_http::router()
        .routes(routes!(ask::ask))
        .routes(routes!(stream::stream))
        .routes(routes!(sessions::sessions))
        .routes(routes!(history::history))
        .routes(routes!(citation::check))
}
