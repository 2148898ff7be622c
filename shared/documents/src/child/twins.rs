//! Repeated letters that the library drops.
//!
//! It takes a text object for a second print of the one before if both show the same character and their boxes overlap by half.
//! Where every letter is an object of its own, that is also true of the second f of an italic "ff", which hangs over the first.

use std::cell::OnceCell;
use std::collections::HashMap;

use pdfium_render::prelude::{PdfPage, PdfPageObjectCommon, PdfPageObjectsCommon};

use super::layout::Glyph;

/// Objects as near as this, in points, are at one place.
const REACH: f32 = 0.15;
/// The longest step, in points, between two letters that is looked at.
const MOST_REACH: f32 = 100.0;
/// The most share of a box, with some tolerance, that may separate two objects which the library takes for one.
const MOST_STEP: f32 = 0.55;

/// The most difference of the widths of two equal letters, as a share of their width.
const MOST_UNLIKE: f32 = 0.05;

/// A text object: its origin and the width of its ink.
#[derive(Clone, Copy)]
struct Object {
    x: f32,
    y: f32,
    width: f32,
}

/// Text objects by the whole coordinates of their origins.
type Places = HashMap<(i32, i32), Vec<Object>>;

/// The places of a page's text objects, collected when they are first needed.
pub(super) struct Twins<'a> {
    page: &'a PdfPage<'a>,
    places: OnceCell<Places>,
}

impl<'a> Twins<'a> {
    pub(super) fn of(page: &'a PdfPage<'a>) -> Self {
        Self { page, places: OnceCell::new() }
    }

    /// The dropped letter between a glyph with its origin and the next origin on the line, and its origin: the page has an object
    /// there that the library did not report, which it does only with objects of the same character.
    pub(super) fn between(&self, last: &Glyph, from: f32, to: f32) -> Option<(Glyph, f32)> {
        let reach = (MOST_STEP * last.width()).min(to - from - REACH);
        if last.degrees != 0 || !(REACH..=MOST_REACH).contains(&reach) {
            return None;
        }
        let places = self.places.get_or_init(|| places(self.page));
        let cells = (whole(from)..=whole(from + reach)).flat_map(|column| {
            let rows = whole(last.baseline - REACH)..=whole(last.baseline + REACH);
            rows.map(move |row| (column, row))
        });
        let is_it = |object: &&Object| {
            // an object of white space may stand there too
            let is_like = (object.width - last.width()).abs() <= MOST_UNLIKE * last.width();
            let step = object.x - from;
            is_like && step > REACH && step <= reach && (object.y - last.baseline).abs() <= REACH
        };
        let found = cells.filter_map(|cell| places.get(&cell)).flatten().find(is_it)?;
        let step = found.x - from;
        let twin = Glyph { left: last.left + step, right: last.right + step, spaced: false, ..last.clone() };
        Some((twin, found.x))
    }
}

fn places(page: &PdfPage<'_>) -> Places {
    let mut places = Places::new();
    for object in page.objects().iter() {
        let Some(text) = object.as_text_object() else { continue };
        let (x, y) = (text.get_horizontal_translation().value, text.get_vertical_translation().value);
        let Ok(bounds) = object.bounds() else { continue };
        let width = bounds.right().value - bounds.left().value;
        places.entry((whole(x), whole(y))).or_default().push(Object { x, y, width });
    }
    places
}

#[expect(clippy::cast_possible_truncation, reason = "page coordinates are small, and a clamped number is still a cell")]
fn whole(coordinate: f32) -> i32 {
    coordinate.floor().clamp(-1e6, 1e6) as i32
}
