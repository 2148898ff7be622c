//! The `tables` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("tables", async |environment, foundation| {
        Ok(tables::router(tables::State::new(environment, foundation).await?))
    })
    .await
}
