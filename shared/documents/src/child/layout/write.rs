use unicode_normalization::UnicodeNormalization;

use super::Composed;
use super::align::place;
use super::bullet::labels;
use super::fragment::Fragment;
use super::heading::Body;
use super::join::{Vocabulary, join, vocabulary};
use super::order::Line;
use crate::page::Span;

/// Stands between the cells of a table row.
const CELL_SEPARATOR: &str = " | ";

/// Collects lines and writes them as text once all are known.
#[derive(Default)]
pub(super) struct Writer {
    lines: Vec<Line>,
}

impl Writer {
    pub(super) fn write(&mut self, lines: Vec<Line>) {
        self.lines.extend(lines);
    }

    pub(super) fn finish(self) -> Composed {
        let vocabulary = vocabulary(self.fragments());
        let body = Body::of(self.fragments());
        let mut composed = Composed::default();
        let mut offset = 0;
        for line in &self.lines {
            let text = line_text(line, &vocabulary);
            if text.is_empty() {
                continue;
            }
            if !composed.text.is_empty() {
                composed.text.push('\n');
                offset += 1;
            }
            let end = offset + text.chars().count();
            if is_heading(line, &text, body) {
                composed.headings.push(Span { start: offset, end });
            }
            place(&text, offset, line.cells.iter().flat_map(|cell| &cell.lines), &mut composed.placed);
            composed.text.push_str(&text);
            offset = end;
        }
        composed
    }

    fn fragments(&self) -> impl Iterator<Item = &Fragment> {
        self.lines.iter().flat_map(|line| &line.cells).flat_map(|cell| &cell.lines)
    }
}

fn is_heading(line: &Line, text: &str, body: Body) -> bool {
    match line.cells.as_slice() {
        [block] => body.is_heading(block, text),
        _ => false,
    }
}

fn line_text(line: &Line, vocabulary: &Vocabulary) -> String {
    let mut text = String::new();
    let mut previous = String::new();
    for (place, cell) in line.cells.iter().enumerate() {
        let cell = tidy(&join(cell.lines.iter().map(|line| line.text.as_str()), vocabulary));
        if !text.is_empty() && !cell.is_empty() {
            // A dotted number is a heading's only at the start of a line; elsewhere it is a figure.
            let figure = place > 1 && previous.contains(|character: char| character.is_ascii_digit());
            let reads_on = !figure && labels(&previous, cell.chars().next().unwrap_or(' '));
            text.push_str(if reads_on { " " } else { CELL_SEPARATOR });
        }
        text.push_str(&cell);
        previous = cell;
    }
    text
}

/// One space between words, leader dots shortened, composed characters.
fn tidy(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = shorten_leader(word);
        if word == LEADER && words.last().is_some_and(|last| last == LEADER) {
            continue;
        }
        words.push(word);
    }
    words.join(" ").nfc().collect()
}

const LEADER: &str = "…";

/// Replaces four dots or more in a row, as they lead to a page number, by one ellipsis set apart.
fn shorten_leader(word: &str) -> String {
    let Some(start) = word.find("....") else { return word.to_owned() };
    let (before, rest) = word.split_at(start);
    let after = shorten_leader(rest.trim_start_matches('.'));
    [before, LEADER, after.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
