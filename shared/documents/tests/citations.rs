//! Quotes found again on stored pages, and those that must not be.

use proptest::prelude::*;
use sisuiq_documents::{Match, Span, locate, locate_near};

const PAGE: &str = "4.1 Vision\n“To be a world-class transmission company” – that is UETCL’s vision.\nNumber of employees | 355 | 372\nThe effi\u{AD}ciency of high-voltage lines… rose.";

fn found(quote: &str) -> Option<(Match, &'static str)> {
    let located = locate(PAGE, quote)?;
    Some((located.matched, Span { start: located.start, end: located.end }.of(PAGE)?))
}

#[test]
fn reworded_quote_is_not_found() {
    for quote in [
        "To be a first-class transmission company",
        "to be a world-class transmission company",
        "Number of employees 356",
        "UETCLs vision.",
    ] {
        assert_eq!(found(quote), None, "{quote}");
    }
}

#[test]
fn what_is_too_short_proves_nothing() {
    for quote in [
        "",
        "vision",
        "355",
        " | 355 | ",
        "… \" … \" …",
        "\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}\u{AD}",
    ] {
        assert_eq!(found(quote), None, "{quote}");
    }
}

#[test]
fn locate_finds_the_first_occurrence() {
    let located = locate("ä same text, same text", "same text").unwrap();
    assert_eq!((located.start, located.end, located.matched), (2, 11, Match::Exact));
    assert!((located.score - 1.0).abs() < f32::EPSILON);
}

#[test]
fn locate_near_finds_the_closest_occurrence() {
    let page = "ä same text, same text, same text";
    for (before, start) in [(0, 2), (10, 13), (12, 13), (900, 24)] {
        let located = locate_near(page, "same text", before).unwrap();
        assert_eq!((located.start, located.end, located.matched), (start, start + 9, Match::Exact), "{before}");
    }
    assert_eq!(locate_near(page, "other text", 3), None);
    assert_eq!(
        locate_near("\u{201c}the same\u{201d} text", "\"the same\" text", 9).unwrap().matched,
        Match::Normalized
    );
}

#[test]
fn typesetting_does_not_hide_a_quote() {
    let cases = [
        ("\"To be a world-class  transmission company\" - that", "“To be a world-class transmission company” – that"),
        ("Number of employees 355", "Number of employees | 355"),
        ("employees |355| 372", "employees | 355 | 372"),
        ("the vision. … ", ""),
        ("The efficiency of high-voltage", "The effi\u{AD}ciency of high-voltage"),
        ("The eﬃciency of high-voltage lines... rose", "The effi\u{AD}ciency of high-voltage lines… rose"),
        ("... that is UETCL's vision.…", "that is UETCL’s vision."),
        ("the compa-\nny", ""),
        ("world-class trans-\nmission company", "world-class transmission company"),
    ];
    for (quote, expected) in cases {
        match found(quote) {
            Some((matched, text)) => assert_eq!((matched, text), (Match::Normalized, expected), "{quote}"),
            None => assert_eq!(expected, "", "{quote}"),
        }
    }
}

#[test]
fn score_decreases_with_changes() {
    let near = locate(PAGE, "that is UETCL's vision.").unwrap().score;
    let far = locate(PAGE, "\"To be a world-class transmission company\" - that is UETCL's vision.").unwrap().score;
    assert!(1.0 > near && near > far && far > 0.9, "{near} {far}");
}

