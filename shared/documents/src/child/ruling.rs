use pdfium_render::prelude::{PdfPageObjectCommon, PdfPagePathObject, PdfPathSegments};

use super::layout::Rule;

/// A drawn line is thinner than this, in points.
const THICKEST_RULE: f32 = 3.0;
/// Shorter lines than this, in points, part nothing.
const SHORTEST_RULE: f32 = 6.0;

/// The straight level and upright lines of a path: the path itself when it is thin, or the sides of a simple frame.
pub(super) fn rules(path: &PdfPagePathObject<'_>) -> Vec<Rule> {
    let Ok(bounds) = path.bounds().map(|quad| quad.to_rect()) else { return Vec::new() };
    let (left, right, bottom, top) =
        (bounds.left().value, bounds.right().value, bounds.bottom().value, bounds.top().value);
    let (width, height) = (right - left, top - bottom);
    let middle = (f32::midpoint(left, right), f32::midpoint(bottom, top));
    if height <= THICKEST_RULE && width >= SHORTEST_RULE {
        return vec![Rule { from: (left, middle.1), to: (right, middle.1) }];
    }
    if width <= THICKEST_RULE && height >= SHORTEST_RULE {
        return vec![Rule { from: (middle.0, bottom), to: (middle.0, top) }];
    }
    if width < SHORTEST_RULE || height < SHORTEST_RULE || path.segments().len() > 6 {
        return Vec::new();
    }
    let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(from, to)| Rule { from: *from, to: *to }).collect()
}
