//! The smallest pieces a page is made of: sentences, table rows, headings and list items.

mod graphemes;
mod item;
mod kind;
mod sentence;

pub use item::{item_form, starts_item};

use crate::page::Span;
use graphemes::graphemes;

/// The kind of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// A sentence of running text.
    Sentence,
    /// A row of a table: its cells are parted by ` | `.
    Row,
    /// A heading or a label that stands alone.
    Heading,
    /// A list item, or its first sentence.
    Bullet,
    /// Text that is struck out on the page and no longer applies. It is neither searched nor quoted.
    Struck,
}

/// Stands before text that is struck out, on a line of its own.
pub(crate) const STRUCK_OUT: &str = "[struck out] ";

/// A piece of a page's text, without white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Offset of the first character, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character, in Unicode scalar values.
    pub end: usize,
    /// The kind of the unit.
    pub kind: UnitKind,
}

impl Unit {
    /// The position of the unit.
    #[must_use]
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Cuts the text of a page into units, in order. Together they hold every character that is not white space.
#[must_use]
pub fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut offset = 0;
    for line in text.split('\n') {
        line_units(line, offset, &mut units);
        offset += line.chars().count() + 1;
    }
    units
}

/// The units that are not struck out, in order. Answers and their context consist of these.
#[must_use]
pub fn valid_units(text: &str) -> impl DoubleEndedIterator<Item = Unit> {
    units(text).into_iter().filter(|unit| unit.kind != UnitKind::Struck)
}

/// The lines that are struck out, in order.
pub fn struck_out(text: &str) -> impl Iterator<Item = Span> {
    let mut end = 0;
    let lines = text.split('\n').map(move |line| {
        let start = end;
        end += line.chars().count() + 1;
        (line, Span { start, end: end - 1 })
    });
    lines.filter(|(line, _)| kind::is_struck(line)).map(|(_, span)| span)
}

fn line_units(line: &str, offset: usize, units: &mut Vec<Unit>) {
    let kind = kind::of(line);
    let pieces = match kind {
        UnitKind::Sentence | UnitKind::Bullet if sentence::may_end_within(line) => sentence::split(line),
        UnitKind::Row | UnitKind::Heading | UnitKind::Sentence | UnitKind::Bullet | UnitKind::Struck => {
            trimmed(line).into_iter().collect()
        }
    };
    for (place, piece) in pieces.into_iter().enumerate() {
        let kind = if place == 0 || kind != UnitKind::Bullet { kind } else { UnitKind::Sentence };
        units.push(Unit { start: offset + piece.start, end: offset + piece.end, kind });
    }
}

/// A line without the white space around it; white space that carries a combining mark stays.
fn trimmed(line: &str) -> Option<Span> {
    if line.is_ascii() {
        let (start, end) = (line.len() - line.trim_start().len(), line.trim_end().len());
        return (start < end).then_some(Span { start, end });
    }
    let mut span: Option<Span> = None;
    let mut place = 0;
    for grapheme in graphemes(line) {
        let end = place + grapheme.chars().count();
        if !is_space(grapheme) {
            let start = span.map_or(place, |span| span.start);
            span = Some(Span { start, end });
        }
        place = end;
    }
    span
}

pub(crate) fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}
