use crate::detect::{Component, Map};
use crate::numbers::{length, median};

/// The least width of a line whose slope counts, in pixels of the map.
const LEAST_WIDTH: usize = 60;
/// The least width in heights.
const LEAST_RATIO: usize = 4;
/// Smaller slopes are not worth turning the page: a line as wide as the page falls by two pixels.
const LEAST_SLOPE: f32 = 0.001;
/// Larger slopes are not skew, but text set at an angle.
const MOST_SLOPE: f32 = 0.2;

/// The slope of a page's lines: the median of those of its long lines. 0 if there is none to tell.
pub(crate) fn slope(map: &Map, components: &[Component]) -> f32 {
    let slopes: Vec<f32> = components.iter().filter_map(slope_of).collect();
    let slope = median(slopes) * map.scale.1 / map.scale.0;
    if (LEAST_SLOPE..=MOST_SLOPE).contains(&slope.abs()) { slope } else { 0.0 }
}

/// The slope of the straight line that fits a component's pixels best (least squares).
fn slope_of(component: &Component) -> Option<f32> {
    let left = component.runs.iter().map(|run| run.start).min()?;
    let right = component.runs.iter().map(|run| run.end).max()?;
    let (first, last) = (component.runs.first()?.y, component.runs.last()?.y);
    if right - left < LEAST_WIDTH.max(LEAST_RATIO * (last + 1 - first)) {
        return None;
    }
    let (mut pixels, mut xs, mut ys, mut squares, mut products) = (0.0_f64, 0.0, 0.0, 0.0, 0.0);
    for run in &component.runs {
        let y = f64::from(length(run.y - first));
        for x in run.start..run.end {
            let x = f64::from(length(x - left));
            pixels += 1.0;
            xs += x;
            ys += y;
            squares += x * x;
            products += x * y;
        }
    }
    let spread = squares * pixels - xs * xs;
    #[expect(clippy::cast_possible_truncation, reason = "a slope needs no more digits")]
    let slope = ((products * pixels - xs * ys) / spread.max(1.0)) as f32;
    Some(slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(slope: f32) -> Map {
        let values = (0..200 * 60).map(|place| {
            let (x, y) = (length(place % 200), length(place / 200));
            let is_core = [15.0, 30.0, 45.0].iter().any(|line| (y - line - slope * (x - 100.0)).abs() < 3.0);
            if is_core { 1.0 } else { 0.0 }
        });
        Map { width: 200, values: values.collect(), scale: (2.0, 2.0) }
    }

    #[test]
    fn level_pages_are_not_turned() {
        let level = map(0.0);
        assert!(slope(&level, &level.components()).abs() < 1e-6);
    }

    #[test]
    fn slope_of_lines_is_found() {
        for expected in [-0.03, 0.02] {
            let map = map(expected);
            let found = slope(&map, &map.components());
            assert!((found - expected).abs() < 0.004, "{found} {expected}");
        }
    }

    #[test]
    fn steep_lines_are_no_skew() {
        let mut steep = map(0.0);
        steep.scale = (0.05, 2.0);
        let components = steep.components();
        assert!(slope(&steep, &components).abs() < 1e-6);
    }
}
