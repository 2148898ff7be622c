//! This run beside the committed one.

use super::{Report, markdown::figure};
use crate::figures::{Better, Column};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

/// How much worse a judged figure may be, in parts of the baseline's: on a shared machine two runs of the same programs
/// differ by so much.
const TOLERANCE: f64 = 0.3;

/// Where the baseline is committed.
pub(super) fn baseline(project: &Path) -> PathBuf {
    project.join("bench/baseline.json")
}

/// One figure in both runs.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    place: String,
    before: f64,
    now: f64,
    /// Above zero for worse, in parts of the baseline's figure.
    worse_by: f64,
}

/// What changed beyond the tolerance.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    compared: usize,
    changes: Vec<Change>,
    /// Why the figures are shown and not judged.
    objection: Option<String>,
}

impl Comparison {
    pub(super) fn of(before: &Report, now: &Report) -> Self {
        let objection = (!before.machine.is_like(&now.machine)).then(|| {
            let machine = &before.machine;
            format!("the baseline is of another machine ({}, {} cores): not judged", machine.processor, machine.cores)
        });
        let pairs = pairs(before, now);
        let compared = pairs.len();
        let changes = pairs.into_iter().filter(|change| change.worse_by.abs() > TOLERANCE).collect();
        Self { compared, changes, objection }
    }

    pub(super) fn is_worse(&self) -> bool {
        self.objection.is_none() && self.changes.iter().any(|change| change.worse_by > 0.0)
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!(
            "{} figures compared with the baseline; {} differ by more than {:.0} %",
            self.compared,
            self.changes.len(),
            TOLERANCE * 100.0
        );
        for change in &self.changes {
            let verdict = if change.worse_by > 0.0 { "worse" } else { "better" };
            let (before, now) = (figure(change.before), figure(change.now));
            let _ = write!(text, "\n  {verdict:6}  {}: {before} → {now}", change.place);
        }
        if let Some(objection) = &self.objection {
            let _ = write!(text, "\n{objection}");
        }
        text
    }
}

/// All judged figures that both runs have.
fn pairs(before: &Report, now: &Report) -> Vec<Change> {
    let mut pairs = Vec::new();
    for section in &now.sections {
        let Some(old) = before.sections.iter().find(|old| old.name == section.name) else { continue };
        for (place, table) in section.tables.iter().enumerate() {
            let Some(old) = old.tables.get(place) else { continue };
            for row in &table.rows {
                let Some(old_row) = old.rows.iter().find(|old| old.name == row.name) else { continue };
                for (number, column) in table.columns.iter().enumerate() {
                    let value = old.column(&column.name).and_then(|number| old_row.value(number));
                    let place = format!("{} / {} / {}", section.name, row.name, column.name);
                    let both = value.zip(row.value(number));
                    pairs.extend(both.and_then(|(before, now)| change(column, place, (before, now))));
                }
            }
        }
    }
    pairs
}

fn change(column: &Column, place: String, (before, now): (f64, f64)) -> Option<Change> {
    let sign = match column.better {
        Better::Higher => -1.0,
        Better::Lower => 1.0,
        Better::Neither => return None,
    };
    let difference = now - before;
    let means_nothing = difference.abs() <= column.slack || before <= 0.0;
    let worse_by = if means_nothing { 0.0 } else { sign * difference / before };
    Some(Change { place, before, now, worse_by })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worse_by(column: &Column, before: f64, now: f64) -> f64 {
        change(column, String::new(), (before, now)).unwrap().worse_by
    }

    #[test]
    fn fewer_requests_and_longer_waits_are_worse() {
        assert!(worse_by(&Column::higher("requests/s"), 100.0, 60.0) > TOLERANCE);
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 10.0, 14.0) > TOLERANCE);
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 10.0, 5.0) < -TOLERANCE);
    }

    #[test]
    fn a_difference_within_the_slack_means_nothing() {
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 0.1, 0.3).abs() < f64::EPSILON);
    }

    #[test]
    fn what_is_only_said_is_not_compared() {
        assert_eq!(change(&Column::said("max ms"), String::new(), (1.0, 100.0)), None);
    }
}
