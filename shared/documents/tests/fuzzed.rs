//! Any bytes as the text of a page: what holds of units, chunks and quotes holds of them.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "test code")]

mod chunked;

use chunked::{assert_sound, assert_units_sound};
use sisuiq_documents::{Span, locate};

#[test]
fn any_page_gives_sound_chunks() {
    bolero::check!(name = "pages").with_iterations(400).for_each(|input: &[u8]| assert_cut_soundly(input));
}

#[test]
fn any_long_page_gives_sound_chunks() {
    let pages = bolero::produce::<Vec<u8>>().with().len(0_usize..2_000);
    bolero::check!(name = "long_pages").with_generator(pages).with_iterations(40).for_each(|input| {
        assert_cut_soundly(input);
        let ascii: Vec<u8> = input.iter().map(|byte| byte & 0x7f).collect();
        assert_cut_soundly(&ascii);
    });
}

/// The first byte sets the size limit of chunks.
fn assert_cut_soundly(input: &[u8]) {
    let (most, text) = input.split_first().map_or((4, input), |(first, rest)| (4 + usize::from(*first % 60), rest));
    let text = String::from_utf8_lossy(text);
    assert_units_sound(&text);
    assert_sound(&text, most);
}

/// The first line is the quote, the others are the page.
#[test]
fn located_quotes_are_inside_the_page() {
    bolero::check!(name = "quotes").with_iterations(400).for_each(|input: &[u8]| {
        let text = String::from_utf8_lossy(input);
        let (quote, page) = text.split_once('\n').unwrap_or((&text, ""));
        if let Some(located) = locate(page, quote) {
            let own = Span { start: located.start, end: located.end }.of(page);
            assert!(own.is_some_and(|own| !own.is_empty()), "{located:?} lies beyond {page:?}");
        }
        let whole = format!("{page} {} {page}", quote.trim());
        let is_quotable = quote.trim().chars().count() >= sisuiq_documents::citation::SHORTEST_QUOTE;
        assert_eq!(locate(&whole, quote).is_some(), is_quotable, "{quote:?} on {whole:?}");
    });
}
