use super::{Direction, Measured, PARTS_OF_A_POINT, PageSize, Point, Strip, WordBox};
use crate::page::Span;

/// The position of a part of a page's text on the displayed page. Lengths are in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// Width of the page as it is shown.
    pub width: f32,
    /// Height of the page as it is shown.
    pub height: f32,
    /// One rectangle a line, in reading order.
    pub rectangles: Vec<Rectangle>,
}

/// A rectangle on a page; its origin is the page's upper left corner as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Distance from the page's left edge.
    pub left: f32,
    /// Distance from the page's upper edge.
    pub top: f32,
    /// Width, not negative.
    pub width: f32,
    /// Height, not negative.
    pub height: f32,
}

/// The part of one line inside the span, in coordinates of its reading direction.
#[derive(Debug, Clone, Copy)]
struct Piece {
    direction: Direction,
    top: f32,
    bottom: f32,
    left: f32,
    right: f32,
}

pub(super) fn highlight(page: &Measured, span: Span) -> Highlight {
    let size = PageSize { width: points(page.width), height: points(page.height) };
    let mut lines: Vec<Piece> = Vec::new();
    for piece in page.strips.iter().filter_map(|strip| piece(strip, span)) {
        match lines.last_mut() {
            Some(line) if line.goes_on_with(&piece) => line.take(&piece),
            _ => lines.push(piece),
        }
    }
    let rectangles = lines.iter().map(|line| line.on_page(size)).collect();
    Highlight { width: size.width, height: size.height, rectangles }
}

fn piece(strip: &Strip, span: Span) -> Option<Piece> {
    let parts = strip.words.iter().filter_map(|word| part(word, span));
    let (left, right) = parts.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
    Some(Piece { direction: strip.direction, top: points(strip.top), bottom: points(strip.bottom), left, right })
}

/// The start and end of the part of a word inside the span.
fn part(word: &WordBox, span: Span) -> Option<(f32, f32)> {
    let offset = |place: usize| i64::try_from(place).unwrap_or(i64::MAX).saturating_sub(word.start);
    let from = offset(span.start).clamp(0, word.length);
    let to = offset(span.end).clamp(0, word.length);
    if to <= from {
        return None;
    }
    let (left, width) = (points(word.left), points(word.right - word.left));
    let place = |characters: i64| left + width * factor(characters) / factor(word.length);
    Some((place(from), place(to)))
}

impl Piece {
    /// Returns whether `next` continues the same line.
    fn goes_on_with(&self, next: &Self) -> bool {
        let shared = self.bottom.min(next.bottom) - self.top.max(next.top);
        let least = (self.bottom - self.top).min(next.bottom - next.top);
        self.direction == next.direction && next.left >= self.left && shared > 0.5 * least
    }

    fn take(&mut self, next: &Self) {
        self.top = self.top.min(next.top);
        self.bottom = self.bottom.max(next.bottom);
        self.right = self.right.max(next.right);
    }

    /// Its rectangle on the displayed page, clipped to the page.
    fn on_page(&self, page: PageSize) -> Rectangle {
        let start = self.direction.shown_at(Point { x: self.left, y: self.top }, page);
        let end = self.direction.shown_at(Point { x: self.right, y: self.bottom }, page);
        let left = start.x.min(end.x).clamp(0.0, page.width.max(0.0));
        let top = start.y.min(end.y).clamp(0.0, page.height.max(0.0));
        let right = start.x.max(end.x).clamp(0.0, page.width.max(0.0));
        let bottom = start.y.max(end.y).clamp(0.0, page.height.max(0.0));
        Rectangle { left, top, width: right - left, height: bottom - top }
    }
}

fn points(parts: i64) -> f32 {
    factor(parts) / PARTS_OF_A_POINT
}

#[expect(clippy::cast_precision_loss, reason = "places on a page and counts of characters are small")]
fn factor(number: i64) -> f32 {
    number as f32
}
