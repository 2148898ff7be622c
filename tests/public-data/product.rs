//! The functions of the public data service, and the accounts that it needs.

use futures::FutureExt;
use sisuiq_identity::Foundation;
use world::Product;

/// The functions with routes. The service ingests no files.
pub(crate) const PUBLIC_DATA: Product = Product {
    routes: |environment, clock| {
        async move {
            let foundation = Foundation::from_environment(&environment, &clock)?;
            let auth = auth::State::new(&environment, foundation.clone()).await?;
            let predict = predict::State::new(&environment, foundation).await?;
            Ok(sisuiq_http::router().merge(auth::router(auth)).merge(predict::router(predict)))
        }
        .boxed()
    },
    ingest: None,
};
