//! The `auth` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("auth", async |environment, foundation| {
        Ok(auth::router(auth::State::new(environment, foundation).await?))
    })
    .await
}
