//! The `admin` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("admin", async |environment, foundation| {
        Ok(admin::router(admin::State::new(environment, foundation).await?))
    })
    .await
}
