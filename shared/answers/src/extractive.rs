//! An answer made of quoted sentences alone: no network, the same every time.

use crate::{Claim, Evidence, Quote, words::words};
use sisuiq_db::document_chunks::Passage;
use sisuiq_documents::{Span, UnitKind, units};
use std::collections::HashSet;

/// The most statements of an answer.
const MOST_CLAIMS: usize = 3;
/// How good a statement must be beside the best one.
const LEAST_BESIDE_BEST: f64 = 0.80;
/// From which share of common words on two statements say the same.
const SAME_STATEMENT: f64 = 0.75;
/// The most items of a list that is quoted whole.
const MOST_ITEMS: usize = 12;

/// Picks the statements that answer: the best first, then others nearly as good, in the order of the pages. Places that say
/// the same are cited under one statement.
#[must_use]
pub fn compose(evidence: &[Evidence], passages: &[Passage]) -> Vec<Claim> {
    let Some(best) = evidence.first() else { return Vec::new() };
    let mut picked: Vec<(Claim, HashSet<String>)> = Vec::new();
    for part in evidence.iter().filter(|part| part.score >= best.score * LEAST_BESIDE_BEST) {
        let stems: HashSet<String> = words(&part.text).into_iter().map(|word| word.stem).collect();
        let twin = picked.iter_mut().find(|(_, other)| likeness(&stems, other) >= SAME_STATEMENT);
        if let Some((claim, _)) = twin {
            claim.quotes.extend(quotes(part, passages).into_iter().take(1));
        } else if picked.len() < MOST_CLAIMS {
            picked.push((claim(part, passages), stems));
        }
    }
    let mut claims: Vec<Claim> = picked.into_iter().map(|(claim, _)| claim).collect();
    if let Some(others) = claims.get_mut(1..) {
        others.sort_by_key(|claim| claim.quotes.first().map(|quote| (quote.passage, quote.span.start)));
    }
    claims
}

/// Common words over all words of the shorter text.
fn likeness(left: &HashSet<String>, right: &HashSet<String>) -> f64 {
    let shorter = left.len().min(right.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of words in a sentence")]
    let share = left.intersection(right).count() as f64 / shorter as f64;
    share
}

fn claim(part: &Evidence, passages: &[Passage]) -> Claim {
    let quotes = quotes(part, passages);
    let texts = quotes.iter().filter_map(|quote| {
        let page = &passages.get(quote.passage)?.page_text;
        Some(quote.span.of(page)?.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    Claim { text: texts.collect::<Vec<_>>().join("\n"), quotes }
}

/// The part itself; under the header of its table when it is a row, with its items when it introduces a list.
fn quotes(part: &Evidence, passages: &[Passage]) -> Vec<Quote> {
    let quote = |span| Quote { passage: part.passage, span, score: part.score.clamp(0.0, 1.0) };
    let mut quotes = vec![quote(part.span)];
    if let Some(header) = part.header.filter(|header| *header != part.span) {
        quotes.push(quote(header));
    }
    let Some(passage) = passages.get(part.passage) else { return quotes };
    if introduces_list(part)
        && let Some(items) = list_after(part.span, &passage.page_text)
    {
        return vec![quote(Span { start: part.span.start, end: items.end })];
    }
    quotes
}

fn introduces_list(part: &Evidence) -> bool {
    part.kind == UnitKind::Heading || part.text.trim_end().ends_with([':', ';'])
}

/// The list items that follow a unit directly, as one span.
fn list_after(span: Span, page: &str) -> Option<Span> {
    let all = units(page);
    let place = all.iter().position(|unit| unit.span() == span)?;
    let items = all.get(place + 1..)?.iter().take_while(|unit| unit.kind == UnitKind::Bullet).take(MOST_ITEMS);
    items.map(|unit| unit.span()).reduce(|first, last| Span { start: first.start, end: last.end })
}
