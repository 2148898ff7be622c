//! `POST /api/v1/knowledge/screen`: compares a name with sanctions lists.

mod input;
pub(crate) mod output;
mod replay;

use axum::extract::State as Extract;
use axum::response::Response;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, ListEntityId, ScreeningId, SourceId, UserId};
use sisuiq_sanctions_db::{
    list_entities::IndexedEntity,
    name_indexes::{self, IndexedList},
    screening_alerts::{Renewal, SubjectAlert},
    screenings::{self, NewScreening},
};
use sisuiq_screener::{FORMAT, Lists, Resembling, ScreenedList, entities, found, renew, renewal, search};
use std::{collections::HashMap, time::Duration};
use tokio::task::spawn_blocking;
use tracing::info;

use crate::State;
use input::{Parsed, ScreenIn};
use output::{HitOut, LeftOutListOut, ScreenedListOut, ScreeningOut};
use replay::replay;

/// The pause that is asked for when no list can be read.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// Screen a name
///
/// Compares a person, an organisation, a ship or an aircraft with the entries of sanctions lists, and says why an entry resembles it. A list that
/// cannot be read is named in `left_out`; if none can be, the answer is 503. Every hit has an alert, which remembers what was decided
/// about this subject and this entry.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/screen",
    tag = "screening",
    request_body = ScreenIn,
    params(IdempotencyHeader),
    responses(
        (status = 200, body = ScreeningOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn screen(
    caller: User<capabilities::ScreeningUse>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<ScreenIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let parsed = input.parse(now)?;
    let owner = caller.id.to_string();
    let connection = state.database.connection().await?;
    if let Some(stored) = idempotency_key.find_response(&connection, &owner, now).await? {
        return replay(&connection, stored).await;
    }
    let lists = name_indexes::list_current(&connection, FORMAT, parsed.sources.as_deref()).await?;
    drop(connection);
    name_unknown(parsed.sources.as_deref(), &lists)?;
    let lists = Lists::read(&state.indexes, lists, parsed.threshold, now).await;
    can_be_searched(&lists)?;
    let screened = lists.screened();
    let (resembling, truncated) = search_in(&screened, &parsed).await?;

    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim_or_wait(&transaction, &owner, now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(stored) => return replay(&transaction, stored).await,
    };
    let id = ScreeningId(state.clock.uuid_v7());
    let entities = entities(&transaction, &screened, &resembling).await?;
    let found = found(&state.clock, &screened, &resembling, &entities).map_err(Problem::internal)?;
    let renewal = renewal(&parsed.subject, now, state.retention).map_err(Problem::internal)?;
    let (alerts, opened) = renew(&transaction, &renewal, &found).await?;
    let subject_key = hex::encode(&renewal.subject_key);
    let screening = stored((id, caller.id), &lists, &parsed, renewal, resembling.len())?;
    screenings::insert(&transaction, &screening).await?;
    let (hits, left_out) = (resembling.len(), lists.left_out.len());
    let event = AuditEvent::done(AuditAction::ScreenSubject)
        .to(id)
        .with("lists", lists.searched.len())
        .with("lists_left_out", left_out)
        .with("hits", hits)
        .with("alerts_opened", opened);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let (lists, left_out) = described(lists);
    let answer = ScreeningOut {
        id,
        screened_at: now,
        threshold: parsed.threshold,
        subject_key,
        lists,
        left_out,
        words_not_compared: parsed.name.words_left_out(),
        hits: hits_out(resembling, entities, alerts)?,
        truncated,
    };
    let response = claimed.respond(&transaction, StatusCode::OK, &answer).await?;
    transaction.commit().await?;
    info!(screening.id = %id, hits, alerts_opened = opened, "a subject was screened");
    Ok(response)
}

/// The best entries of the lists, and whether there are more.
async fn search_in(lists: &[ScreenedList], parsed: &Parsed) -> Result<(Vec<Resembling>, bool)> {
    let (lists, subject, name) = (lists.to_vec(), parsed.subject.clone(), parsed.name.clone());
    let searching = spawn_blocking(move || search(&lists, &subject, &name));
    searching.await.map_err(Problem::internal)
}

/// The record of a screening.
fn stored(
    (id, requested_by): (ScreeningId, UserId),
    lists: &Lists,
    parsed: &Parsed,
    renewal: Renewal,
    hits: usize,
) -> Result<NewScreening> {
    Ok(NewScreening {
        id,
        requested_by,
        subject_key: renewal.subject_key,
        name_key: renewal.name_key,
        subject: renewal.subject,
        threshold: parsed.threshold,
        sources: parsed.sources.clone(),
        list_versions: lists.searched.iter().map(|(_, list)| list.index.object.run).collect(),
        list_thresholds: lists.searched.iter().map(|(_, list)| list.threshold).collect(),
        lists_left_out: lists.left_out.iter().map(|(list, _)| list.source).collect(),
        hits: i32::try_from(hits).map_err(Problem::internal)?,
        screened_at: renewal.at,
        expires_at: renewal.expires_at,
    })
}

/// Refuses sources that are none of a list.
pub(crate) fn name_unknown(wanted: Option<&[SourceId]>, lists: &[IndexedList]) -> Result<()> {
    let is_known = |id: &SourceId| lists.iter().any(|list| list.source == *id);
    let unknown = wanted.unwrap_or_default().iter().enumerate().filter(|(_, id)| !is_known(id));
    let errors: Vec<FieldError> = unknown
        .map(|(place, _)| FieldError::new(format!("sources[{place}]"), "must be the id of the source of a list"))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::unprocessable(errors)) }
}

/// Refuses to answer if no list was searched.
///
/// # Errors
/// 409 if no list is watched, 503 if none can be read.
fn can_be_searched(lists: &Lists) -> Result<()> {
    if !lists.searched.is_empty() {
        return Ok(());
    }
    // no later attempt helps until somebody watches a list
    if lists.left_out.is_empty() {
        let detail = "no list is watched, so nothing was compared: create a source of a list, and run it";
        return Err(Problem::conflict(detail));
    }
    let detail = "none of the lists can be read now, so nothing was compared";
    Err(Problem::unavailable("lists", RETRY_AFTER).detail(detail))
}

fn described(lists: Lists) -> (Vec<ScreenedListOut>, Vec<LeftOutListOut>) {
    let searched = lists.searched.into_iter().map(|(list, screened)| ScreenedListOut::new(list, &screened));
    let left_out = lists.left_out.into_iter().map(|(list, reason)| LeftOutListOut::new(list, reason));
    (searched.collect(), left_out.collect())
}

fn hits_out(
    resembling: Vec<Resembling>,
    entities: Vec<IndexedEntity>,
    mut alerts: HashMap<ListEntityId, SubjectAlert>,
) -> Result<Vec<HitOut>> {
    let mut hits = Vec::with_capacity(resembling.len());
    for (found, entity) in resembling.into_iter().zip(entities) {
        let alert = alerts.remove(&entity.id).ok_or_else(|| Problem::not_found("alert"))?;
        hits.push(HitOut {
            entity_id: entity.id,
            source_id: found.source,
            key: found.key,
            entity_version: entity.number,
            kind: entity.kind,
            listed_name: found.listed_name,
            primary_name: entity.name,
            score: found.score,
            explanation: found.explanation,
            alert: alert.into(),
        });
    }
    Ok(hits)
}
