//! JSON logs, trace ids and optional OTLP export.
