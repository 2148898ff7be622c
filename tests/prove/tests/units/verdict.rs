//! The verdict on answers about a document that was read again.

use prove::suites::rereading::verdict::{figures, stands_in};
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn marks_of_citations_are_no_figures() {
    assert_eq!(figures("450 [1], 12 and [2] 7]"), BTreeSet::from(["450", "12", "7"].map(str::to_owned)));
    assert_eq!(figures("none [12]"), BTreeSet::new());
}

#[test]
fn quote_stands_only_at_its_offsets() {
    let at = |start: u32, end: u32| json!({ "quote": "fee is 7", "start": start, "end": end });
    assert!(stands_in("Ä fee is 7.", &at(2, 10)));
    for (start, end) in [(1, 9), (2, 9), (2, 2), (20, 28)] {
        assert!(!stands_in("Ä fee is 7.", &at(start, end)), "{start} {end}");
    }
}
