//! Units and chunks of pages, by example and for any text.

#![expect(clippy::unwrap_used, reason = "a span of the text is in the text")]

use proptest::prelude::*;
use sisuiq_documents::{Chunk, ChunkLimits, Page, PageState, Span, UnitKind, chunk_page, point_id, units};
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;

fn page(text: &str) -> Page {
    Page { number: 7, text: text.to_owned(), headings: Vec::new(), state: PageState::Text, boxes: None }
}

/// A stand-in for word pieces: one token for every four letters begun.
fn estimate(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count().div_ceil(4)).sum()
}

fn chunks(text: &str, max_tokens: usize) -> Vec<Chunk> {
    chunk_page(&page(text), None, ChunkLimits { max_tokens }, &estimate)
}

fn pieces(text: &str) -> Vec<(UnitKind, &str)> {
    units(text).into_iter().map(|unit| (unit.kind, unit.span().of(text).unwrap())).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    pieces(text).into_iter().map(|(_, piece)| piece).collect()
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
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
            "1. The buyer pays in full. 2. The seller delivers.",
            &["1. The buyer pays in full.", "2. The seller delivers."],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences(text), *expected);
    }
}

#[test]
fn lines_are_told_apart_by_what_they_are() {
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
fn chunks_share_one_unit_where_it_fits() {
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
fn a_heading_goes_with_the_text_below_it() {
    let text = "Energy was sold to many.\n4.1 Vision\nThe vision is a long and bright one.";
    let chunks = chunks(text, 13);
    let texts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
    assert_eq!(texts, ["Energy was sold to many.", "4.1 Vision\nThe vision is a long and bright one."]);
    assert_eq!(chunks[1].heading.as_deref(), Some("4.1 Vision"));
}

#[test]
fn headings_are_carried_from_page_to_page() {
    let mut first = page("Big words\nsmall words follow here.");
    first.headings = vec![Span { start: 0, end: 9 }];
    let carried = sisuiq_documents::chunk::last_heading(&first, None).unwrap().to_owned();
    let next = chunk_page(&page("and go on over the page."), Some(&carried), ChunkLimits::default(), &estimate);
    assert_eq!(next[0].heading.as_deref(), Some("Big words"));
}

#[test]
fn a_sentence_larger_than_a_chunk_is_cut_between_words_and_a_word_between_letters() {
    let sentence = "word ".repeat(30) + "end.";
    assert!(chunks(&sentence, 10).iter().all(|chunk| estimate(&chunk.text) <= 10 && !chunk.text.starts_with("ord")));
    let word: Vec<String> = chunks(&"e\u{301}".repeat(40), 5).into_iter().map(|chunk| chunk.text).collect();
    assert_eq!(word.concat(), "e\u{301}".repeat(40));
}

#[test]
fn point_ids_are_the_same_for_ever_and_differ_by_place() {
    let document = Uuid::from_u128(1);
    let ids = [
        point_id(document, 1, 2, 3),
        point_id(document, 2, 1, 3),
        point_id(document, 1, 3, 2),
        point_id(Uuid::nil(), 1, 2, 3),
    ];
    assert_eq!(ids[0], point_id(document, 1, 2, 3));
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), 4);
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunks_cover_the_page_exactly(text in any_text(), max_tokens in 4_usize..40) {
        let chunks = chunks(&text, max_tokens);
        let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
        let borders: std::collections::HashSet<usize> =
            graphemes.iter().map(|(byte, _)| text[..*byte].chars().count()).chain([text.chars().count()]).collect();
        let mut covered = vec![false; text.chars().count()];
        for (place, chunk) in chunks.iter().enumerate() {
            prop_assert_eq!(chunk.ordinal as usize, place);
            prop_assert_eq!(Span { start: chunk.start, end: chunk.end }.of(&text), Some(chunk.text.as_str()));
            prop_assert!(borders.contains(&chunk.start) && borders.contains(&chunk.end), "a grapheme was split");
            let grapheme = chunk.text.graphemes(true).count() == 1;
            prop_assert!(estimate(&chunk.text) <= max_tokens || grapheme, "{} tokens", estimate(&chunk.text));
            covered[chunk.start..chunk.end].fill(true);
        }
        for (character, covered) in text.chars().zip(covered) {
            prop_assert!(covered || character.is_whitespace(), "{character:?} is in no chunk");
        }
        prop_assert_eq!(&chunks, &self::chunks(&text, max_tokens));
        prop_assert!(chunks.windows(2).all(|pair| pair[0].start < pair[1].start));
    }

    #[test]
    fn units_are_in_order_and_apart(text in any_text()) {
        let units = units(&text);
        prop_assert!(units.iter().all(|unit| unit.start < unit.end));
        prop_assert!(units.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
