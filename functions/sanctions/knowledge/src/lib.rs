//! `/api/v1/knowledge`: the entries of sanctions lists, as of any day.

mod day;
mod entities;
mod state;

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
        .routes(routes!(entities::list::list))
        .routes(routes!(entities::read::read))
        .routes(routes!(entities::history::history))
}
