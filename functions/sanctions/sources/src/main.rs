//! The `sources` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("sources", async |environment, foundation| {
        Ok(sources::router(sources::State::new(environment, foundation).await?))
    })
    .await
}
