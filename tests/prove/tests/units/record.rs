//! Records of suites.

use jiff::Timestamp;
use prove::{
    Worst,
    record::{Record, Records},
};
use std::fs;

fn record(dose: u64, commit: &str) -> Record {
    Record {
        name: "soak".to_owned(),
        promise: String::new(),
        commit: commit.to_owned(),
        at: Timestamp::UNIX_EPOCH,
        seed: 1,
        dose,
        cases: dose,
        failures: Vec::new(),
        worst: Worst::default(),
        seconds: 0.0,
    }
}

#[test]
fn best_prefers_commit_over_dose() {
    let folder = tempfile::tempdir().unwrap();
    let records = Records::open(folder.path()).unwrap();
    assert!(records.best("soak", [15, 3_000], "new").unwrap().is_none());
    records.store(&record(15, "new")).unwrap();
    records.store(&record(3_000, "old")).unwrap();
    let best = |commit| records.best("soak", [15, 3_000], commit).unwrap().map(|record| record.dose);
    assert_eq!((best("new"), best("old"), best("other")), (Some(15), Some(3_000), Some(3_000)));
}

#[test]
fn find_rejects_unreadable_records() {
    let folder = tempfile::tempdir().unwrap();
    let records = Records::open(folder.path()).unwrap();
    fs::write(folder.path().join("soak-15.json"), "{").unwrap();
    assert!(records.find("soak", 15).unwrap_err().to_string().contains("soak-15.json is no record"));
    records.delete("soak", 15).unwrap();
    assert!(records.find("soak", 15).unwrap().is_none());
}

#[test]
fn only_identical_clean_passes_settle() {
    assert!(record(15, "new").settles("new", 1, 15));
    assert!(!record(15, "new").settles("new", 2, 15) && !record(15, "new").settles("old", 1, 15));
    assert!(!record(15, "new+").settles("new+", 1, 15));
    assert!(!Record { cases: 14, ..record(15, "new") }.settles("new", 1, 15));
}
