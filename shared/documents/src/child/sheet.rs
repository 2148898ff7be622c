//! Reads what the PDF library knows of a page.

use pdfium_render::prelude::{
    PdfPage, PdfPageObject, PdfPageObjectCommon, PdfPageObjectsCommon, PdfPageText, PdfPageTextChar, PdfPoints,
    PdfRect, PdfiumError,
};

use super::layout::{Glyph, Sheet};
use super::paper::{Paper, bounds};
use super::ruling::rules;
use super::word::Word;

/// A page with more characters than this counts as unreadable.
const MOST_CHARACTERS: usize = 200_000;
/// The most objects of a page that are examined for ruled lines and pictures.
const MOST_OBJECTS: usize = 20_000;

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
}

#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("the page holds {0} characters, more than {MOST_CHARACTERS}")]
    TooManyCharacters(usize),
    #[error("the PDF library refused the page: {0}")]
    Library(#[from] PdfiumError),
}

/// Reads the glyphs, the ruled lines and the pictures of a page.
pub(super) fn read(page: &PdfPage<'_>) -> Result<Reading, ReadError> {
    let text = page.text()?;
    let bounds = bounds(page);
    let glyphs = glyphs(&text, &bounds)?;
    let inner = glyphs.iter().filter(|glyph| is_inner(glyph, &bounds)).count();
    let sheet = Sheet { glyphs, rules: Vec::new() };
    let mut reading = Reading { sheet, paper: Paper::of(page), drawn: 0, inner, pictured: 0.0 };
    let whole = area(&bounds, &bounds);
    for object in page.objects().iter().take(MOST_OBJECTS) {
        match &object {
            PdfPageObject::Text(_) => continue,
            PdfPageObject::Path(path) => reading.sheet.rules.extend(rules(path)),
            PdfPageObject::Image(_) | PdfPageObject::XObjectForm(_) => {
                reading.pictured += object.bounds().map_or(0.0, |quad| area(&quad.to_rect(), &bounds) / whole.max(1.0));
            }
            _ => {}
        }
        reading.drawn += 1;
    }
    reading.pictured = reading.pictured.min(1.0);
    Ok(reading)
}

fn glyphs(text: &PdfPageText<'_>, page: &PdfRect) -> Result<Vec<Glyph>, ReadError> {
    let characters = text.chars();
    if characters.len() > MOST_CHARACTERS {
        return Err(ReadError::TooManyCharacters(characters.len()));
    }
    let mut glyphs = Vec::with_capacity(characters.len());
    let mut spaced = false;
    let mut word = Word::default();
    for character in characters.iter() {
        // Spaces the library makes up are dropped: the layout measures the gaps itself.
        if character.is_generated()? {
            word.ends();
            continue;
        }
        let Some(value) = character.unicode_char().filter(|value| *value != '\0') else { continue };
        if value.is_whitespace() {
            spaced = true;
            word.ends();
        } else if let Some(mut glyph) = glyph(&character, value, &mut word)
            && page.contains(PdfPoints::new(glyph.left), PdfPoints::new(glyph.baseline))
            && word.shows(&glyph)
        {
            glyph.spaced = std::mem::take(&mut spaced);
            glyphs.push(glyph);
        }
    }
    Ok(glyphs)
}

fn glyph(character: &PdfPageTextChar<'_>, value: char, word: &mut Word) -> Option<Glyph> {
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
    finite.then_some(Glyph {
        character: value,
        left,
        right,
        baseline: y.value,
        size,
        bold: word.bold,
        spaced: false,
        degrees,
    })
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

/// The part of a rectangle that lies on the page.
fn area(rect: &PdfRect, page: &PdfRect) -> f32 {
    let width = rect.right().value.min(page.right().value) - rect.left().value.max(page.left().value);
    let height = rect.top().value.min(page.top().value) - rect.bottom().value.max(page.bottom().value);
    width.max(0.0) * height.max(0.0)
}
