//! The functions of the platform.

use futures::FutureExt;
use world::Product;

/// The functions with routes. The platform has no ingestion.
pub(crate) const PLATFORM: Product = Product {
    functions: &[
        ("admin", |environment, foundation| {
            async move { Ok(admin::router(admin::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("auth", |environment, foundation| {
            async move { Ok(auth::router(auth::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("docs", |_, foundation| async move { Ok(docs::router(foundation.into())) }.boxed()),
        ("health", |environment, foundation| {
            async move { Ok(health::router(health::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("ops", |environment, foundation| {
            async move { Ok(ops::router(ops::State::new(&environment, foundation).await?)) }.boxed()
        }),
    ],
    ingest: None,
};
