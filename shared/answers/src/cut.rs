//! Splits a page into units and words. The result is independent of any question.

use crate::{segments::segments, words};
use sisuiq_documents::{Span, Unit, units};
use std::ops::Range;

/// The most words of a label or a list item.
const SHORT_LINE: usize = 5;
/// The most words of a clause title.
const LONGEST_TITLE: usize = 6;
/// The share of bare-number lines above which a page counts as a table of contents.
const BARE_NUMBERS: f64 = 0.35;
/// The number of bare-number lines up to which a page does not count as a table of contents.
const FEW_NUMBERS: usize = 15;

/// A page's units and words, as byte ranges of its text.
#[derive(Debug)]
pub(crate) struct CutPage {
    units: Box<[CutUnit]>,
    words: Box<[Range<u32>]>,
    is_mostly_numbers: bool,
}

/// A unit and its position.
#[derive(Clone, Debug)]
pub(crate) struct CutUnit {
    pub(crate) unit: Unit,
    /// The range in the page's text.
    pub(crate) bytes: Range<usize>,
    /// True if it is a label or a list item.
    pub(crate) is_short: bool,
    /// True if it is the title of a numbered clause.
    pub(crate) is_title: bool,
    /// The range of its words in the page's word list.
    words: Range<usize>,
}

impl CutPage {
    pub(crate) fn new(text: &str) -> Self {
        let places = Places::of(text);
        let mut words = Vec::new();
        let cut = units(text).into_iter().filter_map(|unit| {
            let bytes = places.bytes(unit.span())?;
            let own = text.get(bytes.clone())?;
            let first = words.len();
            words.extend(segments(own).flat_map(words::parts).filter_map(|word| place_of(word, text)));
            Some(CutUnit { unit, bytes, is_short: is_short(own), is_title: is_title(own), words: first..words.len() })
        });
        let units = cut.collect();
        Self { units, words: words.into_boxed_slice(), is_mostly_numbers: is_mostly_numbers(text) }
    }

    /// The units in page order.
    pub(crate) fn units(&self) -> &[CutUnit] {
        &self.units
    }

    /// The words of a unit. `text` is the text of this page.
    pub(crate) fn words<'a>(&self, unit: &CutUnit, text: &'a str) -> impl Iterator<Item = &'a str> {
        let places = self.words.get(unit.words.clone()).unwrap_or_default();
        places.iter().filter_map(|place| text.get(index(place.start)..index(place.end)))
    }

    /// Returns whether many lines are bare numbers, as in a table of contents.
    pub(crate) const fn is_mostly_numbers(&self) -> bool {
        self.is_mostly_numbers
    }

    /// The memory size in bytes.
    pub(crate) fn size(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.units) + size_of_val(&*self.words)
    }
}

/// The byte range of a part within its text.
fn place_of(part: &str, text: &str) -> Option<Range<u32>> {
    let start = u32::try_from(part.as_ptr().addr().checked_sub(text.as_ptr().addr())?).ok()?;
    Some(start..start.checked_add(u32::try_from(part.len()).ok()?)?)
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The byte offset of each character. `None` for ASCII text, where both are equal.
pub(crate) struct Places(Option<Vec<usize>>);

impl Places {
    pub(crate) fn of(text: &str) -> Self {
        let counted = || text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self((!text.is_ascii()).then(counted))
    }

    pub(crate) fn bytes(&self, span: Span) -> Option<Range<usize>> {
        match &self.0 {
            None => Some(span.start..span.end),
            Some(bytes) => Some(*bytes.get(span.start)?..*bytes.get(span.end)?),
        }
    }
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().nth(SHORT_LINE).is_none() && !text.ends_with('.')
}

/// Returns whether a line looks like `8. Offers of connection.`: a number and a short title without a sentence.
pub(crate) fn is_title(text: &str) -> bool {
    let Some((number, title)) = text.split_once(' ') else { return false };
    let is_number = number.ends_with('.') && number.split_terminator('.').all(|part| part.parse::<u16>().is_ok());
    let words = title.split_whitespace().count();
    is_number && title.ends_with('.') && (1..=LONGEST_TITLE).contains(&words) && title.starts_with(char::is_uppercase)
}

fn is_mostly_numbers(text: &str) -> bool {
    let is_bare = |line: &&str| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let bare = text.lines().filter(is_bare).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of lines on a page")]
    let share = bare as f64 / text.lines().count().max(1) as f64;
    share > BARE_NUMBERS && bare > FEW_NUMBERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_title_of_a_clause_is_told_from_its_text() {
        assert!(["8. Offers of connection.", "2.1. Term."].into_iter().all(is_title));
        let others = ["8. It shall be paid within ninety days of it.", "The 8th. Offer.", "8 Offers", "8. offers."];
        assert!(!others.into_iter().any(is_title));
    }

    proptest! {
        #[test]
        fn units_and_words_are_those_of_the_text(text in "([a-zA-Z0-9,.'\u{e9}\u{4e2d}]{1,8}[ \n|:]{1,2}){0,30}") {
            let page = CutPage::new(&text);
            prop_assert_eq!(page.units().iter().map(|cut| cut.unit).collect::<Vec<_>>(), units(&text));
            for cut in page.units() {
                let own = cut.unit.span().of(&text).unwrap();
                prop_assert_eq!(&text[cut.bytes.clone()], own);
                let words: Vec<&str> = segments(own).flat_map(words::parts).collect();
                prop_assert_eq!(page.words(cut, &text).collect::<Vec<_>>(), words);
            }
        }
    }
}
