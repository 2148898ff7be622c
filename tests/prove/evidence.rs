//! What is published of the results.

use super::machine;
use sisuiq_clock::Clock;
use std::{fs, io, path::Path};
use tests::{
    prove::record::{Record, Records},
    suites::ALL,
};

const SHOWN_FAILURES: usize = 20;
const HEAD: [&str; 8] = ["suite", "promise", "cases", "failures", "worst case", "seconds", "seed", "commit"];

/// The best result of each suite.
pub(super) struct Evidence {
    records: Vec<Record>,
    missing: Vec<&'static str>,
}

impl Evidence {
    pub(super) fn collect(records: &Records, commit: &str) -> Self {
        let mut evidence = Self { records: Vec::new(), missing: Vec::new() };
        for suite in ALL {
            match records.best(suite.name, [suite.quick, suite.full], commit) {
                Some(record) => evidence.records.push(record),
                None => evidence.missing.push(suite.name),
            }
        }
        evidence
    }

    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, self.text()?)
    }

    fn text(&self) -> io::Result<String> {
        let mut text = String::from("# Evidence\n\n");
        let date = Clock::system().now().strftime("%Y-%m-%d");
        let machine = machine::describe()?;
        text.push_str(
            "What the product promises, and what came of putting each promise to the test. This file is written by \
             `cargo dev prove`; every row is one suite, every case can be run again alone:\n\
             `cargo dev prove --seed SEED --case NUMBER SUITE`. A `+` after a commit means that files were changed.\n\n",
        );
        text.push_str(&format!("{date}, on {machine}.\n\n"));
        text.push_str(&table(&self.records));
        for record in self.records.iter().filter(|record| !record.has_passed()) {
            text.push_str(&failures(record));
        }
        if !self.missing.is_empty() {
            text.push_str(&format!("\nNot yet run on this machine: {}.\n", self.missing.join(", ")));
        }
        Ok(text)
    }
}

/// The records as a Markdown table.
pub(super) fn table(records: &[Record]) -> String {
    let mut table = format!("| {} |\n|{}\n", HEAD.join(" | "), "---|".repeat(HEAD.len()));
    for record in records {
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
        table.push_str(&format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")));
    }
    table
}

fn count(record: &Record) -> String {
    if record.cases == record.dose {
        return record.cases.to_string();
    }
    format!("{} of {}", record.cases, record.dose)
}

fn failures(record: &Record) -> String {
    let mut text = format!("\n## Failures of {}\n\n", record.name);
    for failure in record.failures.iter().take(SHOWN_FAILURES) {
        let detail: String = failure.detail.replace('\n', " ").chars().take(300).collect();
        text.push_str(&format!("- case {}: {detail}\n", failure.case));
    }
    text
}
