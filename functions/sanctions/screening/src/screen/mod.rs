//! `POST /api/v1/knowledge/screen`: compares a name with sanctions lists.

mod input;
mod output;
mod search;

pub(crate) use output::LeftOut;

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use futures::future::join_all;
use http::StatusCode;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_clock::later;
use sisuiq_db::{Transaction, query};
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AlertId, AuditAction, ListEntityId, ScreeningId, SourceId, UserId};
use sisuiq_names::Search;
use sisuiq_sanctions_db::{
    list_entities::{self, IndexedEntity},
    name_indexes::{self, IndexedList},
    screening_alerts::{self, Found, Renewal, SubjectAlert},
    screenings::{self, NewScreening},
};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::task::spawn_blocking;
use tracing::info;

use crate::{
    State,
    indexes::{FORMAT, Loaded},
};
use input::{Parsed, ScreenIn};
use output::{HitOut, LeftOutListOut, ScreenedListOut, ScreeningOut};
use search::Resembling;

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
        return Ok(stored.into_response());
    }
    let lists = name_indexes::list_current(&connection, FORMAT, parsed.sources.as_deref()).await?;
    drop(connection);
    name_unknown(parsed.sources.as_deref(), &lists)?;
    let searched = Searched::read(&state, lists, now).await?;
    let (resembling, truncated) = search_in(&searched, &parsed).await?;

    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim_or_wait(&transaction, &owner, now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(stored) => return Ok(stored.into_response()),
    };
    let id = ScreeningId(state.clock.uuid_v7());
    let entities = entities(&transaction, &searched, &resembling).await?;
    let found = found(&state, &searched, &resembling, &entities)?;
    let renewal = renewal(&parsed, now, state.retention)?;
    let (alerts, opened) = renew(&transaction, &renewal, &found).await?;
    let screening = stored(id, caller.id, &searched, renewal, resembling.len())?;
    screenings::insert(&transaction, &screening).await?;
    let (hits, left_out) = (resembling.len(), searched.left_out.len());
    let event = AuditEvent::done(AuditAction::ScreenSubject)
        .to(id)
        .with("lists", searched.lists.len())
        .with("lists_left_out", left_out)
        .with("hits", hits)
        .with("alerts_opened", opened);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let (lists, left_out) = searched.described();
    let answer = ScreeningOut {
        id,
        screened_at: now,
        threshold: parsed.threshold,
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
async fn search_in(searched: &Searched, parsed: &Parsed) -> Result<(Vec<Resembling>, bool)> {
    let indexes: Vec<_> = searched.lists.iter().map(|(list, loaded)| (list.source, Arc::clone(loaded))).collect();
    let search = Search { threshold: parsed.threshold, limit: 0, kind: parsed.subject.searched_kind() };
    let (name, facts) = (parsed.name.clone(), parsed.subject.facts());
    let searching = spawn_blocking(move || search::search(&indexes, &name, &facts, &search));
    searching.await.map_err(Problem::internal)
}

/// The record of a screening.
fn stored(
    id: ScreeningId,
    requested_by: UserId,
    searched: &Searched,
    renewal: Renewal,
    hits: usize,
) -> Result<NewScreening> {
    Ok(NewScreening {
        id,
        requested_by,
        subject_key: renewal.subject_key,
        subject: renewal.subject,
        threshold: renewal.threshold,
        list_versions: searched.lists.iter().map(|(_, loaded)| loaded.object.run).collect(),
        lists_left_out: searched.left_out.iter().map(|(list, _)| list.source).collect(),
        hits: i32::try_from(hits).map_err(Problem::internal)?,
        screened_at: renewal.at,
        expires_at: renewal.expires_at,
    })
}

/// Refuses sources that are none of a list.
fn name_unknown(wanted: Option<&[SourceId]>, lists: &[IndexedList]) -> Result<()> {
    let is_known = |id: &SourceId| lists.iter().any(|list| list.source == *id);
    let unknown = wanted.unwrap_or_default().iter().enumerate().filter(|(_, id)| !is_known(id));
    let errors: Vec<FieldError> = unknown
        .map(|(place, _)| FieldError::new(format!("sources[{place}]"), "must be the id of the source of a list"))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::unprocessable(errors)) }
}

/// The lists that are searched, and those that cannot be.
struct Searched {
    lists: Vec<(IndexedList, Arc<Loaded>)>,
    left_out: Vec<(IndexedList, LeftOut)>,
}

