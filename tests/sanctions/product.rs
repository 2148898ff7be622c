//! The functions of the sanctions service, and those that it needs.

use futures::FutureExt;
use sisuiq_identity::Foundation;
use world::Product;

/// The functions with routes, and the accounts.
pub(crate) const SANCTIONS: Product = Product {
    routes: |environment, clock| {
        async move {
            let foundation = Foundation::from_environment(&environment, &clock)?;
            let auth = auth::State::new(&environment, foundation.clone()).await?;
            let knowledge = knowledge::State::new(foundation.clone());
            let screening = screening::State::new(&environment, foundation.clone()).await?;
            let sources = sources::State::new(&environment, foundation).await?;
            Ok(sisuiq_http::router()
                .merge(auth::router(auth))
                .merge(sources::router(sources))
                .merge(knowledge::router(knowledge))
                .merge(screening::router(screening)))
        }
        .boxed()
    },
    ingest: None,
};
