//! `GET /metrics`: what was counted and measured.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::CONTENT_TYPE};
use sisuiq_http::{Forbidden, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Scraper;

use crate::State;

/// The exposition format of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4";

/// Read metrics
///
/// All counters, gauges and histograms in the text format of Prometheus, of a process that keeps them itself. Functions write theirs
/// to their log instead, where CloudWatch finds them under the namespace `SISUiQ`: there is nothing to be read here then. An API key
/// of an administrator suffices that has the scope `metrics:read`.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses(
        (status = 200, description = "Everything that was counted since the process began", body = String, content_type = "text/plain", example = json!("chat_requests_total{mode=\"strategy_qa\",status=\"success\"} 3\n")),
        (status = 204, description = "Metrics are elsewhere"),
        Unauthorized, Forbidden, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(_caller: Scraper, Extract(state): Extract<State>) -> Result<Response> {
    Ok(match &state.metrics {
        Some(metrics) => ([(CONTENT_TYPE, TEXT)], metrics.render()).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
