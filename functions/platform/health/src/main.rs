//! The `health` function.
#![recursion_limit = "256"]

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("health", async |environment, foundation| {
        Ok(health::router(health::State::new(environment, foundation).await?))
    })
    .await
}
