//! Liveness, readiness and service health.

mod checks;
mod detailed;
mod health;
mod live;
mod liveness;
mod ready;
mod release;
mod root_health;
mod services;
mod state;
mod status;
mod v1;
mod version;

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
        .routes(routes!(health::health))
        .routes(routes!(live::live))
        .routes(routes!(root_health::root_health))
        .routes(routes!(ready::ready))
        .routes(routes!(detailed::detailed))
        .routes(routes!(version::version))
        .routes(routes!(v1::health::health))
        .routes(routes!(v1::detailed::detailed))
        .routes(routes!(v1::providers::providers))
}
