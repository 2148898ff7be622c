//! Finds quotes on stored pages.

mod fold;

use serde::{Deserialize, Serialize};

use crate::page::Span;
use fold::{Folded, fold};

/// The match of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// Character by character.
    Exact,
    /// Up to white space, quotation marks, dashes, ligatures, hyphenation, footnote marks and cell borders.
    Normalized,
}

/// The position of a quote on a page. The quote is the page's own text at `start..end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// Offset of the first character, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character, in Unicode scalar values.
    pub end: usize,
    /// The match of the quote.
    pub matched: Match,
    /// Share of the characters compared that are the very same, from 0 to 1.
    pub score: f32,
}

impl Located {
    /// From its first to after its last character.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Quotes with fewer characters than this prove nothing and are not located.
pub const SHORTEST_QUOTE: usize = 8;

/// Finds the first place where `quote` stands in `page_text`: as it is, or else up to differences that typesetting and
/// copying make. Letters, figures and case must agree; nothing is guessed beyond that.
#[must_use]
pub fn locate(page_text: &str, quote: &str) -> Option<Located> {
    let quote = quote.trim();
    if quote.chars().count() < SHORTEST_QUOTE {
        return None;
    }
    if let Some(byte) = page_text.find(quote) {
        let start = page_text.get(..byte)?.chars().count();
        return Some(Located { start, end: start + quote.chars().count(), matched: Match::Exact, score: 1.0 });
    }
    let sought = without_ellipses(fold(quote));
    if sought.iter().filter(|folded| folded.character != ' ').count() < SHORTEST_QUOTE {
        return None;
    }
    let page = fold(page_text);
    let place = find(&page, &sought)?;
    let found = page.get(place..place + sought.len())?;
    Some(Located {
        start: found.first()?.start,
        end: found.last()?.end,
        matched: Match::Normalized,
        score: likeness(found, &sought),
    })
}

/// Finds the exact match of `quote` that is nearest to the offset `before`, where it started in an earlier text. Without an
/// exact match it is [`locate`].
#[must_use]
pub fn locate_near(page_text: &str, quote: &str, before: usize) -> Option<Located> {
    let found = locate(page_text, quote)?;
    if found.matched == Match::Normalized {
        return Some(found);
    }
    let quote = quote.trim();
    let (mut byte, mut start, mut nearest) = (0, 0, found);
    for (place, _) in page_text.match_indices(quote) {
        start += page_text.get(byte..place)?.chars().count();
        byte = place;
        if start.abs_diff(before) < nearest.start.abs_diff(before) {
            nearest = Located { start, end: start + found.end - found.start, ..found };
        }
    }
    Some(nearest)
}

/// Takes off the dots that stand for words left out before or after a quote; a full stop before them stays.
fn without_ellipses(mut quote: Vec<Folded>) -> Vec<Folded> {
    let tail = ellipsis(&quote.iter().rev());
    quote.truncate(quote.len() - tail);
    quote.drain(..ellipsis(&quote.iter()));
    quote
}

/// The number of leading characters that are an ellipsis with the white space around it.
fn ellipsis<'a>(characters: &(impl Iterator<Item = &'a Folded> + Clone)) -> usize {
    let spaces = |skipped: usize| characters.clone().skip(skipped).take_while(|folded| folded.character == ' ').count();
    let before = spaces(0);
    let dots = characters.clone().skip(before).take(3).take_while(|folded| folded.character == '.').count();
    if dots < 2 { 0 } else { before + dots + spaces(before + dots) }
}

fn find(page: &[Folded], sought: &[Folded]) -> Option<usize> {
    let haystack: String = page.iter().map(|folded| folded.character).collect();
    let needle: String = sought.iter().map(|folded| folded.character).collect();
    let byte = haystack.find(&needle)?;
    Some(haystack.get(..byte)?.chars().count())
}

#[expect(clippy::cast_precision_loss, reason = "quotes are short")]
fn likeness(found: &[Folded], sought: &[Folded]) -> f32 {
    let same = found.iter().zip(sought).filter(|(one, other)| one.source == other.source).count();
    same as f32 / sought.len().max(1) as f32
}
