//! Values that are a cell, and cells that only have the word of a value.

use super::answered;
use crate::{Support, evidence::tests::passage};
use sisuiq_model::Passage;

/// A table on a page, with text below it.
fn page(title: &str, rows: &str) -> Vec<Passage> {
    vec![passage(1, 1, &format!("{title}\n{rows}\nThe list was checked by the auditor."))]
}

const MILLS: &str = "Mill | Valley | Stones | Founded | Owner\n\
    Arno | Upper | 12 | 1998 | communal\n\
    Brix | Upper Sava | 8 | 2004 | leased\n\
    Cole | Nether | 20 | 2011 | communal\n\
    Dram | Upper Drava | 12 | 2011 | non-communal\n\
    Enns | Upper | 6 | 2015 | leased\n\
    Flon | Nether Mura | 30 | 2016 | communal\n\
    Gail | Nether | 12 | 1990 | leased";

fn mills(question: &str) -> (Support, String) {
    let (support, text, _) = answered(question, &page("Mills of the duchy", MILLS));
    (support, text)
}

#[test]
fn longer_cells_are_other_values() {
    for (question, expected) in [
        ("How many mills are in the Upper valley?", "2 rows of the table match: Arno; Enns."),
        ("How many mills are communal?", "3 rows of the table match: Arno; Cole; Flon."),
        ("How many communal mills are there?", "3 rows of the table match: Arno; Cole; Flon."),
        ("Which mills are in the Nether valley?", "2 rows of the table match: Cole; Gail."),
        ("How many mills are leased and in the Upper valley?", "1 row of the table matches: Enns."),
        ("How many mills founded in 2011 are communal?", "1 row of the table matches: Cole."),
        ("How many mills are in the Upper Sava valley?", "1 row of the table matches: Brix."),
    ] {
        let (support, text) = mills(question);
        assert!(support == Support::Full && text.starts_with(expected), "{question}: {support:?} {text}");
    }
}

#[test]
fn similar_cells_are_named_but_not_counted() {
    let (_, text) = mills("How many mills are in the Nether valley?");
    assert_eq!(text, "2 rows of the table match: Cole; Gail. Not counted: Flon (Nether Mura).");
    let (_, text) = mills("How many mills are communal?");
    assert!(!text.contains("Not counted"), "a negation is no similar value: {text}");
}

#[test]
fn exclusions_and_groups_are_not_counted() {
    for question in [
        "All but how many mills are communal?",
        "How many mills are in each valley?",
        "How many mills are there per valley?",
        "How many mills are in the Upper and Nether valley?",
    ] {
        let (support, text) = mills(question);
        assert_ne!(support, Support::Full, "{question}: {text}");
    }
}

#[test]
fn qualified_decisions_are_other_decisions() {
    let rows = "Film | Verdict | Minutes\nAmber | released | 90\nBasalt | not released | 88\nChalk | released | 101\n\
        Dolomite | withheld | 77\nEmerald | released with cuts | 95";
    let (support, text, quotes) = answered("How many films were released?", &page("Films before the board", rows));
    assert_eq!(
        (support, text.as_str(), quotes),
        (Support::Full, "2 rows of the table match: Amber; Chalk. Not counted: Emerald (released with cuts).", 4)
    );
    // one row is the whole list if the others say something else
    let rows = "Film | Verdict | Minutes\nAmber | released | 90\nBasalt | not released | 88\nDolomite | withheld | 77";
    let (support, text, _) = answered("Which films were released?", &page("Films before the board", rows));
    assert_eq!((support, text.as_str()), (Support::Full, "1 row of the table matches: Amber."));
}

#[test]
fn negated_cells_alone_are_not_counted() {
    let rows = "Well | State | Depth\nAsh | not sealed | 30\nBeech | non-sealed | 41\nCedar | open | 25";
    for question in ["How many wells are sealed?", "Which wells are sealed?"] {
        let (support, text, _) = answered(question, &page("Wells of the parish", rows));
        assert_ne!(support, Support::Full, "{question}: {text}");
    }
}

#[test]
fn form_words_tell_cells_apart() {
    let rows = "Valve | State | Bar\nV1 | switched on | 30\nV2 | switched off | 41\nV3 | switched on | 25";
    for (question, expected) in [
        ("How many valves are switched on?", "2 rows of the table match: V1; V3."),
        ("How many valves are switched off?", "1 row of the table matches: V2."),
    ] {
        let (support, text, _) = answered(question, &page("Valves of the plant", rows));
        assert!(support == Support::Full && text.starts_with(expected), "{question}: {support:?} {text}");
    }
}

#[test]
fn equal_additions_do_not_matter() {
    for rows in [
        "Kiosk | Quarter | Staff\nAlpha | Harbour quarter | 3\nBeta | Station quarter | 4\nGamma | Harbour quarter | 5",
        "Kiosk | Quarter | Staff\nAlpha | the Harbour | 3\nBeta | Station | 4\nGamma | Harbour | 5",
        "Kiosk | Place | Staff\nAlpha | Harbour side | 3\nBeta | Station side | 4\nGamma | Harbour side | 5",
        "Kiosk | Place | Staff\nAlpha | Pier 3, Harbour | 3\nBeta | Main Street 9, Station | 4\nGamma | Quay 7, Harbour | 5",
        "Kiosk | Place | Staff\nAlpha | Harbour/Pier | 3\nBeta | Station | 4\nGamma | Harbour | 5",
        "Kiosk | Place | Staff\nAlpha | Harbour and Pier | 3\nBeta | Station | 4\nGamma | Harbour | 5",
    ] {
        let (support, text, _) = answered("How many kiosks are at the Harbour?", &page("Kiosks of the town", rows));
        let expected = "2 rows of the table match: Alpha; Gamma.";
        assert_eq!((support, text.as_str()), (Support::Full, expected), "{rows}");
    }
}

