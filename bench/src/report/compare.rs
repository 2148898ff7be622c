//! Comparison of this run with the committed baseline.

use super::{Report, markdown::figure};
use crate::figures::{Better, Column, Section};
use anyhow::{Context, Result, ensure};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Tolerated deterioration, as a share of the baseline's figure. Two runs of the same programs differ by this much on a
/// shared machine.
const TOLERANCE: f64 = 0.3;

/// Path of the committed baseline.
pub(super) fn path(project: &Path) -> PathBuf {
    project.join("bench/baseline.json")
}

/// The committed baseline.
#[derive(Clone, Debug)]
pub(crate) struct Baseline(Report);

impl Baseline {
    pub(crate) fn read(project: &Path) -> Result<Self> {
        let path = path(project);
        let text = fs::read(&path).with_context(|| format!("cannot read {}; --record makes it", path.display()))?;
        let report = serde_json::from_slice(&text).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self(report))
    }

    /// The baseline for recording some measures of a run in it. Refuses a run of another dose.
    pub(crate) fn read_beside(project: &Path, is_quick: bool) -> Result<Self> {
        let baseline = Self::read(project)?;
        baseline.admit(is_quick)?;
        Ok(baseline)
    }

    fn admit(&self, is_quick: bool) -> Result<()> {
        let dose = |is_quick| if is_quick { "quick" } else { "full" };
        let (recorded, now) = (dose(self.0.is_quick), dose(is_quick));
        ensure!(recorded == now, "the baseline is of a {recorded} run: record all measures of a {now} one, or none");
        Ok(())
    }

    pub(super) fn into_sections(self) -> Vec<Section> {
        self.0.sections
    }

    pub(super) fn compare(&self, now: &Report) -> Comparison {
        Comparison::of(&self.0, now)
    }
}

/// One figure in both runs.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    place: String,
    before: f64,
    now: f64,
    /// Deterioration as a share of the baseline's figure; negative for improvements.
    worse_by: f64,
    /// True if both figures are of the same kind of machine and of the same dose.
    is_judged: bool,
}

/// Changes beyond the tolerance.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    compared: usize,
    /// Number of comparable figures that the baseline lacks.
    new: usize,
    changes: Vec<Change>,
    /// Reasons why figures are not judged, each with their measures.
    objections: BTreeMap<String, Vec<String>>,
}

impl Comparison {
    fn of(before: &Report, now: &Report) -> Self {
        let (pairs, new) = pairs(before, now);
        let compared = pairs.len();
        let changes = pairs.into_iter().filter(|change| change.worse_by.abs() > TOLERANCE).collect();
        let mut objections: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for section in &now.sections {
            if let Some(objection) = objection(before, now, section) {
                objections.entry(objection).or_default().push(section.name.clone());
            }
        }
        Self { compared, new, changes, objections }
    }

    pub(super) fn is_worse(&self) -> bool {
        self.changes.iter().any(|change| change.is_judged && change.worse_by > 0.0)
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!(
            "{} figures compared with the baseline, {} are not in it; {} differ by more than {:.0} %",
            self.compared,
            self.new,
            self.changes.len(),
            TOLERANCE * 100.0
        );
        for change in &self.changes {
            let verdict = if change.worse_by > 0.0 { "worse" } else { "better" };
            let (before, now) = (figure(change.before), figure(change.now));
            let _ = write!(text, "\n  {verdict:6}  {}: {before} → {now}", change.place);
        }
        for (objection, measures) in &self.objections {
            let _ = write!(text, "\n{objection}: {}", measures.join(", "));
        }
        text
    }
}

/// Finds a reason other than the code why the figures of a measure may differ.
fn objection(before: &Report, now: &Report, section: &Section) -> Option<String> {
    let recorded = before.sections.iter().find(|recorded| recorded.name == section.name)?;
    if !recorded.machine.is_like(&section.machine) {
        return Some(format!("not judged, the baseline is of another machine ({})", recorded.machine.processor()));
    }
    let dose = |report: &Report| if report.is_quick { "quick" } else { "full" };
    (before.is_quick != now.is_quick)
        .then(|| format!("not judged, the baseline is of a {} run and this is a {} one", dose(before), dose(now)))
}

