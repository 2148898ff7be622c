//! The `documents` function.
#![recursion_limit = "256"]

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("documents", async |environment, foundation| {
        Ok(documents::router(documents::State::new(environment, foundation).await?))
    })
    .await
}
