//! The `process` function.
#![recursion_limit = "256"]

use sisuiq_worker::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    sisuiq_worker::run(
        "process",
        async |environment, clock| Ok(process::State::from_environment(environment, clock).await?),
        |state, deadline, event| process::handle(state.until(deadline), event),
    )
    .await
}
