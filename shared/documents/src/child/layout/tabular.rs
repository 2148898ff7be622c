use super::block::Block;
use super::fragment::Fragment;

/// The number of blocks on a page above which columns of figures are not searched.
const MOST_BLOCKS: usize = 3000;

/// Splits columns of figures into cells, because some programs write a table column by column.
///
/// A block with only figures, one per line, is such a column. Blocks beside it whose lines are all on its baselines are
/// split too, and so are blocks whose every line labels a row of figures.
pub(super) fn split_aligned(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.len() > MOST_BLOCKS {
        return blocks;
    }
    let columns: Vec<Block> = blocks.iter().filter(|block| is_figures(block)).cloned().collect();
    let lines = Lines::of(&blocks);
    let mut cells = Vec::with_capacity(blocks.len());
    for block in blocks {
        if is_figures(&block)
            || columns.iter().any(|column| is_aligned(&block, column))
            || lines.are_labelled_by(&block)
        {
            let order = block.order;
            cells.extend(block.lines.into_iter().map(|line| Block::new(line, order)));
        } else {
            cells.push(block);
        }
    }
    cells
}

/// The lines of a page by their baseline.
struct Lines(Vec<Cell>);

struct Cell {
    baseline: f32,
    left: f32,
    is_figure: bool,
}

impl Lines {
    fn of(blocks: &[Block]) -> Self {
        let lines = blocks.iter().flat_map(|block| &block.lines);
        let mut cells: Vec<Cell> = lines
            .map(|line| Cell { baseline: line.baseline, left: line.left, is_figure: is_sign_or_figure(&line.text) })
            .collect();
        cells.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
        Self(cells)
    }

    /// Returns whether each of several lines has several cells to its right, all of them figures or signs.
    fn are_labelled_by(&self, block: &Block) -> bool {
        block.lines.len() > 1 && block.lines.iter().all(|line| self.is_label(line))
    }

    fn is_label(&self, line: &Fragment) -> bool {
        let reach = 0.25 * line.size;
        let first = self.0.partition_point(|cell| cell.baseline < line.baseline - reach);
        let level = self.0.iter().skip(first).take_while(|cell| cell.baseline <= line.baseline + reach);
        let mut beside: Vec<&Cell> = level.filter(|cell| cell.left >= line.right).collect();
        beside.sort_by(|one, other| one.left.total_cmp(&other.left));
        beside.len() > 1 && beside.iter().all(|cell| cell.is_figure)
    }
}

fn is_figures(block: &Block) -> bool {
    block.lines.len() > 1 && block.lines.iter().all(|line| is_figure(&line.text))
}

/// Returns whether a cell is a figure or a sign that belongs to one: `12 %`, `$`, `—`.
pub(super) fn is_sign_or_figure(text: &str) -> bool {
    is_figure(text) || text.chars().all(|character| !character.is_alphanumeric())
}

/// Returns whether a cell is a figure with at most a unit.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(|character| character.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().count() <= 20 && letters <= 3 && (digits > 0 || text == "-")
}

fn is_aligned(block: &Block, column: &Block) -> bool {
    let apart = block.right <= column.left || column.right <= block.left;
    block.lines.len() > 1
        && apart
        && block.lines.iter().all(|line| column.lines.iter().any(|other| on_same_baseline(line, other)))
}

fn on_same_baseline(one: &Fragment, other: &Fragment) -> bool {
    (one.baseline - other.baseline).abs() <= 0.25 * one.size.max(other.size)
}
