use super::pieces::Piece;
use crate::page::Span;

/// Packs pieces, in order, into passages of at most `most` tokens.
pub(super) fn pack(pieces: &[Piece], most: usize) -> Vec<Span> {
    let mut passages = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let rest = pieces.get(start..).unwrap_or_default();
        let length = fitting(rest, most);
        let taken = rest.get(..length).unwrap_or_default();
        passages.extend(span(taken));
        if length == rest.len() {
            break;
        }
        start += length;
        if overlaps(taken, rest.get(length), most) {
            start -= 1;
        }
    }
    passages
}

/// The number of pieces that fit, at least one. Headings and other introductions at the end are left for the text below them.
fn fitting(pieces: &[Piece], most: usize) -> usize {
    let mut tokens = 0;
    let fitting = pieces.iter().take_while(|piece| {
        tokens += piece.tokens;
        tokens <= most
    });
    let length = fitting.count().max(1);
    if length == pieces.len() {
        return length;
    }
    let length = before_list(pieces, length, most).unwrap_or(length);
    let introductions = pieces.iter().take(length).rev().take_while(|piece| piece.introduces).count();
    if introductions < length { length - introductions } else { length }
}

/// The place of the introduction of a list that would be cut after `length` pieces and fits into one passage.
fn before_list(pieces: &[Piece], length: usize, most: usize) -> Option<usize> {
    let is_cut = pieces.get(length).is_some_and(|next| next.is_item);
    let items = pieces.iter().take(length).rev().take_while(|piece| piece.is_item).count();
    let first = (length - items).checked_sub(1).filter(|first| *first > 0 && is_cut)?;
    let rest = pieces.iter().skip(first + 1 + items).take_while(|piece| piece.is_item);
    let list = pieces.iter().skip(first).take(1 + items).chain(rest);
    let announces = pieces.get(first).is_some_and(|piece| piece.introduces);
    (announces && list.map(|piece| piece.tokens).sum::<usize>() <= most).then_some(first)
}

/// Returns whether the last piece of a passage can be repeated at the start of the next one.
fn overlaps(taken: &[Piece], next: Option<&Piece>, most: usize) -> bool {
    let (Some(last), Some(next)) = (taken.last(), next) else { return false };
    taken.len() > 1
        && !last.introduces
        && !next.introduces
        && last.tokens * 2 <= most
        && last.tokens + next.tokens <= most
}

fn span(taken: &[Piece]) -> Option<Span> {
    Some(Span { start: taken.first()?.span.start, end: taken.last()?.span.end })
}
