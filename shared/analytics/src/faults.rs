//! Faults of rows that exclude them from figures.

use crate::sample::Sample;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A fault that excludes a row.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Fault {
    Total,
    PossibleTotal,
    Note,
    Comment,
    RepeatedHeader,
    OtherTable,
    Hidden,
    QuotedLine,
    Misaligned,
    OpenQuote,
    Undated,
    NoDuration,
    UnknownUnit,
    NoTimes,
    NegativeDuration,
    EndsBeforeStart,
    Contradiction,
    MixedZones,
    UnknownZone,
    AmbiguousTime,
    Merged,
    NoCustomers,
    NegativeCustomers,
}

/// The number of rows with each fault, and the first of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(BTreeMap<Fault, Sample<u64>>);

impl Fault {
    /// Returns whether the row is in no figure at all, instead of in no index.
    pub(crate) const fn is_of_all_figures(self) -> bool {
        matches!(
            self,
            Self::Total
                | Self::PossibleTotal
                | Self::Note
                | Self::Comment
                | Self::RepeatedHeader
                | Self::OtherTable
                | Self::Hidden
                | Self::QuotedLine
                | Self::Misaligned
                | Self::OpenQuote
                | Self::Undated
        )
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::PossibleTotal => "possible_total",
            Self::Note => "note",
            Self::Comment => "comment",
            Self::RepeatedHeader => "repeated_header",
            Self::OtherTable => "other_table",
            Self::Hidden => "hidden",
            Self::QuotedLine => "quoted_line",
            Self::Misaligned => "misaligned",
            Self::OpenQuote => "open_quote",
            Self::Undated => "undated",
            Self::NoDuration => "no_duration",
            Self::UnknownUnit => "unknown_unit",
            Self::NoTimes => "no_times",
            Self::NegativeDuration => "negative_duration",
            Self::EndsBeforeStart => "ends_before_start",
            Self::Contradiction => "contradiction",
            Self::MixedZones => "mixed_zones",
            Self::UnknownZone => "unknown_zone",
            Self::AmbiguousTime => "ambiguous_time",
            Self::Merged => "merged_number",
            Self::NoCustomers => "no_customers",
            Self::NegativeCustomers => "negative_customers",
        }
    }

    const fn tell(self) -> &'static str {
        match self {
            Self::Total => "is a total of other rows and is excluded from all figures",
            Self::PossibleTotal => {
                "has the sums of other rows and is excluded from all figures, as it may be their total: if it is an outage, move it to another place among the rows"
            }
            Self::Note => "is a note below the table and is excluded from all figures",
            Self::Comment => {
                "begins with # and has another form than the rows of the table: it was read as a comment and is excluded from all figures"
            }
            Self::RepeatedHeader => {
                "repeats the header and is excluded from all figures; the rows below it are read as rows of the same table, unless this note says that they belong to another table"
            }
            Self::OtherTable => {
                "is one of another table below, which has a header of its own, and is excluded from all figures: upload that table as a file of its own"
            }
            Self::Hidden => "is hidden and is excluded from all figures",
            Self::QuotedLine => {
                "is in quotation marks as a whole, which makes it a single cell, and is excluded from all figures: remove the marks at its beginning and end"
            }
            Self::Misaligned => "has more cells than the header and is excluded from the figures of outages",
            Self::OpenQuote => {
                "has a quotation mark that is not closed and another number of cells than the header, and is excluded from the figures of outages"
            }
            Self::Undated => "has no readable date and is excluded from the figures of outages",
            Self::NoDuration => "has no readable duration and is excluded from the indices",
            Self::UnknownUnit => "has a duration of unknown unit and is excluded from the indices",
            Self::NoTimes => "has a begin or an end without a time of day and is excluded from the indices",
            Self::NegativeDuration => "has a negative duration and is excluded from the indices",
            Self::EndsBeforeStart => "ends before it begins and is excluded from the indices",
            Self::Contradiction => {
                "has a duration that differs from the time between its begin and its end and is excluded from the indices"
            }
            Self::MixedZones => "has a time zone at one of begin and end only and is excluded from the indices",
            Self::UnknownZone => "has times in zones that are unknown or ambiguous and is excluded from the indices",
            Self::AmbiguousTime => {
                "begins or ends in an hour that the clocks show twice or skip and is excluded from the indices"
            }
            Self::Merged => "has a number in a cell that is merged with other rows and is excluded from the indices",
            Self::NoCustomers => "has no readable number of customers and is excluded from the indices",
            Self::NegativeCustomers => "has a negative number of customers and is excluded from the indices",
        }
    }
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, line: u64) {
        self.0.entry(fault).or_default().add(line);
    }

    /// Adds rows of one fault by their lines.
    pub(crate) fn add_all(&mut self, fault: Fault, lines: &Sample<u64>) {
        if lines.count > 0 {
            self.0.entry(fault).or_default().merge(lines);
        }
    }

    /// The number of rows with a fault.
    pub(crate) fn count(&self, fault: Fault) -> u64 {
        self.0.get(&fault).map_or(0, |rows| rows.count)
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(fault, rows)| self.add_all(*fault, rows));
    }

    /// A sentence for each fault that `counts` selects.
    pub(crate) fn told(&self, counts: impl Fn(Fault) -> bool) -> Vec<String> {
        let counted = self.0.iter().filter(|(fault, _)| counts(**fault));
        counted.map(|(fault, rows)| sentence(rows, fault.tell())).collect()
    }

    /// Rows that are left out, by reason.
    pub(crate) fn payload(&self) -> Value {
        let told = |(fault, rows): (&Fault, &Sample<u64>)| {
            json!({
                "reason": fault.code(),
                "detail": sentence(rows, fault.tell()),
                "rows": rows.count,
                "lines": rows.first,
                "figures": if fault.is_of_all_figures() { "all" } else { "indices" },
            })
        };
        self.0.iter().map(told).collect()
    }
}

fn sentence(rows: &Sample<u64>, tell: &str) -> String {
    let first = rows.first.first().copied().unwrap_or_default();
    let others: Vec<String> = rows.first.iter().skip(1).map(ToString::to_string).collect();
    match rows.count {
        1 => format!("Row {first} {tell}."),
        2 => format!("Row {first} {tell}; the same holds for row {}.", others.join(", ")),
        count => {
            let more = if count > 5 { ", …" } else { "" };
            format!("Row {first} {tell}; the same holds for {} other rows ({}{more}).", count - 1, others.join(", "))
        }
    }
}
