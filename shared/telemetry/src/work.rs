//! Work that no request asked for.

use std::error::Error;

use tracing::{Instrument as _, error, info_span};

use crate::TraceId;

/// Runs work in the trace of its caller's X-Ray header, or in a new one, so that each log line has the trace id. A
/// failure is logged.
pub fn traced<T, E: Error + 'static>(
    work: &'static str,
    caller: Option<&str>,
    doing: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    let doing = Box::pin(doing);
    async move {
        let trace_id = caller.and_then(TraceId::from_xray_header).unwrap_or_else(TraceId::generate);
        let span = info_span!("work", work, %trace_id);
        trace_id.adopt(&span, caller);
        let told = async move {
            let outcome = doing.await;
            if let Err(failure) = &outcome {
                error!(error = failure as &dyn Error, "invocation failed");
            }
            outcome
        };
        told.instrument(span).await
    }
}
