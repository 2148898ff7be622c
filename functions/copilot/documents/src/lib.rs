//! Uploads, lists, pages and deletion of documents.

mod admin;
mod avatar;
mod create;
mod creation;
mod delete;
mod deletion;
mod digest;
mod document;
mod file;
mod groups;
mod ingest;
mod knowledge;
mod list;
mod names;
mod page;
mod read;
mod reindex;
mod reindexing;
mod shares;
mod state;
mod v1;
mod version_query;
mod versions;

pub use state::State;

use axum::extract::DefaultBodyLimit;
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
        .merge(ingest())
        .routes(routes!(versions::create::create, versions::list::list))
        .routes(routes!(versions::read::read))
        .routes(routes!(reindex::reindex))
        .routes(routes!(admin::delete::delete))
        .routes(routes!(admin::reindex::reindex))
        .routes(routes!(v1::list::list))
        .routes(routes!(v1::sources::sources))
        .routes(routes!(v1::read::read))
        .routes(routes!(shares::list::list))
        .routes(routes!(shares::users::put::put, shares::users::delete::delete))
        .routes(routes!(shares::roles::put::put, shares::roles::delete::delete))
        .routes(routes!(shares::groups::put::put, shares::groups::delete::delete))
        .routes(routes!(shares::emails::create::create))
        .routes(routes!(shares::emails::delete::delete))
        .routes(routes!(groups::list))
        .routes(routes!(knowledge::list::list, knowledge::create::create))
        .routes(routes!(knowledge::delete::delete))
        .routes(routes!(knowledge::documents::list::list, knowledge::documents::create::create))
        .routes(routes!(avatar::create::create, avatar::read::read, avatar::confirm::confirm, avatar::delete::delete))
}

/// The routes of small files, which are part of their requests: their limit of bodies is larger.
fn ingest() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(ingest::docs::docs))
        .routes(routes!(ingest::docs_async::docs_async))
        .layer(DefaultBodyLimit::max(ingest::LARGEST_FORM))
        .routes(routes!(ingest::jobs::list::list))
        .routes(routes!(ingest::jobs::read::read))
}
