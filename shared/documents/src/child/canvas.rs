use std::time::{Duration, Instant};

use pdfium_render::prelude::{PdfPage, PdfRect, PdfRenderConfig};

use super::paper::Paper;

/// Pixels per point of a page of usual size.
pub(super) const FINE: f32 = 1.5;
pub(super) const COARSE: f32 = 1.0;
/// The most pixels that are examined of one word.
const MOST_PLACES: usize = 50_000;
/// The most pixels of a rendering.
const MOST_PIXELS: f32 = 4_000_000.0;
/// The least pixels per point with which letters can be told from each other.
const LEAST_DENSITY: f32 = 0.7;
/// Renders pages as long as there is time for it.
#[derive(Debug)]
pub(super) struct Painter {
    spent: Duration,
    most: Duration,
    /// True if a page was not rendered because there was no time left.
    pub(super) has_refused: bool,
}

/// A rendered page, without smoothing: every pixel has the colour of what was drawn last.
#[derive(Debug)]
pub(super) struct Canvas {
    width: usize,
    height: usize,
    density: f32,
    paper: Paper,
    pixels: Vec<[u8; 4]>,
}

impl Painter {
    /// A painter with this much time.
    pub(super) fn new(most: Duration) -> Self {
        Self { spent: Duration::ZERO, most, has_refused: false }
    }

    /// Renders a page, or returns `None` if that takes too long or shows too little.
    pub(super) fn paint(&mut self, page: &PdfPage<'_>, paper: Paper, density: f32) -> Option<Canvas> {
        let (width, height) = (page.width().value, page.height().value);
        let density = density.min((MOST_PIXELS / (width * height).max(1.0)).sqrt());
        if density < LEAST_DENSITY || !paper.has_size(width, height) {
            return None;
        }
        if self.spent >= self.most {
            self.has_refused = true;
            return None;
        }
        let start = Instant::now();
        let settings = PdfRenderConfig::new()
            .scale_page_by_factor(density)
            .render_form_data(false)
            .render_annotations(false)
            .set_text_smoothing(false)
            .set_path_smoothing(false)
            .set_image_smoothing(false)
            .limit_render_image_cache_size(true);
        let bitmap = page.render_with_config(&settings).ok();
        let canvas = bitmap.and_then(|bitmap| {
            let (width, height) = (usize::try_from(bitmap.width()).ok()?, usize::try_from(bitmap.height()).ok()?);
            let pixels = bitmap.as_raw_bytes().as_chunks::<4>().0.to_vec();
            (pixels.len() == width * height).then_some(Canvas { width, height, density, paper, pixels })
        });
        self.spent += start.elapsed();
        canvas
    }
}

impl Canvas {
    /// The places of the pixels in an area of the page.
    pub(super) fn places(&self, area: &PdfRect) -> impl Iterator<Item = usize> + use<> {
        let [left, top, right, bottom] = self.paper.place(area).map(|length| length * self.density);
        let columns = range(left, right, self.width);
        let (width, rows) = (self.width, range(top, bottom, self.height));
        rows.flat_map(move |row| columns.clone().map(move |column| row * width + column)).take(MOST_PLACES)
    }

    /// The row, the column and the place of the pixels in an area of the page.
    pub(super) fn grid(&self, area: &PdfRect) -> impl Iterator<Item = (usize, usize, usize)> + use<> {
        let width = self.width.max(1);
        self.places(area).map(move |place| (place / width, place % width, place))
    }

    /// Red, green and blue of a pixel.
    pub(super) fn color(&self, place: usize) -> Option<[u8; 3]> {
        self.pixels.get(place).map(|[red, green, blue, _]| [*red, *green, *blue])
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped number fits")]
#[expect(clippy::cast_precision_loss, reason = "a canvas has few thousand pixels a side")]
fn range(start: f32, end: f32, most: usize) -> std::ops::Range<usize> {
    let most_length = most as f32;
    start.floor().clamp(0.0, most_length) as usize..end.ceil().clamp(0.0, most_length) as usize
}
