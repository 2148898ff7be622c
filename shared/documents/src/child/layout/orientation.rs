use std::collections::BTreeMap;

use super::{Glyph, Rule, Sheet};

/// The glyphs of one writing direction, turned so that they read from left to right and y grows downwards.
pub(super) struct Layer {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
}

/// Splits a page by writing direction, the direction with most glyphs first.
pub(super) fn layers(sheet: Sheet) -> Vec<Layer> {
    let mut by_angle: BTreeMap<u16, Vec<Glyph>> = BTreeMap::new();
    for glyph in sheet.glyphs {
        by_angle.entry(glyph.degrees).or_default().push(glyph);
    }
    let mut angles: Vec<(u16, Vec<Glyph>)> = by_angle.into_iter().collect();
    angles.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    angles.into_iter().map(|(degrees, glyphs)| turn(degrees, glyphs, &sheet.rules)).collect()
}

fn turn(degrees: u16, mut glyphs: Vec<Glyph>, rules: &[Rule]) -> Layer {
    let (sine, cosine) = f32::from(degrees).to_radians().sin_cos();
    let place = |x: f32, y: f32| (x * cosine - y * sine, -(x * sine + y * cosine));
    for glyph in &mut glyphs {
        let width = glyph.width();
        let (left, baseline) = place(glyph.left, glyph.baseline);
        glyph.left = left;
        glyph.right = left + width;
        glyph.baseline = baseline;
    }
    let rules = rules.iter().map(|rule| rule.map(place)).collect();
    Layer { glyphs, rules }
}
