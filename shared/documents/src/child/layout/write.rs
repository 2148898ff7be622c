use unicode_normalization::UnicodeNormalization;

use super::Composed;
use super::align::place;
use super::bullet::{is_bullet_of, labels};
use super::fragment::{Fragment, Strike};
use super::heading::Body;
use super::join::{Vocabulary, join, vocabulary};
use super::order::Line;
use super::print::Print;
use crate::page::Span;
use crate::units::STRUCK_OUT;

/// Stands between the cells of a table row. Between two of them is an empty cell, and one at the start or the end of a row is behind or
/// before an empty cell.
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
        let mut page = Text::default();
        for line in &self.lines {
            let text = line_text(line, &vocabulary);
            let fragments = || line.cells.iter().flat_map(|cell| &cell.lines);
            if let Some(span) = page.add(&text, fragments().map(|fragment| fragment.print.as_ref()))
                && is_heading(line, &text, body)
            {
                page.composed.headings.push(span);
            }
            for strikes in strikes(line) {
                let struck = tidy(&join(strikes.iter().map(|strike| strike.text.as_str()), &vocabulary));
                page.add(&format!("{STRUCK_OUT}{struck}"), strikes.iter().map(|strike| strike.print.as_ref()));
            }
        }
        page.composed
    }

    fn fragments(&self) -> impl Iterator<Item = &Fragment> {
        self.lines.iter().flat_map(|line| &line.cells).flat_map(|cell| &cell.lines)
    }
}

/// The text of a page as far as it is written.
#[derive(Default)]
struct Text {
    composed: Composed,
    length: usize,
}

impl Text {
    /// Adds a line and records the positions of its words. Returns its place.
    fn add<'a>(&mut self, line: &str, prints: impl Iterator<Item = &'a Print>) -> Option<Span> {
        if line.is_empty() {
            return None;
        }
        if !self.composed.text.is_empty() {
            self.composed.text.push('\n');
            self.length += 1;
        }
        let start = self.length;
        place(line, start, prints, &mut self.composed.placed);
        self.composed.text.push_str(line);
        self.length += line.chars().count();
        Some(Span { start, end: self.length })
    }
}

/// The struck-out words of a line. Those at the end of one printed line and the start of the next belong together.
fn strikes(line: &Line) -> Vec<Vec<&Strike>> {
    let mut found: Vec<Vec<&Strike>> = Vec::new();
    for (place, cell) in line.cells.iter().enumerate() {
        // The cells of a row that is struck out as a whole stay together.
        let mut goes_on = place > 0 && found.len() == 1 && is_struck(line);
        for fragment in &cell.lines {
            for strike in &fragment.strikes {
                match found.last_mut() {
                    Some(last) if goes_on && strike.is_first => last.push(strike),
                    _ => found.push(vec![strike]),
                }
                goes_on = strike.is_last;
            }
            goes_on &= !fragment.strikes.is_empty();
        }
    }
    found
}

fn is_struck(line: &Line) -> bool {
    line.cells.iter().flat_map(|cell| &cell.lines).all(|fragment| fragment.text.is_empty())
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
        if place == 1 && line.cells.first().is_some_and(|first| first.lines.is_empty()) {
            text.push_str(CELL_SEPARATOR.trim_start());
        } else if !text.is_empty() {
            // A dotted number is a heading's only at the start of a line; elsewhere it is a figure.
            let figure = place > 1 && previous.contains(|character: char| character.is_ascii_digit());
            let next = cell.chars().next().unwrap_or(' ');
            let reads_on = !figure && (labels(&previous, next) || (place == 1 && is_bullet_of(&previous, next)));
            let separator = if reads_on { " " } else { CELL_SEPARATOR };
            text.push_str(if text.ends_with(' ') { separator.trim_start() } else { separator });
        }
        text.push_str(&cell);
        previous = cell;
    }
    text.truncate(text.trim_end().len());
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
