//! Panics as log lines.

use std::panic::{self, PanicHookInfo};

/// Writes a panic as one error event, with the fields of the request it happened in, instead of text on standard error.
pub(crate) fn log_panics() {
    panic::set_hook(Box::new(log));
}

fn log(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let reason = panic.payload_as_str().unwrap_or_default();
    tracing::error!(place, reason, "panicked");
}
