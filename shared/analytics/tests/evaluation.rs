//! The tables under `tests/evaluation/tables`, each compared with its expected reading.

mod reading;

use std::path::PathBuf;

#[test]
fn tables_are_read_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/evaluation/tables");
    let report = reading::evaluate(&folder).unwrap();
    assert!(report.faults.is_empty(), "{} tables:\n{}", report.faults.len(), report.faults.join("\n"));
    assert!(report.is_accepted(), "{} tables, without a match: {:?}", report.tables(), report.unmatched);
}
