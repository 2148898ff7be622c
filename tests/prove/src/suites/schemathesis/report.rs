//! The report of a Schemathesis run.

use serde_json::Value;
use std::{fs, path::Path};

/// Maximum number of characters of the failures.
const LONGEST_DETAILS: usize = 6_000;

/// The parsed report.
#[derive(Debug)]
pub(super) struct Report(Value);

impl Report {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read(path).map_err(|error| format!("there is no report: {error}"))?;
        serde_json::from_slice(&text).map(Self).map_err(|error| format!("the report cannot be read: {error}"))
    }

    /// Number of test cases that were sent.
    pub(super) fn requests(&self) -> u64 {
        self.0["test_cases"]["generated"].as_u64().unwrap_or_default()
    }

    /// Returns the reason if the run did not pass.
    pub(super) fn fault(&self, has_passed: bool, said: &str) -> Option<String> {
        let found = ["failures", "errors"].map(|kind| self.0[kind].as_array().map_or(1, Vec::len));
        if found != [0, 0] {
            return Some(format!("{found:?} failures and errors\n{}", details(said)));
        }
        let operations = &self.0["operations"];
        let is_whole = self.0["complete"] == true
            && self.requests() > 0
            && operations["tested"].as_u64().is_some_and(|tested| tested > 0)
            && operations["tested"] == operations["total"];
        (!has_passed || !is_whole).then(|| format!("the run was not whole: {operations}"))
    }
}

/// The part of the output that describes failures, each with a request that reproduces it.
fn details(said: &str) -> String {
    let start = ["= FAILURES =", "= ERRORS ="].iter().filter_map(|title| said.find(title)).min().unwrap_or_default();
    let found = said.get(start..).unwrap_or(said);
    let end = ["= WARNINGS =", "= SUMMARY ="].iter().filter_map(|title| found.find(title)).min().unwrap_or(found.len());
    found.get(..end).unwrap_or(found).chars().take(LONGEST_DETAILS).collect()
}
