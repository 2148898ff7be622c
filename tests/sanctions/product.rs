//! The functions of the sanctions service, and those that it needs.

use futures::FutureExt;
use world::Product;

/// The functions with routes, and the accounts.
pub(crate) const SANCTIONS: Product = Product {
    functions: &[
        ("auth", |environment, foundation| {
            async move { Ok(auth::router(auth::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("knowledge", |_, foundation| async move { Ok(knowledge::router(knowledge::State::new(foundation))) }.boxed()),
        ("screening", |environment, foundation| {
            async move { Ok(screening::router(screening::State::new(&environment, foundation).await?)) }.boxed()
        }),
        ("sources", |environment, foundation| {
            async move { Ok(sources::router(sources::State::new(&environment, foundation).await?)) }.boxed()
        }),
    ],
    ingest: None,
};
