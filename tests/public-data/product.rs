//! The functions of the public data service, and those that it needs.

use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use sisuiq_events::SqsBatchResponse;
use sisuiq_identity::Foundation;
use std::sync::Arc;
use world::{Handler, Product};

/// The functions with routes, the accounts, the routes over tables of outages, and the ingestion.
pub(crate) const PUBLIC_DATA: Product = Product {
    routes: |environment, clock| {
        async move {
            let foundation = Foundation::from_environment(&environment, &clock)?;
            let auth = auth::State::new(&environment, foundation.clone()).await?;
            let datasets = datasets::State::new(&environment, foundation.clone()).await?;
            let tables = tables::State::new(&environment, foundation.clone()).await?;
            let chat = chat::State::new(&environment, foundation.clone())?;
            let predict = predict::State::new(&environment, foundation).await?;
            let router = sisuiq_http::router().merge(auth::router(auth)).merge(datasets::router(datasets));
            let router = router.merge(chat::router(chat));
            Ok(router.merge(tables::router(tables)).merge(predict::router(predict)))
        }
        .boxed()
    },
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
