use unicode_segmentation::UnicodeSegmentation;

use super::TokenCounter;
use crate::page::Span;
use crate::units::{Unit, UnitKind, is_space, starts_item};

/// A unit, or a part of one that is too large for a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) tokens: usize,
    /// True if it introduces what follows: a heading, or text such as "Proceed in three steps:".
    pub(super) introduces: bool,
    /// True if it belongs to a list: an item, or a sentence after the first one of an item.
    pub(super) is_item: bool,
}

/// Counts units and cuts those with more than `most` tokens, between words where that is possible.
pub(super) fn fit(text: &str, units: &[Unit], most: usize, counter: &impl TokenCounter) -> Vec<Piece> {
    let starts = byte_offsets(text);
    let mut pieces = Vec::with_capacity(units.len());
    for unit in units {
        let Some(content) = slice(text, &starts, unit.span()) else { continue };
        let tokens = counter.count(content);
        if tokens <= most {
            let goes_on = |last: &Piece| {
                let gap = slice(text, &starts, Span { start: last.span.end, end: unit.start });
                last.is_item && gap.is_some_and(|gap| !gap.contains('\n'))
            };
            let is_item = (unit.kind != UnitKind::Row && starts_item(content)) || pieces.last().is_some_and(goes_on);
            pieces.push(Piece { span: unit.span(), tokens, introduces: introduces(*unit, content), is_item });
        } else {
            cut(content, unit.start, most, counter, &mut pieces);
        }
    }
    pieces
}

fn introduces(unit: Unit, content: &str) -> bool {
    unit.kind == UnitKind::Heading || (unit.kind != UnitKind::Row && content.ends_with(':'))
}

/// The byte offset of every character and of the end.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).collect()
}

fn slice<'a>(text: &'a str, starts: &[usize], span: Span) -> Option<&'a str> {
    text.get(*starts.get(span.start)?..*starts.get(span.end)?)
}

fn cut(content: &str, offset: usize, most: usize, counter: &impl TokenCounter, pieces: &mut Vec<Piece>) {
    let mut current: Option<Piece> = None;
    for (span, tokens) in words(content, most, counter) {
        let span = Span { start: offset + span.start, end: offset + span.end };
        match &mut current {
            Some(piece) if piece.tokens + tokens <= most => {
                piece.span.end = span.end;
                piece.tokens += tokens;
            }
            _ => pieces.extend(current.replace(Piece { span, tokens, introduces: false, is_item: false })),
        }
    }
    pieces.extend(current);
}

/// The words of a unit with their tokens; a word too large for a chunk comes in halves of halves.
fn words(content: &str, most: usize, counter: &impl TokenCounter) -> Vec<(Span, usize)> {
    let mut words = Vec::new();
    let mut word: Vec<&str> = Vec::new();
    let mut place = 0;
    for grapheme in content.graphemes(true).chain(std::iter::once(" ")) {
        if is_space(grapheme) {
            halve(&word, place, most, counter, &mut words);
            place += word.iter().chain([&grapheme]).map(|part| part.chars().count()).sum::<usize>();
            word.clear();
        } else {
            word.push(grapheme);
        }
    }
    words
}

fn halve(word: &[&str], place: usize, most: usize, counter: &impl TokenCounter, words: &mut Vec<(Span, usize)>) {
    if word.is_empty() {
        return;
    }
    let content = word.concat();
    let tokens = counter.count(&content);
    if tokens <= most || word.len() == 1 {
        words.push((Span { start: place, end: place + content.chars().count() }, tokens));
        return;
    }
    let (first, second) = word.split_at(word.len() / 2);
    halve(first, place, most, counter, words);
    halve(second, place + first.iter().map(|part| part.chars().count()).sum::<usize>(), most, counter, words);
}
