//! The report as text.

use super::Report;
use crate::{
    figures::{Row, Section, Table},
    machine::Machine,
    measures::Measure,
};
use clap::ValueEnum;
use std::fmt::Write;

impl Report {
    pub(crate) fn markdown(&self) -> String {
        let dose = if self.is_quick { "quick" } else { "full" };
        let seconds: f64 = self.sections.iter().map(|section| section.seconds).sum();
        let mut text = format!(
            "# Benchmarks\n\n\
             Written by `cargo dev bench --record`; [bench/README.md](../bench/README.md) describes the method of \
             each figure. A \
             {dose} run, {:.0} min.\n\n\
             {}\n\
             Everything runs on one machine: the measured programs, the load generator, Postgres, Qdrant and \
             the local S3 share its cores, and nothing crosses a network. Requests a second are therefore lower \
             bounds and latencies upper bounds, and ratios say more than absolute values. Optimised binaries, x86-64. \
             Percentiles are over all requests after a warm-up; a run with a failed request is not reported.\n",
            seconds / 60.0,
            self.runs(),
        );
        let aims = self.aims();
        if !aims.is_empty() {
            let _ = write!(
                text,
                "\n## Targets\n\n| target | required | worst figure | result | reason |\n|---|---:|---:|---|---|\n{aims}"
            );
        }
        for section in &self.sections {
            write_section(&mut text, section);
        }
        text
    }

    /// The table of the runs, the newest first, with the measures that each contributes.
    fn runs(&self) -> String {
        let mut runs: Vec<(&Machine, Vec<&str>)> = Vec::new();
        for section in &self.sections {
            match runs.iter_mut().find(|(machine, _)| **machine == section.machine) {
                Some((_, measures)) => measures.push(&section.name),
                None => runs.push((&section.machine, vec![&section.name])),
            }
        }
        runs.sort_by(|left, right| right.0.date.cmp(&left.0.date));
        let row = |name: &str, cell: &dyn Fn(&Machine) -> String| {
            let cells: Vec<String> = runs.iter().map(|(machine, _)| cell(machine)).collect();
            format!("| {name} | {} |\n", cells.join(" | "))
        };
        let all = Measure::value_variants().len();
        let measures: Vec<String> = runs
            .iter()
            .map(|(_, measures)| if measures.len() == all { "all".to_owned() } else { measures.join(", ") })
            .collect();
        [
            format!("| measures | {} |\n|---|{}\n", measures.join(" | "), "---|".repeat(runs.len())),
            row("date", &|machine| machine.date.clone()),
            row("commit", &|machine| machine.commit.clone()),
            row("processor", &Machine::processor),
            row("memory", &|machine| format!("{} GiB", machine.memory_gib)),
            row("kernel", &|machine| machine.kernel.clone()),
            row("load before", &|machine| machine.load_before.clone()),
        ]
        .concat()
    }
}

fn write_section(text: &mut String, section: &Section) {
    let _ = writeln!(text, "\n## {}\n", section.title);
    for note in &section.notes {
        let _ = writeln!(text, "- {note}");
    }
    for table in &section.tables {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let _ = writeln!(text, "\n| {} | {} |\n|---|{}", table.name, names.join(" | "), "---:|".repeat(names.len()));
        for row in &table.rows {
            let _ = writeln!(text, "| {} | {} |", row.name, cells(row).join(" | "));
        }
    }
    for plot in &section.plots {
        let _ = writeln!(text, "\n![{}](benchmarks/{}.svg)", plot.title, plot.name);
    }
}

/// Formats a table for a terminal.
pub(crate) fn plain(table: &Table) -> String {
    let mut lines = vec![vec![table.name.clone()]];
    lines.extend(table.rows.iter().map(|row| vec![row.name.clone()]));
    let names = table.columns.iter().map(|column| column.name.clone()).collect();
    let all = [names].into_iter().chain(table.rows.iter().map(cells));
    for (line, figures) in lines.iter_mut().zip(all) {
        line.extend(figures);
    }
    let longest = |place: usize| lines.iter().filter_map(|line| Some(line.get(place)?.chars().count())).max();
    let widths: Vec<usize> = (0..=table.columns.len()).map(|place| longest(place).unwrap_or_default()).collect();
    let mut text = String::new();
    for line in &lines {
        text.push_str("\n      ");
        for (place, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let _ = if place == 0 { write!(text, "{cell:width$}") } else { write!(text, "  {cell:>width$}") };
        }
    }
    text
}

fn cells(row: &Row) -> Vec<String> {
    row.values.iter().map(|value| value.map_or_else(|| "–".to_owned(), figure)).collect()
}

/// Formats a figure with three significant digits, or as an integer.
pub(super) fn figure(value: f64) -> String {
    let digits = match value.abs() {
        size if !(0.000_5..100.0).contains(&size) => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::{super::tests::report, *};
    use crate::figures::Column;

    #[test]
    fn figures_have_three_digits() {
        let shown = [0.0, 0.1234, 1.234, 12.34, 123.4, 12_345.6].map(figure);
        assert_eq!(shown, ["0", "0.123", "1.23", "12.3", "123", "12346"]);
    }

    #[test]
    fn plain_table_aligns_columns() {
        let mut table = Table::new("clients", vec![Column::higher("requests/s")]);
        table.add("1", [5.0]);
        assert_eq!(plain(&table), "\n      clients  requests/s\n      1              5.00");
    }

    #[test]
    fn runs_are_listed_with_their_measures() {
        let mut report = report("lists", "requests", &[]).beside(report("peer", "requests", &[]).sections);
        assert!(report.runs().starts_with("| measures | lists, peer |\n|---|---|\n"), "{}", report.runs());
        "2026-11-28".clone_into(&mut report.sections[1].machine.date);
        assert!(report.runs().starts_with("| measures | peer | lists |\n|---|---|---|\n| date | 2026-11-28 |  |\n"));
    }

    #[test]
    fn a_run_of_every_measure_is_named_all() {
        let sections = Measure::value_variants().iter().map(|measure| report(&measure.name(), "", &[]).sections);
        let report = Report { is_quick: false, sections: sections.flatten().collect() };
        assert!(report.runs().starts_with("| measures | all |\n|---|---|\n"), "{}", report.runs());
    }

    #[test]
    fn missing_figures_are_dashes() {
        assert_eq!(cells(&Row { name: String::new(), values: vec![None, Some(2.0)] }), ["–", "2.00"]);
    }
}
