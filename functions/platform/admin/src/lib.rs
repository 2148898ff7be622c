//! Administration: accounts, groups, conversations, ratings of answers, documents and their jobs, table analytics, spend,
//! evaluations, backups, and the audit log.

mod access_requests;
mod analytics;
mod audit;
mod backups;
mod dead_letters;
mod documents;
mod evaluations;
mod feedback;
mod groups;
mod jobs;
mod lists;
mod metrics;
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
        .routes(routes!(users::list::list, users::invite::invite))
        .routes(routes!(users::read::read, users::update::update))
        .routes(routes!(users::invitation::send))
        .routes(routes!(users::password_reset::send))
        .routes(routes!(users::sessions::delete_all))
        .routes(routes!(users::api_keys::delete_all))
        .routes(routes!(users::totp::remove))
        .routes(routes!(access_requests::list::list))
        .routes(routes!(access_requests::decide::decide))
        .routes(routes!(groups::list::list, groups::create::create))
        .routes(routes!(groups::read::read, groups::update::update, groups::delete::delete))
        .routes(routes!(groups::members::list::list))
        .routes(routes!(groups::members::put::put, groups::members::delete::delete))
        .routes(routes!(sessions::list::list))
        .routes(routes!(sessions::read::read))
        .routes(routes!(sessions::messages::list))
        .routes(routes!(feedback::list::list))
        .routes(routes!(feedback::provenance::provenance))
        .routes(routes!(documents::list))
        .routes(routes!(analytics::list))
        .routes(routes!(stats::stats))
        .routes(routes!(metrics::read))
        .routes(routes!(backups::read))
        .routes(routes!(spend::users::list))
        .routes(routes!(spend::days::list))
        .routes(routes!(jobs::list::list))
        .routes(routes!(jobs::retry::retry))
        .routes(routes!(dead_letters::read::read))
        .routes(routes!(dead_letters::redrive::redrive))
        .routes(routes!(evaluations::list::list, evaluations::create::create))
        .routes(routes!(evaluations::read::read))
        .routes(routes!(audit::list::list))
        .routes(routes!(audit::export::export))
        .routes(routes!(audit::head::head))
}
