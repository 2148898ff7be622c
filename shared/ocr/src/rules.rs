//! Ruled lines: they tell cells apart, and are removed because a recogniser reads them as letters.

use crate::RuledLine;
use crate::bitmap::Bitmap;
use crate::numbers::{brightness, count, length};

/// A pixel is dark if it has less than this share of the brightness around it.
const DARK: f32 = 0.82;
/// The side of the squares whose mean is the brightness around, in points.
const SQUARE: f32 = 12.0;
/// The least length of a line, in points: no letter of running text is as wide or as tall.
const LEAST_WIDTH: f32 = 40.0;
const LEAST_HEIGHT: f32 = 20.0;
/// The most thickness of a line, in points.
const MOST_THICKNESS: f32 = 3.5;
/// How far the edge of a line is blurred, in points.
const BLUR: f32 = 0.5;
/// The widest break that noise makes in a line, in points.
const MOST_BREAK: f32 = 0.7;
/// The most lines of a page. A page with more has a pattern rather than tables.
const MOST_LINES: usize = 2000;

/// Whether each pixel is dark, with the brightness of the paper around it.
struct Ink {
    width: usize,
    height: usize,
    dark: Vec<bool>,
    square: usize,
    across: usize,
    paper: Vec<f32>,
}

/// A stretch of dark pixels along a row or column.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// The first and the last row (or column).
    first: usize,
    last: usize,
    start: usize,
    end: usize,
}

/// Finds the level and upright lines of a levelled page and paints them over. `density` is in pixels per point.
pub(crate) fn remove(page: &mut Bitmap, density: f32) -> Vec<RuledLine> {
    let ink = Ink::of(page, count(SQUARE * density).max(4));
    let level = stretches(ink.height, ink.width, density, LEAST_WIDTH, |y, x| ink.is_dark(x, y));
    let upright = stretches(ink.width, ink.height, density, LEAST_HEIGHT, |x, y| ink.is_dark(x, y));
    let mut lines = Vec::new();
    let margin = count(BLUR * density);
    if level.len() + upright.len() > MOST_LINES {
        return lines;
    }
    for line in level {
        let y = 0.5 * length(line.first + line.last + 1);
        lines.push(RuledLine { from: (length(line.start), y), to: (length(line.end), y) });
        paint(page, &ink, line.start..line.end, line.first.saturating_sub(margin)..line.last + 1 + margin);
    }
    for line in upright {
        let x = 0.5 * length(line.first + line.last + 1);
        lines.push(RuledLine { from: (x, length(line.start)), to: (x, length(line.end)) });
        paint(page, &ink, line.first.saturating_sub(margin)..line.last + 1 + margin, line.start..line.end);
    }
    lines
}

/// Paints an area, and two pixels around it, with the brightness of the paper.
fn paint(page: &mut Bitmap, ink: &Ink, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) {
    for y in rows.start.saturating_sub(2)..(rows.end + 2).min(ink.height) {
        let row = page.row_mut(y);
        for x in columns.start.saturating_sub(2)..(columns.end + 2).min(ink.width) {
            if let Some(pixel) = row.get_mut(x) {
                *pixel = brightness(ink.paper(x, y));
            }
        }
    }
}

/// The lines among the dark pixels, looked at in `outer` rows of `inner` pixels (or columns). Neighbouring stretches form
/// one line, unless it is thicker than a line.
fn stretches(
    outer: usize,
    inner: usize,
    density: f32,
    least: f32,
    is_dark: impl Fn(usize, usize) -> bool,
) -> Vec<Stretch> {
    let (least, gap) = (count(least * density), count(MOST_BREAK * density).max(1));
    let thickest = count(MOST_THICKNESS * density).max(3);
    let mut open: Vec<Stretch> = Vec::new();
    let mut done: Vec<Stretch> = Vec::new();
    for place in 0..outer {
        // the neighbours count, because what is left of the skew lets a line change its row
        let dark = |at: usize| {
            is_dark(place, at) || (place > 0 && is_dark(place - 1, at)) || (place + 1 < outer && is_dark(place + 1, at))
        };
        for (start, end) in long_runs(inner, least, gap, dark) {
            match open.iter_mut().find(|line| line.last + 1 >= place && line.start < end && start < line.end) {
                Some(line) => {
                    line.last = place;
                    line.start = line.start.min(start);
                    line.end = line.end.max(end);
                }
                None => open.push(Stretch { first: place, last: place, start, end }),
            }
        }
        let (kept, ended) = open.into_iter().partition(|line| line.last >= place);
        open = kept;
        done.extend::<Vec<Stretch>>(ended);
    }
    done.extend(open);
    // looking at neighbours made each line two thicker
    done.retain(|line| line.last - line.first < thickest + 2 && stands_free(line, outer, &is_dark));
    for line in &mut done {
        if line.last - line.first >= 2 {
            line.first += 1;
            line.last -= 1;
        }
    }
    done
}

