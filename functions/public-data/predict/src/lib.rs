//! `/api/predict`: the severity of traffic accidents, one by one, in batches, and as stored predictions.
//!
//! Texts are in Korean unless `Accept-Language` prefers English.

mod accident;
mod batch;
mod eclo;
mod fields;
mod predicted;
mod predictions;
mod refused;
mod state;
mod stored;

pub use state::State;

use sisuiq_http::korean_by_default;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this function, ready to serve.
#[must_use]
pub fn router(state: State) -> OpenApiRouter {
    routes().with_state(state)
}

/// The routes of this function and their description.
#[must_use]
pub fn routes() -> OpenApiRouter<State> {
    korean_by_default(
        sisuiq_http::router()
            .routes(routes!(eclo::predict::predict))
            .routes(routes!(eclo::what_if::what_if))
            .routes(routes!(eclo::grid::grid))
            .routes(routes!(eclo::batch::create))
            .routes(routes!(batch::results::results))
            .routes(routes!(predictions::list::list))
            .routes(routes!(predictions::read::read))
            .routes(routes!(fields::fields)),
    )
}
