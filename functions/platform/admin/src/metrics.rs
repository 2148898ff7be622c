//! `GET /metrics`: what was counted and measured.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::CONTENT_TYPE};
use sisuiq_http::{Forbidden, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Scraper;

use crate::State;

/// The exposition format of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4";

/// Get metrics
///
/// All counters, gauges and histograms of this process in the Prometheus text format. Functions write theirs to their
/// log instead; CloudWatch shows them under the namespace `SISUiQ`, and the response here is empty. An administrator's
/// API key with the scope `metrics:read` is sufficient.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses(
        (status = 200, description = "All metrics since the process started", body = String, content_type = "text/plain", example = json!("chat_requests_total{mode=\"strategy_qa\",status=\"success\"} 3\n")),
        (status = 204, description = "No metrics here: CloudWatch has them"),
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
