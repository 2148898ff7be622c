//! The `predict-batch` function.
#![recursion_limit = "256"]

use sisuiq_worker::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    sisuiq_worker::run(
        "predict-batch",
        async |environment, clock| Ok(predict_batch::State::from_environment(environment, clock).await?),
        |state, deadline, event| predict_batch::handle(state.until(deadline), event),
    )
    .await
}
