/// A straight line drawn on the page, such as the border of a table cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) from: (f32, f32),
    pub(crate) to: (f32, f32),
}

impl Rule {
    pub(super) fn map(&self, place: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        Self { from: place(self.from.0, self.from.1), to: place(self.to.0, self.to.1) }
    }
}

/// The horizontal and vertical lines of a page, sorted for lookups.
#[derive(Debug, Default)]
pub(super) struct Rules {
    level: Vec<Stroke>,
    upright: Vec<Stroke>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) at: f32,
    pub(super) start: f32,
    pub(super) end: f32,
}

/// The distance in points by which a cell's border exceeds its text. An underline does not.
const OVERHANG: f32 = 1.0;
/// The tolerance of positions in points.
const SLACK: f32 = 1.0;
/// The largest distance in points between lines that form a corner.
const CORNER: f32 = 1.5;
/// The largest distance in points between two lines that form one border.
const THICKEST_BORDER: f32 = 4.0;

impl Rules {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut sorted = Self::default();
        for rule in rules {
            let (width, height) = ((rule.to.0 - rule.from.0).abs(), (rule.to.1 - rule.from.1).abs());
            if width >= height {
                sorted.level.push(stroke(f32::midpoint(rule.from.1, rule.to.1), rule.from.0, rule.to.0));
            } else {
                sorted.upright.push(stroke(f32::midpoint(rule.from.0, rule.to.0), rule.from.1, rule.to.1));
            }
        }
        sorted.level.sort_by(|a, b| a.at.total_cmp(&b.at));
        sorted.upright.sort_by(|a, b| a.at.total_cmp(&b.at));
        sorted
    }

    /// The horizontal lines from top to bottom.
    pub(super) fn level(&self) -> &[Stroke] {
        &self.level
    }

    /// Returns whether a vertical line meets an end of a horizontal one, as in the frame of a table.
    pub(super) fn frames(&self, level: &Stroke) -> bool {
        let meets = |at: f32| {
            between(&self.upright, at - CORNER, at + CORNER)
                .any(|line| line.start - SLACK <= level.at && level.at <= line.end + SLACK)
        };
        meets(level.start) || meets(level.end)
    }

    /// Returns whether a vertical line is between `left` and `right` at height `y`.
    pub(super) fn stands_between(&self, left: f32, right: f32, y: f32) -> bool {
        between(&self.upright, left - SLACK, right + SLACK).any(|line| line.start <= y && y <= line.end)
    }

    /// Returns whether exactly one border between two cells is in a gutter at height `y`. Both cells also have a border
    /// on their other side; two adjacent tables would have a border each.
    pub(super) fn is_cell_border(&self, left: f32, right: f32, y: f32) -> bool {
        let crosses = |line: &&Stroke| line.start <= y && y <= line.end;
        let mut places = between(&self.upright, left - SLACK, right + SLACK).filter(crosses).map(|line| line.at);
        let Some(first) = places.next() else { return false };
        places.all(|place| place - first < THICKEST_BORDER)
            && between(&self.upright, f32::NEG_INFINITY, left - SLACK).any(|line| crosses(&line))
            && between(&self.upright, right + SLACK, f32::INFINITY).any(|line| crosses(&line))
    }

    /// The vertical lines closest to both sides of a text at height `y`.
    pub(super) fn frame(&self, left: f32, right: f32, y: f32) -> Option<(f32, f32)> {
        let crosses = |line: &&Stroke| line.start <= y && y <= line.end;
        let before = self.upright.partition_point(|line| line.at <= left + SLACK);
        let start = self.upright.get(..before)?.iter().rev().find(crosses)?;
        let end = between(&self.upright, right - SLACK, f32::INFINITY).find(crosses)?;
        Some((start.at, end.at))
    }

    /// Returns whether a horizontal line is between `top` and `bottom` and extends beyond `left` and `right`.
    pub(super) fn lies_between(&self, top: f32, bottom: f32, left: f32, right: f32) -> bool {
        between(&self.level, top, bottom).any(|line| line.start <= left - OVERHANG && right + OVERHANG <= line.end)
    }
}

fn stroke(at: f32, one: f32, other: f32) -> Stroke {
    Stroke { at, start: one.min(other), end: one.max(other) }
}

fn between(strokes: &[Stroke], low: f32, high: f32) -> impl Iterator<Item = &Stroke> {
    let first = strokes.partition_point(|line| line.at < low);
    strokes.iter().skip(first).take_while(move |line| line.at <= high)
}
