//! Questions with the calls that answer them, over several tables: `README.md`.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod answers;
mod doubts;
mod injections;
mod outcome;
mod report;
mod row_nouns;
mod shared_values;
mod tables;
mod texts;
mod times;

#[test]
fn questions_are_planned_as_before() {
    let report = report::evaluate().unwrap();
    assert!(report.is_accepted(), "{}\n{:#?}\n{:#?}", report.markdown(), report.faults, report.shortfalls);
}
