//! The functions under test: a world takes them as an argument, so that it depends on none that has routes.

use futures::future::BoxFuture;
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_events::SqsBatchResponse;
use std::{any::Any, sync::Arc};
use utoipa_axum::router::OpenApiRouter;

/// Makes something from settings and a clock.
pub type Make<T> = fn(Environment, Clock) -> BoxFuture<'static, Result<T, ConfigError>>;

/// The functions of one system and of those below it, made from a world's settings and clock.
#[derive(Clone, Copy)]
pub struct Product {
    /// Makes the routes of all HTTP functions.
    pub routes: Make<OpenApiRouter>,
    /// Makes the function that ingests files; none when the system takes no files.
    pub ingest: Option<Make<Arc<dyn Handler>>>,
}

/// A function without routes, which handles events.
pub trait Handler: Any + Send + Sync {
    /// Handles an event, such as a batch of messages.
    fn handle(&self, event: Value) -> BoxFuture<'static, anyhow::Result<SqsBatchResponse>>;
}
