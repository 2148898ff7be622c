//! The `screen-batch` function.
#![recursion_limit = "256"]

use sisuiq_worker::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    sisuiq_worker::run(
        "screen-batch",
        async |environment, clock| Ok(screen_batch::State::from_environment(environment, clock).await?),
        |state, deadline, event| screen_batch::handle(state.until(deadline), event),
    )
    .await
}
