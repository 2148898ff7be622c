//! All HTTP functions in one process.

use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The routes of all HTTP functions, each with its own state.
pub async fn routers(environment: &Environment, clock: &Clock) -> anyhow::Result<OpenApiRouter> {
    let chat = chat::State::from_environment(environment, clock)?;
    let warming = chat.clone();
    tokio::spawn(async move { warming.warm().await });
    Ok(sisuiq_http::router()
        .merge(auth::router(auth::State::from_environment(environment, clock)?))
        .merge(chat::router(chat))
        .merge(documents::router(documents::State::from_environment(environment, clock).await?))
        .merge(health::router(health::State::from_environment(environment, clock).await?)))
}

/// The description of all routes.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut description = sisuiq_http::openapi();
    for part in [
        auth::routes().to_openapi(),
        chat::routes().to_openapi(),
        documents::routes().to_openapi(),
        health::routes().to_openapi(),
    ] {
        description.merge(part);
    }
    description
}
