//! Properties of the chunks of any page.

use sisuiq_documents::{Carried, Chunk, ChunkLimits, Page, PageState, Span, chunk_page, units};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) fn page(text: &str) -> Page {
    Page { text: text.to_owned(), state: PageState::Text, ..Page::unreadable(7) }
}

/// A stand-in for word pieces: one token for every four letters begun.
pub(crate) fn estimate(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count().div_ceil(4)).sum()
}

pub(crate) fn chunks(text: &str, max_tokens: usize) -> Vec<Chunk> {
    chunk_page(&page(text), &Carried::default(), ChunkLimits { max_tokens }, &estimate)
}

/// Insists that chunks are the page's own text, within limits, in order, between graphemes, and cover all of it.
pub(crate) fn assert_sound(text: &str, max_tokens: usize) {
    let found = chunks(text, max_tokens);
    let borders = borders(text);
    let mut covered = vec![false; text.chars().count()];
    for (place, chunk) in found.iter().enumerate() {
        assert_eq!(usize::try_from(chunk.ordinal), Ok(place));
        assert_eq!(Span { start: chunk.start, end: chunk.end }.of(text), Some(chunk.text.as_str()));
        assert!(borders.contains(&chunk.start) && borders.contains(&chunk.end), "a grapheme was split");
        let is_grapheme = chunk.text.graphemes(true).count() == 1;
        assert!(estimate(&chunk.text) <= max_tokens || is_grapheme, "{} tokens", estimate(&chunk.text));
        covered[chunk.start..chunk.end].fill(true);
    }
    for (character, covered) in text.chars().zip(covered) {
        assert!(covered || character.is_whitespace(), "{character:?} is in no chunk");
    }
    assert_eq!(found, chunks(text, max_tokens), "the same page is cut the same way");
    assert!(found.windows(2).all(|pair| pair[0].start < pair[1].start), "chunks are in order");
}

/// Insists that units are apart, in order, within lines, between graphemes, and hold all that is not white space.
pub(crate) fn assert_units_sound(text: &str) {
    let found = units(text);
    let borders = borders(text);
    let mut held = vec![false; text.chars().count()];
    for unit in &found {
        let own = unit.span().of(text).expect("a unit lies on its page");
        assert!(unit.start < unit.end && !own.contains('\n'), "{own:?}");
        assert!(!own.graphemes(true).next().is_some_and(is_blank), "white space before {own:?}");
        assert!(!own.graphemes(true).next_back().is_some_and(is_blank), "white space after {own:?}");
        assert!(borders.contains(&unit.start) && borders.contains(&unit.end), "{own:?} tears a grapheme");
        held[unit.start..unit.end].fill(true);
    }
    assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "units are apart and in order");
    for (character, held) in text.chars().zip(held) {
        assert!(held || character.is_whitespace(), "{character:?} is in no unit");
    }
}

fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

/// Between which characters a grapheme ends.
fn borders(text: &str) -> BTreeSet<usize> {
    let mut place = 0;
    let ends = text.graphemes(true).map(|grapheme| {
        place += grapheme.chars().count();
        place
    });
    std::iter::once(0).chain(ends).collect()
}
