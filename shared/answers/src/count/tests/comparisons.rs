//! Rows whose numbers satisfy a comparison.

use super::answered;
use crate::{Support, evidence::tests::passage};
use sisuiq_model::Passage;

const BARNS: &str = "Barn | Canton | Stalls | Erected | Ground (m2)\n\
    Aare | North | 14 | 1961 | 300\n\
    Birs | South | 6 | 1974 | 1,250\n\
    Kander | North | 22 | 1989 | 800\n\
    Emme | South | 14 | 2003 | 450\n\
    Thur | North | 31 | 2012 | 2,100";

fn page(title: &str, rows: &str) -> Vec<Passage> {
    vec![passage(1, 1, &format!("{title}\n{rows}\nThe list was checked by the notary."))]
}

fn barns(question: &str) -> (Support, String) {
    let (support, text, _) = answered(question, &page("Barns of the abbey", BARNS));
    (support, text)
}

#[test]
fn numbers_of_a_named_column_are_compared() {
    for (question, names) in [
        ("How many barns were erected after 1980?", "3 rows of the table match: Kander; Emme; Thur."),
        ("How many barns were erected before 1974?", "1 row of the table matches: Aare."),
        ("How many barns were erected since 1989?", "3 rows of the table match: Kander; Emme; Thur."),
        ("How many barns were erected in or after 1989?", "3 rows of the table match: Kander; Emme; Thur."),
        ("How many barns were erected in 1989 or later?", "3 rows of the table match: Kander; Emme; Thur."),
        ("How many barns have at least 14 stalls?", "4 rows of the table match: Aare; Kander; Emme; Thur."),
        ("How many barns have 14 or more stalls?", "4 rows of the table match: Aare; Kander; Emme; Thur."),
        ("How many barns have 14 stalls or more?", "4 rows of the table match: Aare; Kander; Emme; Thur."),
        ("How many barns have more than 14 stalls?", "2 rows of the table match: Kander; Thur."),
        ("How many barns have no more than 14 stalls?", "3 rows of the table match: Aare; Birs; Emme."),
        ("How many barns have fewer than 10 stalls?", "1 row of the table matches: Birs."),
        ("How many barns have at most 14 stalls?", "3 rows of the table match: Aare; Birs; Emme."),
        ("How many barns in the North have over 20 stalls?", "2 rows of the table match: Kander; Thur."),
        ("Which barns have at least 20 stalls?", "2 rows of the table match: Kander; Thur."),
        ("Which barns have a ground of more than 1,000 m2?", "2 rows of the table match: Birs; Thur."),
    ] {
        let (support, text) = barns(question);
        assert_eq!((support, text.as_str()), (Support::Full, names), "{question}");
    }
}

#[test]
fn uncertain_comparisons_count_nothing() {
    for question in [
        "How many barns were built after 1980?",
        "How many barns have more than 10?",
        "How many barns have a ground of more than 2 km2?",
        "How many barns have more than 14 stalls and were erected after 1980?",
        "How many barns not erected after 1980 are there?",
        "How many stalls do barns erected after 1980 have?",
        "How many barns have more than 14 horses?",
        "How many barns were erected between 1970 and 1990?",
        "How many barns in each canton have more than 10 stalls?",
        "How many barns have more than 40 stalls?",
        "How many barns have more than 14% stalls?",
        "How many barns have more than 2 thousand stalls?",
        "Which barns have at least 14 stalls and the largest ground?",
    ] {
        let (support, text) = barns(question);
        let counts = !matches!(support, Support::Near | Support::TooLittle { .. });
        assert!(!(counts && text.contains("match")), "{question}: {support:?} {text}");
        assert_ne!(support, Support::Full, "{question}: {text}");
    }
}

#[test]
fn other_cells_are_not_compared() {
    for rows in [
        "Barn | Erected\nAare | 3 May 1961\nBirs | 1974\nThur | 2012",
        "Barn | Erected\nAare | about 1961\nBirs | 1974\nThur | 2012",
        "Barn | Erected | Stalls\nAare | | 3\nBirs | 1974 | 4\nThur | 2012 | 9",
        "Barn | Erected | Re-erected\nAare | 1961 | 1990\nBirs | 1974 | 1999\nThur | 2012 | 2015",
    ] {
        let (support, text, _) = answered("How many barns were erected after 1970?", &page("Barns", rows));
        assert!(!text.contains("match"), "{rows}: {support:?} {text}");
    }
}

#[test]
fn scales_of_tables_are_those_of_numbers() {
    let rows = "Abbey | Income (million)\nAare | 3\nBirs | 12\nThur | 7";
    let (_, text, _) = answered("Which abbeys have an income of more than 5 million?", &page("Abbeys", rows));
    assert_eq!(text, "2 rows of the table match: Birs; Thur.");
    for rows in [rows, &rows.replace("million", "'000")] {
        let (support, text, _) = answered("Which abbeys have an income of more than 5?", &page("Abbeys", rows));
        assert!(!text.contains("match"), "{support:?} {text}");
    }
    let rows = "Library | Books\nAare | 9,000\nBirs | 12,500\nThur | 40,100";
    let (_, text, _) = answered("How many libraries have more than 10,000 books?", &page("Libraries", rows));
    assert_eq!(text, "2 rows of the table match: Birs; Thur.");
}

#[test]
fn stated_comparisons_win() {
    let said = "Of the barns, 9 were erected after 1980.";
    let mut pages = page("Barns of the abbey", BARNS);
    pages.push(passage(1, 2, &format!("Summary\nThe roofs are old.\n{said}")));
    let (support, text, _) = answered("How many barns were erected after 1980?", &pages);
    assert!(support == Support::Full && text.contains(said), "{support:?} {text}");
}

#[test]
fn rows_of_other_pages_may_satisfy_it_too() {
    let rows = BARNS.replace("\nThur", "\nReuss | 1999\nThur");
    let (_, text, _) = answered("How many barns were erected after 1980?", &page("Barns of the abbey", &rows));
    assert!(text.starts_with("At least 3 rows"), "{text}");
}

#[test]
fn states_since_a_year_are_not_compared() {
    let rows = "Firm | Member since\nAldo | 2010\nBeno | 2015\nCaro | 2008";
    let (support, text, _) = answered("Which firms have been members since 2010?", &page("Firms", rows));
    assert!(support != Support::Full || !text.contains("Beno"), "{support:?} {text}");
}

#[test]
fn value_of_two_columns_is_not_certain() {
    let rows = "Depot | Town | Sends to\nD1 | Lund | Ystad\nD2 | Ystad | Lund\nD3 | Ystad | Ystad";
    let (support, text, _) = answered("How many depots are in Lund?", &page("Depots", rows));
    assert_ne!(support, Support::Full, "{text}");
}
