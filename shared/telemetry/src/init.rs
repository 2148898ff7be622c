//! Putting the subscriber together.

use std::sync::Arc;

use opentelemetry_otlp::ExporterBuildError;
use opentelemetry_sdk::trace::SdkTracerProvider;
use sentry::types::Dsn;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Reader, settings};
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{Directive, FilterExt as _, FilterFn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer as _, Registry};

use crate::metrics::{Embedded, ScrapeError};
use crate::reports::{Reports, reported};
use crate::workspace::is_of_workspace;
use crate::{FlushLayer, JsonLines, otlp, panics};

/// Libraries that log bodies, headers or parameters, and the level from which they do not. A directive of `RUST_LOG` for the
/// same target is replaced; one for a module inside, such as `genai::webc=error`, still applies. The client of language models
/// logs a rejection with its body, which may contain the prompt, as an error.
const CAPPED: [&str; 13] = [
    "aws_config=info",
    "aws_runtime=info",
    "aws_sdk_s3=info",
    "aws_sdk_secretsmanager=info",
    "aws_sdk_ses=info",
    "aws_sdk_sns=info",
    "aws_sdk_sqs=info",
    "aws_smithy_runtime=info",
    "genai=off",
    "lambda_http=info",
    "lambda_runtime=info",
    "tokio_postgres=info",
    "tower_http=info",
];

/// The handle of metrics and traces; clones share their exporters.
#[derive(Clone, Debug, Default)]
pub struct Telemetry {
    pub(crate) metrics: Option<Arc<Embedded>>,
    provider: Option<Arc<SdkTracerProvider>>,
    reports: Option<Reports>,
}

