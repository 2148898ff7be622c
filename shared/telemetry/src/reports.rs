//! Error reports by Sentry's protocol.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc, time::Duration};

use sentry::{Client, ClientOptions, Level as Severity, protocol::Event as Report, types::Dsn};
use serde_json::Value;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::{
    Layer,
    filter::{FilterFn, filter_fn},
    layer::Context,
    registry::{LookupSpan, Scope},
};

use crate::{fields::Fields, panics, workspace::is_of_workspace};

/// The log target of lines about ended requests: the cause of a failure is a line of its own, and a report.
pub const OUTCOMES: &str = "sisuiq_http::outcomes";

/// The time that a flush waits for reports in progress.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The filter of reports: our own errors, and the spans with their trace. A library's text may quote its input and
/// stays in the log.
pub(crate) fn reported() -> FilterFn<impl Fn(&Metadata<'_>) -> bool> {
    filter_fn(|metadata| {
        is_of_workspace(metadata)
            && (*metadata.level() == Level::ERROR || metadata.is_span() && *metadata.level() <= Level::INFO)
    })
}

/// Reports each event of level `error`, except [`OUTCOMES`]: its static text, its location, and the trace id under which the
/// log has the rest. Field values stay in the log, except the location of a panic.
#[derive(Clone)]
pub(crate) struct Reports {
    client: Arc<Client>,
    service: String,
}

impl Reports {
    /// Sends reports to the server that the DSN names.
    pub(crate) fn new(dsn: Dsn, service: &str, stage: Option<String>) -> Self {
        let mut options = ClientOptions::new().default_integrations(false);
        options.dsn = Some(dsn);
        options.environment = stage.map(Cow::Owned);
        options.release = Some(Cow::Borrowed(concat!("sisuiq@", env!("CARGO_PKG_VERSION"))));
        let client = Client::with_options(sentry::apply_defaults(options));
        Self { client: Arc::new(client), service: service.to_owned() }
    }

    /// Waits until all reports are sent, at most [`TIMEOUT`]. Returns whether they are.
    pub(crate) fn flush(&self) -> bool {
        self.client.flush(Some(TIMEOUT))
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reports").field("service", &self.service).finish_non_exhaustive()
    }
}

impl<S: Subscriber + for<'lookup> LookupSpan<'lookup>> Layer<S> for Reports {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        if *metadata.level() != Level::ERROR || metadata.target() == OUTCOMES {
            return;
        }
        let mut said = Fields::default();
        event.record(&mut said);
        let mut tags = BTreeMap::from([("service".to_owned(), self.service.clone())]);
        for span in context.event_scope(event).into_iter().flat_map(Scope::from_root) {
            if let Some(Value::String(trace_id)) =
                span.extensions().get::<Fields>().and_then(|own| own.0.get("trace_id"))
            {
                tags.insert("trace_id".to_owned(), trace_id.clone());
            }
        }
        // an event of the panic hook has the line of the hook, so the place of the panic comes from a field
        let panicked = said.0.get("place").filter(|_| metadata.target() == panics::TARGET);
        let panicked = panicked.and_then(Value::as_str).map(str::to_owned);
        let place = panicked.or_else(|| Some(format!("{}:{}", metadata.file()?, metadata.line()?)));
        tags.extend(place.map(|place| ("place".to_owned(), place)));
        let report = Report {
            level: Severity::Error,
            logger: Some(metadata.target().to_owned()),
            message: said.0.get("message").and_then(Value::as_str).map(str::to_owned),
            tags,
            ..Report::default()
        };
        self.client.capture_event(report, None);
    }
}
