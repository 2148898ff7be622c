//! Rows whose label is merged with that of a row above.

use super::answered;
use crate::{Support, evidence::tests::passage};
use sisuiq_model::Passage;

/// Boats of two harbours; `second` opens the rows without a harbour of their own.
fn boats(second: &str) -> String {
    format!(
        "Harbour | Boat | Length (m) | Hull\nTurku | Aino | 25 | steel\n{second}Elsa | 31 | wood\n{second}Irja | 28 | steel\n\
         Oulu | Onni | 14 | wood\n{second}Urho | 19 | wood"
    )
}

fn page(rows: &str) -> Vec<Passage> {
    vec![passage(1, 1, &format!("Boats of the pilots\n{rows}\nThe list was checked by the harbour master."))]
}

#[test]
fn rows_are_counted_under_the_label_above() {
    for second in ["| ", "| | "] {
        for (question, expected) in [
            ("Which boats are at Turku?", "3 rows of the table match: Aino; Elsa; Irja."),
            ("How many boats are at Oulu?", "2 rows of the table match: Onni; Urho."),
            ("List the boats at Turku", "3 rows of the table match: Aino; Elsa; Irja."),
            ("How many boats at Turku have a hull of steel?", "2 rows of the table match: Aino; Irja."),
        ] {
            let (support, text, _) = answered(question, &page(&boats(second)));
            assert_eq!((support, text.as_str()), (Support::Full, expected), "{second}: {question}");
        }
    }
}

#[test]
fn rows_that_may_lack_a_label_are_no_whole_list() {
    for question in ["Which boats are at Turku?", "How many boats are at Oulu?", "List the boats at Turku"] {
        let (support, text, _) = answered(question, &page(&boats("")));
        assert!(matches!(support, Support::Partial { .. }) && text.starts_with("At least 1"), "{support:?} {text}");
    }
    let question = "What is the length of the boat at Oulu?";
    let (support, text, _) = answered(question, &page(&boats("")));
    assert!(matches!(support, Support::Partial { .. }), "{support:?} {text}");
}

#[test]
fn all_rows_of_a_label_are_looked_up() {
    let question = "What is the length of the boat at Oulu?";
    let (support, text, _) = answered(question, &page(&boats("| ")));
    let expected = "Oulu: Onni (Boat); 14 (Length (m)) / Oulu: Urho (Boat); 19 (Length (m))";
    assert_eq!((support, text.as_str()), (Support::Full, expected));
}

#[test]
fn rows_named_by_more_than_their_label_are_looked_up_alone() {
    for second in ["| ", ""] {
        let question = "What is the length of the boat Onni at Oulu?";
        let (support, text, _) = answered(question, &page(&boats(second)));
        assert!(
            support == Support::Full && text.starts_with("Oulu: Onni (Boat); 14 (Length (m))"),
            "{support:?} {text}"
        );
        assert!(!text.contains("Oulu: Urho"), "{text}");
    }
}

#[test]
fn labels_of_one_row_are_looked_up_in_full() {
    let rows = boats("| ").replace("\n| Urho | 19 | wood", "\nVaasa | Urho | 19 | wood");
    let (support, text, _) = answered("What is the length of the boat at Oulu?", &page(&rows));
    assert!(support == Support::Full && text.starts_with("Oulu: Onni (Boat); 14 (Length (m))"), "{support:?} {text}");
}

#[test]
fn sums_without_label_are_of_no_label() {
    let rows = "Income | 2021 | 2020\nFerry fares | 30 | 28\nOther income | 12 | 10\n| 42 | 38";
    let (support, text, _) = answered("What was the other income in 2021?", &page(rows));
    assert!(support == Support::Full && !text.contains("42"), "{support:?} {text}");
}

#[test]
fn labels_go_on_over_pages() {
    let first = "Boats of the pilots\nHarbour | Boat | Length (m)\nOulu | Onni | 14\nTurku | Aino | 25";
    let heading = Some("Boats of the pilots\nHarbour | Boat | Length (m)".to_owned());
    for (second, expected) in [
        ("| Elsa | 31\nVaasa | Irja | 28\nThat is all of it.", "2 rows of the table match: Aino; Elsa."),
        ("Elsa | 31\nVaasa | Irja | 28\nThat is all of it.", "At least 1 row"),
    ] {
        let pages = [passage(1, 1, first), Passage { heading: heading.clone(), ..passage(1, 2, second) }];
        let (support, text, _) = answered("How many boats are at Turku?", &pages);
        assert!(text.starts_with(expected), "{support:?} {text}");
        assert_eq!(support == Support::Full, expected.starts_with('2'), "{text}");
    }
}
