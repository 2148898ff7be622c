//! All HTTP functions in one process.

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_identity::Foundation;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The routes of all HTTP functions over one foundation.
pub async fn routers(environment: &Environment, clock: &Clock) -> Result<OpenApiRouter, ConfigError> {
    let foundation = Foundation::from_environment(environment, clock)?;
    let chat = chat::State::new(environment, foundation.clone())?;
    let warming = chat.clone();
    tokio::spawn(async move { warming.warm().await });
    Ok(sisuiq_http::router()
        .merge(auth::router(foundation.clone().into()))
        .merge(chat::router(chat))
        .merge(documents::router(documents::State::new(environment, foundation.clone()).await?))
        .merge(health::router(health::State::new(environment, foundation).await?)))
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
