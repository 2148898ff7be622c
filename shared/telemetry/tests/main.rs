//! Tests of `telemetry` from outside, in one binary: each further one would have to be linked.

mod metrics;
mod otlp;
mod reports;
