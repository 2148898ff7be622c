//! One JSON object a line for every event.

use std::io::Write;

use serde_json::{Map, Value};
use sisuiq_clock::Clock;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use crate::fields::Fields;

/// Writes `timestamp`, `level`, `target`, `message` and all fields at the top level of one JSON object a line.
///
/// Fields of enclosing spans are merged in; where names clash, the event wins over its span, and the inner span over the
/// outer. Fields meant for the trace exporter (`otel.*`) are left out.
#[derive(Debug)]
pub struct JsonLines<Writer> {
    writer: Writer,
    clock: Clock,
}

impl<Writer> JsonLines<Writer> {
    /// Lines go to `writer`, times come from `clock`.
    pub fn new(writer: Writer, clock: Clock) -> Self {
        Self { writer, clock }
    }

    fn line(&self, metadata: &Metadata<'_>, fields: Map<String, Value>) -> Result<Vec<u8>, serde_json::Error> {
        let mut object = fields;
        object.insert("timestamp".to_owned(), self.clock.now().to_string().into());
        object.insert("level".to_owned(), metadata.level().as_str().to_lowercase().into());
        object.insert("target".to_owned(), metadata.target().into());
        let mut line = serde_json::to_vec(&object)?;
        line.push(b'\n');
        Ok(line)
    }
}

impl<S, Writer> Layer<S> for JsonLines<Writer>
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    Writer: for<'writer> MakeWriter<'writer> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            record.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut merged = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(tracing_subscriber::registry::Scope::from_root) {
            if let Some(fields) = span.extensions().get::<Fields>() {
                merged.0.extend(fields.0.clone());
            }
        }
        merged.0.retain(|name, _| !name.starts_with("otel."));
        event.record(&mut merged);
        // A log line that cannot be written has nowhere to be reported.
        if let Ok(line) = self.line(event.metadata(), merged.0) {
            let _ = self.writer.make_writer_for(event.metadata()).write_all(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use jiff::Timestamp;
    use sisuiq_testing::Log;
    use tracing::{info, info_span, subscriber::with_default};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    fn lines(act: impl FnOnce()) -> Vec<Value> {
        let log = Log::default();
        let writer = log.clone();
        let layer = JsonLines::new(move || writer.clone(), Clock::manual(Timestamp::UNIX_EPOCH));
        with_default(tracing_subscriber::registry().with(layer), act);
        log.lines()
    }

    #[test]
    fn events_include_span_fields() {
        let written = lines(|| {
            let request = info_span!("request", trace_id = "t1", user_id = tracing::field::Empty, otel.kind = "server");
            let _in_request = request.enter();
            request.record("user_id", "u1");
            let _in_chat = info_span!("chat", mode = "strategy_qa", trace_id = "t2").entered();
            info!(duration_ms = 12, degraded = false, "request_end");
        });
        assert_eq!(
            written,
            [serde_json::json!({
                "timestamp": "1970-01-01T00:00:00Z", "level": "info", "target": module_path!(), "message": "request_end",
                "trace_id": "t2", "user_id": "u1", "mode": "strategy_qa", "duration_ms": 12, "degraded": false,
            })]
        );
    }

    #[test]
    fn error_causes_are_on_one_line() {
        #[derive(Debug, thiserror::Error)]
        #[error("the pool is\nempty")]
        struct Outer(#[source] io::Error);
        let written = lines(|| {
            let error = Outer(io::Error::other("refused"));
            tracing::error!(error = &error as &(dyn std::error::Error + 'static), "request failed");
        });
        assert_eq!(written.len(), 1);
        assert_eq!(written[0]["error"], "the pool is\nempty: refused");
        assert_eq!(written[0]["level"], "error");
    }
}