/// The largest dark share of the rows on both sides of a line. Rows of letters have more above or below them.
const MOST_BESIDE: f32 = 0.2;

/// Returns whether there is mostly paper on both sides of a line.
fn stands_free(line: &Stretch, outer: usize, is_dark: impl Fn(usize, usize) -> bool) -> bool {
    let paper = |place: usize| {
        let dark = (line.start..line.end).filter(|at| is_dark(place, *at)).count();
        length(dark) <= MOST_BESIDE * length(line.end - line.start)
    };
    paper(line.first.saturating_sub(1)) && paper((line.last + 1).min(outer.saturating_sub(1)))
}

/// The runs of dark pixels of at least a length, over breaks of at most `gap`.
fn long_runs(inner: usize, least: usize, gap: usize, dark: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    for at in 0..inner {
        if dark(at) {
            run = Some(run.map_or((at, at + 1), |(start, _)| (start, at + 1)));
        } else if let Some((start, end)) = run.filter(|(_, end)| at > end + gap) {
            found.extend((end - start >= least).then_some((start, end)));
            run = None;
        }
    }
    found.extend(run.filter(|(start, end)| end - start >= least));
    found
}

impl Ink {
    fn of(page: &Bitmap, square: usize) -> Self {
        let (width, height) = (page.width(), page.height());
        let across = width.div_ceil(square);
        let mut sums = vec![(0.0_f32, 0_usize); across * height.div_ceil(square)];
        for (y, row) in page.rows().enumerate() {
            for (number, part) in row.chunks(square).enumerate() {
                if let Some((sum, pixels)) = sums.get_mut(y / square * across + number) {
                    *sum += length(part.iter().map(|pixel| usize::from(*pixel)).sum());
                    *pixels += part.len();
                }
            }
        }
        let means: Vec<f32> = sums.into_iter().map(|(sum, pixels)| sum / length(pixels.max(1))).collect();
        let paper = brightest_around(&means, across);
        let mut ink = Self { width, height, dark: Vec::new(), square, across, paper };
        ink.dark = Vec::with_capacity(width * height);
        for (y, row) in page.rows().enumerate() {
            for (x, pixel) in row.iter().enumerate() {
                let is_dark = f32::from(*pixel) < DARK * ink.paper(x, y);
                ink.dark.push(is_dark);
            }
        }
        ink
    }

    fn paper(&self, x: usize, y: usize) -> f32 {
        self.paper.get(y / self.square * self.across + x / self.square).copied().unwrap_or(255.0)
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.width + x).copied().unwrap_or_default()
    }
}

/// The largest of each value and those around it, in rows of `across`. Near a large letter there is paper.
fn brightest_around(means: &[f32], across: usize) -> Vec<f32> {
    let around = |place: usize| {
        let (x, y) = (place % across, place / across);
        let columns = x.saturating_sub(1)..(x + 2).min(across);
        let places = (y.saturating_sub(1)..y + 2).flat_map(|y| columns.clone().map(move |x| y * across + x));
        places.filter_map(|place| means.get(place).copied()).fold(0.0, f32::max)
    };
    (0..means.len()).map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(dark: impl Fn(usize, usize) -> bool) -> Bitmap {
        let pixels = (0..200 * 100).map(|place| if dark(place % 200, place / 200) { 40 } else { 220 });
        Bitmap::from_grey(200, 100, pixels.collect()).unwrap()
    }

    #[test]
    fn blocks_and_letters_are_no_lines() {
        let mut block = page(|x, y| (20..180).contains(&x) && (20..60).contains(&y));
        let mut letters = page(|x, y| x % 8 < 5 && (40..50).contains(&y));
        assert!(remove(&mut block, 2.0).is_empty());
        assert!(remove(&mut letters, 2.0).is_empty());
    }

    #[test]
    fn lines_are_found_and_removed() {
        let mut table = page(|x, y| (y == 30 && (10..150).contains(&x)) || (x == 100 && (10..90).contains(&y)));
        let lines = remove(&mut table, 2.0);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(table.pixels().iter().all(|pixel| *pixel > 180));
    }
}
