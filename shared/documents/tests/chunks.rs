//! Units and chunks of pages, by example and for any text.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a span of the text is in the text"
)]

mod chunked;

use chunked::{assert_sound, assert_units_sound, chunks, estimate, page};
use proptest::prelude::*;
use sisuiq_documents::{Carried, ChunkLimits, Span, UnitKind, chunk_page, point_id, struck_out, units, valid_units};
use uuid::Uuid;

fn pieces(text: &str) -> Vec<(UnitKind, &str)> {
    units(text).into_iter().map(|unit| (unit.kind, unit.span().of(text).unwrap())).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    pieces(text).into_iter().map(|(_, piece)| piece).collect()
}

#[test]
fn sentences_end_where_readers_expect() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Losses fell. They rose again!  Why? Nobody knows",
            &["Losses fell.", "They rose again!", "Why?", "Nobody knows"],
        ),
        ("See No. 5 and Fig. 3 of the plan. It is clear.", &["See No. 5 and Fig. 3 of the plan.", "It is clear."]),
        (
            "Losses were 3.2 per cent, e.g. in 2018. Then 3.5.",
            &["Losses were 3.2 per cent, e.g. in 2018.", "Then 3.5."],
        ),
        (
            "Umeme Ltd. Kampala was paid. Umeme Ltd. The rest was not.",
            &["Umeme Ltd. Kampala was paid.", "Umeme Ltd.", "The rest was not."],
        ),
        (
            "Signed by J. K. Okello (the “Chair”.) It binds all.",
            &["Signed by J. K. Okello (the “Chair”.)", "It binds all."],
        ),
        ("the end.of a word is none. and neither is this", &["the end.of a word is none. and neither is this"]),
        (
            "The cap is adjusted under the Act (28 U.S.C. 2461 note). It is E.O. 13884. 3 apply.",
            &["The cap is adjusted under the Act (28 U.S.C. 2461 note).", "It is E.O. 13884.", "3 apply."],
        ),
        (
            "(2) Reports of property—(i) When reports are due. A report shall be filed by June. It is short.",
            &["(2) Reports of property—(i) When reports are due. A report shall be filed by June.", "It is short."],
        ),
        ("(2) Pay—that is all. The rest is free.", &["(2) Pay—that is all.", "The rest is free."]),
        (
            "1. The buyer pays in full. 2. The seller delivers.",
            &["1. The buyer pays in full.", "2. The seller delivers."],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences(text), *expected);
    }
}

#[test]
fn lines_become_units_of_their_kind() {
    let text = "4.1 Vision\nTo be a leader. And more.\nNumber of employees | 355 | 372\n• Grow the grid. Keep it safe.\n(b) pay staff\nROBUST HUMAN CAPITAL";
    assert_eq!(
        pieces(text),
        [
            (UnitKind::Heading, "4.1 Vision"),
            (UnitKind::Sentence, "To be a leader."),
            (UnitKind::Sentence, "And more."),
            (UnitKind::Row, "Number of employees | 355 | 372"),
            (UnitKind::Bullet, "• Grow the grid."),
            (UnitKind::Sentence, "Keep it safe."),
            (UnitKind::Bullet, "(b) pay staff"),
            (UnitKind::Heading, "ROBUST HUMAN CAPITAL"),
        ]
    );
}

#[test]
fn a_blank_page_has_no_chunks() {
    assert!(chunks("", 20).is_empty() && chunks(" \n\t ", 20).is_empty());
}

#[test]
fn neighbouring_chunks_share_a_fitting_unit() {
    let text = "The first is here. The second is here. The third is here. The fourth is here.";
    let texts: Vec<String> = chunks(text, 13).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(
        texts,
        [
            "The first is here. The second is here.",
            "The second is here. The third is here.",
            "The third is here. The fourth is here."
        ]
    );
}

#[test]
fn heading_stays_with_text_below_it() {
    let text = "Energy was sold to many.\n4.1 Vision\nThe vision is a long and bright one.";
    let chunks = chunks(text, 13);
    let texts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
    assert_eq!(texts, ["Energy was sold to many.", "4.1 Vision\nThe vision is a long and bright one."]);
    assert_eq!(chunks[1].heading.as_deref(), Some("4.1 Vision"));
}

#[test]
fn heading_carries_over_to_next_page() {
    let mut first = page("Big words\nsmall words follow here.");
    first.headings = vec![Span { start: 0, end: 9 }];
    let carried = Carried::default().after(&first);
    let next = chunk_page(&page("and go on over the page."), &carried, ChunkLimits::default(), &estimate);
    assert_eq!(next[0].heading.as_deref(), Some("Big words"));
}

#[test]
fn long_sentences_and_words_are_split() {
    let sentence = "word ".repeat(30) + "end.";
    assert!(chunks(&sentence, 10).iter().all(|chunk| estimate(&chunk.text) <= 10 && !chunk.text.starts_with("ord")));
    let word: Vec<String> = chunks(&"e\u{301}".repeat(40), 5).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(word.concat(), "e\u{301}".repeat(40));
}

