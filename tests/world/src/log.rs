//! What the process logs and tells a collector of traces, kept in memory.

use sisuiq_config::Environment;
use sisuiq_telemetry::Telemetry;
use sisuiq_testing::{Collector, Log, Sent};
use std::{sync::OnceLock, thread};
use tokio::runtime::{Builder, Runtime};

static TOLD: OnceLock<Told> = OnceLock::new();

struct Told {
    log: Log,
    telemetry: Telemetry,
    collector: Collector,
    /// Of the collector: those of tests end before the process does.
    _runtime: Runtime,
}

/// From its first call on, keeps what this process logs down to debug level, other tests of this process included.
#[must_use]
pub fn log_of_process() -> Log {
    told().log.clone()
}

/// The spans that this process has told since [`log_of_process`] was first called.
pub async fn spans_of_process() -> Vec<Sent> {
    told().telemetry.flush().await;
    told().collector.sent()
}

fn told() -> &'static Told {
    TOLD.get_or_init(|| {
        let (collector, runtime) = thread::spawn(collector).join().expect("a collector can be started");
        let log = Log::default();
        let writer = log.clone();
        let settings = [("RUST_LOG", "debug"), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())];
        let environment = Environment::from_pairs(settings);
        let built = sisuiq_telemetry::build("test", &environment, move || writer.clone());
        let (subscriber, telemetry) = built.expect("the filter is well formed");
        tracing::subscriber::set_global_default(subscriber).expect("nobody else keeps the log");
        Told { log, telemetry, collector, _runtime: runtime }
    })
}

fn collector() -> (Collector, Runtime) {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread can be started");
    (runtime.block_on(Collector::start()), runtime)
}
