//! Counts and logs each question from its beginning to its end.

use super::{context::Turn, failure::Failure};
use sisuiq_http::Problem;
use sisuiq_model::ChatMode;
use sisuiq_telemetry::metrics::CHAT_REQUESTS_TOTAL;
use tracing::{Instrument, warn};

/// The span and mode of a turn, which outlive it.
pub(super) struct Lifecycle {
    span: tracing::Span,
    mode: ChatMode,
}

impl Lifecycle {
    pub(super) fn of(turn: &Turn) -> Self {
        let context = turn.context();
        Self { span: context.span.clone(), mode: context.question.mode }
    }

    /// Runs the rest of a turn in its span. Counts how it ends, and logs a failure.
    pub(super) async fn track<T: Send>(
        self,
        answering: impl Future<Output = Result<T, Failure>> + Send,
    ) -> Result<T, Failure> {
        let Self { span, mode } = self;
        async move {
            let count = RequestCount { mode, status: Some("error") };
            let outcome = answering.await;
            count.end(&outcome);
            if let Err(failure) = &outcome {
                warn!(error = failure as &dyn std::error::Error, "an answer was begun and not finished");
            }
            outcome
        }
        .instrument(span)
        .await
    }
}

/// Counts a question when it is dropped. A panic counts as an error.
struct RequestCount {
    mode: ChatMode,
    status: Option<&'static str>,
}

impl RequestCount {
    fn end<T>(mut self, outcome: &Result<T, Failure>) {
        self.status = match outcome {
            Ok(_) => Some("success"),
            Err(failure) => failure.is_ours().then_some("error"),
        };
    }
}

impl Drop for RequestCount {
    fn drop(&mut self) {
        if let Some(status) = self.status {
            CHAT_REQUESTS_TOTAL.count([self.mode.as_str(), status]);
        }
    }
}

/// Counts a question that failed before its answer was begun. Errors of the caller do not count.
pub(super) fn count_failure(mode: &str, problem: &Problem) {
    if problem.status().is_server_error() {
        CHAT_REQUESTS_TOTAL.count([mode, "error"]);
    }
}

#[cfg(test)]
mod tests {
    use super::count_failure;
    use sisuiq_http::Problem;
    use sisuiq_telemetry::metrics::Embedded;
    use std::time::Duration;

    #[test]
    fn only_server_errors_count_as_failures() {
        let recorded = |problem: &Problem| {
            let embedded = Embedded::new("chat");
            metrics::with_local_recorder(&embedded, || count_failure("actions", problem));
            let mut written = Vec::new();
            embedded.write(jiff::Timestamp::UNIX_EPOCH, &mut written).unwrap();
            String::from_utf8(written).unwrap()
        };
        let unavailable = recorded(&Problem::unavailable("database", Duration::from_secs(2)));
        let line: serde_json::Value = serde_json::from_str(&unavailable).unwrap();
        assert_eq!((&line["mode"], &line["status"]), (&"actions".into(), &"error".into()));
        assert_eq!(line["chat_requests_total"], 1.0);
        assert_eq!(recorded(&Problem::not_found("session")), "");
        assert_eq!(recorded(&Problem::too_many_requests(Duration::from_secs(2))), "");
    }
}
