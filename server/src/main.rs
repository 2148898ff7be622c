//! All HTTP functions in one process: for tests, for benchmarks, and for containers instead of Lambda.
#![recursion_limit = "256"]

mod arguments;
mod listen;

use arguments::Arguments;
use clap::Parser;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_telemetry::metrics::Scraped;
use std::time::Duration;

/// A request makes hundreds of small allocations, which take a tenth of its time with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Maximum time until a response starts, as in the function `chat`. A model may take three minutes for a whole answer by default.
const TIMEOUT: Duration = Duration::from_mins(4);
/// Default number of concurrent requests, if `HTTP_AT_ONCE` is not set.
const AT_ONCE: usize = 32;
/// The interval of aggregating durations into buckets.
const UPKEEP: Duration = Duration::from_secs(5);
/// Default size of the database pool, if `DATABASE_POOL_SIZE` is not set. It is larger than a function's, because this
/// program serves many requests at once.
const CONNECTIONS: &str = "8";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if arguments.openapi {
        return arguments::print_openapi(&server::openapi());
    }
    if arguments.settings {
        return arguments::print_settings();
    }
    let environment = Environment::from_process().with_default("DATABASE_POOL_SIZE", CONNECTIONS);
    let clock = Clock::system();
    let metrics = Scraped::install("server")?;
    let (chat, app, telemetry) = environment
        .gather(async |environment| {
            let (chat, router) = server::routers(environment, &clock, Some(metrics.clone())).await?;
            let service = Service::from_environment(environment, clock.clone())?.timeout(TIMEOUT).at_once(AT_ONCE);
            let app = server::compressed(serve(router, service));
            Ok::<_, anyhow::Error>((chat, app, sisuiq_telemetry::init_scraped("server", environment)?))
        })
        .await?;
    tokio::spawn(async move { chat.warm().await });
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            metrics.sum_up();
        }
    });
    listen::serve(app, arguments.listen).await?;
    telemetry.flush().await;
    Ok(())
}
