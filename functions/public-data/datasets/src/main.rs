//! The `datasets` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("datasets", async |environment, foundation| {
        Ok(datasets::router(datasets::State::new(environment, foundation).await?))
    })
    .await
}
