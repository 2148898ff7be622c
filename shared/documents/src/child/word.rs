use pdfium_render::prelude::{PdfFontWeight, PdfPageObject, PdfPageTextChar, PdfPathSegments};

use super::layout::Glyph;

/// The most nested clips that are examined.
const MOST_OUTLINES: usize = 16;

/// Properties that the characters of a word share. Font and clip lookups are slow, so they happen once per word.
#[derive(Debug, Default)]
pub(super) struct Word {
    known: bool,
    size: f32,
    baseline: f32,
    pub(super) bold: bool,
    clip: Option<[f32; 4]>,
}

impl Word {
    pub(super) fn ends(&mut self) {
        self.known = false;
    }

    pub(super) fn enter(&mut self, character: &PdfPageTextChar<'_>, size: f32, baseline: f32) {
        if !self.known || (self.size - size).abs() > 0.05 || (self.baseline - baseline).abs() > 0.05 {
            *self = Self { known: true, size, baseline, bold: is_bold(character), clip: clip(character) };
        }
    }

    /// Returns whether a glyph is inside its clipping area; turned glyphs always count as inside. Text outside is never drawn.
    pub(super) fn shows(&self, glyph: &Glyph) -> bool {
        let Some([left, bottom, right, top]) = self.clip else { return true };
        let (x, y) = (f32::midpoint(glyph.left, glyph.right), glyph.baseline + 0.25 * glyph.size);
        glyph.degrees != 0 || (left - 1.0 <= x && x <= right + 1.0 && bottom - 1.0 <= y && y <= top + 1.0)
    }
}

/// The bounding box (left, bottom, right, top) of a character's clipping area.
fn clip(character: &PdfPageTextChar<'_>) -> Option<[f32; 4]> {
    let object = PdfPageObject::Text(character.text_object().ok()?);
    let path = object.get_clip_path()?;
    let mut clip: Option<[f32; 4]> = None;
    for outline in path.iter().take(MOST_OUTLINES) {
        let mut around = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        for point in outline.iter() {
            let (x, y) = (point.x().value, point.y().value);
            around = [around[0].min(x), around[1].min(y), around[2].max(x), around[3].max(y)];
        }
        if around[0].is_finite() && around[1].is_finite() {
            let [left, bottom, right, top] = clip.unwrap_or(around);
            clip = Some([left.max(around[0]), bottom.max(around[1]), right.min(around[2]), top.min(around[3])]);
        }
    }
    clip
}

fn is_bold(character: &PdfPageTextChar<'_>) -> bool {
    let name = character.font_name().to_lowercase();
    let named = ["bold", "black", "heavy"].iter().any(|word| name.contains(word));
    named
        || matches!(
            character.font_weight(),
            Some(PdfFontWeight::Weight700Bold | PdfFontWeight::Weight800 | PdfFontWeight::Weight900)
        )
}
