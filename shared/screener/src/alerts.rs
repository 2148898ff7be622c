//! Alerts of what was found.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sisuiq_clock::{Clock, later};
use sisuiq_db::{Result, Transaction, query};
use sisuiq_model::{AlertId, ListEntityId};
use sisuiq_sanctions_db::{
    list_entities::{self, IndexedEntity},
    screening_alerts::{self, Found, Renewal, SubjectAlert},
};
use sisuiq_screening::Subject;
use std::collections::HashMap;

use crate::{Resembling, ScreenedList};

/// The entries of hits, in their order, as they were on the versions of the lists that were searched.
///
/// # Errors
/// Index and entries are stored together: a hit without an entry is an error, and not dropped.
pub async fn entities(
    transaction: &Transaction<'_>,
    lists: &[ScreenedList],
    resembling: &[Resembling],
) -> Result<Vec<IndexedEntity>> {
    let mut known: HashMap<(usize, String), IndexedEntity> = HashMap::new();
    for (place, list) in lists.iter().enumerate() {
        let keys: Vec<&str> =
            resembling.iter().filter(|found| found.list == place).map(|found| found.key.as_str()).collect();
        if keys.is_empty() {
            continue;
        }
        let stored_at = list.index.object.created_at;
        let rows = list_entities::list_indexed(transaction, list.source, &keys, stored_at).await?;
        known.extend(rows.into_iter().map(|entity| ((place, entity.key.clone()), entity)));
    }
    let in_order = resembling.iter().filter_map(|found| known.get(&(found.list, found.key.clone())).cloned());
    let in_order: Vec<IndexedEntity> = in_order.collect();
    query::exactly("list_entities/list_indexed", resembling.len() as u64, in_order.len() as u64)?;
    Ok(in_order)
}

/// What was found, in the order of the hits.
pub fn found(
    clock: &Clock,
    lists: &[ScreenedList],
    resembling: &[Resembling],
    entities: &[IndexedEntity],
) -> std::result::Result<Vec<Found>, serde_json::Error> {
    let mut all = Vec::with_capacity(resembling.len());
    for (hit, entity) in resembling.iter().zip(entities) {
        let Some(list) = lists.get(hit.list) else { continue };
        all.push(Found {
            id: AlertId(clock.uuid_v7()),
            entity: entity.id,
            listed_name: hit.listed_name.clone(),
            score: hit.score,
            threshold: hit.threshold,
            explanation: serde_json::to_value(&hit.explanation)?,
            list_version: list.index.object.run,
            listed_at: list.index.object.created_at,
            entity_version: entity.number,
            content_sha256: entity.content_sha256.clone(),
        });
    }
    Ok(all)
}

/// The screening of a subject, as its alerts remember it.
pub fn renewal(
    subject: &Subject,
    now: Timestamp,
    retention: SignedDuration,
) -> std::result::Result<Renewal, serde_json::Error> {
    Ok(Renewal {
        subject_key: subject.key().as_bytes().to_vec(),
        name_key: subject.name_key().as_bytes().to_vec(),
        subject: serde_json::to_value(subject)?,
        subject_name: subject.name.clone(),
        at: now,
        today: now.to_zoned(TimeZone::UTC).date(),
        expires_at: later(now, retention),
    })
}

/// Opens or renews the alert of each hit. Returns the alerts, and how many of them were opened.
pub async fn renew(
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
