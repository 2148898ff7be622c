//! Uploads, lists, pages and deletion of documents.

mod avatar;
mod create;
mod delete;
mod document;
mod file;
mod list;
mod page;
mod presigned_post;
mod read;
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
        .routes(routes!(create::create, list::list))
        .routes(routes!(read::read, delete::delete))
        .routes(routes!(file::file))
        .routes(routes!(page::page))
        .routes(routes!(avatar::create::create, avatar::read::read, avatar::confirm::confirm, avatar::delete::delete))
}
