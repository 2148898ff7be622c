//! The platform's functions and the copilot's.

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use sisuiq_events::SqsBatchResponse;
use std::sync::Arc;
use world::{Handler, Product};

/// All functions with routes, and the ingestion.
pub const COPILOT: Product = Product {
    functions: &[
        ("admin", |environment, foundation| {
            async move { Ok(admin::router(admin::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("auth", |environment, foundation| {
            async move { Ok(auth::router(auth::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("chat", |environment, foundation| {
            async move { Ok(chat::router(chat::State::new(&environment, foundation)?)) }.boxed()
        }),
        ("datasets", |environment, foundation| {
            async move { Ok(datasets::router(datasets::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("docs", |_, foundation| async move { Ok(docs::router(foundation.into())) }.boxed()),
        ("documents", |environment, foundation| {
            async move { Ok(documents::router(documents::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("health", |environment, foundation| {
            async move { Ok(health::router(health::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("knowledge", |_, foundation| async move { Ok(knowledge::router(knowledge::State::new(foundation))) }.boxed()),
        ("ops", |environment, foundation| {
            async move { Ok(ops::router(ops::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("predict", |environment, foundation| {
            async move { Ok(predict::router(predict::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("screening", |environment, foundation| {
            async move { Ok(screening::router(screening::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("sources", |environment, foundation| {
            async move { Ok(sources::router(sources::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("tables", |environment, foundation| {
            async move { Ok(tables::router(tables::State::new(&environment, foundation).await?)) }.boxed()
        }),
    ],
    ingest: Some(|environment, clock| {
        async move {
            let state = ingest::State::from_environment(&environment, &clock).await?;
            Ok(Arc::new(Ingest(state)) as Arc<dyn Handler>)
        }
        .boxed()
    }),
};

/// The function that ingests files.
#[derive(Clone)]
pub struct Ingest(pub ingest::State);

impl Handler for Ingest {
    fn handle(&self, event: Value) -> BoxFuture<'static, anyhow::Result<SqsBatchResponse>> {
        let state = self.0.clone();
        async move { Ok(ingest::handle(state, event).await?) }.boxed()
    }
}
