//! Reads what the PDF library knows of a page.

use pdfium_render::prelude::{PdfPage, PdfPageTextChar, PdfPoints, PdfRect, PdfiumError};

use super::canvas::Painter;
use super::drawing::Drawing;
use super::glyphs::{Glyphs, MOST_CHARACTERS};
use super::layout::{Glyph, Rule, Sheet};
use super::paper::{Paper, bounds};
use super::structure::PageFacts;
use super::twins::Twins;
use super::visibility::Scene;
use super::word::Word;
use super::written;

/// A page as it was read: what to lay out, and how much of it pictures cover.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) sheet: Sheet,
    pub(super) paper: Paper,
    /// The number of examined objects other than text.
    pub(super) drawn: usize,
    /// Characters between the top and the bottom tenth of the page.
    pub(super) inner: usize,
    /// The areas of pictures and forms together, as a share of the page, at most 1.
    pub(super) pictured: f32,
    /// The number of glyphs that were left out because their meaning, or whether they are seen, is unknown.
    pub(super) unreadable: usize,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("the page holds {0} characters, more than {MOST_CHARACTERS}")]
    TooManyCharacters(usize),
    #[error("the PDF library refused the page: {0}")]
    Library(#[from] PdfiumError),
}

/// Reads the visible glyphs, the ruled lines and the pictures of a page.
pub(super) fn read(page: &PdfPage<'_>, facts: &PageFacts, painter: &mut Painter) -> Result<Reading, ReadError> {
    let text = page.text()?;
    let bounds = bounds(page);
    let paper = Paper::of(page);
    let characters = text.chars();
    let mut read = Glyphs::read(&characters, &bounds, &facts.unmapped, Twins::of(page))?;
    let mut drawing = Drawing::of(page, &bounds);
    let scene = Scene { page, characters: &characters, paper, drawing: &drawing, layered: facts.layered };
    let hidden = scene.hidden(&read.words, painter);
    read.remove(&hidden.places);
    let annotations = &facts.annotations;
    drawing.rules.extend(annotations.strikes.iter().map(strike));
    let written = written::glyphs(&annotations.texts, &read.all);
    read.all.extend(written.into_iter().filter(|glyph| is_on(glyph, &bounds)));
    let inner = read.all.iter().filter(|glyph| is_inner(glyph, &bounds)).count();
    Ok(Reading {
        sheet: Sheet { glyphs: read.all, rules: drawing.rules },
        paper,
        drawn: drawing.objects + annotations.shown,
        inner,
        pictured: drawing.pictured,
        unreadable: read.unreadable + hidden.uncertain,
    })
}

/// A line through the middle of struck-out words.
fn strike([left, bottom, right, top]: &[f32; 4]) -> Rule {
    let (x, y) = (f32::midpoint(*left, *right), f32::midpoint(*bottom, *top));
    if right - left >= top - bottom {
        Rule { from: (*left, y), to: (*right, y) }
    } else {
        Rule { from: (x, *bottom), to: (x, *top) }
    }
}

/// Returns whether a glyph is inside the page.
pub(super) fn is_on(glyph: &Glyph, page: &PdfRect) -> bool {
    page.contains(PdfPoints::new(glyph.left), PdfPoints::new(glyph.baseline))
}

/// The glyph of a character and the area of its box.
pub(super) fn glyph(character: &PdfPageTextChar<'_>, value: char, word: &mut Word) -> Option<(Glyph, PdfRect)> {
    let bounds = character.loose_bounds().ok()?;
    let (x, y) = character.origin().ok()?;
    let degrees = degrees(character.angle_degrees().unwrap_or(0.0));
    let height = bounds.top().value - bounds.bottom().value;
    let scaled = if degrees == 0 { character.scaled_font_size().value.abs() } else { turned_font_size(character) };
    let size = if scaled.is_finite() && (0.5..=2000.0).contains(&scaled) { scaled } else { height.clamp(0.5, 2000.0) };
    let (left, right) = if degrees == 0 {
        (bounds.left().value, bounds.right().value)
    } else {
        // The box stands upright on the page: its extent along the baseline is the advance.
        let advance = if degrees.is_multiple_of(180) { bounds.right().value - bounds.left().value } else { height };
        (x.value, x.value + if degrees.is_multiple_of(90) { advance } else { 0.5 * size })
    };
    let finite = [left, right, y.value].iter().all(|number| number.is_finite());
    word.enter(character, size, y.value);
    let (baseline, bold) = (y.value, word.bold);
    let (spaced, struck) = (false, false);
    let glyph = Glyph { character: value, left, right, baseline, size, bold, spaced, struck, degrees };
    finite.then_some((glyph, bounds))
}

/// The font size of a turned character. The library's own scaled size takes only the vertical component of the matrix.
fn turned_font_size(character: &PdfPageTextChar<'_>) -> f32 {
    let scale = character.matrix().map_or(0.0, |matrix| matrix.c().hypot(matrix.d()));
    character.unscaled_font_size().value.abs() * scale
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an angle of a circle in whole degrees fits"
)]
fn degrees(angle: f32) -> u16 {
    let whole = (angle.rem_euclid(360.0)).round() as u16 % 360;
    let quarter = (whole + 2) / 90 * 90;
    if whole.abs_diff(quarter) <= 2 { quarter % 360 } else { whole }
}

fn is_inner(glyph: &Glyph, page: &PdfRect) -> bool {
    let margin = 0.1 * page.height().value;
    page.bottom().value + margin < glyph.baseline && glyph.baseline < page.top().value - margin
}
