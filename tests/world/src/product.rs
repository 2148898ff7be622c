//! The functions under test. They are an argument of a world, so that this crate does not depend on functions with routes.

use futures::future::BoxFuture;
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_events::SqsBatchResponse;
use sisuiq_identity::Foundation;
use std::{any::Any, sync::Arc};
use utoipa_axum::router::OpenApiRouter;

/// A constructor from settings and a clock.
pub type Make<T> = fn(Environment, Clock) -> BoxFuture<'static, Result<T, ConfigError>>;

/// A constructor of the routes of one HTTP function over the foundation that all functions share.
pub type Start = fn(Environment, Foundation) -> BoxFuture<'static, Result<OpenApiRouter, ConfigError>>;

/// The functions of a system and of those that it depends on.
#[derive(Clone, Copy)]
pub struct Product {
    /// The HTTP functions, by name.
    pub functions: &'static [(&'static str, Start)],
    /// Creates the function that ingests files; None if the system has no files.
    pub ingest: Option<Make<Arc<dyn Handler>>>,
}

/// A function without routes, which handles events.
pub trait Handler: Any + Send + Sync {
    /// Handles an event, such as a batch of messages.
    fn handle(&self, event: Value) -> BoxFuture<'static, anyhow::Result<SqsBatchResponse>>;
}
