//! The `ops` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("ops", async |environment, foundation| {
        Ok(ops::router(ops::State::new(environment, foundation).await?))
    })
    .await
}
