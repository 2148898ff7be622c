//! The published results in `docs/EVIDENCE.md`.

use super::machine;
use prove::suites::every;
use prove::{
    Suite,
    record::{Record, Records},
};
use std::{fs, io, path::Path};

const SHOWN_FAILURES: usize = 20;
const SHOWN_LETTERS: usize = 300;
const HEADING: &str = "# Evidence

What the product promises, and what came of putting each promise to the test. This file is written by `cargo dev prove`.
Every row is one suite; every case of it can be run again alone with `cargo dev prove --seed SEED --case NUMBER SUITE`.
A `+` after a commit means that files were changed. What was put to the test elsewhere stays until it is put to the test here.";
const HEAD: [&str; 9] = ["suite", "promise", "cases", "failures", "worst case", "seconds", "seed", "date", "commit"];

/// The best record of each suite, in the order of the suites.
pub(super) struct Evidence(Vec<(&'static str, Option<Record>)>);

impl Evidence {
    pub(super) fn collect(records: &Records, commit: &str) -> io::Result<Self> {
        let best = |suite: &Suite| records.best(suite.name, [suite.quick, suite.full], commit);
        let best = every().map(|suite| Ok((suite.name, best(suite)?)));
        best.collect::<io::Result<_>>().map(Self)
    }

    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let before = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            before => before?,
        };
        fs::write(path, self.text(&before, &machine::describe()?))
    }

    /// Generates the page. A suite that has no record on this machine keeps its row from the previous page.
    fn text(&self, before: &str, machine: &str) -> String {
        let (mut rows, mut missing) = (Vec::new(), Vec::new());
        for (name, record) in &self.0 {
            let start = format!("| {name} |");
            match record
                .as_ref()
                .map(row)
                .or_else(|| before.lines().find(|row| row.starts_with(&start)).map(str::to_owned))
            {
                Some(row) => rows.push(row),
                None => missing.push(*name),
            }
        }
        let mut sections = vec![HEADING.to_owned(), format!("On {machine}."), in_table(rows)];
        let records = self.0.iter().filter_map(|(_, record)| record.as_ref());
        sections.extend(records.filter(|record| !record.has_passed()).map(failures));
        if !missing.is_empty() {
            sections.push(format!("Not yet run: {}.", missing.join(", ")));
        }
        format!("{}\n", sections.join("\n\n"))
    }
}

/// The records as a Markdown table.
pub(super) fn table(records: &[Record]) -> String {
    in_table(records.iter().map(row))
}

fn in_table(rows: impl IntoIterator<Item = String>) -> String {
    let mut lines = vec![format!("| {} |", HEAD.join(" | ")), format!("|{}", "---|".repeat(HEAD.len()))];
    lines.extend(rows);
    lines.join("\n")
}

fn row(record: &Record) -> String {
    let cells = [
        record.name.clone(),
        record.promise.clone(),
        count(record),
        record.failures.len().to_string(),
        record.worst.0.clone(),
        format!("{:.1}", record.seconds),
        record.seed.to_string(),
        record.at.strftime("%Y-%m-%d").to_string(),
        record.commit.clone(),
    ];
    format!("| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

fn count(record: &Record) -> String {
    if record.cases == record.dose {
        return record.cases.to_string();
    }
    format!("{} of {}", record.cases, record.dose)
}

fn failures(record: &Record) -> String {
    let mut lines = vec![format!("## Failures of {}\n", record.name)];
    for failure in record.failures.iter().take(SHOWN_FAILURES) {
        let detail: String = failure.detail.replace('\n', " ").chars().take(SHOWN_LETTERS).collect();
        lines.push(format!("- case {}: {detail}", failure.case));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_rows_and_lists_missing() {
        let evidence = Evidence(vec![("clocks", None), ("fuzz", None)]);
        let row = "| clocks | as they should | 600 | 0 | none | 48.4 | 1 | 2026-11-24 | 2be1ccd48c53 |";
        let page = evidence.text(&format!("before\n{row}\n"), "a machine");
        assert!(page.contains(row) && page.ends_with("\n\nNot yet run: fuzz.\n"), "{page}");
    }
}
