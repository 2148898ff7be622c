//! The `docs` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("docs", async |_, foundation| Ok(docs::router(foundation.into()))).await
}
