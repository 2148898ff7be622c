use pdfium_render::prelude::{
    PdfColor, PdfFontWeight, PdfPageObject, PdfPageObjectCommon, PdfPageTextChar, PdfPageTextRenderMode,
    PdfPathSegments,
};

use super::layout::Glyph;

/// The most nested clips that are examined.
const MOST_OUTLINES: usize = 16;

/// Properties that the characters of a word share. Lookups of font, colour and clip are slow, so they happen once per
/// word.
#[derive(Debug, Default)]
pub(super) struct Word {
    known: bool,
    size: f32,
    baseline: f32,
    pub(super) bold: bool,
    pub(super) font: String,
    pub(super) look: Look,
    clip: Option<[f32; 4]>,
    /// Counts the words of the page.
    pub(super) number: usize,
}

/// The way in which a word is painted.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Look {
    pub(super) paint: Paint,
    fill: Option<PdfColor>,
    stroke: Option<PdfColor>,
}

/// The parts of letters that are painted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    #[default]
    Fill,
    Stroke,
    Both,
    /// Nothing is painted.
    None,
    /// The letters only limit what is painted after them.
    Clip,
}

impl Word {
    pub(super) fn ends(&mut self) {
        self.known = false;
    }

    pub(super) fn enter(&mut self, character: &PdfPageTextChar<'_>, size: f32, baseline: f32) {
        if !self.known || (self.size - size).abs() > 0.05 || (self.baseline - baseline).abs() > 0.05 {
            let object = character.text_object().map(PdfPageObject::Text).ok();
            let font = character.font_name();
            *self = Self {
                known: true,
                size,
                baseline,
                bold: is_bold(character, &font),
                font,
                look: object.as_ref().map(Look::of).unwrap_or_default(),
                clip: object.as_ref().and_then(clip),
                number: self.number + 1,
            };
        }
    }

    /// Returns whether a glyph is inside its clipping area; turned glyphs always count as inside. Text outside is never drawn.
    pub(super) fn shows(&self, glyph: &Glyph) -> bool {
        let Some([left, bottom, right, top]) = self.clip else { return true };
        let (x, y) = (f32::midpoint(glyph.left, glyph.right), glyph.baseline + 0.25 * glyph.size);
        glyph.degrees != 0 || (left - 1.0 <= x && x <= right + 1.0 && bottom - 1.0 <= y && y <= top + 1.0)
    }
}

impl Look {
    fn of(object: &PdfPageObject<'_>) -> Self {
        let Some(text) = object.as_text_object() else { return Self::default() };
        let paint = match text.render_mode() {
            PdfPageTextRenderMode::StrokedUnfilled | PdfPageTextRenderMode::StrokedUnfilledClipping => Paint::Stroke,
            PdfPageTextRenderMode::FilledThenStroked | PdfPageTextRenderMode::FilledThenStrokedClipping => Paint::Both,
            PdfPageTextRenderMode::Invisible => Paint::None,
            PdfPageTextRenderMode::InvisibleClipping => Paint::Clip,
            _ => Paint::Fill,
        };
        let fill = matches!(paint, Paint::Fill | Paint::Both).then(|| text.fill_color().ok()).flatten();
        let stroke = matches!(paint, Paint::Stroke | Paint::Both).then(|| text.stroke_color().ok()).flatten();
        Self { paint, fill, stroke }
    }

    /// The colours in which the word is painted.
    pub(super) fn colors(self) -> impl Iterator<Item = PdfColor> {
        self.fill.into_iter().chain(self.stroke)
    }
}

/// The bounding box (left, bottom, right, top) of an object's clipping area.
fn clip(object: &PdfPageObject<'_>) -> Option<[f32; 4]> {
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

fn is_bold(character: &PdfPageTextChar<'_>, font: &str) -> bool {
    let name = font.to_lowercase();
    let named = ["bold", "black", "heavy"].iter().any(|word| name.contains(word));
    named
        || matches!(
            character.font_weight(),
            Some(PdfFontWeight::Weight700Bold | PdfFontWeight::Weight800 | PdfFontWeight::Weight900)
        )
}
