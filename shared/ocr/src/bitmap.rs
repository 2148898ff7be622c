use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::numbers::{brightness, count, length};
use crate::{Area, OcrError};

/// The most pixels of a page: A3 at 300 dots per inch, with a margin.
pub const MOST_PIXELS: usize = 20_000_000;

/// A grey picture, row by row from the top; 0 is black and 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Bitmap {
    /// A picture with one byte a pixel.
    ///
    /// # Errors
    /// [`OcrError::Size`] or [`OcrError::TooLarge`].
    pub fn from_grey(width: usize, height: usize, pixels: Vec<u8>) -> Result<Self, OcrError> {
        check(width, height, 1, pixels.len())?;
        Ok(Self { width, height, pixels })
    }

    /// A picture with three bytes a pixel: red, green and blue.
    ///
    /// # Errors
    /// [`OcrError::Size`] or [`OcrError::TooLarge`].
    pub fn from_rgb(width: usize, height: usize, pixels: &[u8]) -> Result<Self, OcrError> {
        check(width, height, 3, pixels.len())?;
        let grey = |[red, green, blue]: &[u8; 3]| {
            // luma of ITU-R BT.601
            brightness(0.299 * f32::from(*red) + 0.587 * f32::from(*green) + 0.114 * f32::from(*blue))
        };
        Ok(Self { width, height, pixels: pixels.as_chunks::<3>().0.iter().map(grey).collect() })
    }

    /// Pixels per row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The rows from the top.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width)
    }

    /// A pixel; the nearest one if the place is outside.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        let place = y.min(self.height - 1) * self.width + x.min(self.width - 1);
        self.pixels.get(place).copied().unwrap_or(u8::MAX)
    }

    /// A row of pixels that can be changed.
    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        let start = (y * self.width).min(self.pixels.len());
        let end = (start + self.width).min(self.pixels.len());
        self.pixels.get_mut(start..end).unwrap_or_default()
    }

    /// The part of the picture within an area, or `None` if that has no pixel.
    pub(crate) fn crop(&self, area: &Area) -> Option<Self> {
        let (left, right) = (count(area.left).min(self.width), count(area.right).min(self.width));
        let (top, bottom) = (count(area.top).min(self.height), count(area.bottom).min(self.height));
        if left >= right || top >= bottom {
            return None;
        }
        let rows = self.rows().skip(top).take(bottom - top);
        let pixels = rows.flat_map(|row| row.iter().skip(left).take(right - left)).copied().collect();
        Some(Self { width: right - left, height: bottom - top, pixels })
    }

    /// The picture in another size: averaged if smaller, cubic if larger.
    pub(crate) fn resized(&self, width: usize, height: usize) -> Result<Self, OcrError> {
        let scaling = |error: Box<dyn std::error::Error + Send + Sync>| OcrError::Scaling(error);
        let side = |pixels: usize| u32::try_from(pixels.max(1)).unwrap_or(u32::MAX);
        let source = ImageRef::new(side(self.width), side(self.height), &self.pixels, PixelType::U8);
        let source = source.map_err(|error| scaling(Box::new(error)))?;
        let mut target = Image::new(side(width), side(height), PixelType::U8);
        let filter = if height < self.height { FilterType::Bilinear } else { FilterType::CatmullRom };
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
        let resized = Resizer::new().resize(&source, &mut target, &options);
        resized.map_err(|error| scaling(Box::new(error)))?;
        Ok(Self { width: width.max(1), height: height.max(1), pixels: target.into_vec() })
    }

    /// The picture turned around its middle so that lines that fall by `slope` pixels per pixel become level.
    pub(crate) fn levelled(&self, slope: f32) -> Self {
        let turn = Turn::new(self, slope);
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let (from_x, from_y) = turn.original(length(x), length(y));
                pixels.push(self.sample(from_x, from_y));
            }
        }
        Self { width: self.width, height: self.height, pixels }
    }

    /// The brightness at a place between pixels.
    fn sample(&self, x: f32, y: f32) -> u8 {
        let (x, y) = (x.max(0.0), y.max(0.0));
        let (left, top) = (count(x.floor()), count(y.floor()));
        let (right_share, lower_share) = (x - x.floor(), y - y.floor());
        let mix = |one: u8, other: u8, share: f32| f32::from(one) + (f32::from(other) - f32::from(one)) * share;
        let upper = mix(self.at(left, top), self.at(left + 1, top), right_share);
        let lower = mix(self.at(left, top + 1), self.at(left + 1, top + 1), right_share);
        brightness(upper + (lower - upper) * lower_share)
    }
}

