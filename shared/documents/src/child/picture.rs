//! The picture of a page as it is displayed, with annotations and filled-in forms.

use std::io::{self, Write};
use std::path::Path;

use pdfium_render::prelude::{PdfDocument, PdfRenderConfig, PdfiumError};

use super::open::open;
use super::order::PictureRequest;
use super::protocol::{Frame, Message, Output};

const POINTS_PER_INCH: f32 = 72.0;
/// The step in which the density of a large page is reduced, which rounding may have left a little too high.
const REDUCTION: f32 = 0.99;

/// Opens the file and sends the picture of a page.
pub(super) fn write(library: &Path, request: PictureRequest, output: &mut Output<impl Write>) -> io::Result<()> {
    open(library, output, |document, _, output| {
        let (frame, pixels) = draw(&document, request).map_err(io::Error::other)?;
        output.send(&Message::Picture(frame))?;
        output.send_pixels(&pixels)
    })
}

fn draw(document: &PdfDocument<'_>, request: PictureRequest) -> Result<(Frame, Vec<u8>), PdfiumError> {
    let index = i32::try_from(request.page).unwrap_or(i32::MAX).saturating_sub(1);
    let page = document.pages().get(index)?;
    let density = density(page.width().value, page.height().value, request);
    let settings = PdfRenderConfig::new().scale_page_by_factor(density).limit_render_image_cache_size(true);
    let bitmap = page.render_with_config(&settings)?;
    let side = |pixels: i32| usize::try_from(pixels).unwrap_or_default();
    let frame = Frame { width: side(bitmap.width()), height: side(bitmap.height()), density };
    let pixels = bitmap.as_raw_bytes().as_chunks::<4>().0.iter().copied().map(grey).collect();
    Ok((frame, pixels))
}

/// Pixels per point: those requested, or as many as the largest picture has.
#[expect(clippy::cast_precision_loss, reason = "far fewer pixels than an f32 counts exactly")]
fn density(width: f32, height: f32, request: PictureRequest) -> f32 {
    let most = request.most_pixels as f32;
    let mut density = (request.pixels_per_inch as f32 / POINTS_PER_INCH).min((most / (width * height).max(1.0)).sqrt());
    while (width * density).ceil() * (height * density).ceil() > most && density > f32::EPSILON {
        density *= REDUCTION;
    }
    density
}

/// The brightness of a pixel of blue, green, red and opacity: luma of ITU-R BT.601.
fn grey([blue, green, red, _]: [u8; 4]) -> u8 {
    let luma = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from((luma + 500) / 1000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(most_pixels: u32) -> PictureRequest {
        PictureRequest { page: 1, pixels_per_inch: 144, most_pixels }
    }

    #[test]
    fn usual_pages_have_the_requested_density() {
        assert_eq!(density(595.0, 842.0, request(4_000_000)).to_bits(), 2.0_f32.to_bits());
    }

    #[test]
    fn large_pages_are_drawn_smaller() {
        for (width, height) in [(2_000.0, 3_000.0), (14_400.0, 14_400.0), (14_400.0, 3.0), (1.0e9, 1.0)] {
            let density = density(width, height, request(1_000_000));
            assert!((width * density).ceil() * (height * density).ceil() <= 1_000_000.0, "{width} {height} {density}");
        }
    }

    #[test]
    fn colours_become_grey() {
        assert_eq!([[0, 0, 0, 255], [255, 255, 255, 255], [0, 0, 255, 255]].map(grey), [0, 255, 76]);
    }
}
