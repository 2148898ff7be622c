//! The `fetch` function.
#![recursion_limit = "256"]

use sisuiq_worker::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    sisuiq_worker::run(
        "fetch",
        async |environment, clock| Ok(fetch::State::from_environment(environment, clock).await?),
        |state, deadline, event| fetch::handle(state.until(deadline), event),
    )
    .await
}
