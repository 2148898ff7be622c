use super::block::Block;
use super::fragment::Fragment;

/// The number of blocks on a page above which columns of figures are not searched.
const MOST_BLOCKS: usize = 3000;

/// Splits columns of figures into cells, because some programs write a table column by column.
///
/// A block with only figures, one per line, is such a column. Blocks beside it whose lines are all on its baselines are
/// split too.
pub(super) fn split_aligned(blocks: Vec<Block>) -> Vec<Block> {
    let columns: Vec<Block> = blocks.iter().filter(|block| is_figures(block)).cloned().collect();
    if columns.is_empty() || blocks.len() > MOST_BLOCKS {
        return blocks;
    }
    let mut cells = Vec::with_capacity(blocks.len());
    for block in blocks {
        if is_figures(&block) || columns.iter().any(|column| is_aligned(&block, column)) {
            let order = block.order;
            cells.extend(block.lines.into_iter().map(|line| Block::new(line, order)));
        } else {
            cells.push(block);
        }
    }
    cells
}

fn is_figures(block: &Block) -> bool {
    block.lines.len() > 1 && block.lines.iter().all(|line| is_figure(&line.text))
}

fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
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
