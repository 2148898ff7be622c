//! Parts of a text that is too long for a chunk: sentences, else words, else characters.

use crate::source::PageRange;
use crate::span::Span;

/// The parts of a span on the pages, with the places of the pages.
pub(super) fn by_pages(pages: &[PageRange], span: Span) -> Vec<(usize, Span)> {
    let first = pages.partition_point(|page| page.span.end <= span.start);
    let touched = pages.iter().enumerate().skip(first).take_while(|(_, page)| page.span.start < span.end);
    let part = |(place, page): (usize, &PageRange)| {
        (place, Span::new(span.start.max(page.span.start), span.end.min(page.span.end)))
    };
    touched.map(part).filter(|(_, span)| !span.is_empty()).collect()
}

/// Cuts a text into parts of at most `most` tokens, with their tokens.
pub(super) fn split(
    text: &str,
    span: Span,
    by_lines: bool,
    most: usize,
    count: &impl Fn(&str) -> usize,
) -> Vec<(Span, usize)> {
    let content = span.of(text);
    // a text has no fewer tokens than one for many words, so the count of a very long one is not needed
    let is_long = content.len() > most.saturating_mul(64);
    if !is_long {
        let tokens = count(content);
        if tokens <= most {
            return vec![(span, tokens)];
        }
    }
    let sentences = if by_lines { lines(content) } else { sentences(content) };
    let mut parts = Vec::new();
    for sentence in sentences {
        let sentence = Span::new(span.start + sentence.start, span.start + sentence.end).trimmed(text);
        fit(text, sentence, most, count, &mut parts);
    }
    pack(text, parts, most, count)
}

/// Joins neighbours up to `most` tokens.
fn pack(text: &str, parts: Vec<(Span, usize)>, most: usize, count: &impl Fn(&str) -> usize) -> Vec<(Span, usize)> {
    let mut packed: Vec<(Span, usize)> = Vec::new();
    for (span, tokens) in parts {
        let gap = packed.last().map(|(last, _)| Span::new(last.end, span.start).of(text)).unwrap_or_default();
        let between = count(gap);
        match packed.last_mut() {
            Some((last, sum)) if *sum + between + tokens <= most && gap.trim().is_empty() => {
                last.end = span.end;
                *sum += between + tokens;
            }
            _ => packed.push((span, tokens)),
        }
    }
    packed
}

fn fit(text: &str, span: Span, most: usize, count: &impl Fn(&str) -> usize, parts: &mut Vec<(Span, usize)>) {
    let content = span.of(text);
    if content.is_empty() {
        return;
    }
    let tokens = count(content);
    if tokens <= most {
        parts.push((span, tokens));
        return;
    }
    let mut words = Vec::new();
    let mut at = span.start;
    for word in content.split_inclusive(char::is_whitespace) {
        let end = at + word.len();
        halve(text, Span::new(at, end).trimmed(text), most, count, &mut words);
        at = end;
    }
    parts.extend(pack(text, words, most, count));
}

/// A word too large for a chunk comes in halves of halves.
fn halve(text: &str, span: Span, most: usize, count: &impl Fn(&str) -> usize, parts: &mut Vec<(Span, usize)>) {
    let content = span.of(text);
    if content.is_empty() {
        return;
    }
    let tokens = count(content);
    let middle = content.floor_char_boundary(content.len() / 2);
    if tokens <= most || middle == 0 {
        parts.push((span, tokens));
        return;
    }
    halve(text, Span::new(span.start, span.start + middle), most, count, parts);
    halve(text, Span::new(span.start + middle, span.end), most, count, parts);
}

fn lines(content: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = content.split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + line.len());
        at += line.len();
        span
    });
    lines.collect()
}

/// The sentences of a text: they end with a sign, white space and a capital after it. A full stop after a short word with a
/// capital, such as "No." and "Art.", ends none.
pub(crate) fn sentences(content: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut word = 0;
    let mut signs = content.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        if sign.is_whitespace() {
            word = end;
            continue;
        }
        let is_end =
            matches!(sign, '.' | '!' | '?' | ';' | ':') && signs.peek().is_some_and(|(_, next)| next.is_whitespace());
        if !is_end {
            continue;
        }
        let after = content.get(end..).unwrap_or_default().trim_start().chars().next();
        let begins = after.is_some_and(|next| {
            next.is_uppercase() || (matches!(sign, ';' | ':') && next == '(') || "‘“\"".contains(next)
        });
        if begins && !(sign == '.' && is_abbreviation(content.get(word..at).unwrap_or_default())) {
            sentences.push(Span::new(start, end));
            start = end;
        }
    }
    sentences.push(Span::new(start, content.len()));
    sentences
}

/// "No", "Art", "U.S", "Dec", "J"
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '“', '‘', '"']);
    let has_stop = word.contains('.') && word.chars().any(char::is_alphabetic);
    has_stop || (word.len() <= 4 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> usize {
        text.split_whitespace().map(|word| word.len().div_ceil(8)).sum()
    }

    #[test]
    fn long_texts_are_cut_at_sentences() {
        let text = "One two three. Regulation No. 5 of the U.S. Treasury applies. Four five six.";
        let parts: Vec<&str> =
            split(text, Span::new(0, text.len()), false, 11, &words).iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(
            parts,
            ["One two three.", "Regulation No. 5 of the U.S. Treasury applies.", "Four five six."]
                .map(str::to_owned)
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn words_without_breaks_are_halved() {
        let text = "x".repeat(1_000);
        let parts = split(&text, Span::new(0, text.len()), false, 10, &words);
        assert!(parts.iter().all(|(_, tokens)| *tokens <= 10));
        assert_eq!(parts.iter().map(|(span, _)| span.end - span.start).sum::<usize>(), 1_000);
    }
}
