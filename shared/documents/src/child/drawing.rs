use pdfium_render::prelude::{
    PdfColor, PdfPage, PdfPageObject, PdfPageObjectCommon, PdfPageObjectsCommon, PdfPagePathObject,
    PdfPageXObjectFormObject, PdfPathFillMode, PdfRect,
};

use super::layout::Rule;
use super::ruling::rules;

/// The most objects of a page that are examined for ruled lines and pictures.
const MOST_OBJECTS: usize = 20_000;
/// The deepest nesting of forms that is examined.
const DEEPEST: usize = 3;
/// The most filled areas that are compared with text.
const MOST_FILLS: usize = 2000;
/// Thinner filled areas than this, in points, have no text on them.
const LEAST_FILL: f32 = 3.0;

/// A filled area without regard to its outline.
#[derive(Debug)]
pub(super) struct Fill {
    pub(super) area: PdfRect,
    pub(super) color: PdfColor,
}

/// Everything on a page other than text, in the order in which it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) rules: Vec<Rule>,
    pub(super) fills: Vec<Fill>,
    pub(super) pictures: Vec<PdfRect>,
    /// The number of examined objects other than text.
    pub(super) objects: usize,
    /// The areas of pictures and forms together, as a share of the page, at most 1.
    pub(super) pictured: f32,
}

impl Drawing {
    pub(super) fn of(page: &PdfPage<'_>, bounds: &PdfRect) -> Self {
        let mut drawing = Self::default();
        let mut left = MOST_OBJECTS;
        let whole = area(bounds, bounds);
        for object in page.objects().iter().take(MOST_OBJECTS) {
            match &object {
                PdfPageObject::Text(_) => continue,
                PdfPageObject::Path(path) => {
                    drawing.rules.extend(rules(path));
                    drawing.fill(path, |area| area);
                }
                PdfPageObject::Image(_) | PdfPageObject::XObjectForm(_) => {
                    let rect = object.bounds().map(|quad| quad.to_rect());
                    drawing.pictured += rect.as_ref().map_or(0.0, |rect| area(rect, bounds) / whole.max(1.0));
                    match &object {
                        PdfPageObject::XObjectForm(form) => drawing.form(form, &mut left, DEEPEST, &|area| area),
                        _ => drawing.pictures.extend(rect),
                    }
                }
                _ => {}
            }
            drawing.objects += 1;
        }
        drawing.pictured = drawing.pictured.min(1.0);
        drawing
    }

    /// Adds the areas and pictures of a form. `place` takes areas from outside the form to the page.
    fn form(
        &mut self,
        form: &PdfPageXObjectFormObject<'_>,
        left: &mut usize,
        depth: usize,
        place: &dyn Fn(PdfRect) -> PdfRect,
    ) {
        let Ok(matrix) = form.matrix() else { return };
        let place = |area: PdfRect| place(area.transform(matrix));
        for object in form.iter() {
            let Some(rest) = left.checked_sub(1) else { return };
            *left = rest;
            match &object {
                PdfPageObject::Path(path) => self.fill(path, place),
                PdfPageObject::Image(_) => {
                    self.pictures.extend(object.bounds().ok().map(|quad| place(quad.to_rect())));
                }
                PdfPageObject::XObjectForm(form) if depth > 0 => self.form(form, left, depth - 1, &place),
                _ => {}
            }
        }
    }

    fn fill(&mut self, path: &PdfPagePathObject<'_>, place: impl Fn(PdfRect) -> PdfRect) {
        let Ok(area) = path.bounds().map(|quad| place(quad.to_rect())) else { return };
        let is_large = area.width().value >= LEAST_FILL && area.height().value >= LEAST_FILL;
        if is_large
            && self.fills.len() < MOST_FILLS
            && !matches!(path.fill_mode(), Ok(PdfPathFillMode::None) | Err(_))
            && let Ok(color) = path.fill_color()
        {
            self.fills.push(Fill { area, color });
        }
    }

    /// The colour of the last filled area around a place; paper is white.
    pub(super) fn ground(&self, place: (f32, f32)) -> PdfColor {
        let under = self.fills.iter().rev().find(|fill| contains(&fill.area, place));
        under.map_or(PdfColor::WHITE, |fill| fill.color)
    }

    /// Returns whether a picture is at a place.
    pub(super) fn pictures(&self, place: (f32, f32)) -> bool {
        self.pictures.iter().any(|picture| contains(picture, place))
    }
}

fn contains(area: &PdfRect, (x, y): (f32, f32)) -> bool {
    area.left().value <= x && x <= area.right().value && area.bottom().value <= y && y <= area.top().value
}

/// The part of a rectangle that lies on the page.
fn area(rect: &PdfRect, page: &PdfRect) -> f32 {
    let width = rect.right().value.min(page.right().value) - rect.left().value.max(page.left().value);
    let height = rect.top().value.min(page.top().value) - rect.bottom().value.max(page.bottom().value);
    width.max(0.0) * height.max(0.0)
}