impl Searched {
    /// Finds the indexes of lists.
    ///
    /// # Errors
    /// 409 if no list is watched, 503 if none can be read.
    async fn read(state: &State, lists: Vec<IndexedList>, now: Timestamp) -> Result<Self> {
        let found = join_all(lists.iter().map(|list| state.indexes.find(list, now))).await;
        let mut searched = Self { lists: Vec::new(), left_out: Vec::new() };
        for (list, found) in lists.into_iter().zip(found) {
            match found {
                Ok(loaded) => searched.lists.push((list, loaded)),
                Err(reason) => searched.left_out.push((list, reason)),
            }
        }
        if searched.lists.is_empty() {
            // no later attempt helps until somebody watches a list
            if searched.left_out.is_empty() {
                let detail = "no list is watched, so nothing was compared: create a source of a list, and run it";
                return Err(Problem::conflict(detail));
            }
            let detail = "none of the lists can be read now, so nothing was compared";
            return Err(Problem::unavailable("lists", RETRY_AFTER).detail(detail));
        }
        Ok(searched)
    }

    fn described(self) -> (Vec<ScreenedListOut>, Vec<LeftOutListOut>) {
        let lists = self.lists.into_iter().map(|(list, loaded)| ScreenedListOut::new(list, &loaded.object));
        let left_out = self.left_out.into_iter().map(|(list, reason)| LeftOutListOut::new(list, reason));
        (lists.collect(), left_out.collect())
    }
}

/// The entries of hits, in their order, as they were on the versions of the lists that were searched.
async fn entities(
    transaction: &Transaction<'_>,
    searched: &Searched,
    resembling: &[Resembling],
) -> Result<Vec<IndexedEntity>> {
    let mut known: HashMap<(usize, String), IndexedEntity> = HashMap::new();
    for (place, (list, loaded)) in searched.lists.iter().enumerate() {
        let keys: Vec<&str> =
            resembling.iter().filter(|found| found.list == place).map(|found| found.key.as_str()).collect();
        if keys.is_empty() {
            continue;
        }
        let rows = list_entities::list_indexed(transaction, list.source, &keys, loaded.object.created_at).await?;
        known.extend(rows.into_iter().map(|entity| ((place, entity.key.clone()), entity)));
    }
    let in_order = resembling.iter().filter_map(|found| known.get(&(found.list, found.key.clone())).cloned());
    let in_order: Vec<IndexedEntity> = in_order.collect();
    // index and entries are stored together: a hit without an entry must not be dropped
    query::exactly("list_entities/list_indexed", resembling.len() as u64, in_order.len() as u64)?;
    Ok(in_order)
}

/// What was found, in the order of the hits.
fn found(
    state: &State,
    searched: &Searched,
    resembling: &[Resembling],
    entities: &[IndexedEntity],
) -> Result<Vec<Found>> {
    let mut all = Vec::with_capacity(resembling.len());
    for (hit, entity) in resembling.iter().zip(entities) {
        let Some((_, loaded)) = searched.lists.get(hit.list) else { continue };
        all.push(Found {
            id: AlertId(state.clock.uuid_v7()),
            entity: entity.id,
            listed_name: hit.listed_name.clone(),
            score: hit.score,
            explanation: serde_json::to_value(&hit.explanation).map_err(Problem::internal)?,
            list_version: loaded.object.run,
            listed_at: loaded.object.created_at,
            entity_version: entity.number,
            content_sha256: entity.content_sha256.clone(),
        });
    }
    Ok(all)
}

fn renewal(parsed: &Parsed, now: Timestamp, retention: SignedDuration) -> Result<Renewal> {
    Ok(Renewal {
        subject_key: parsed.subject.key().as_bytes().to_vec(),
        subject: serde_json::to_value(&parsed.subject).map_err(Problem::internal)?,
        subject_name: parsed.subject.name.clone(),
        threshold: parsed.threshold,
        at: now,
        today: now.to_zoned(TimeZone::UTC).date(),
        expires_at: later(now, retention),
    })
}

/// Opens or renews the alert of each hit. Returns the alerts, and how many of them were opened.
async fn renew(
    transaction: &Transaction<'_>,
    renewal: &Renewal,
    found: &[Found],
) -> Result<(HashMap<ListEntityId, SubjectAlert>, u64)> {
    if found.is_empty() {
        return Ok((HashMap::new(), 0));
    }
    screening_alerts::lock_subject(transaction, &renewal.subject_key).await?;
    let reopened = screening_alerts::reopen(transaction, renewal, found).await?;
    screening_alerts::renew(transaction, renewal, found).await?;
    let ids: Vec<ListEntityId> = found.iter().map(|found| found.entity).collect();
    let alerts = screening_alerts::list_of_subject(transaction, &renewal.subject_key, &ids).await?;
    query::exactly("screening_alerts/renew", found.len() as u64, alerts.len() as u64)?;
    let new = alerts.iter().filter(|alert| found.iter().any(|found| found.id == alert.id)).count() as u64;
    Ok((alerts.into_iter().map(|alert| (alert.entity, alert)).collect(), reopened + new))
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
