//! The functions of the platform.

use futures::FutureExt;
use sisuiq_identity::Foundation;
use world::Product;

/// The functions with routes. The platform has no ingestion.
pub(crate) const PLATFORM: Product = Product {
    routes: |environment, clock| {
        async move {
            let foundation = Foundation::from_environment(&environment, &clock)?;
            let admin = admin::State::new(&environment, foundation.clone()).await?;
            let auth = auth::State::new(&environment, foundation.clone()).await?;
            let ops = ops::State::new(&environment, foundation.clone()).await?;
            let health = health::State::new(&environment, foundation.clone()).await?;
            Ok(sisuiq_http::router()
                .merge(admin::router(admin))
                .merge(auth::router(auth))
                .merge(ops::router(ops))
                .merge(health::router(health))
                .merge(docs::router(foundation.into())))
        }
        .boxed()
    },
    ingest: None,
};
