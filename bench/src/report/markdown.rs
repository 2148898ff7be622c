//! The report as text.

use super::Report;
use crate::figures::{Row, Section, Table};
use std::fmt::Write;

impl Report {
    pub(crate) fn markdown(&self) -> String {
        let machine = &self.machine;
        let dose = if self.is_quick { "quick" } else { "full" };
        let mut text = format!(
            "# Benchmarks\n\n\
             Written by `cargo dev bench --record`; [bench/README.md](../bench/README.md) describes the method of \
             each figure. A \
             {dose} run, {:.0} min.\n\n\
             | | |\n|---|---|\n| date | {} |\n| commit | {} |\n| processor | {}, {} cores |\n| memory | {} GiB |\n\
             | kernel | {} |\n| load before | {} |\n\n\
             Everything runs on this one machine: the measured programs, the load generator, Postgres, Qdrant and \
             the local S3 share its cores, and nothing crosses a network. Requests a second are therefore lower \
             bounds and latencies upper bounds, and ratios say more than absolute values. Optimised binaries, x86-64. \
             Percentiles are over all requests after a warm-up; a run with a failed request is not reported.\n",
            self.seconds / 60.0,
            machine.date,
            machine.commit,
            machine.processor,
            machine.cores,
            machine.memory_gib,
            machine.kernel,
            machine.load_before,
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
    use super::*;
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
    fn missing_figures_are_dashes() {
        assert_eq!(cells(&Row { name: String::new(), values: vec![None, Some(2.0)] }), ["–", "2.00"]);
    }
}
