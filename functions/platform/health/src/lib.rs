//! Liveness, readiness and service health.

mod alive;
mod checks;
mod detailed;
mod health;
mod providers;
mod ready;
mod state;
mod status;
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
        .routes(routes!(alive::health))
        .routes(routes!(alive::live))
        .routes(routes!(health::service_health))
        .routes(routes!(ready::ready))
        .routes(routes!(detailed::detailed))
        .routes(routes!(version::version))
        .routes(routes!(version::health))
        .routes(routes!(detailed::detailed_of_build))
        .routes(routes!(providers::providers))
}