#[test]
fn point_ids_are_stable_and_distinct() {
    let document = Uuid::from_u128(1);
    let ids = [
        point_id(document, 1, 2, 3, "One."),
        point_id(document, 2, 1, 3, "One."),
        point_id(document, 1, 3, 2, "One."),
        point_id(document, 1, 2, 3, "Two."),
        point_id(Uuid::nil(), 1, 2, 3, "One."),
    ];
    assert_eq!(ids[0], point_id(document, 1, 2, 3, "One."));
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), 5);
    assert_eq!(ids[0].get_version_num(), 5);
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,12}",
        "[0-9]{1,4}[.,%]?",
        "[.!?;:|•()-]",
        Just("e\u{301}\u{327}".to_owned()),
        Just("👩‍👩‍👧".to_owned()),
        Just("\u{301}".to_owned()),
        Just(" | ".to_owned()),
        Just("e.g. ".to_owned()),
        "[ \t\n]{1,3}",
        "\\PC{0,3}",
    ];
    prop::collection::vec((piece, prop_oneof![Just(""), Just(" "), Just("\n")]), 0..120)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunks_cover_the_page_exactly(text in any_text(), max_tokens in 4_usize..40) {
        assert_sound(&text, max_tokens);
    }

    #[test]
    fn units_that_fit_stay_whole(text in any_text(), max_tokens in 4_usize..40) {
        let chunks = chunks(&text, max_tokens);
        for unit in units(&text) {
            let content = unit.span().of(&text).unwrap();
            let is_whole = chunks.iter().any(|chunk| chunk.start <= unit.start && unit.end <= chunk.end);
            prop_assert!(is_whole || estimate(content) > max_tokens, "{content:?} was cut although it fits");
        }
    }

    #[test]
    fn units_cover_the_page_without_overlap(text in any_text()) {
        assert_units_sound(&text);
    }

    #[test]
    fn units_depend_only_on_their_line(line in any_text(), before in any_text()) {
        let line = line.replace('\n', " ");
        let offset = before.chars().count() + 1;
        let alone: Vec<_> = units(&line).iter().map(|unit| (unit.start + offset, unit.end + offset, unit.kind)).collect();
        let among: Vec<_> = units(&format!("{before}\n{line}"))
            .iter()
            .filter(|unit| unit.start >= offset)
            .map(|unit| (unit.start, unit.end, unit.kind))
            .collect();
        prop_assert_eq!(among, alone);
    }
}

#[test]
fn struck_out_text_is_in_no_chunk() {
    let text = "The licensee shall answer within twelve days.\n[struck out] thirty\nIt shall keep a record.";
    let chunks = chunk_page(&page(text), &Carried::default(), ChunkLimits::default(), &estimate);
    let texts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
    assert_eq!(texts, ["The licensee shall answer within twelve days.", "It shall keep a record."]);
    assert_eq!(units(text)[1].kind, UnitKind::Struck);
    assert_eq!(valid_units(text).count(), 2);
    assert_eq!(struck_out(text).collect::<Vec<_>>(), [units(text)[1].span()]);
}

#[test]
fn introductions_stay_with_their_steps() {
    let text = "The meter is read each month by the staff.\nA new meter is fitted in two steps:\n(a) cut the supply\n\
                (b) fit the meter";
    let limit = estimate("The meter is read each month by the staff. A new meter is fitted in two steps:");
    let texts: Vec<String> = chunks(text, limit).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(texts[0], "The meter is read each month by the staff.");
    assert!(texts[1].starts_with("A new meter is fitted in two steps:\n(a) cut the supply"), "{texts:?}");
}

#[test]
fn lists_that_fit_stay_together() {
    let text = "The meter is read each month by the staff.\nA new meter is fitted in three steps:\n1. Cut the supply.\n\
                2. Fit the meter. It is sealed.\n3. Restore the supply.\nThe customer signs.";
    let list = text.split_once('\n').unwrap().1.rsplit_once('\n').unwrap().0;
    let texts: Vec<String> = chunks(text, estimate(list)).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(texts[..2], ["The meter is read each month by the staff.", list]);
}

#[test]
fn longer_lists_are_cut_between_items() {
    let text = "It is done in two steps:\n• cut the supply of the house\n• fit the meter in its place";
    let texts: Vec<String> = chunks(text, estimate(text) - 1).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(texts[0], "It is done in two steps:\n• cut the supply of the house");
}

const TABLE: &str = "Losses by region\nTable 4: Losses\nYear ended | |\nRegion | 2023 | 2022 | Target\n\
                     North | 4.1 | 4.4 | 4.0\nAnnual report";
const HEADER: &str = "Table 4: Losses\nYear ended | |\nRegion | 2023 | 2022 | Target";

fn headings_after(first: &str, next: &str) -> Vec<Option<String>> {
    let carried = Carried::default().after(&page(first));
    let chunks = chunk_page(&page(next), &carried, ChunkLimits { max_tokens: 24 }, &estimate);
    chunks.into_iter().map(|chunk| chunk.heading).collect()
}

#[test]
fn continued_rows_carry_their_header() {
    let next = "Annual report\nSouth | 3.1 | 3.0 | 3.0\nIslands\nWest | 2.9 | 2.8 | 2.7";
    let heading = headings_after(TABLE, next).remove(0).unwrap();
    assert!(heading.ends_with(HEADER), "{heading}");
    let carried = Carried::default().after(&page(TABLE));
    assert_eq!(carried.after(&page(next)).table.as_deref(), Some(HEADER));
}

#[test]
fn other_tables_carry_no_header() {
    for next in [
        "Losses fell in the year.\nSouth | 3.1 | 3.0 | 3.0",
        "South | 3.1",
        "Region | 2021 | 2020 | Target\nSouth | 3.1 | 3.0 | 3.0",
    ] {
        let headings = headings_after(TABLE, next);
        assert!(headings.iter().flatten().all(|heading| !heading.contains("Target")), "{headings:?}");
    }
    assert_eq!(Carried::default().after(&page("Region | 2023 | 2022\nA sentence ends the table.")).table, None);
}

#[test]
fn text_below_continued_rows_has_its_heading() {
    let next = "South | 3.1 | 3.0 | 3.0\nThe next section says what the board decided about the losses of the year.";
    let headings = headings_after(TABLE, next);
    assert!(headings.len() == 2 && !headings[1].as_deref().unwrap().contains("Target"), "{headings:?}");
}
