//! `POST /api/v1/knowledge/screen/erasures`: erases what is stored of a screened subject.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, SubjectErasureId};
use sisuiq_sanctions_db::{
    alert_decisions, rescreening_subjects, rescreenings, screened_subjects, screening_alerts, screening_batch_rows,
    screening_batches, screenings,
};
use sisuiq_screening::NameKey;
use utoipa::ToSchema;

use crate::State;

/// Whom to erase: exactly one of both.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubjectErasureIn {
    /// The identity of one subject, as `subject_key` of a screening or an alert has it.
    #[garde(inner(length(chars, min = 64, max = 64)))]
    #[serde(default)]
    #[schema(
        min_length = 64,
        max_length = 64,
        example = "5b0f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"
    )]
    subject_key: Option<String>,
    /// The name of all subjects that are erased, whatever else was given of them: as it was screened, apart from case, whitespace and compatibility forms.
    #[garde(inner(length(chars, min = 1, max = 400)))]
    #[serde(default)]
    #[schema(min_length = 1, max_length = 400, example = "Alda Vossen")]
    name: Option<String>,
}

/// What was erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubjectErasureOut {
    id: SubjectErasureId,
    /// Screenings.
    #[schema(example = 3, minimum = 0)]
    screenings: u64,
    /// Alerts.
    #[schema(example = 1, minimum = 0)]
    alerts: u64,
    /// Decisions about these, with their reasons.
    #[schema(example = 1, minimum = 0)]
    decisions: u64,
    /// Rows of batches.
    #[schema(example = 1, minimum = 0)]
    batch_rows: usize,
    /// Batches whose file was not read yet. Nobody knows whom these are about: erase again when they are.
    #[schema(example = 0, minimum = 0)]
    unread_batches: i64,
}

/// Erase a subject
///
/// Erases what is stored of a screened subject, by its key or its name: screenings, alerts, decisions with their reasons, and rows of batches. The audit log keeps
/// that it was done, without the name. To erase nobody is no error.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/screen/erasures",
    tag = "screening",
    request_body = SubjectErasureIn,
    responses(
        (status = 200, body = SubjectErasureOut), BadRequest, Unauthorized, Forbidden, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn erase(
    caller: User<capabilities::ScreeningDecide>,
    Extract(state): Extract<State>,
    Json(input): Json<SubjectErasureIn>,
) -> Result<Json<SubjectErasureOut>> {
    let (subject_key, name_key) = keys(&input)?;
    let (subject, name) = (subject_key.as_deref(), name_key.as_ref().map(NameKey::as_bytes));
    let id = SubjectErasureId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    // batches before subjects, as their own work does
    screening_batches::hold_of_subject(&transaction, subject, name).await?;
    // a subject that is taken for another screening meanwhile would be read before it is erased
    rescreenings::await_taking(&transaction).await?;
    rescreenings::hold_of_subject(&transaction, subject, name).await?;
    let subjects = screening_alerts::list_subjects(&transaction, subject, name).await?;
    for key in &subjects {
        screening_alerts::lock_subject(&transaction, key).await?;
    }
    let decisions = alert_decisions::erase(&transaction, &subjects).await?;
    let alerts = screening_alerts::erase(&transaction, &subjects).await?;
    let screenings = screenings::erase(&transaction, subject, name).await?;
    let rows = screening_batch_rows::erase(&transaction, subject, name).await?;
    screening_batches::count_erased(&transaction, &rows).await?;
    let waiting = rescreening_subjects::erase(&transaction, subject, name).await?;
    rescreenings::count_gone(&transaction, &waiting).await?;
    screened_subjects::erase(&transaction, subject, name).await?;
    let unread_batches = screening_batches::count_unread(&transaction).await?;
    let erased = SubjectErasureOut { id, screenings, alerts, decisions, batch_rows: rows.len(), unread_batches };
    let event = AuditEvent::done(AuditAction::EraseSubject)
        .to(id)
        .with("screenings", screenings)
        .with("alerts", alerts)
        .with("decisions", decisions)
        .with("batch_rows", erased.batch_rows);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(erased))
}

/// The identity of a subject, or that of a name.
fn keys(SubjectErasureIn { subject_key, name }: &SubjectErasureIn) -> Result<(Option<Vec<u8>>, Option<NameKey>)> {
    let refuse = |field: &str, text: &str| Err(Problem::unprocessable(vec![FieldError::new(field, text)]));
    match (subject_key, name) {
        (Some(key), None) => match hex::decode(key) {
            Ok(key) => Ok((Some(key), None)),
            Err(_) => refuse("subject_key", "must be 64 hexadecimal digits"),
        },
        (None, Some(name)) if name.trim().is_empty() => refuse("name", "must not be blank"),
        (None, Some(name)) => Ok((None, Some(NameKey::of(name)))),
        _ => refuse("name", "either name or subject_key is needed, and not both"),
    }
}
