//! `GET /api/v1/knowledge/alerts`: alerts with both sides.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sisuiq_db::anywhere;
use sisuiq_http::{
    Cursor, CursorPaging, FieldError, Forbidden, Json, Paged, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_lists::Entity;
use sisuiq_model::{
    AlertId, AlertOpening, AlertStatus, ListEntityId, ListEntityKind, Page, SourceId, SourceRunId, UnknownName,
};
use sisuiq_sanctions_db::screening_alerts::{self, Alert, AlertFilters};
use sisuiq_screener::ExplanationOut;
use sisuiq_screening::Subject;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::today;
use crate::{State, decision::AlertDecisionOut, subject::ScreenedSubjectOut};

/// Filters of the list of alerts.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct AlertsIn {
    /// Only this alert.
    #[garde(skip)]
    #[param(value_type = Option<AlertId>)]
    id: Option<String>,
    /// Only alerts with this progress. One whose decision has expired is open.
    #[garde(skip)]
    #[param(value_type = Option<AlertStatus>)]
    status: Option<String>,
    /// Only alerts of entries of the list of this source.
    #[garde(skip)]
    #[param(value_type = Option<SourceId>)]
    source: Option<String>,
    /// A part of the subject's name or of the name of the list, ignoring case.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[param(min_length = 2, max_length = 200, example = "vossen")]
    q: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertsOut {
    /// The alerts; those that were opened last come first.
    data: Vec<AlertOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// An alert with both sides.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertOut {
    id: AlertId,
    status: AlertStatus,
    /// Why it was opened last.
    opening: AlertOpening,
    /// When.
    opened_at: Timestamp,
    /// When the subject was screened last.
    screened_at: Timestamp,
    /// The score from which an entry was a hit.
    #[schema(example = 0.7, minimum = 0.5, maximum = 1.0)]
    threshold: f64,
    /// How much the entry resembles the subject, with all facts.
    #[schema(example = 0.94, minimum = 0.5, maximum = 1.0)]
    score: f64,
    /// The reasons; null if an older version of the product stored them in another form.
    explanation: Option<ExplanationOut>,
    /// The identity of the subject, by which it can be erased: SHA-256, in hexadecimal digits.
    #[schema(example = "5b0f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d")]
    subject_key: String,
    /// Whom somebody asked about; null if an older version of the product stored it in another form.
    subject: Option<ScreenedSubjectOut>,
    entity: AlertEntityOut,
    /// What was decided. An open alert has one only if that has expired.
    decision: Option<AlertDecisionOut>,
}

/// The entry of an alert.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertEntityOut {
    id: ListEntityId,
    /// The source of its list.
    source_id: SourceId,
    /// The name of that source.
    #[schema(example = "OFAC SDN list")]
    source_name: String,
    /// The key that its publisher gives it.
    #[schema(example = "20264")]
    key: String,
    kind: ListEntityKind,
    /// The name of the entry that is most alike.
    #[schema(example = "VOSSEN, Alda Pia")]
    listed_name: String,
    /// The name under which the list has it.
    #[schema(example = "VOSSEN, Alda Pia")]
    primary_name: String,
    /// The version of the list that was searched: the run that stored it.
    list_version: SourceRunId,
    /// The day of that version.
    list_day: Date,
    /// The number of the version of the entry, from 1, which a decision names.
    #[schema(example = 1, minimum = 1)]
    version: i32,
    /// The day of the list that no longer said this of the entry; null if the latest one does.
    valid_to: Option<Date>,
    /// All that the list says of it; null if an older version of the product stored it in another form.
    content: Option<Entity>,
}

/// List alerts
///
/// Subjects with the entries of sanctions lists that resemble them, the reasons, and what was decided.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/alerts",
    tag = "screening",
    params(AlertsIn, CursorPaging),
    responses(
        (
            status = 200, body = AlertsOut,
            headers(("link" = String, description = "The next page, unless this is the last one")),
            links(("entity" = (
                operation_id = "get_v1_knowledge_entities_id",
                parameters(("id" = "$response.body#/data/0/entity/id"))
            )))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::AlertsRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, CursorPaging { limit, offset, cursor }): Paged<AlertsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let filters = filters(&input)?;
    let today = today(state.clock.now());
    let page = Page { order: (), limit, offset, after: cursor.map(|cursor| (cursor.at, cursor.id)) };
    let connection = state.database.connection().await?;
    let found = screening_alerts::list(&filters, &today, &page).read(&connection).await?;
    drop(connection);
    let last = found.rows.last().filter(|_| usize::try_from(limit) == Ok(found.rows.len()));
    let next = last.map(|last| Cursor { at: last.of_subject.opened_at, id: last.of_subject.id });
    let next = next.and_then(|cursor| cursor.link(&uri));
    let data = found.rows.into_iter().map(AlertOut::from).collect();
    Ok((AppendHeaders(next), Json(AlertsOut { data, count: found.count })))
}

fn filters(AlertsIn { id, status, source, q }: &AlertsIn) -> Result<AlertFilters> {
    let mut errors = Vec::new();
    let id = id.as_deref().map(str::parse::<Uuid>).transpose().map(|id| id.map(AlertId));
    let id = id.unwrap_or_else(|_| {
        errors.push(FieldError::new("id", "must be the id of an alert"));
        None
    });
    let status = status.as_deref().map(str::parse::<AlertStatus>).transpose();
    let status = status.unwrap_or_else(|unknown: UnknownName| {
        errors.push(FieldError::new("status", unknown.to_string()));
        None
    });
    let source = source.as_deref().map(str::parse::<Uuid>).transpose().map(|id| id.map(SourceId));
    let source = source.unwrap_or_else(|_| {
        errors.push(FieldError::new("source", "must be the id of a source"));
        None
    });
    if !errors.is_empty() {
        return Err(Problem::unprocessable(errors));
    }
    // names are stored in lower case
    let pattern = q.as_deref().map(|text| anywhere(&text.trim().to_lowercase()));
    Ok(AlertFilters { id, status, source, pattern })
}

impl From<Alert> for AlertOut {
    fn from(alert: Alert) -> Self {
        let of_subject = alert.of_subject;
        let entity = AlertEntityOut {
            id: of_subject.entity,
            source_id: alert.source.0,
            source_name: alert.source.1,
            key: alert.key,
            kind: alert.kind,
            listed_name: alert.listed_name,
            primary_name: alert.entity_name,
            list_version: alert.list_version.0,
            list_day: alert.list_version.1,
            version: alert.entity_version,
            valid_to: alert.valid_to,
            content: serde_json::from_value(alert.content).ok(),
        };
        Self {
            id: of_subject.id,
            status: of_subject.status,
            opening: of_subject.opening,
            opened_at: of_subject.opened_at,
            screened_at: alert.screened_at,
            threshold: alert.threshold,
            score: alert.score,
            explanation: serde_json::from_value(alert.explanation).ok(),
            subject_key: hex::encode(&alert.subject_key),
            subject: serde_json::from_value::<Subject>(alert.subject).ok().map(ScreenedSubjectOut::from),
            entity,
            decision: of_subject.decision.map(AlertDecisionOut::from),
        }
    }
}