fn vary(text: &str, choices: &[u8]) -> String {
    let mut choices = choices.iter().copied().cycle();
    let mut choose = |options: &[&'static str]| {
        let choice = usize::from(choices.next().unwrap_or(0)) % options.len();
        options.get(choice).copied().unwrap_or_default()
    };
    text.chars()
        .map(|character| match character {
            ' ' => choose(&[" ", "  ", "\n", "\t ", "\u{a0}", " \u{2003}"]).to_owned(),
            '\'' => choose(&["'", "’", "‘", "`"]).to_owned(),
            '"' => choose(&["\"", "“", "”", "«"]).to_owned(),
            '-' => choose(&["-", "–", "—", "\u{2011}"]).to_owned(),
            other => format!("{}{other}", choose(&["", "", "\u{AD}", "\u{200B}"])),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_passage_variant_is_found(
        before in "[a-z]{3,9} ",
        passage in "[A-Z][a-z]{3,8}( [a-z\"']{2,8}[a-z]){2,6}-[0-9]{2}[a-z]{3}",
        after in " [a-z]{3,9}",
        on_page in prop::collection::vec(any::<u8>(), 1..9),
        in_quote in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        let stored = vary(&passage, &on_page);
        let page = format!("{before}{stored}{after}");
        let located = locate(&page, &vary(&passage, &in_quote)).expect("the passage is on the page");
        let text = Span { start: located.start, end: located.end }.of(&page).unwrap();
        prop_assert_eq!(text.trim_start_matches(['\u{AD}', '\u{200B}']), stored.trim_start_matches(['\u{AD}', '\u{200B}']));
    }

    #[test]
    fn other_text_is_not_found(page in "([a-m]{2,8} ){5,40}", quote in "([n-z]{2,8} ){2,6}[n-z]{4}") {
        prop_assert_eq!(locate(&page, &quote), None);
    }

    #[test]
    fn found_quote_lies_on_the_page(page in "\\PC{0,80}", quote in "\\PC{0,20}") {
        if let Some(located) = locate(&page, &quote) {
            prop_assert!(located.start < located.end && located.end <= page.chars().count());
        }
    }

    #[test]
    fn every_page_passage_is_found_exactly(page in "[a-zé‘“ \n|.-]{20,90}", start in 0_usize..10, length in 8_usize..20) {
        let quote: String = page.chars().skip(start).take(length).collect();
        prop_assume!(quote.trim().chars().count() >= 8);
        prop_assert_eq!(locate(&page, &quote).map(|located| located.matched), Some(Match::Exact));
    }

    #[test]
    fn located_text_is_located_exactly(page in "[a-z“”’–\n |.-]{20,120}", start in 0_usize..40, length in 10_usize..40) {
        let quote: String = page.chars().skip(start).take(length).collect::<String>().replace('“', "\"").replace('–', "-");
        if let Some(located) = locate(&page, &quote) {
            let own = Span { start: located.start, end: located.end }.of(&page).unwrap();
            prop_assume!(own.trim().chars().count() >= 8);
            let again = locate(&page, own).expect("a part of the page is on the page");
            prop_assert_eq!(again.matched, Match::Exact);
            prop_assert!(again.start <= located.start + (own.len() - own.trim_start().len()));
            prop_assert!(located.score > 0.0 && located.score <= 1.0);
        }
    }

    #[test]
    fn following_text_moves_no_quote(page in "[a-z]{3,8}( [a-z]{3,8}){5,15}", after in "( [A-Z]{3,8}){1,5}", start in 0_usize..10) {
        let quote: String = page.chars().skip(start).take(16).collect();
        prop_assert_eq!(locate(&page, &quote), locate(&format!("{page}{after}"), &quote));
    }

    #[test]
    fn offsets_count_characters_whatever_their_width(before in "[é漢👩a]{0,20}", quote in "[a-z]{4,9} [a-z]{4,9}") {
        let located = locate(&format!("{before} \u{1f469}{quote}"), &quote).unwrap();
        prop_assert_eq!(located.start, before.chars().count() + 2);
        prop_assert_eq!(located.end, located.start + quote.chars().count());
    }
}

#[test]
fn footnote_marks_may_be_left_out() {
    let page = "The fee¹ is UGX 320² for 5 m³ of water.";
    assert!(locate(page, "The fee is UGX 320 for 5 m3 of").is_some_and(|found| found.matched == Match::Normalized));
    assert_eq!(locate(page, "The fee1 is UGX"), None);
    assert_eq!(locate(page, "is UGX 3202 for 5"), None);
}
