//! Finds lines of text: the detector gives each pixel the probability that it is in the core of a line, and connected
//! pixels are a line. Post-processing as in Liao et al., "Real-time Scene Text Detection with Differentiable
//! Binarization" (2020), section 3.5, without polygons: the page is levelled, so that lines are upright rectangles.

mod components;

pub(crate) use components::{Component, components};

use std::path::Path;

use ort::session::Session;
use ort::value::TensorRef;

use crate::bitmap::{Bitmap, Turn};
use crate::numbers::{count, length};
use crate::{Area, OcrError, runtime};

/// The longer side of the picture that the detector sees, in pixels: 150 dots per inch of A4.
const LONGEST_SIDE: f32 = 1664.0;
/// Sides are multiples of this.
const STEP: usize = 32;
/// Mean and standard deviation of red, green and blue in `ImageNet`, with which the detector was trained.
const CHANNELS: [(f32, f32); 3] = [(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)];
/// A pixel belongs to the core of a line from this probability on.
const LEAST_PROBABILITY: f32 = 0.3;
/// The least mean probability of a line.
const LEAST_SCORE: f32 = 0.5;
/// By how much cores grow to lines: their area over their perimeter times this, in all directions.
const UNCLIP: f32 = 1.6;
/// The least height of a core, in pixels of the map.
const LEAST_HEIGHT: f32 = 2.0;

/// The detector's graph. Input `x`: f32 [1, 3, height, width]. Output: f32 [1, 1, height, width], from 0 to 1.
#[derive(Debug)]
pub(crate) struct Detector(Session);

/// The probability of each pixel of a scaled page.
#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) width: usize,
    pub(crate) values: Vec<f32>,
    /// Pixels of the page per pixel of the map, in both directions.
    pub(crate) scale: (f32, f32),
}

impl Detector {
    pub(crate) fn open(library: &Path, graph: &Path) -> Result<Self, OcrError> {
        Ok(Self(runtime::open(library, graph)?))
    }

    pub(crate) fn map(&mut self, page: &Bitmap) -> Result<Map, OcrError> {
        let (across, down) = (length(page.width()), length(page.height()));
        let share = (LONGEST_SIDE / across.max(down)).min(1.0);
        let side = |pixels: f32| (count(pixels * share / length(STEP)) * STEP).max(STEP);
        let (width, height) = (side(across), side(down));
        let small = page.resized(width, height)?;
        let mut input = Vec::with_capacity(3 * width * height);
        for (mean, deviation) in CHANNELS {
            input.extend(small.pixels().iter().map(|pixel| (f32::from(*pixel) / 255.0 - mean) / deviation));
        }
        let input = TensorRef::from_array_view(([1, 3, height, width], input.as_slice()))?;
        let outputs = self.0.run(ort::inputs![input])?;
        let output = outputs.values().next().ok_or(OcrError::Shape("detector"))?;
        let values = output.try_extract_tensor::<f32>()?.1.to_vec();
        if values.len() != width * height {
            return Err(OcrError::Shape("detector"));
        }
        Ok(Map { width, values, scale: (across / length(width), down / length(height)) })
    }
}

impl Map {
    pub(crate) fn components(&self) -> Vec<Component> {
        let mut found = components(self.width, &self.values, LEAST_PROBABILITY);
        found.retain(|component| component.mean() >= LEAST_SCORE);
        found
    }

    /// The area of a line on the levelled page.
    pub(crate) fn area(&self, component: &Component, turn: &Turn) -> Option<Area> {
        let mut area = Area { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        for run in &component.runs {
            let middle = (length(run.y) + 0.5) * self.scale.1;
            for x in [run.start, run.end] {
                let (x, y) = turn.levelled(length(x) * self.scale.0, middle);
                area.left = area.left.min(x);
                area.right = area.right.max(x);
                area.top = area.top.min(y - 0.5 * self.scale.1);
                area.bottom = area.bottom.max(y + 0.5 * self.scale.1);
            }
        }
        let (width, height) = (area.width(), area.height());
        if height < LEAST_HEIGHT * self.scale.1 || width < LEAST_HEIGHT * self.scale.0 {
            return None;
        }
        let growth = width * height * UNCLIP / (2.0 * (width + height));
        let Area { left, top, right, bottom } = area;
        Some(Area { left: left - growth, top: top - growth, right: right + growth, bottom: bottom + growth })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_grow_to_lines() {
        let mut values = vec![0.0; 40 * 20];
        for row in values.chunks_exact_mut(40).skip(8).take(4) {
            row[5..35].fill(0.9);
        }
        let map = Map { width: 40, values, scale: (2.0, 2.0) };
        let page = Bitmap::from_grey(80, 40, vec![255; 3200]).unwrap();
        let found = map.components();
        assert_eq!(found.len(), 1);
        let area = map.area(&found[0], &Turn::new(&page, 0.0)).unwrap();
        assert!(area.top < 14.0 && area.top > 8.0 && area.bottom > 26.0 && area.left < 8.0, "{area:?}");
    }

    #[test]
    fn faint_cores_are_dropped() {
        let map = Map { width: 10, values: vec![0.4; 100], scale: (1.0, 1.0) };
        assert!(map.components().is_empty());
    }
}
