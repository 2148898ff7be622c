//! The description of the API: for programs as it is, for people as a page.
//!
//! The description is that of all functions together. The committed file is compiled in. A test compares it with the code.

mod file;
mod kept;
mod openapi;
mod page;
mod redoc;
mod state;

pub use state::State;

use tower_http::compression::CompressionLayer;
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
        .routes(routes!(openapi::openapi))
        .routes(routes!(page::page))
        .routes(routes!(file::file))
        .routes(routes!(redoc::redoc))
        .layer(CompressionLayer::new())
}