#[test]
fn different_additions_without_the_value_are_doubtful() {
    let rows = "Kiosk | Place | Staff\nAlpha | Harbour North | 3\nBeta | Station | 4\nGamma | Harbour South | 5";
    let (support, text, _) = answered("How many kiosks are at the Harbour?", &page("Kiosks of the town", rows));
    assert_eq!(support, Support::Near, "{text}");
}

#[test]
fn texts_mention_things() {
    let rows = "Measure | Description | Cost\n\
        M1 | Replace the oldest pumps of the plant first | 30\n\
        M2 | Inspect pumps and pipes in each of the stations | 41\n\
        M3 | Train the staff of all northern stations again | 25";
    let (support, text, _) =
        answered("Which measures have pumps in their description?", &page("Measures of the plant", rows));
    assert_eq!((support, text.as_str()), (Support::Full, "2 rows of the table match: M1; M2."));
}

#[test]
fn names_have_words_of_values() {
    let rows = "School | Pupils | Teachers\nAlder Primary School | 120 | 6\nBirch Primary School | 230 | 11\n\
        Cedar Secondary School | 410 | 23";
    let (support, text, _) = answered("How many primary schools are there?", &page("Register", rows));
    let expected = "2 rows of the table match: Alder Primary School; Birch Primary School.";
    assert_eq!((support, text.as_str()), (Support::Full, expected));
}

#[test]
fn words_of_the_title_are_values_too() {
    let (support, text, _) =
        answered("How many mills are communal?", &page("Mills of the duchy, communal and leased", MILLS));
    assert!(support == Support::Full && text.starts_with("3 rows"), "{support:?} {text}");
}

#[test]
fn numbers_beside_words_stay_open() {
    let rows = "Ward | Beds | Nurses\nAster | 12 | 3\nBriar | 12 (2 closed) | 4\nClover | 20 | 5\nDaisy | 12 | 6";
    let (support, text, _) = answered("How many wards have 12 beds?", &page("Wards of the clinic", rows));
    assert!(matches!(support, Support::Partial { .. }), "{support:?} {text}");
    assert_eq!(text, "At least 2 rows of the table match: Aster; Daisy. Not counted: Briar (12 (2 closed)).");
}

#[test]
fn numbers_in_series_and_dates_are_counted() {
    let rows = "Ferry | Decks | Launched\nAquila | 3 | 12 May 2019\nBora | 2 | 2019\nCirce | 3 | 3 June 2020";
    let (support, text, _) = answered("How many ferries were launched in 2019?", &page("Ferries of the lake", rows));
    assert_eq!((support, text.as_str()), (Support::Full, "2 rows of the table match: Aquila; Bora."));
    let rows = "Line | Voltage (kV) | Poles\nEdo | 132/33 | 30\nIfe | 132 | 20\nOyo | 66 | 18";
    let (support, text, _) = answered("How many lines have a voltage of 132 kV?", &page("Lines", rows));
    assert_eq!((support, text.as_str()), (Support::Full, "2 rows of the table match: Edo; Ife."));
}

#[test]
fn dates_beside_values_do_not_tell_cells_apart() {
    let rows = "Ferry | Decks | Launched\nAquila | 3 | 12 June 2019\nBora | 2 | 3 June 2020\nCirce | 3 | 9 April 2020";
    let (support, text, _) = answered("How many ferries were launched in June?", &page("Ferries of the lake", rows));
    assert_eq!((support, text.as_str()), (Support::Full, "2 rows of the table match: Aquila; Bora."));
    let rows = "Dyke | State | Metres\nAland | finished | 30\nBirk | finished 2019 | 40\nCamb | planned | 50";
    let (support, text, _) = answered("How many dykes are finished?", &page("Dykes of the coast", rows));
    assert!(matches!(support, Support::Partial { .. }), "{support:?} {text}");
    assert_eq!(text, "At least 1 row of the table matches: Aland. Not counted: Birk (finished 2019).");
    for remark in ["finished (leaking)", "finished (not inspected)"] {
        let rows = rows.replace("finished 2019", remark);
        let (support, text, _) = answered("How many dykes are finished?", &page("Dykes of the coast", &rows));
        assert!(matches!(support, Support::Partial { .. }), "{support:?} {text}");
    }
}

#[test]
fn names_of_several_words_are_one_value() {
    let rows = "Depot | Town | Trucks\nA1 | New Elm | 3\nA2 | Elm | 4\nA3 | New Elm | 5\nA4 | Old Elm | 9";
    let depots = |question: &str| answered(question, &page("Depots of the carrier", rows));
    let (support, text, _) = depots("How many depots are in New Elm?");
    assert_eq!((support, text.as_str()), (Support::Full, "2 rows of the table match: A1; A3."));
    let (support, text, _) = depots("How many depots are in Elm?");
    assert!(support == Support::Full && text.starts_with("1 row of the table matches: A2. Not counted: A1"), "{text}");
}