/// The reason why telemetry could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// A setting is invalid.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The OTLP exporter could not be made, for instance because its endpoint is no URL.
    #[error("the trace exporter could not be created")]
    Exporter(#[from] ExporterBuildError),
    /// Telemetry was started twice in one process.
    #[error("telemetry is already running")]
    AlreadyRunning(#[from] SetGlobalDefaultError),
    /// Metrics could not be registered.
    #[error(transparent)]
    Metrics(#[from] ScrapeError),
}

impl Telemetry {
    /// Writes recorded metrics, and sends finished spans to the collector and error reports to the server of `SENTRY_DSN`; to
    /// be awaited before the process may be frozen.
    pub async fn flush(&self) {
        if let Some(metrics) = &self.metrics {
            write(metrics);
        }
        let (traced, reported) = tokio::join!(self.flush_traces(), self.flush_reports());
        if let Err(error) = traced {
            tracing::warn!(error = &*error as &dyn std::error::Error, "trace export failed");
        }
        if !reported {
            tracing::warn!("error report failed");
        }
    }

    // On a thread of its own, because the exporter blocks; so does the flush of reports below.
    async fn flush_traces(&self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let Some(provider) = self.provider.clone() else { return Ok(()) };
        Ok(tokio::task::spawn_blocking(move || provider.force_flush()).await??)
    }

    async fn flush_reports(&self) -> bool {
        let Some(reports) = self.reports.clone() else { return true };
        tokio::task::spawn_blocking(move || reports.flush()).await.unwrap_or(false)
    }

    /// A layer for the Lambda runtime that flushes once an invocation's response has been handed over.
    #[must_use]
    pub fn flush_layer(&self) -> FlushLayer {
        FlushLayer::new(self.clone())
    }
}

pub(crate) fn write(metrics: &Embedded) {
    if let Err(error) = metrics.write(Clock::system().now(), std::io::stdout().lock()) {
        tracing::warn!(%error, "metrics write failed");
    }
}

/// Starts logs and metrics on standard output, traces when `OTEL_EXPORTER_OTLP_ENDPOINT` is set, and error reports when
/// `SENTRY_DSN` is.
///
/// `name` names the function; traces show it as `sisuiq-NAME` unless `OTEL_SERVICE_NAME` says otherwise. Call once.
pub fn init(name: &str, environment: &Environment) -> Result<Telemetry, TelemetryError> {
    let telemetry = init_scraped(name, environment)?;
    let stage = environment.read(|reader| reader.optional::<String>(&settings::SISUIQ_STAGE))?;
    let metrics = Embedded::new(name);
    let metrics = Arc::new(match stage {
        Some(stage) => metrics.of_stage(&stage),
        None => metrics,
    });
    ::metrics::set_global_recorder(Arc::clone(&metrics)).map_err(|_| ScrapeError::KeptAlready)?;
    Ok(Telemetry { metrics: Some(metrics), ..telemetry })
}

/// The same without metrics, for a process that collects them itself ([`Scraped`](crate::metrics::Scraped)).
pub fn init_scraped(name: &str, environment: &Environment) -> Result<Telemetry, TelemetryError> {
    let (subscriber, telemetry) = build(name, environment, std::io::stdout)?;
    tracing::subscriber::set_global_default(subscriber)?;
    panics::log_panics();
    Ok(telemetry)
}

/// Like [`init_scraped`], writing to `writer` and leaving it to the caller to install the subscriber; panics are not logged.
pub fn build<Writer>(
    name: &str,
    environment: &Environment,
    writer: Writer,
) -> Result<(impl Subscriber + Send + Sync + use<Writer>, Telemetry), TelemetryError>
where
    Writer: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let (filter, endpoint, service, dsn, stage) = environment.read(|reader| {
        let service = reader.optional(&settings::OTEL_SERVICE_NAME).unwrap_or_else(|| format!("sisuiq-{name}"));
        let endpoint = reader.optional::<String>(&settings::OTEL_EXPORTER_OTLP_ENDPOINT);
        let dsn = reader.optional::<Dsn>(&settings::SENTRY_DSN);
        (filter(reader), endpoint, service, dsn, reader.optional::<String>(&settings::SISUIQ_STAGE))
    })?;
    let reports = dsn.map(|dsn| Reports::new(dsn, name, stage));
    let provider = endpoint.map(|endpoint| otlp::provider(&endpoint, service)).transpose()?;
    let subscriber = Registry::default()
        .with(JsonLines::new(writer, Clock::system()).with_filter(filter.or(spans())))
        .with(provider.as_ref().map(|provider| otlp::layer(provider).with_filter(otlp::exported())))
        .with(reports.clone().map(|reports| reports.with_filter(reported())));
    Ok((subscriber, Telemetry { metrics: None, provider: provider.map(Arc::new), reports }))
}

fn filter(reader: &mut Reader<'_>) -> EnvFilter {
    let chosen = reader.get::<EnvFilter>(&settings::RUST_LOG);
    let capped = CAPPED.iter().filter_map(|directive| directive.parse::<Directive>().ok());
    capped.fold(chosen, EnvFilter::add_directive)
}

/// The workspace's spans at any level of `RUST_LOG`, because their fields are part of each line and report.
fn spans() -> FilterFn<fn(&Metadata<'_>) -> bool> {
    let is_wanted: fn(&Metadata<'_>) -> bool =
        |metadata| metadata.is_span() && *metadata.level() <= Level::INFO && is_of_workspace(metadata);
    FilterFn::new(is_wanted).with_max_level_hint(Level::INFO)
}

#[cfg(test)]
mod tests {
    use sisuiq_testing::Log;

    use super::*;

    #[test]
    fn library_events_are_not_logged() {
        let log = Log::default();
        let writer = log.clone();
        let environment = Environment::from_pairs([("RUST_LOG", "trace")]);
        let (subscriber, _) = build("test", &environment, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(target: "genai::webc::web_stream", "Body: the prompt");
            tracing::debug!(target: "aws_smithy_runtime::client", "the password");
            tracing::trace!(target: "chat", "our own line");
        });
        let text = log.text();
        assert!(text.contains("our own line") && !text.contains("the p"), "{text}");
    }

    #[test]
    fn every_line_has_its_trace_id() {
        let log = Log::default();
        let writer = log.clone();
        let environment = Environment::from_pairs([("RUST_LOG", "error")]);
        let (subscriber, _) = build("test", &environment, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("request", trace_id = "cafe").in_scope(|| {
                tracing::warn!("a warning");
                tracing::error!("an error");
            });
        });
        let text = log.text();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("an error") && text.contains(r#""trace_id":"cafe""#), "{text}");
    }
}
