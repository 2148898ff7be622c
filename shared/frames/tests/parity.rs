//! The analysis tools give the results of pandas: values to 1e-9, the same order, the same edge cases.
//!
//! `parity/parity.py` wrote the tables and the expected results of random calls.

#[path = "parity/compare.rs"]
mod compare;

use std::path::Path;

#[test]
fn tools_equal_pandas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity");
    let report = compare::compare(&folder.join("calls.json"), |table| folder.join("tables").join(table)).unwrap();
    assert!(report.calls >= 300, "only {} calls", report.calls);
    assert!(report.differences.is_empty(), "{}", report.differences.join("\n"));
}
