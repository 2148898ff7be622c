use pdfium_render::prelude::{PdfPage, PdfPageRenderRotation, PdfRect};

use super::layout::{Composed, Placed, PlacedWord};
use crate::boxes::{Direction, PARTS_OF_A_POINT, PageSize, Point, Strip, WordBox, WordBoxes, pack};

/// The crop and rotation of a page as displayed. Lengths are in points, y grows upwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper {
    left: f32,
    bottom: f32,
    right: f32,
    top: f32,
    quarter_turns: u8,
    /// The sine and cosine of the angle by which the displayed page is turned clockwise against its text: a scan's skew.
    skew: Option<(f32, f32)>,
}

/// The visible area of a page, in its own coordinates.
pub(super) fn bounds(page: &PdfPage<'_>) -> PdfRect {
    page.boundaries().bounding().map_or_else(|_| page.page_size(), |boundary| boundary.bounds)
}

impl Paper {
    pub(super) fn of(page: &PdfPage<'_>) -> Self {
        let bounds = bounds(page);
        let quarter_turns = match page.rotation() {
            Ok(PdfPageRenderRotation::Degrees90) => 1,
            Ok(PdfPageRenderRotation::Degrees180) => 2,
            Ok(PdfPageRenderRotation::Degrees270) => 3,
            Ok(PdfPageRenderRotation::None) | Err(_) => 0,
        };
        Self {
            left: bounds.left().value,
            bottom: bounds.bottom().value,
            right: bounds.right().value,
            top: bounds.top().value,
            quarter_turns,
            skew: None,
        }
    }

    /// A scanned page of this size, whose lines fall by `slope` points per point.
    pub(crate) fn scanned(width: f32, height: f32, slope: f32) -> Self {
        let skew = (slope != 0.0).then(|| slope.atan().sin_cos());
        Self { left: 0.0, bottom: 0.0, right: width, top: height, quarter_turns: 0, skew }
    }

    /// The displayed size.
    fn size(self) -> PageSize {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        if self.quarter_turns.is_multiple_of(2) {
            PageSize { width, height }
        } else {
            PageSize { width: height, height: width }
        }
    }

    /// The displayed position of a point, from the upper left corner.
    fn shown(self, Point { x, y }: Point) -> Point {
        if let Some((sine, cosine)) = self.skew {
            let middle = Point { x: 0.5 * (self.right - self.left), y: 0.5 * (self.top - self.bottom) };
            let (x, y) = (x - self.left - middle.x, self.top - y - middle.y);
            return Point { x: middle.x + x * cosine - y * sine, y: middle.y + x * sine + y * cosine };
        }
        match self.quarter_turns {
            1 => Point { x: y - self.bottom, y: x - self.left },
            2 => Point { x: self.right - x, y: y - self.bottom },
            3 => Point { x: self.top - y, y: self.right - x },
            _ => Point { x: x - self.left, y: self.top - y },
        }
    }

    /// Returns whether the page is displayed in this size, in points.
    pub(super) fn has_size(self, width: f32, height: f32) -> bool {
        let size = self.size();
        (size.width - width).abs() < 1.0 && (size.height - height).abs() < 1.0
    }

    /// The displayed position of an upright area: left, top, right and bottom, from the upper left corner.
    pub(super) fn place(self, area: &PdfRect) -> [f32; 4] {
        let (left, right) = (area.left().value, area.right().value);
        let (bottom, top) = (area.bottom().value, area.top().value);
        let one = self.shown(Point { x: left, y: bottom });
        let other = self.shown(Point { x: right, y: top });
        [one.x.min(other.x), one.y.min(other.y), one.x.max(other.x), one.y.max(other.y)]
    }

    /// Packs the positions of the words of a text.
    pub(crate) fn measure(self, composed: &Composed) -> WordBoxes {
        let strips: Vec<Strip> = composed.placed.iter().flat_map(|placed| self.strips(placed)).collect();
        let PageSize { width, height } = self.size();
        let length = |points: f32| u32::try_from(parts(points)).unwrap_or_default();
        pack(&composed.text, length(width), length(height), &strips)
    }

    /// A straight line is one strip; of a slanted one each word is, with the upright box around it.
    fn strips(self, placed: &Placed) -> Vec<Strip> {
        let (sine, cosine) = f32::from(placed.degrees).to_radians().sin_cos();
        let point = |x: f32, y: f32| self.shown(Point { x: x * cosine - y * sine, y: -x * sine - y * cosine });
        let (origin, along) = (point(0.0, 0.0), point(1.0, 0.0));
        let direction = Direction::of_step(along.x - origin.x, along.y - origin.y).filter(|_| self.skew.is_none());
        match direction {
            Some(direction) => {
                let read = |x, y| direction.read_at(point(x, y), self.size());
                vec![strip(direction, &placed.words, |word| {
                    [read(word.left, placed.top), read(word.right, placed.bottom)]
                })]
            }
            None => placed
                .words
                .iter()
                .map(|word| {
                    let (left, right) = (word.left, word.right);
                    let corners = [
                        point(left, placed.top),
                        point(right, placed.top),
                        point(right, placed.bottom),
                        point(left, placed.bottom),
                    ];
                    let around = around(corners);
                    strip(Direction::Right, std::slice::from_ref(word), |_| around)
                })
                .collect(),
        }
    }
}

/// The upper left and lower right corner of the upright box around some points.
fn around(points: [Point; 4]) -> [Point; 2] {
    let ends = |of: fn(&Point) -> f32| {
        let values = points.iter().map(of);
        (values.clone().fold(f32::INFINITY, f32::min), values.fold(f32::NEG_INFINITY, f32::max))
    };
    let ((left, right), (top, bottom)) = (ends(|point| point.x), ends(|point| point.y));
    [Point { x: left, y: top }, Point { x: right, y: bottom }]
}

fn strip(direction: Direction, words: &[PlacedWord], corners: impl Fn(&PlacedWord) -> [Point; 2]) -> Strip {
    let mut strip = Strip { direction, top: i64::MAX, bottom: i64::MIN, words: Vec::with_capacity(words.len()) };
    for word in words {
        let [start, end] = corners(word);
        strip.top = strip.top.min(parts(start.y));
        strip.bottom = strip.bottom.max(parts(end.y));
        strip.words.push(WordBox {
            start: offset(word.start),
            length: offset(word.length),
            left: parts(start.x),
            right: parts(end.x),
        });
    }
    strip
}

/// Places further out than this, in points, are on no page.
const FARTHEST: f32 = 100_000.0;

#[expect(clippy::cast_possible_truncation, reason = "a clamped number fits, and NaN becomes zero")]
fn parts(points: f32) -> i64 {
    (points.clamp(-FARTHEST, FARTHEST) * PARTS_OF_A_POINT).round() as i64
}

fn offset(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
