//! Sources as they are sent.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_model::{SourceFormat, SourceId, SourcePart, SourceState};
use sisuiq_sanctions_db::sources::{File, Source};
use sisuiq_sources::schedule::{FRESHNESS_OBJECTIVE, Freshness};
use utoipa::ToSchema;

/// A watched source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WatchedSourceOut {
    id: SourceId,
    /// Its name.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// The format of its files.
    format: SourceFormat,
    /// The dataset whose answers rest on it.
    #[schema(example = "US-Sanctions")]
    dataset: String,
    /// When it is read.
    #[schema(example = "1d")]
    schedule: String,
    /// False if it is no longer read.
    enabled: bool,
    /// The score from which an entry of its list is a hit, for screenings that state none; null for the product's own (0.7), and for a law.
    #[schema(minimum = 0.5, maximum = 1.0, example = 0.8)]
    threshold: Option<f64>,
    /// Its files.
    files: Vec<SourceFileOut>,
    /// Whether what is known of it is up to date.
    state: SourceState,
    /// The time of its next scheduled run; null if it is disabled.
    next_run_at: Option<Timestamp>,
    /// The end of the last run that read it, whether it had changed or not.
    read_at: Option<Timestamp>,
    /// The end of the last run that found a change.
    changed_at: Option<Timestamp>,
    /// The day from which the entries of a list are known; null before it was read, and for a law.
    covered_from: Option<Date>,
    /// The day of the list whose entries were taken over last.
    covered_to: Option<Date>,
    /// Failed runs since the last one that read it.
    #[schema(example = 0, minimum = 0)]
    failures: i32,
    /// When it was created.
    created_at: Timestamp,
    /// When its settings were changed last.
    updated_at: Timestamp,
}

/// A file of a source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceFileOut {
    /// Its part of the source.
    part: SourcePart,
    /// Its address.
    #[schema(example = "https://lists.example/sdn.csv")]
    url: String,
}

impl WatchedSourceOut {
    pub(crate) fn new(source: Source, now: Timestamp) -> Self {
        let state = state(&source, now);
        let files = source.files.into_iter().map(|File { part, url }| SourceFileOut { part, url }).collect();
        let settings = source.settings;
        Self {
            id: source.id,
            name: settings.name,
            format: settings.format,
            dataset: settings.dataset,
            schedule: settings.schedule,
            enabled: settings.is_enabled,
            threshold: settings.threshold,
            files,
            state,
            next_run_at: settings.is_enabled.then_some(source.next_run_at),
            read_at: source.read_at,
            changed_at: source.changed_at,
            covered_from: source.covered.map(|(from, _)| from),
            covered_to: source.covered.map(|(_, to)| to),
            failures: source.failures,
            created_at: source.created_at,
            updated_at: source.updated_at,
        }
    }
}

/// Whether what is known of a source is up to date. A source that was never read is late once the objective has passed since its
/// creation.
pub(crate) fn state(source: &Source, now: Timestamp) -> SourceState {
    if !source.settings.is_enabled {
        return SourceState::Disabled;
    }
    match Freshness::of(source.read_at, source.created_at, now, FRESHNESS_OBJECTIVE) {
        Freshness::Fresh { .. } => SourceState::Fresh,
        Freshness::Late { .. } | Freshness::Never { is_late: true } => SourceState::Late,
        Freshness::Never { is_late: false } => SourceState::Unread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use sisuiq_sanctions_db::sources::Settings;
    use uuid::Uuid;

    const NOON: Timestamp = Timestamp::constant(1_800_000_000, 0);

    fn source(read_at: Option<Timestamp>) -> Source {
        let settings = Settings {
            name: "UN list".to_owned(),
            format: SourceFormat::UnXml,
            dataset: "UN-Sanctions".to_owned(),
            schedule: "1d".to_owned(),
            is_enabled: true,
            threshold: None,
        };
        Source {
            id: SourceId(Uuid::from_u128(1)),
            settings,
            files: Vec::new(),
            next_run_at: NOON,
            read_at,
            changed_at: None,
            covered: None,
            failures: 0,
            created_at: NOON,
            updated_at: NOON,
        }
    }

    #[test]
    fn a_source_is_late_after_the_objective() {
        let second = SignedDuration::from_secs(1);
        for (read_at, now, expected) in [
            (None, NOON, SourceState::Unread),
            (None, NOON + FRESHNESS_OBJECTIVE, SourceState::Unread),
            (None, NOON + FRESHNESS_OBJECTIVE + second, SourceState::Late),
            (Some(NOON), NOON + FRESHNESS_OBJECTIVE, SourceState::Fresh),
            (Some(NOON), NOON + FRESHNESS_OBJECTIVE + second, SourceState::Late),
            (Some(NOON + second), NOON + FRESHNESS_OBJECTIVE + second, SourceState::Fresh),
        ] {
            assert_eq!(state(&source(read_at), now), expected, "{read_at:?} {now}");
        }
    }

    #[test]
    fn a_disabled_source_is_never_late_and_has_no_next_run() {
        let mut disabled = source(None);
        disabled.settings.is_enabled = false;
        assert_eq!(state(&disabled, NOON + FRESHNESS_OBJECTIVE + FRESHNESS_OBJECTIVE), SourceState::Disabled);
        assert_eq!(WatchedSourceOut::new(disabled, NOON).next_run_at, None);
    }
}
