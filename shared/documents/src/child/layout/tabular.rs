use std::collections::{HashMap, HashSet};

use super::block::Block;
use super::fragment::Fragment;
use crate::row::is_quantity;

/// The number of blocks on a page above which columns of figures are not searched.
const MOST_BLOCKS: usize = 3000;

/// Splits columns into cells, because some programs write a table or list column by column.
///
/// A block with only figures, one per line, is such a column. Blocks beside it whose lines are all on its baselines are
/// split too, and so are blocks whose every line labels a row of figures. A column of labels and a column of their values
/// become pairs.
pub(super) fn split_aligned(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.len() > MOST_BLOCKS {
        return blocks;
    }
    let columns: Vec<Block> = blocks.iter().filter(|block| is_figures(block)).cloned().collect();
    let lines = Lines::of(&blocks);
    let pairs = lines.pairs(&blocks);
    let mut cells: Vec<(Place, Block)> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        if pairs.parts.contains(&at)
            || is_figures(&block)
            || columns.iter().any(|column| is_aligned(&block, column))
            || lines.are_labelled_by(&block)
        {
            let order = block.order;
            cells.extend(
                block.lines.into_iter().enumerate().map(|(line, cell)| ((at, line, false), Block::new(cell, order))),
            );
        } else {
            cells.push(((at, 0, false), block));
        }
    }
    pairs.join(cells)
}

/// A label and its value, each as block and line.
type Pair = ((usize, usize), (usize, usize));

/// Groups pairs that have a block in common.
fn joined(pairs: Vec<Pair>) -> Vec<Vec<Pair>> {
    let mut groups: Vec<Vec<Pair>> = Vec::new();
    for pair in pairs {
        let shares = |group: &Vec<Pair>| group.iter().any(|(label, value)| label.0 == pair.0.0 || value.0 == pair.1.0);
        let (own, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
        groups = others;
        let mut own = own.into_iter();
        let mut group = own.next().unwrap_or_default();
        group.extend(own.flatten());
        group.push(pair);
        groups.push(group);
    }
    groups
}

/// The block and the line of a cell; true for a value, which stands behind its label.
type Place = (usize, usize, bool);

/// Labels and values that are written in two columns.
#[derive(Default)]
struct Pairs {
    /// The blocks that are such columns.
    parts: HashSet<usize>,
    /// The label of each value.
    labels: HashMap<(usize, usize), (usize, usize)>,
}

impl Pairs {
    /// Moves values behind their labels, as if the rows had been written one by one.
    fn join(&self, mut cells: Vec<(Place, Block)>) -> Vec<Block> {
        if self.labels.is_empty() {
            return cells.into_iter().map(|(_, cell)| cell).collect();
        }
        for ((block, line, is_value), _) in &mut cells {
            if let Some(label) = self.labels.get(&(*block, *line)) {
                ((*block, *line), *is_value) = (*label, true);
            }
        }
        cells.sort_by_key(|(place, _)| *place);
        cells.into_iter().enumerate().map(|(order, (_, cell))| Block { order, ..cell }).collect()
    }
}

/// The lines of a page by their baseline.
struct Lines(Vec<Cell>);

struct Cell {
    baseline: f32,
    left: f32,
    is_figure: bool,
    /// The block and the line of it.
    place: (usize, usize),
}

impl Lines {
    fn of(blocks: &[Block]) -> Self {
        let lines =
            blocks.iter().enumerate().flat_map(|(at, block)| (0..).zip(&block.lines).map(move |line| (at, line)));
        let mut cells: Vec<Cell> = lines
            .map(|(at, (place, line))| Cell {
                baseline: line.baseline,
                left: line.left,
                is_figure: is_sign_or_figure(&line.text),
                place: (at, place),
            })
            .collect();
        cells.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
        Self(cells)
    }

    /// The cells on the baseline of a line.
    fn level(&self, line: &Fragment) -> impl Iterator<Item = &Cell> {
        let reach = 0.25 * line.size;
        let first = self.0.partition_point(|cell| cell.baseline < line.baseline - reach);
        let last = line.baseline + reach;
        self.0.iter().skip(first).take_while(move |cell| cell.baseline <= last)
    }

    /// The columns of labels and of their values. Each line of both has one cell beside it.
    fn pairs(&self, blocks: &[Block]) -> Pairs {
        let lines = |at: usize| blocks.get(at).map(|block| block.lines.as_slice()).unwrap_or_default();
        let text = |(at, line): (usize, usize)| lines(at).get(line).map(|line| line.text.as_str()).unwrap_or_default();
        let mut found = Pairs::default();
        for pairs in joined(self.level_pairs(blocks)) {
            let parts: HashSet<usize> = pairs.iter().flat_map(|(label, value)| [label.0, value.0]).collect();
            let all: usize = parts.iter().map(|at| lines(*at).len()).sum();
            let labels: Vec<&str> = pairs.iter().map(|(label, _)| text(*label)).collect();
            let values: Vec<&str> = pairs.iter().map(|(_, value)| text(*value)).collect();
            if pairs.len() > 1 && all == 2 * pairs.len() && are_labels(&labels, &values) {
                found.labels.extend(pairs.iter().map(|(label, value)| (*value, *label)));
                found.parts.extend(parts);
            }
        }
        found
    }

    /// The lines with exactly one other cell beside them, as labels with their values.
    fn level_pairs(&self, blocks: &[Block]) -> Vec<Pair> {
        let lines =
            blocks.iter().enumerate().flat_map(|(at, block)| (0..).zip(&block.lines).map(move |line| (at, line)));
        let pairs = lines.filter_map(|(at, (place, line))| {
            let mut others = self.level(line).filter(|cell| cell.place != (at, place));
            let other = others.next().filter(|other| other.left > line.right)?;
            others.next().is_none().then_some(((at, place), other.place))
        });
        pairs.collect()
    }

    /// Returns whether each of several lines has several cells to its right, all of them figures or signs.
    fn are_labelled_by(&self, block: &Block) -> bool {
        block.lines.len() > 1 && block.lines.iter().all(|line| self.is_label(line))
    }

    fn is_label(&self, line: &Fragment) -> bool {
        let mut beside: Vec<&Cell> = self.level(line).filter(|cell| cell.left >= line.right).collect();
        beside.sort_by(|one, other| one.left.total_cmp(&other.left));
        beside.len() > 1 && beside.iter().all(|cell| cell.is_figure)
    }
}

/// Returns whether a column has labels of the values in the next one: most of these are quantities, or all labels end with a
/// colon.
pub(super) fn are_labels(labels: &[impl AsRef<str>], values: &[impl AsRef<str>]) -> bool {
    let is_quantity = |value: &str| is_figure(value) || is_quantity(value);
    let quantities = values.iter().filter(|value| is_quantity(value.as_ref())).count();
    quantities * 2 > values.len() || labels.iter().all(|label| label.as_ref().ends_with([':', '：']))
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
