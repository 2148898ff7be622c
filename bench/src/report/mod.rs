//! The report of a run: text, plots and comparison.

mod aims;
mod compare;
mod markdown;
mod plot;

pub(crate) use compare::Baseline;
pub(crate) use markdown::plain;

use crate::{figures::Section, measures::Measure};
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// Results of one run, or of several whose measures were recorded together.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Report {
    pub(crate) is_quick: bool,
    pub(crate) sections: Vec<Section>,
}

impl Report {
    /// Writes text, figures and plots into a folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        self.write_plots(&folder.join("benchmarks"))?;
        write(&folder.join("BENCHMARKS.md"), &self.markdown())?;
        write(&folder.join("report.json"), &self.json()?)?;
        say(&format!("the report is in {}", folder.display()))
    }

    /// Replaces the project's committed report and baseline. Measures that this run lacks stay as in `recorded`.
    pub(crate) fn record(&self, project: &Path, recorded: Option<Baseline>) -> Result<()> {
        let report = self.clone().beside(recorded.map(Baseline::into_sections).unwrap_or_default());
        let docs = project.join("docs");
        report.write_plots(&docs.join("benchmarks"))?;
        write(&docs.join("BENCHMARKS.md"), &report.markdown())?;
        write(&compare::path(project), &report.json()?)?;
        say("recorded as docs/BENCHMARKS.md, docs/benchmarks and bench/baseline.json")
    }

    /// This run with those of the other sections that it lacks, in the order of the measures.
    fn beside(mut self, others: Vec<Section>) -> Self {
        let lacks = |section: &Section| self.sections.iter().all(|own| own.name != section.name);
        let others: Vec<Section> = others.into_iter().filter(lacks).collect();
        self.sections.extend(others);
        let names: Vec<String> = Measure::value_variants().iter().map(|measure| measure.name()).collect();
        self.sections.sort_by_key(|section| names.iter().position(|name| *name == section.name));
        self
    }

    /// Prints the changes against the baseline. Returns true if any figure became worse beyond the tolerance.
    pub(crate) fn compare(&self, baseline: &Baseline) -> Result<bool> {
        let comparison = baseline.compare(self);
        say(&comparison.text())?;
        Ok(comparison.is_worse())
    }

    /// Figures of one column, in the rows whose names match.
    fn figures(&self, [section, table, column]: [&str; 3], is_row: impl Fn(&str) -> bool) -> impl Iterator<Item = f64> {
        let sections = self.sections.iter().filter(move |found| found.name == section);
        let tables = sections.flat_map(|section| &section.tables).filter(move |found| found.name == table);
        let columns = tables.filter_map(move |table| Some((table, table.column(column)?)));
        let rows = columns.flat_map(|(table, place)| table.rows.iter().map(move |row| (row, place)));
        rows.filter(move |(row, _)| is_row(&row.name)).filter_map(|(row, place)| row.value(place))
    }

    fn json(&self) -> Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(self)?))
    }

    fn write_plots(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let plots = self.sections.iter().flat_map(|section| &section.plots);
        plots.into_iter().try_for_each(|plot| write(&folder.join(format!("{}.svg", plot.name)), &plot::draw(plot)?))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Prints to standard output.
fn say(text: &str) -> Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{text}").context("cannot write to standard output")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Column, Table};

    /// A report of one table with requests a second.
    pub(super) fn report(section: &str, table: &str, rows: &[(&str, f64)]) -> Report {
        let mut found = Section::new(section, section, Vec::new());
        let mut filled = Table::new(table, vec![Column::higher("requests/s")]);
        for (name, figure) in rows {
            filled.add(*name, [*figure]);
        }
        found.tables.push(filled);
        Report { is_quick: false, sections: vec![found] }
    }

    #[test]
    fn measures_that_a_run_lacks_stay_recorded() {
        let recorded = ["streaming", "lists", "question"].map(|name| report(name, "before", &[("a", 1.0)]));
        let recorded = recorded.into_iter().flat_map(|report| report.sections).collect();
        let merged = report("lists", "now", &[("a", 2.0)]).beside(recorded);
        let found: Vec<_> =
            merged.sections.iter().map(|section| (section.name.as_str(), section.tables[0].name.as_str())).collect();
        assert_eq!(found, [("question", "before"), ("streaming", "before"), ("lists", "now")]);
    }
}
