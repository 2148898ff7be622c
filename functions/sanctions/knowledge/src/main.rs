//! The `knowledge` function.

#[tokio::main]
async fn main() -> Result<(), sisuiq_function::Error> {
    sisuiq_function::run("knowledge", async |_, foundation| Ok(knowledge::router(knowledge::State::new(foundation))))
        .await
}
