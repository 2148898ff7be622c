//! The cache of answers to first questions about a dataset, for all who may see it.

use super::{About, DatasetTurn, Material, PLANNER, model, today::today};
use crate::{
    Answer, State,
    data::{analysis::Analysis, answerer::Answerer},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sisuiq_chat_db::cached_dataset_answers::{self, CachedDatasetAnswer, DatasetQuestionKey};
use sisuiq_clock::later;
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_model::{DatasetId, Language, MessageId, UserId};
use sisuiq_provenance::Record;
use tracing::warn;

/// A cached answer.
#[derive(Debug)]
pub(super) struct CachedAnalysis {
    pub(super) id: MessageId,
    pub(super) content: String,
    pub(super) model: String,
    pub(super) analysis: Analysis,
    /// The record of the first time that the answer was given.
    pub(super) record: Record,
}

/// The result of a lookup.
pub(in crate::turn) enum CacheFound {
    /// Answers to such a question are not cached.
    Skipped,
    Hit(Box<CachedAnalysis>),
    /// The place for a new answer.
    Miss(Slot),
}

/// The place of an answer in the cache.
#[derive(Clone, Debug)]
pub(in crate::turn) struct Slot {
    dataset: DatasetId,
    revision: i32,
    language: Language,
    method: String,
    asked: Vec<u8>,
}

impl Slot {
    fn key(&self) -> DatasetQuestionKey<'_> {
        DatasetQuestionKey {
            dataset: self.dataset,
            revision: self.revision,
            language: self.language.tag(),
            method: &self.method,
            asked: &self.asked,
        }
    }
}

/// Who answers, as a part of the key. What a key of a caller paid for is cached for the account of that caller only.
pub(super) fn method(state: &State, answerer: &Answerer, owner: UserId) -> String {
    match answerer {
        Answerer::Planner => PLANNER.to_owned(),
        Answerer::Deployment | Answerer::Link(_) => format!("{PLANNER},{}", model::method(state, answerer)),
        Answerer::CallerKey(_) => format!("{PLANNER},{},of {owner}", model::method(state, answerer)),
    }
}

/// Looks for an answer to the same first question about the same revision.
pub(super) async fn find(
    state: &State,
    connection: &Connection,
    about: &About,
    (question, asked_at): (&str, Timestamp),
    (language, method): (Language, String),
) -> Result<CacheFound, DatabaseError> {
    if !state.cache.is_enabled() {
        return Ok(CacheFound::Skipped);
    }
    // the name and the day are parts of the question: nouns of the name stand for rows, and "last year" depends on the day
    let (name, day) = (&about.dataset.dataset_name, today(asked_at));
    let asked = Sha256::digest(format!("{}\n{name}\n{day}", normalized(question))).to_vec();
    let slot = Slot { dataset: about.dataset.id, revision: about.revision, language, method, asked };
    let found = cached_dataset_answers::find(connection, slot.key(), state.clock.now()).await?;
    let hit = found.and_then(readable);
    crate::turn::cache::measure("datasets", hit.is_some());
    Ok(match hit {
        Some(hit) => CacheFound::Hit(Box::new(hit)),
        None => CacheFound::Miss(slot),
    })
}

/// The cached answer, unless its parts have another form than this code writes.
fn readable(found: CachedDatasetAnswer) -> Option<CachedAnalysis> {
    let CachedDatasetAnswer { id, content, model, tool_calls, analysis, record } = found;
    let record = serde_json::from_str(&record)
        .inspect_err(|error| warn!(%error, answer_id = %id, "the record of a cached answer cannot be read"));
    let analysis = Analysis::stored(Some(&tool_calls), Some(&analysis))?;
    Some(CachedAnalysis { id, content, model, analysis, record: record.ok()? })
}

/// Caches a complete answer that was made now. Predictions depend on a model that may change, and what is not answered may be answered
/// soon. A failure is logged only: the answer itself is stored.
pub(in crate::turn) async fn store(state: &State, connection: &Connection, turn: &DatasetTurn, answer: &Answer) {
    let (Some(slot), Some(about)) = (&turn.slot, &answer.about) else { return };
    let details = &answer.details;
    let calls = &about.analysis.tool_calls;
    let is_complete = !(details.stopped || details.degraded || details.abstained)
        && calls.iter().all(|call| call.error.is_none() && call.name != "predict_eclo");
    if !is_complete || !matches!(turn.material, Material::Table { .. }) {
        return;
    }
    let now = state.clock.now();
    let times = (now, later(now, state.cache.lifetime()));
    if let Err(error) = cached_dataset_answers::insert(connection, slot.key(), answer.answer_id, times).await {
        warn!(error = &error as &dyn std::error::Error, "an answer could not be cached");
    }
}

/// The question in lower case, without spaces around it.
fn normalized(question: &str) -> String {
    question.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn normalization_ignores_case_and_outer_spaces() {
        assert_eq!(normalized("  ECLO 평균은? \n"), normalized("eclo 평균은?"));
        assert_ne!(normalized("사고 건수"), normalized("사고건수"));
    }
}
