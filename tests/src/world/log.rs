//! What the process logs, kept in memory.

use sisuiq_config::Environment;
use sisuiq_testing::Log;
use std::sync::OnceLock;

static LOG: OnceLock<Log> = OnceLock::new();

/// From its first call on, keeps what this process logs down to debug level, other tests of this process included.
#[must_use]
pub fn log_of_process() -> Log {
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        let environment = Environment::from_pairs([("RUST_LOG", "debug")]);
        let built = sisuiq_telemetry::build("test", &environment, move || writer.clone());
        let (subscriber, _telemetry) = built.expect("the filter is well formed");
        tracing::subscriber::set_global_default(subscriber).expect("nobody else keeps the log");
        log
    })
    .clone()
}