/// A rotation around the middle of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    sine: f32,
    cosine: f32,
    middle: (f32, f32),
}

impl Turn {
    pub(crate) fn new(picture: &Bitmap, slope: f32) -> Self {
        let (sine, cosine) = slope.atan().sin_cos();
        Self { sine, cosine, middle: (0.5 * length(picture.width), 0.5 * length(picture.height)) }
    }

    /// The place in the original picture of a place in the levelled one.
    pub(crate) fn original(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        (self.middle.0 + x * self.cosine - y * self.sine, self.middle.1 + x * self.sine + y * self.cosine)
    }

    /// The place in the levelled picture of a place in the original one.
    pub(crate) fn levelled(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        (self.middle.0 + x * self.cosine + y * self.sine, self.middle.1 - x * self.sine + y * self.cosine)
    }
}

fn check(width: usize, height: usize, channels: usize, bytes: usize) -> Result<(), OcrError> {
    let pixels = width.saturating_mul(height);
    if pixels > MOST_PIXELS {
        return Err(OcrError::TooLarge(pixels));
    }
    if pixels == 0 || pixels.saturating_mul(channels) != bytes {
        return Err(OcrError::Size { width, height, bytes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_sizes_are_refused() {
        assert!(matches!(Bitmap::from_grey(0, 3, Vec::new()), Err(OcrError::Size { .. })));
        assert!(matches!(Bitmap::from_grey(2, 2, vec![0; 5]), Err(OcrError::Size { bytes: 5, .. })));
        assert!(matches!(Bitmap::from_rgb(2, 2, &[0; 4]), Err(OcrError::Size { .. })));
        assert!(matches!(Bitmap::from_grey(usize::MAX, 2, Vec::new()), Err(OcrError::TooLarge(_))));
    }

    #[test]
    fn colours_become_grey() {
        let picture = Bitmap::from_rgb(3, 1, &[255, 255, 255, 0, 0, 0, 255, 0, 0]).unwrap();
        assert_eq!(picture.pixels(), [255, 0, 76]);
    }

    #[test]
    fn crops_end_at_the_border() {
        let picture = Bitmap::from_grey(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let area = Area { left: 1.0, top: 1.0, right: 9.0, bottom: 9.0 };
        assert_eq!(picture.crop(&area).unwrap().pixels(), [5, 6]);
        assert_eq!(picture.crop(&Area { left: 5.0, ..area }), None);
    }

    #[test]
    fn turning_back_gives_the_place() {
        let picture = Bitmap::from_grey(40, 20, vec![255; 800]).unwrap();
        let turn = Turn::new(&picture, 0.05);
        let (x, y) = turn.original(3.0, 17.0);
        let (x, y) = turn.levelled(x, y);
        assert!((x - 3.0).abs() < 1e-3 && (y - 17.0).abs() < 1e-3, "{x} {y}");
    }

    #[test]
    fn slanted_lines_become_level() {
        let dark = |place: usize| {
            let (x, y) = (length(place % 200), length(place / 200));
            if (y - 50.0 - 0.05 * (x - 100.0)).abs() < 2.0 { 0 } else { 255 }
        };
        let picture = Bitmap::from_grey(200, 100, (0..20_000).map(dark).collect()).unwrap();
        let level = picture.levelled(0.05);
        assert!((10..190).all(|x| level.at(x, 50) < 100));
        assert!(picture.at(10, 50) > 200);
    }
}
