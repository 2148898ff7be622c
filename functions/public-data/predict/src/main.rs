//! The `predict` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("predict", async |environment, foundation| {
        Ok(predict::router(predict::State::new(environment, foundation).await?))
    })
    .await
}
