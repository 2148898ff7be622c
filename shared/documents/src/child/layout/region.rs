use super::block::Block;
use super::numeric::{factor, median};

/// A vertical strip without any block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gutter {
    pub(super) start: f32,
    pub(super) end: f32,
}

impl Gutter {
    pub(super) const EVERYWHERE: Self = Self { start: f32::NEG_INFINITY, end: f32::INFINITY };

    /// Returns whether there are blocks on both sides.
    pub(super) fn is_bounded(self) -> bool {
        self.start.is_finite() && self.end.is_finite()
    }

    /// The white space between two columns.
    pub(super) fn between(left: &[Block], right: &[Block]) -> Self {
        let start = left.iter().map(|block| block.right).fold(f32::NEG_INFINITY, f32::max);
        let end = right.iter().map(|block| block.left).fold(f32::INFINITY, f32::min);
        Self { start, end }
    }

    pub(super) fn width(self) -> f32 {
        self.end - self.start
    }

    fn meet(self, other: Self) -> Self {
        Self { start: self.start.max(other.start), end: self.end.min(other.end) }
    }
}

/// Splits blocks into bands, from top to bottom, wherever a horizontal line fits between them.
pub(super) fn bands(mut blocks: Vec<Block>) -> Vec<Vec<Block>> {
    blocks.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut bands: Vec<Vec<Block>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for block in blocks {
        let reach = block.bottom;
        match bands.last_mut() {
            Some(band) if block.top < bottom => band.push(block),
            _ => bands.push(vec![block]),
        }
        bottom = bottom.max(reach);
    }
    bands
}

/// Splits blocks into columns, from left to right, wherever a vertical line fits between them.
pub(super) fn columns(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let gutters = gutters(&blocks, 0.0);
    split(blocks, &gutters)
}

/// Splits blocks along gutters, from left to right.
pub(super) fn split(blocks: Vec<Block>, gutters: &[Gutter]) -> Vec<Vec<Block>> {
    let mut columns: Vec<Vec<Block>> = std::iter::repeat_with(Vec::new).take(gutters.len() + 1).collect();
    for block in blocks {
        let place = gutters.iter().filter(|gutter| gutter.end <= block.left + 0.01).count();
        if let Some(column) = columns.get_mut(place) {
            column.push(block);
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

/// The white strips between blocks that are wider than `least`, from left to right.
pub(super) fn gutters(blocks: &[Block], least: f32) -> Vec<Gutter> {
    let mut extents: Vec<(f32, f32)> = blocks.iter().map(|block| (block.left, block.right)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gutters = Vec::new();
    let mut right = f32::INFINITY;
    for (start, end) in extents {
        if start - right > least {
            gutters.push(Gutter { start: right, end: start });
        }
        right = if right.is_finite() { right.max(end) } else { end };
    }
    gutters
}

/// The parts of `gutters` that stay free when `blocks` are added below.
pub(super) fn narrow(gutters: &[Gutter], blocks: &[Block], least: f32) -> Vec<Gutter> {
    let mut free = self::gutters(blocks, least);
    let left = blocks.iter().map(|block| block.left).fold(f32::INFINITY, f32::min);
    let right = blocks.iter().map(|block| block.right).fold(f32::NEG_INFINITY, f32::max);
    free.push(Gutter { start: f32::NEG_INFINITY, end: left });
    free.push(Gutter { start: right, end: f32::INFINITY });
    let meets = gutters.iter().flat_map(|gutter| free.iter().map(|other| gutter.meet(*other)));
    let mut left_over: Vec<Gutter> = meets.filter(|gutter| gutter.width() > least).collect();
    left_over.sort_by(|a, b| a.start.total_cmp(&b.start));
    left_over
}

/// The usual font size of some blocks.
pub(super) fn font_size(blocks: &[Block]) -> f32 {
    median(&blocks.iter().map(Block::size).collect::<Vec<_>>())
}

/// Returns whether blocks are running text, not labels and figures.
pub(super) fn is_prose(blocks: &[Block]) -> bool {
    let lines: usize = blocks.iter().map(|block| block.lines.len()).sum();
    let characters: usize = blocks.iter().map(Block::characters).sum();
    lines >= 4 && characters >= 120 && factor(characters) / factor(lines) >= 18.0
}
