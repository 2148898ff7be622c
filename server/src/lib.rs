//! All HTTP functions in one process.

mod compression;

pub use compression::compressed;

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_identity::Foundation;
use sisuiq_telemetry::metrics::Scraped;
use utoipa::openapi::{OpenApi, tag::TagBuilder};
use utoipa_axum::router::OpenApiRouter;

/// Tags of the routes, in reading order.
const TAGS: [(&str, &str); 14] = [
    ("auth", "Accounts of the copilot: sessions, passwords, API keys"),
    ("documents", "Documents: upload, list, read, delete"),
    ("tables", "Tables and their analytics"),
    ("chat", "Questions, answers and citations"),
    ("predictions", "Severity of traffic accidents"),
    ("datasets", "Datasets: upload, profile, rows, comparison"),
    ("sources", "Watched sources of sanctions lists and of law, and their runs"),
    (
        "knowledge",
        "Entries of sanctions lists as of any day, conversations about sanctions law, and datasets of its documents",
    ),
    ("screening", "Names compared with sanctions lists, and decisions about alerts"),
    ("customers", "Marketplace customers and their accounts"),
    ("staff", "Marketplace staff: sessions, accounts, roles, permissions"),
    ("admin", "Administration and operations"),
    ("health", "Liveness, readiness and service health"),
    ("docs", "The API description"),
];

/// The routes of all HTTP functions over one foundation, with the process's metrics, and the chat state for warming.
pub async fn routers(
    environment: &Environment,
    clock: &Clock,
    metrics: Option<Scraped>,
) -> Result<(chat::State, OpenApiRouter), ConfigError> {
    let foundation = Foundation::from_environment(environment, clock)?;
    let chat = chat::State::new(environment, foundation.clone())?;
    let router = sisuiq_http::router()
        .merge(admin::router(admin::State::new(environment, foundation.clone()).await?.scraped(metrics)))
        .merge(auth::router(auth::State::new(environment, foundation.clone()).await?))
        .merge(chat::router(chat.clone()))
        .merge(docs::router(foundation.clone().into()))
        .merge(ops::router(ops::State::new(environment, foundation.clone()).await?))
        .merge(documents::router(documents::State::new(environment, foundation.clone()).await?))
        .merge(datasets::router(datasets::State::new(environment, foundation.clone()).await?))
        .merge(tables::router(tables::State::new(environment, foundation.clone()).await?))
        .merge(sources::router(sources::State::new(environment, foundation.clone()).await?))
        .merge(knowledge::router(knowledge::State::new(foundation.clone())))
        .merge(screening::router(screening::State::new(environment, foundation.clone()).await?))
        .merge(health::router(health::State::new(environment, foundation.clone()).await?))
        // last: without its model it ends the start, and the faults of the others would not be named
        .merge(predict::router(predict::State::new(environment, foundation).await?));
    Ok((chat, router))
}

/// The description of all routes.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut description = sisuiq_http::openapi();
    for part in [
        admin::routes().to_openapi(),
        auth::routes().to_openapi(),
        chat::routes().to_openapi(),
        datasets::routes().to_openapi(),
        docs::routes().to_openapi(),
        documents::routes().to_openapi(),
        health::routes().to_openapi(),
        ops::routes().to_openapi(),
        predict::routes().to_openapi(),
        sources::routes().to_openapi(),
        knowledge::routes().to_openapi(),
        screening::routes().to_openapi(),
        tables::routes().to_openapi(),
    ] {
        description.merge(part);
    }
    let tags = TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    description.tags = Some(tags.into());
    sisuiq_http::finish(&mut description);
    description
}