/// All comparable figures of both runs, and the number of those that only this run has.
fn pairs(before: &Report, now: &Report) -> (Vec<Change>, usize) {
    let (mut pairs, mut new) = (Vec::new(), 0);
    for section in &now.sections {
        let is_judged = objection(before, now, section).is_none();
        for table in &section.tables {
            for row in &table.rows {
                let judged = table.columns.iter().enumerate().filter(|(_, column)| column.better != Better::Neither);
                for (number, column) in judged {
                    let Some(now) = row.value(number) else { continue };
                    let place = format!("{} / {} / {}", section.name, row.name, column.name);
                    let names = [&section.name, &table.name, &column.name].map(String::as_str);
                    match before.figures(names, |name| name == row.name).next() {
                        Some(before) => pairs.push(Change { is_judged, ..change(column, place, (before, now)) }),
                        None => new += 1,
                    }
                }
            }
        }
    }
    (pairs, new)
}

fn change(column: &Column, place: String, (before, now): (f64, f64)) -> Change {
    let sign = if column.better == Better::Higher { -1.0 } else { 1.0 };
    let difference = now - before;
    let is_ignored = difference.abs() <= column.slack || before <= 0.0;
    let worse_by = if is_ignored { 0.0 } else { sign * difference / before };
    Change { place, before, now, worse_by, is_judged: true }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::report, *};

    fn worse_by(column: &Column, before: f64, now: f64) -> f64 {
        change(column, String::new(), (before, now)).worse_by
    }

    #[test]
    fn lower_rates_and_longer_times_worsen() {
        assert!(worse_by(&Column::higher("requests/s"), 100.0, 60.0) > TOLERANCE);
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 10.0, 14.0) > TOLERANCE);
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 10.0, 5.0) < -TOLERANCE);
    }

    #[test]
    fn differences_within_slack_are_ignored() {
        assert!(worse_by(&Column::lower("p50 ms", 0.2), 0.1, 0.3).abs() < f64::EPSILON);
    }

    #[test]
    fn neutral_columns_are_not_compared() {
        let mut said = report("lists", "requests", &[("login", 9.0)]);
        said.sections[0].tables[0].columns = vec![Column::said("requests/s")];
        assert_eq!(Comparison::of(&said, &said).compared, 0);
    }

    #[test]
    fn figures_without_baseline_are_counted() {
        let (before, now) = (report("lists", "requests", &[("login", 9.0)]), [("login", 1.0), ("logout", 1.0)]);
        let comparison = Comparison::of(&before, &report("lists", "requests", &now));
        assert_eq!((comparison.compared, comparison.new, comparison.is_worse()), (1, 1, true));
    }

    #[test]
    fn quick_and_full_runs_are_incomparable() {
        let full = report("lists", "requests", &[("login", 9.0)]);
        let quick = Report { is_quick: true, ..report("lists", "requests", &[("login", 1.0)]) };
        assert!(!Comparison::of(&full, &quick).is_worse());
        assert!(Baseline(full.clone()).admit(true).is_err() && Baseline(full).admit(false).is_ok());
    }

    #[test]
    fn measures_of_other_machines_are_incomparable() {
        let measured = |section: &str, instructions: &str, figure: f64| {
            let mut report = report(section, "requests", &[("login", figure)]);
            instructions.clone_into(&mut report.sections[0].machine.instructions);
            report
        };
        let before = measured("lists", "avx512f", 9.0).beside(measured("peer", "avx2", 9.0).sections);
        let now = measured("lists", "avx2", 1.0);
        let comparison = Comparison::of(&before, &now);
        assert!(!comparison.is_worse() && comparison.text().ends_with(", 0 cores): lists"), "{}", comparison.text());
        assert!(Comparison::of(&before, &now.beside(measured("peer", "avx2", 1.0).sections)).is_worse());
    }
}
