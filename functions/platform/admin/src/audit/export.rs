//! `GET /api/admin/audit/export`: a copy of the audit log that can be checked.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::header::{CONTENT_TYPE, LINK};
use serde::Deserialize;
use sisuiq_accounts_db::audit_records;
use sisuiq_http::{Forbidden, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use utoipa::IntoParams;

use super::up_to_date;
use crate::State;

/// The most bytes of a response: Lambda admits 6 MB, in which a body may be Base64.
const LARGEST: usize = 4_000_000;

/// The page of the log.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportIn {
    /// Only records after the one with this number.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    after: i64,
    /// The maximum number of records; the response is limited to 4 MB as well.
    #[garde(range(min = 1, max = 5_000))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 5_000, default = 5_000)]
    limit: i64,
}

const fn default_limit() -> i64 {
    5_000
}

/// Export the audit log
///
/// Records in sequence order, one per line, as canonical JSON (RFC 8785). The hash of a record is the SHA-256 of its
/// line without the member `hash`; `previous` is the hash of the preceding record, and 64 zeros in the first one.
/// `audit-verifier` checks an export.
#[utoipa::path(
    get,
    path = "/api/admin/audit/export",
    tag = "admin",
    params(ExportIn),
    responses(
        (
            status = 200, description = "Records, one JSON object per line", content_type = "application/x-ndjson", body = String,
            headers(("link" = String, description = "The next part, unless this is the last one")),
            example = json!("{\"action\":\"log_in\",\"actor\":\"0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11\"}")
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn export(
    _caller: User<capabilities::AuditRead>,
    Extract(state): Extract<State>,
    Query(input): Query<ExportIn>,
) -> Result<impl IntoResponse> {
    let ExportIn { after, limit } = input;
    let connection = up_to_date(&state).await?;
    let records = audit_records::list_after(&connection, after, limit).await?;
    drop(connection);
    let mut lines = String::new();
    let mut last = None;
    let mut is_cut = usize::try_from(limit) == Ok(records.len());
    for record in &records {
        let line = record.line().map_err(Problem::internal)?;
        if lines.len() + line.len() >= LARGEST {
            is_cut = true;
            break;
        }
        lines.push_str(&line);
        lines.push('\n');
        last = Some(record.sequence);
    }
    let next = last
        .filter(|_| is_cut)
        .map(|after| (LINK, format!("</api/admin/audit/export?after={after}&limit={limit}>; rel=\"next\"")));
    Ok((AppendHeaders(next), [(CONTENT_TYPE, "application/x-ndjson")], lines))
}
