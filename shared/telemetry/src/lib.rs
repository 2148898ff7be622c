//! JSON logs, metrics, trace ids, and optional export of traces and error reports.
//!
//! One line of JSON an event on standard output, carrying the fields of the spans around it. Traces leave the process
//! only when `OTEL_EXPORTER_OTLP_ENDPOINT` is set, and error reports only when `SENTRY_DSN` is.

mod ended;
mod fields;
mod flush;
mod headers;
mod init;
mod json_lines;
pub mod metrics;
mod otlp;
mod panics;
mod reports;
mod trace_id;
mod work;
mod workspace;

pub use flush::{Flush, FlushLayer, Flushing};
pub use headers::{TRACE_ID_HEADER, XRAY_HEADER, incoming_xray_header, trace_id};
pub use init::{Telemetry, TelemetryError, build, init, init_scraped};
pub use json_lines::JsonLines;
pub use panics::TaskEnded;
pub use reports::OUTCOMES;
pub use trace_id::{InvalidTraceId, TraceId, xray_header};
pub use work::traced;
