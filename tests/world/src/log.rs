//! The process's log and exported spans, captured in memory.

use sisuiq_config::Environment;
use sisuiq_telemetry::Telemetry;
use sisuiq_testing::{Collector, Log, Sent};
use std::{sync::OnceLock, thread};
use tokio::runtime::{Builder, Runtime};

static CAPTURE: OnceLock<Capture> = OnceLock::new();

struct Capture {
    log: Log,
    telemetry: Telemetry,
    collector: Collector,
    /// The collector's runtime. The runtimes of tests would end too early.
    _runtime: Runtime,
}

/// Captures this process's log at debug level from the first call on, including other tests of the process.
#[must_use]
pub fn log_of_process() -> Log {
    capture().log.clone()
}

/// The spans that this process has exported since the first call of [`log_of_process`].
pub async fn spans_of_process() -> Vec<Sent> {
    capture().telemetry.flush().await;
    capture().collector.sent()
}

fn capture() -> &'static Capture {
    CAPTURE.get_or_init(|| {
        let (collector, runtime) = thread::spawn(collector).join().expect("a collector can be started");
        let log = Log::default();
        let writer = log.clone();
        let settings = [("RUST_LOG", "debug"), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())];
        let environment = Environment::from_pairs(settings);
        let built = sisuiq_telemetry::build("test", &environment, move || writer.clone());
        let (subscriber, telemetry) = built.expect("the filter is well formed");
        tracing::subscriber::set_global_default(subscriber).expect("nobody else keeps the log");
        Capture { log, telemetry, collector, _runtime: runtime }
    })
}

fn collector() -> (Collector, Runtime) {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread can be started");
    (runtime.block_on(Collector::start()), runtime)
}
