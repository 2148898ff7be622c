//! The platform's functions and the copilot's.

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use sisuiq_events::SqsBatchResponse;
use std::sync::Arc;
use world::{Handler, Product};

/// All functions with routes, and the ingestion.
pub const COPILOT: Product = Product {
    routes: |environment, clock| async move { Ok(server::routers(&environment, &clock, None).await?.1) }.boxed(),
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
