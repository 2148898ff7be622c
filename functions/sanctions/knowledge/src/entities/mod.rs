//! Entries of sanctions lists.

pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod ownership;
pub(crate) mod read;
pub(crate) mod related;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use serde_json::Value;
use sisuiq_lists::Entity;
use sisuiq_model::SourceId;
use sisuiq_sanctions_db::{list_entity_versions::Validity, sources::Source};
use tracing::warn;
use utoipa::ToSchema;

/// When a list said something.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ValidityOut {
    /// The day of the list that said it first. An entry may have been listed earlier, if the list was not watched then.
    valid_from: Date,
    /// The day of the list that no longer said it; null if the latest one does.
    valid_to: Option<Date>,
    /// When the product learned of it.
    known_from: Timestamp,
    /// When the product learned of its end.
    known_to: Option<Timestamp>,
}

/// A list, and the days of which its entries are known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoveredListOut {
    id: SourceId,
    /// Its name.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// The dataset that it belongs to.
    #[schema(example = "US-Sanctions")]
    dataset: String,
    /// The day from which its entries are known; null if it was never read.
    covered_from: Option<Date>,
    /// The end of the last run that read it, whether it had changed or not.
    read_at: Option<Timestamp>,
    /// False if nothing is known of the list on the day that was asked about, as on days after it was last read: that an entry is
    /// missing then means nothing.
    covers: bool,
}

/// What a list says of an entry; `None`, and a line in the log, if an older version of the product stored it in another form.
fn parsed(content: Value) -> Option<Entity> {
    let read = serde_json::from_value(content);
    read.inspect_err(|error| warn!(%error, "a stored entry of a list has another form")).ok()
}

impl From<Validity> for ValidityOut {
    fn from(Validity { valid_from, valid_to, known_from, known_to }: Validity) -> Self {
        Self { valid_from, valid_to, known_from, known_to }
    }
}

impl CoveredListOut {
    /// Describes what is known of a list on a day, or as of its last reading.
    fn new(source: Source, at: Option<Date>) -> Self {
        let covered_from = source.covered.map(|(from, _)| from);
        let read_on = source.read_at.map(|read_at| read_at.to_zoned(TimeZone::UTC).date());
        let covers = source.covered.is_some_and(|(from, to)| {
            at.is_none_or(|day| (from..=read_on.map_or(to, |read_on| read_on.max(to))).contains(&day))
        });
        let name = source.settings.name;
        Self { id: source.id, name, dataset: source.settings.dataset, covered_from, read_at: source.read_at, covers }
    }
}
