use sisuiq_superscript::starts_note;

use super::bullet::{may_follow, starts_enumeration, starts_item};
use super::fragment::Fragment;
use super::numeric::factor;
use super::rules::Rules;

/// Consecutive lines that form a unit: a paragraph, a heading, a list item or the content of a table cell.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) lines: Vec<Fragment>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The position in the content stream.
    pub(super) order: usize,
}

impl Block {
    pub(super) fn new(line: Fragment, order: usize) -> Self {
        Self { left: line.left, right: line.right, top: line.top(), bottom: line.bottom(), lines: vec![line], order }
    }

    /// An empty cell of a table.
    pub(super) fn empty(left: f32, right: f32) -> Self {
        Self { left, right, top: 0.0, bottom: 0.0, lines: Vec::new(), order: 0 }
    }

    pub(super) fn characters(&self) -> usize {
        self.lines.iter().map(|line| line.text.len()).sum()
    }

    pub(super) fn size(&self) -> f32 {
        self.lines.iter().map(|line| line.size).sum::<f32>() / factor(self.lines.len().max(1))
    }

    /// Adds the lines of a block below.
    pub(super) fn append(&mut self, below: Self) {
        below.lines.into_iter().for_each(|line| self.push(line));
    }

    fn push(&mut self, line: Fragment) {
        self.left = self.left.min(line.left);
        self.right = self.right.max(line.right);
        self.top = self.top.min(line.top());
        self.bottom = self.bottom.max(line.bottom());
        self.lines.push(line);
    }
}

/// Collects lines that are consecutive in the content stream and directly below each other.
pub(super) fn gather(fragments: Vec<Fragment>, rules: &Rules) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for fragment in fragments {
        match blocks.last_mut() {
            Some(block) if continues(block, &fragment, rules) => block.push(fragment),
            _ => blocks.push(Block::new(fragment, blocks.len())),
        }
    }
    blocks
}

fn continues(block: &Block, next: &Fragment, rules: &Rules) -> bool {
    let Some(last) = block.lines.last() else { return false };
    has_same_face(last, next)
        && (stands_below(block, last, next) || shares_cell(last, next, rules))
        && !starts_item(&next.text)
        && !starts_note(&next.text)
        && !(starts_enumeration(&next.text) && ends_item(block, last, next))
        && !ends_paragraph(block, last, next)
        && !rules.lies_between(
            last.baseline,
            next.top() + 0.3 * next.size,
            last.left.min(next.left),
            last.right.max(next.right),
        )
}

fn has_same_face(last: &Fragment, next: &Fragment) -> bool {
    let ratio = next.size / last.size.max(0.1);
    (0.86..=1.16).contains(&ratio) && last.bold == next.bold
}

/// Returns whether a line is directly below the last one. Wide lines may have half a line of extra white space; narrow
/// ones with that much space are more likely cells of a table.
fn stands_below(block: &Block, last: &Fragment, next: &Fragment) -> bool {
    let size = last.size.max(next.size);
    let leading = (next.baseline - last.baseline) / size;
    let widest = block.lines.iter().map(Fragment::width).fold(0.0, f32::max);
    let limit = if widest >= 22.0 { 2.0 } else { 1.55 };
    let before = block.lines.iter().rev().nth(1).map(|line| (last.baseline - line.baseline) / size);
    let overlaps = next.left < block.right && block.left < next.right;
    overlaps && leading > 0.7 && leading <= before.map_or(limit, |before| limit.min(before * 1.25))
}

/// Returns whether two lines are in the same ruled cell, with any white space between them.
fn shares_cell(last: &Fragment, next: &Fragment, rules: &Rules) -> bool {
    let leading = (next.baseline - last.baseline) / last.size.max(next.size);
    let frame = |line: &Fragment| rules.frame(line.left, line.right, line.baseline - 0.3 * line.size);
    let overlaps = next.left < last.right && last.left < next.right;
    overlaps && leading > 0.7 && leading < 2.6 && frame(last).is_some_and(|cell| frame(next) == Some(cell))
}

fn ends_item(block: &Block, last: &Fragment, next: &Fragment) -> bool {
    last.text.ends_with(['.', ';', ':', ','])
        || is_short(block, last)
        || block.lines.first().is_some_and(|line| starts_enumeration(&line.text) && may_follow(&line.text, &next.text))
}

fn ends_paragraph(block: &Block, last: &Fragment, next: &Fragment) -> bool {
    let closed = last.text.ends_with(['.', '!', '?', ':', ';']);
    let indented =
        block.lines.len() > 1 && next.left > block.left + 1.2 * next.size && last.left < block.left + 0.5 * next.size;
    closed && (is_short(block, last) || (indented && last.width() >= 15.0))
}

/// Returns whether a line ends well before the block's right edge.
fn is_short(block: &Block, last: &Fragment) -> bool {
    let width = block.right - block.left;
    block.lines.len() > 1 && last.right < block.right - 0.15 * width
}
