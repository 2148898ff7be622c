//! What was found, and where it was searched.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_model::{
    AlertId, AlertOpening, AlertStatus, ListEntityId, ListEntityKind, ScreeningId, SourceId, SourceRunId,
};
use sisuiq_sanctions_db::{name_indexes::IndexedList, screening_alerts::SubjectAlert};
use sisuiq_screener::{ExplanationOut, LeftOut, ScreenedList};
use utoipa::ToSchema;

use crate::decision::AlertDecisionOut;

/// The result of a screening.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningOut {
    pub(super) id: ScreeningId,
    /// When.
    pub(super) screened_at: Timestamp,
    /// The score from which an entry is a hit, if one was asked for; null if each list had its own.
    #[schema(example = 0.7, minimum = 0.5, maximum = 1.0)]
    pub(super) threshold: Option<f64>,
    /// The identity of the subject, by which it can be erased: SHA-256, in hexadecimal digits.
    #[schema(example = "5b0f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d")]
    pub(super) subject_key: String,
    /// The lists that were searched. Nothing is known of others.
    pub(super) lists: Vec<ScreenedListOut>,
    /// The lists that should have been searched and could not be: entries of these were not found, whether there are any or not.
    pub(super) left_out: Vec<LeftOutListOut>,
    /// Words at the end of a very long name that were not compared: a name is compared by its first twenty.
    #[schema(example = 0, minimum = 0)]
    pub(super) words_not_compared: usize,
    /// The entries that resemble the subject, best first; the first 50.
    pub(super) hits: Vec<HitOut>,
    /// True if there are more hits. A higher threshold or more facts lead to fewer.
    #[schema(example = false)]
    pub(super) truncated: bool,
}

/// A list that was searched.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreenedListOut {
    source_id: SourceId,
    /// The name of its source.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// Its version: the run that stored it.
    version: SourceRunId,
    /// The day of the list.
    day: Date,
    /// The score from which an entry of this list was a hit.
    #[schema(example = 0.7, minimum = 0.5, maximum = 1.0)]
    threshold: f64,
    /// True if this is the newest version. For some minutes after a change a search may be of the version before.
    #[schema(example = true)]
    is_newest: bool,
    /// The end of the last run that read the source, whether it had changed or not.
    read_at: Option<Timestamp>,
    /// Entries of the list.
    #[schema(example = 9048, minimum = 0)]
    entities: i32,
    /// Names of entries, aliases included.
    #[schema(example = 20311, minimum = 0)]
    names: i32,
    /// Names that no search finds, because they have only legal forms or no letters.
    #[schema(example = 0, minimum = 0)]
    unsearchable_names: i32,
}

/// A list that could not be searched.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftOutListOut {
    source_id: SourceId,
    /// The name of its source.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// Why.
    reason: LeftOut,
    /// The reason, for people.
    #[schema(example = "The list was not read yet. Run its source.")]
    text: String,
}

/// An entry that resembles the subject.
#[derive(Serialize, ToSchema)]
pub(crate) struct HitOut {
    pub(super) entity_id: ListEntityId,
    /// The source of its list.
    pub(super) source_id: SourceId,
    /// The key that its publisher gives it.
    #[schema(example = "20264")]
    pub(super) key: String,
    /// The version of the entry, from 1, which a decision names.
    #[schema(example = 1, minimum = 1)]
    pub(super) entity_version: i32,
    pub(super) kind: ListEntityKind,
    /// The name of the entry that is most alike.
    #[schema(example = "VOSSEN, Alda Pia")]
    pub(super) listed_name: String,
    /// The name under which the list has it.
    #[schema(example = "VOSSEN, Alda Pia")]
    pub(super) primary_name: String,
    /// How much the entry resembles the subject, with all facts.
    #[schema(example = 0.94, minimum = 0.5, maximum = 1.0)]
    pub(super) score: f64,
    pub(super) explanation: ExplanationOut,
    pub(super) alert: HitAlertOut,
}

/// The alert of a hit.
#[derive(Serialize, ToSchema)]
pub(crate) struct HitAlertOut {
    id: AlertId,
    status: AlertStatus,
    /// Why it was opened last.
    opening: AlertOpening,
    /// When.
    opened_at: Timestamp,
    /// What was decided about it: it waits for its confirmation, or holds. Null if the alert is open.
    decision: Option<AlertDecisionOut>,
}

impl ScreenedListOut {
    /// Describes a list of which this version was searched.
    pub(crate) fn new(list: IndexedList, screened: &ScreenedList) -> Self {
        let searched = &screened.index.object;
        let is_newest = list.index.as_ref().is_some_and(|newest| newest.run == searched.run);
        Self {
            source_id: list.source,
            name: list.name,
            version: searched.run,
            day: searched.day,
            threshold: screened.threshold,
            is_newest,
            read_at: list.read_at,
            entities: searched.entities,
            names: searched.names,
            unsearchable_names: searched.unsearchable,
        }
    }
}

impl LeftOutListOut {
    pub(super) fn new(list: IndexedList, reason: LeftOut) -> Self {
        Self { source_id: list.source, name: list.name, reason, text: reason.text().to_owned() }
    }
}

impl From<SubjectAlert> for HitAlertOut {
    fn from(alert: SubjectAlert) -> Self {
        let SubjectAlert { id, status, opening, opened_at, decision, .. } = alert;
        Self { id, status, opening, opened_at, decision: decision.map(AlertDecisionOut::from) }
    }
}
