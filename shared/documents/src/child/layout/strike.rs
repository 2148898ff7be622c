use super::Glyph;
use super::rules::{Rules, Stroke};
use super::run::Run;

/// The least and the largest height of a strike-out line above the baseline, in font sizes. Underlines are lower, lines
/// above text are higher.
const HEIGHT: std::ops::RangeInclusive<f32> = 0.1..=0.42;
/// The most by which a strike-out line is longer or shorter than its words at either end, in font sizes. Borders and
/// leaders are longer.
const OVERHANG: f32 = 0.6;
/// The least share of a strike-out line that lies on glyphs.
const LEAST_COVERED: f32 = 0.15;
/// The largest distance in points between lines that continue each other.
const JOINT: f32 = 1.0;
/// The most lines that are examined for one run.
const MOST_LINES: usize = 50;

/// Marks the glyphs that a line strikes out.
pub(super) fn mark(runs: &mut [Run], rules: &Rules) {
    let strokes = joined(rules.level());
    let mut lines: Vec<Option<Line>> = strokes.iter().map(|_| None).collect();
    for run in &*runs {
        for (place, stroke) in crossing(run, &strokes) {
            for glyph in run.iter().filter(|glyph| is_on(glyph, &stroke)) {
                if let Some(line) = lines.get_mut(place) {
                    line.get_or_insert_default().add(glyph);
                }
            }
        }
    }
    let accepted: Vec<bool> = lines
        .iter()
        .zip(&strokes)
        .map(|(line, stroke)| line.as_ref().is_some_and(|line| line.is_struck_by(stroke)) && !rules.frames(stroke))
        .collect();
    let is_strike = |place: &usize| accepted.get(*place).copied().unwrap_or_default();
    for run in runs {
        let across: Vec<Stroke> =
            crossing(run, &strokes).filter(|(place, _)| is_strike(place)).map(|(_, stroke)| stroke).collect();
        for glyph in run {
            glyph.struck = across.iter().any(|stroke| is_on(glyph, stroke));
        }
    }
}

/// Level lines with those that continue each other joined: one line for each word, or the borders of adjacent cells.
fn joined(level: &[Stroke]) -> Vec<Stroke> {
    let mut joined: Vec<Stroke> = Vec::with_capacity(level.len());
    for row in level.chunk_by(|one, next| next.at - one.at <= JOINT) {
        let mut row = row.to_vec();
        row.sort_by(|one, other| one.start.total_cmp(&other.start));
        let mut current: Option<Stroke> = None;
        for stroke in row {
            match &mut current {
                Some(last) if stroke.start <= last.end + JOINT => last.end = last.end.max(stroke.end),
                _ => joined.extend(current.replace(stroke)),
            }
        }
        joined.extend(current);
    }
    joined.sort_by(|one, other| one.at.total_cmp(&other.at));
    joined
}

/// The level lines at the height of a run's text.
fn crossing<'a>(run: &Run, strokes: &'a [Stroke]) -> impl Iterator<Item = (usize, Stroke)> + 'a {
    let ends = run.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(top, bottom), glyph| {
        (top.min(glyph.baseline - HEIGHT.end() * glyph.size), bottom.max(glyph.baseline - HEIGHT.start() * glyph.size))
    });
    let first = strokes.partition_point(|stroke| stroke.at < ends.0);
    let near = strokes.iter().enumerate().skip(first).take_while(move |(_, stroke)| stroke.at <= ends.1);
    near.take(MOST_LINES).map(|(place, stroke)| (place, *stroke))
}

fn is_on(glyph: &Glyph, stroke: &Stroke) -> bool {
    let middle = f32::midpoint(glyph.left, glyph.right);
    HEIGHT.contains(&((glyph.baseline - stroke.at) / glyph.size.max(0.1)))
        && stroke.start <= middle
        && middle <= stroke.end
}

/// The glyphs on a line.
struct Line {
    left: f32,
    right: f32,
    covered: f32,
    size: f32,
}

impl Default for Line {
    fn default() -> Self {
        Self { left: f32::INFINITY, right: f32::NEG_INFINITY, covered: 0.0, size: 0.0 }
    }
}

impl Line {
    fn add(&mut self, glyph: &Glyph) {
        self.left = self.left.min(glyph.left);
        self.right = self.right.max(glyph.right);
        self.covered += glyph.width();
        self.size = self.size.max(glyph.size);
    }

    fn is_struck_by(&self, stroke: &Stroke) -> bool {
        let reach = OVERHANG * self.size;
        (self.left - stroke.start).abs() <= reach
            && (self.right - stroke.end).abs() <= reach
            && self.covered >= LEAST_COVERED * (stroke.end - stroke.start)
    }
}
