//! What administrators see of the whole: accounts, conversations, documents, figures of tables, what was
//! spent, and the audit log.

mod analytics;
mod audit;
mod documents;
mod lists;
mod sessions;
mod spend;
mod state;
mod stats;
mod users;

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
        .routes(routes!(users::list))
        .routes(routes!(sessions::list::list))
        .routes(routes!(sessions::messages::list))
        .routes(routes!(documents::list))
        .routes(routes!(analytics::list))
        .routes(routes!(stats::stats))
        .routes(routes!(spend::users::list))
        .routes(routes!(spend::days::list))
        .routes(routes!(audit::list::list))
        .routes(routes!(audit::export::export))
        .routes(routes!(audit::head::head))
}
