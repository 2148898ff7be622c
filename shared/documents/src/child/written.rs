//! Places the text of form fields and notes among the glyphs of a page.

use std::collections::HashMap;

use super::annotations::{Written, WrittenKind};
use super::layout::Glyph;

/// The size of text on a page without any, in points.
const USUAL_SIZE: f32 = 11.0;
/// The smallest size of written text, in points.
const LEAST_SIZE: f32 = 3.0;
/// The advance of a character and the height of a line, in font sizes.
const ADVANCE: f32 = 0.5;
const LINE: f32 = 1.2;
/// The most characters that are placed on a page.
const MOST: usize = 20_000;

/// The glyphs of texts that the page does not show as well. Their places are those of the fields and notes.
pub(super) fn glyphs(texts: &[Written], page: &[Glyph]) -> Vec<Glyph> {
    let degrees = usual(page.iter().map(|glyph| glyph.degrees)).unwrap_or_default();
    let size = usual(page.iter().map(|glyph| size_class(glyph.size))).map_or(USUAL_SIZE, f32::from);
    let mut placed = Vec::new();
    for text in texts {
        let frame = Frame::of(text.area, degrees);
        if placed.len() < MOST && !frame.shows(text, page) {
            placed.extend(frame.fill(text, size, page));
        }
    }
    placed
}

/// The most frequent value.
fn usual(values: impl Iterator<Item = u16>) -> Option<u16> {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(value, count)| (*count, *value)).map(|(value, _)| value)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number fits")]
fn size_class(size: f32) -> u16 {
    size.round().clamp(LEAST_SIZE, 100.0) as u16
}

/// The area of a text, turned so that it reads from left to right and y grows upwards.
struct Frame {
    degrees: u16,
    left: f32,
    bottom: f32,
    right: f32,
    top: f32,
}

impl Frame {
    fn of([left, bottom, right, top]: [f32; 4], degrees: u16) -> Self {
        let corners = [(left, bottom), (right, top)].map(|(x, y)| turned(x, y, degrees));
        let [(x1, y1), (x2, y2)] = corners;
        Self { degrees, left: x1.min(x2), bottom: y1.min(y2), right: x1.max(x2), top: y1.max(y2) }
    }

    /// The glyphs of the page within the frame, with their turned places.
    fn inside<'a>(&'a self, page: &'a [Glyph]) -> impl Iterator<Item = (&'a Glyph, f32, f32)> {
        page.iter().filter(|glyph| glyph.degrees == self.degrees).filter_map(|glyph| {
            let (x, y) = turned(glyph.left, glyph.baseline, self.degrees);
            (self.bottom - 1.0 <= y && y <= self.top).then_some((glyph, x, y))
        })
    }

    /// Returns whether the page shows the same text at the same place.
    fn shows(&self, text: &Written, page: &[Glyph]) -> bool {
        let shown = self.inside(page).filter(|(_, x, _)| self.left - 1.0 <= *x && *x <= self.right);
        let shown = shown.map(|(glyph, ..)| glyph.character).filter(|letter| letter.is_alphanumeric());
        let said: Vec<char> = text.text.chars().filter(|letter| letter.is_alphanumeric()).collect();
        !said.is_empty() && shown.eq(said)
    }

    fn fill(&self, text: &Written, size: f32, page: &[Glyph]) -> Vec<Glyph> {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        let mark = match text.kind {
            WrittenKind::Field => "[filled in] ",
            WrittenKind::Note => "[note] ",
        };
        let lines =
            wrapped(&format!("{mark}{}", text.text), if text.wraps { columns(width, size) } else { usize::MAX });
        let count = factor(lines.len().max(1));
        let line_height = (height / count).max(0.1);
        let size = size.min(line_height / LINE).max(LEAST_SIZE);
        let mut glyphs = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let middle = self.top - (factor(number) + 0.5) * line_height;
            let baseline = if lines.len() == 1 { self.neighbour(page) } else { None };
            let baseline = baseline.unwrap_or(middle - 0.35 * size);
            glyphs.extend(self.line(line, (width, size), baseline));
        }
        glyphs
    }

    /// The baseline of the text beside the frame, as that of a label.
    fn neighbour(&self, page: &[Glyph]) -> Option<f32> {
        let distance = |x: f32| if x < self.left { self.left - x } else { x - self.left + 1000.0 };
        let nearest =
            self.inside(page).min_by(|(_, one, _), (_, other, _)| distance(*one).total_cmp(&distance(*other)));
        nearest.map(|(_, _, y)| y)
    }

    fn line(&self, line: &str, (width, size): (f32, f32), baseline: f32) -> Vec<Glyph> {
        let advance = (ADVANCE * size).min(width / factor(line.chars().count().max(1))).max(0.01);
        let size = size.min(3.0 * advance).max(0.5);
        let mut glyphs = Vec::new();
        // white space before the first character parts it from the text before it
        let mut spaced = true;
        for (place, character) in line.chars().enumerate() {
            if character.is_whitespace() || character.is_control() {
                spaced = true;
                continue;
            }
            let (left, baseline) =
                turned(self.left + advance * factor(place), baseline, (360 - self.degrees % 360) % 360);
            let spaced = std::mem::take(&mut spaced);
            let (right, degrees) = (left + advance, self.degrees);
            let (bold, struck) = (false, false);
            glyphs.push(Glyph { character, left, right, baseline, size, bold, spaced, struck, degrees });
        }
        glyphs
    }
}

/// A place turned clockwise, as the layout turns glyphs to read from left to right.
fn turned(x: f32, y: f32, degrees: u16) -> (f32, f32) {
    let (sine, cosine) = f32::from(degrees).to_radians().sin_cos();
    (x * cosine - y * sine, x * sine + y * cosine)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number fits")]
fn columns(width: f32, size: f32) -> usize {
    (width / (ADVANCE * size)).clamp(10.0, 1000.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "texts are short")]
fn factor(count: usize) -> f32 {
    count as f32
}

/// Breaks a text into lines of at most `columns` characters, as far as its words allow.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        let mut current = String::new();
        let mut length = 0;
        for word in line.split_whitespace() {
            let more = word.chars().count();
            if length > 0 && length + 1 + more > columns {
                lines.push(std::mem::take(&mut current));
                length = 0;
            }
            if length > 0 {
                current.push(' ');
                length += 1;
            }
            current.push_str(word);
            length += more;
        }
        lines.push(current);
    }
    lines
}
