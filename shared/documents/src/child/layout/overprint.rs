use std::collections::HashMap;

use super::Glyph;

/// Two prints of one character closer than this share of the font size are the same character.
const OFFSET: f32 = 0.13;
/// A print this few characters after the first is taken for the same character by itself; a later one must be part of a
/// repeated word, because unrelated texts that overlap share some characters by chance.
const NEAR: usize = 4;
/// A cell of the search grid, in points.
const CELL: f32 = 8.0;

/// Removes characters printed again at (almost) the same place, which is how some programs draw bold or shadowed
/// text.
pub(super) fn remove(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let firsts = first_prints(&glyphs);
    let mut kept = Vec::with_capacity(glyphs.len());
    let mut lost_space = false;
    for (place, mut glyph) in glyphs.into_iter().enumerate() {
        if is_repeat(&firsts, place) {
            lost_space |= glyph.spaced;
        } else {
            glyph.spaced |= std::mem::take(&mut lost_space);
            kept.push(glyph);
        }
    }
    kept
}

/// For every glyph the place of an earlier print of it, if there is one.
fn first_prints(glyphs: &[Glyph]) -> Vec<Option<usize>> {
    let mut grid: HashMap<(char, i32, i32), Vec<usize>> = HashMap::new();
    let mut firsts = Vec::with_capacity(glyphs.len());
    for (place, glyph) in glyphs.iter().enumerate() {
        let (column, row) = cell(glyph);
        let around = (-1..=1)
            .flat_map(|dx: i32| (-1..=1).map(move |dy: i32| (column.saturating_add(dx), row.saturating_add(dy))));
        let earlier = around.filter_map(|(x, y)| grid.get(&(glyph.character, x, y))).flatten();
        let first = earlier.copied().find(|first| glyphs.get(*first).is_some_and(|first| covers(first, glyph)));
        let first = first.filter(|first| !is_ligature_piece(glyphs, *first, place));
        if first.is_none() {
            grid.entry((glyph.character, column, row)).or_default().push(place);
        }
        firsts.push(first);
    }
    firsts
}

fn is_repeat(firsts: &[Option<usize>], place: usize) -> bool {
    let first_of = |place: usize| firsts.get(place).copied().flatten();
    let Some(first) = first_of(place) else { return false };
    let neighbours = [place.checked_sub(1), place.checked_add(1)];
    place - first <= NEAR
        || neighbours.into_iter().flatten().filter_map(first_of).any(|other| other.abs_diff(first) <= NEAR)
}

fn covers(one: &Glyph, other: &Glyph) -> bool {
    let reach = OFFSET * one.size.min(other.size);
    (one.left - other.left).abs() <= reach && (one.baseline - other.baseline).abs() <= reach
}

/// The library reports an "ff" ligature as two characters with one box.
#[expect(clippy::float_cmp, reason = "pieces of a ligature carry the very same numbers")]
fn is_ligature_piece(glyphs: &[Glyph], first: usize, place: usize) -> bool {
    let (Some(one), Some(other)) = (glyphs.get(first), glyphs.get(place)) else { return false };
    place == first + 1 && one.character == 'f' && one.left == other.left && one.baseline == other.baseline
}

#[expect(clippy::cast_possible_truncation, reason = "page coordinates are small, and a saturated cell is still a cell")]
fn cell(glyph: &Glyph) -> (i32, i32) {
    ((glyph.left / CELL).floor() as i32, (glyph.baseline / CELL).floor() as i32)
}
