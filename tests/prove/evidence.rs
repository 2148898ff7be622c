//! What is published of the results.

use super::machine;
use sisuiq_clock::Clock;
use std::{fs, io, path::Path};
use tests::{
    prove::record::{Record, Records},
    suites::every,
};

const SHOWN_FAILURES: usize = 20;
const SHOWN_LETTERS: usize = 300;
const HEADING: &str = "# Evidence

What the product promises, and what came of putting each promise to the test. This file is written by `cargo dev prove`.
Every row is one suite; every case of it can be run again alone with `cargo dev prove --seed SEED --case NUMBER SUITE`.
A `+` after a commit means that files were changed.";
const HEAD: [&str; 8] = ["suite", "promise", "cases", "failures", "worst case", "seconds", "seed", "commit"];

/// The best result of each suite.
pub(super) struct Evidence {
    records: Vec<Record>,
    missing: Vec<&'static str>,
}

impl Evidence {
    pub(super) fn collect(records: &Records, commit: &str) -> io::Result<Self> {
        let mut evidence = Self { records: Vec::new(), missing: Vec::new() };
        for suite in every() {
            match records.best(suite.name, [suite.quick, suite.full], commit)? {
                Some(record) => evidence.records.push(record),
                None => evidence.missing.push(suite.name),
            }
        }
        Ok(evidence)
    }

    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, self.text()?)
    }

    fn text(&self) -> io::Result<String> {
        let date = Clock::system().now().strftime("%Y-%m-%d").to_string();
        let mut sections =
            vec![HEADING.to_owned(), format!("{date}, on {}.", machine::describe()?), table(&self.records)];
        sections.extend(self.records.iter().filter(|record| !record.has_passed()).map(failures));
        if !self.missing.is_empty() {
            sections.push(format!("Not yet run on this machine: {}.", self.missing.join(", ")));
        }
        Ok(format!("{}\n", sections.join("\n\n")))
    }
}

/// The records as a Markdown table.
pub(super) fn table(records: &[Record]) -> String {
    let mut lines = vec![format!("| {} |", HEAD.join(" | ")), format!("|{}", "---|".repeat(HEAD.len()))];
    lines.extend(records.iter().map(row));
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
