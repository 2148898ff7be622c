//! Names of the columns of outage tables.

/// The columns of an outage table, as places in its header.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct OutageColumns {
    pub(crate) date: Option<usize>,
    pub(crate) end: Option<usize>,
    pub(crate) region: Option<usize>,
    pub(crate) cause: Option<usize>,
    pub(crate) duration: Option<(usize, DurationUnit)>,
    pub(crate) customers: Option<usize>,
}

/// The unit of a duration column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum DurationUnit {
    Hours,
    Minutes,
}

impl DurationUnit {
    pub(crate) fn hours(self, duration: f64) -> f64 {
        match self {
            Self::Hours => duration,
            Self::Minutes => duration / 60.0,
        }
    }
}

const DATES: [&str; 11] = [
    "date",
    "start",
    "start_date",
    "start_time",
    "started_at",
    "outage_date",
    "event_date",
    "interruption_date",
    "outage_start",
    "interruption_start",
    "start_datetime",
];
const ENDS: [&str; 10] = [
    "end",
    "end_date",
    "end_time",
    "ended_at",
    "restored_at",
    "restoration_time",
    "restoration_date",
    "outage_end",
    "interruption_end",
    "end_datetime",
];
const REGIONS: [&str; 5] = ["region", "area", "district", "service_area", "zone"];
const CAUSES: [&str; 4] = ["cause", "cause_category", "outage_cause", "reason"];
const HOURS: [&str; 6] = ["duration_hours", "duration_h", "hours", "duration_hrs", "outage_hours", "hours_out"];
const MINUTES: [&str; 6] =
    ["duration_minutes", "duration_min", "duration_mins", "minutes", "outage_minutes", "minutes_out"];
const CUSTOMERS: [&str; 6] = [
    "affected_customers",
    "customers_affected",
    "customers_interrupted",
    "customers",
    "customers_out",
    "interrupted_customers",
];

impl OutageColumns {
    /// Finds the columns by name, ignoring case and punctuation. Of several matches the one earliest in the list of names
    /// counts.
    pub(crate) fn of(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let find = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let hours = find(&HOURS).map(|place| (place, DurationUnit::Hours));
        Self {
            date: find(&DATES),
            end: find(&ENDS),
            region: find(&REGIONS),
            cause: find(&CAUSES),
            duration: hours.or_else(|| find(&MINUTES).map(|place| (place, DurationUnit::Minutes))),
            customers: find(&CUSTOMERS),
        }
    }

    /// Returns whether the table lists outages.
    pub(crate) const fn are_of_outages(&self) -> bool {
        self.date.is_some() && (self.has_durations() || self.customers.is_some() || self.cause.is_some())
    }

    /// Returns whether outage durations are known.
    pub(crate) const fn has_durations(&self) -> bool {
        self.duration.is_some() || (self.date.is_some() && self.end.is_some())
    }

    /// The columns that durations are computed from.
    pub(crate) fn of_durations(&self) -> Vec<usize> {
        match self.duration {
            Some((place, _)) => vec![place],
            None => self.date.into_iter().chain(self.end).collect(),
        }
    }
}

/// Lower case, with one `_` for whatever is neither letter nor digit.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> OutageColumns {
        OutageColumns::of(&names.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn other_tables_are_not_outages() {
        assert!(!of(&["station", "load", "date"]).are_of_outages());
        assert!(!of(&[]).are_of_outages());
    }

    #[test]
    fn columns_match_ignoring_case_and_order() {
        let found = of(&["Cause", "Duration (minutes)", "Affected Customers", "REGION", "Date"]);
        let expected = OutageColumns {
            date: Some(4),
            end: None,
            region: Some(3),
            cause: Some(0),
            duration: Some((1, DurationUnit::Minutes)),
            customers: Some(2),
        };
        assert_eq!(found, expected);
        assert!(found.are_of_outages());
    }

    #[test]
    fn start_and_end_give_durations() {
        let found = of(&["start_time", "end_time", "customers"]);
        assert!(found.has_durations() && found.of_durations() == [0, 1]);
        assert!(!of(&["start_time", "customers"]).has_durations());
    }
}
