//! `/api/v1/sources`: the watched sources of sanctions lists and of law, and their runs.

mod create;
mod disable;
mod freshness;
mod list;
mod read;
mod runs;
mod settings;
mod source;
mod state;
mod update;
mod webhook;

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
        .routes(routes!(list::list, create::create))
        .routes(routes!(freshness::freshness))
        .routes(routes!(read::read, update::update, disable::disable))
        .routes(routes!(runs::create::create))
        .routes(routes!(webhook::receive))
        .routes(routes!(runs::list::list))
        .routes(routes!(runs::read::read))
        .routes(routes!(runs::changes::list))
}
