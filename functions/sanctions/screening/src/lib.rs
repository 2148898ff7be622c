//! `/api/v1/knowledge/screen` and `/api/v1/knowledge/alerts`: names compared with sanctions lists, and what was decided about alerts.
//!
//! Lists are searched in memory, by `sisuiq_screener`. A screening says which version of which list was searched, and which lists could not be; a list that cannot be read is
//! never as if it were empty. Who is screened is personal data: it is stored until it expires, and is in no log, metric or audit record.

mod alerts;
mod batch;
mod decision;
mod erasures;
mod screen;
mod state;
mod subject;

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
        .routes(routes!(screen::screen))
        .routes(routes!(batch::list::list, batch::create::create))
        .routes(routes!(batch::read::read))
        .routes(routes!(batch::results::results))
        .routes(routes!(erasures::erase))
        .routes(routes!(alerts::list::list))
        .routes(routes!(alerts::decide::decide))
        .routes(routes!(alerts::confirm::confirm))
}
