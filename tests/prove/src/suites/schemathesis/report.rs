//! What Schemathesis says of a run.

use serde_json::Value;
use std::{fs, path::Path};

/// So many letters of failures are told.
const TOLD: usize = 6_000;

/// Its report.
#[derive(Debug)]
pub(super) struct Report(Value);

impl Report {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read(path).map_err(|error| format!("there is no report: {error}"))?;
        serde_json::from_slice(&text).map(Self).map_err(|error| format!("the report cannot be read: {error}"))
    }

    /// How many test cases were sent.
    pub(super) fn requests(&self) -> u64 {
        self.0["test_cases"]["generated"].as_u64().unwrap_or_default()
    }

    /// Why the run is none that passed, if it is none.
    pub(super) fn fault(&self, has_passed: bool, said: &str) -> Option<String> {
        let told = ["failures", "errors"].map(|kind| self.0[kind].as_array().map_or(1, Vec::len));
        if told != [0, 0] {
            return Some(format!("{told:?} failures and errors\n{}", details(said)));
        }
        let operations = &self.0["operations"];
        let is_whole = self.0["complete"] == true
            && self.requests() > 0
            && operations["tested"].as_u64().is_some_and(|tested| tested > 0)
            && operations["tested"] == operations["total"];
        (!has_passed || !is_whole).then(|| format!("the run was not whole: {operations}"))
    }
}

/// The part of what it printed that tells of failures, each with a request that shows it again.
fn details(said: &str) -> String {
    let start = ["= FAILURES =", "= ERRORS ="].iter().filter_map(|title| said.find(title)).min().unwrap_or_default();
    let told = said.get(start..).unwrap_or(said);
    let end = ["= WARNINGS =", "= SUMMARY ="].iter().filter_map(|title| told.find(title)).min().unwrap_or(told.len());
    told.get(..end).unwrap_or(told).chars().take(TOLD).collect()
}
