//! Log in, log out and who am I.

mod account;
mod login;
mod logout;
mod me;
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
    sisuiq_http::router().routes(routes!(login::login)).routes(routes!(me::me)).routes(routes!(logout::logout))
}
