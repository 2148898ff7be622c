//! The functions of the public data service, and those that it needs.

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use sisuiq_events::SqsBatchResponse;
use std::sync::Arc;
use world::{Handler, Product};

/// The functions with routes, the accounts, the routes over tables of outages, and the ingestion.
pub(crate) const PUBLIC_DATA: Product = Product {
    functions: &[
        ("auth", |environment, foundation| {
            async move { Ok(auth::router(auth::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("chat", |environment, foundation| {
            async move { Ok(chat::router(chat::State::new(&environment, foundation)?)) }.boxed()
        }),
        ("datasets", |environment, foundation| {
            async move { Ok(datasets::router(datasets::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("predict", |environment, foundation| {
            async move { Ok(predict::router(predict::State::new(&environment, foundation).await?)) }.boxed()
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
struct Ingest(ingest::State);

impl Handler for Ingest {
    fn handle(&self, event: Value) -> BoxFuture<'static, anyhow::Result<SqsBatchResponse>> {
        let state = self.0.clone();
        async move { Ok(ingest::handle(state, event).await?) }.boxed()
    }
}
