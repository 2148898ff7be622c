//! The `screening` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("screening", async |environment, foundation| {
        Ok(screening::router(screening::State::new(environment, foundation).await?))
    })
    .await
}
