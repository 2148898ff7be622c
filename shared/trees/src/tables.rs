//! Batches by tables instead of walks.
//!
//! The leaves of a tree are bits, from left to right. A split that sends a row to the right excludes the leaves on its left, and
//! the first leaf that no split excludes is the row's (`QuickScorer`: C. Lucchese et al., *`QuickScorer`: A Fast Algorithm to Rank
//! Documents with Additive Ensembles of Regression Trees*, 2015). The thresholds of a feature divide its values into cells. All
//! splits of a tree by one feature are a table: for each cell, the leaves that remain. A row takes one look-up for each feature of
//! a tree, instead of a chain of decisions that wait for each other.

use std::fmt;
use std::ops::Range;

use crate::forest::Forest;
use crate::node::{Decision, Node};

/// A bit for each leaf of a tree.
type Leaves = u64;

/// Entries of all tables together: 16 MiB.
const MOST_ENTRIES: usize = 1 << 21;

/// Features that splits use: a batch needs a KiB for each.
const MOST_COLUMNS: usize = 4_096;

/// Rows that pass the trees together: their cells and a table stay in the second cache.
const ROWS_TOGETHER: usize = 512;

/// The cells of one feature.
type RowCells = [u16; ROWS_TOGETHER];

pub(crate) struct Tables {
    columns: Vec<Column>,
    trees: Vec<TreeTables>,
    parts: Vec<Part>,
    entries: Vec<Leaves>,
    /// The values of the leaves of each tree, from left to right.
    values: Vec<f64>,
}

/// Where the tables and leaves of a tree end.
#[derive(Clone, Copy)]
struct TreeTables {
    parts_end: usize,
    values_end: usize,
}

/// The table of a tree and a feature.
struct Part {
    column: usize,
    first_entry: usize,
}

/// A feature that splits use, and its cells. The last cell is for NaN, or for what is in no set of categories.
struct Column {
    feature: usize,
    cells: Cells,
}

enum Cells {
    /// Numbers up to each of the ascending limits, those above the last one, and NaN.
    Limits(Vec<f64>),
    /// Categories from 0, and all others.
    Categories(u16),
}

impl fmt::Debug for Tables {
    /// Sizes only: there are up to millions of entries.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (trees, entries) = (self.trees.len(), self.entries.len());
        formatter.debug_struct("Tables").field("trees", &trees).field("entries", &entries).finish_non_exhaustive()
    }
}

impl Cells {
    fn count(&self) -> usize {
        match self {
            Self::Limits(limits) => limits.len() + 2,
            Self::Categories(count) => usize::from(*count) + 1,
        }
    }

    fn cell(&self, value: f64) -> u16 {
        match self {
            Self::Limits(limits) if value.is_nan() => cell(limits.len() + 1),
            Self::Limits(limits) => cell(limits.partition_point(|limit| *limit < value)),
            Self::Categories(count) => {
                Node::category(value).and_then(|category| u16::try_from(category).ok()).unwrap_or(*count).min(*count)
            }
        }
    }

    /// A value in each cell. All values in a cell take the same side of every split.
    fn examples(&self) -> Vec<f64> {
        match self {
            Self::Limits(limits) => limits.iter().copied().chain([f64::INFINITY, f64::NAN]).collect(),
            Self::Categories(count) => (0..*count).map(f64::from).chain([f64::NAN]).collect(),
        }
    }
}

/// [`columns`] has checked that the number fits.
fn cell(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

impl Tables {
    /// Returns none if a tree has too many leaves or the tables would be too large.
    pub(crate) fn new(forest: &Forest, features: usize) -> Option<Self> {
        let columns = columns(forest, features)?;
        let mut column_of = vec![None; features];
        for (index, column) in columns.iter().enumerate() {
            *column_of.get_mut(column.feature)? = Some(index);
        }
        let examples: Vec<_> = columns.iter().map(|column| column.cells.examples()).collect();
        let mut tables =
            Self { columns, trees: Vec::new(), parts: Vec::new(), entries: Vec::new(), values: Vec::new() };
        for tree in 0..forest.roots.len() {
            tables.add(forest, tree, (&column_of, &examples))?;
        }
        Some(tables)
    }

    fn add(
        &mut self,
        forest: &Forest,
        tree: usize,
        (column_of, examples): (&[Option<usize>], &[Vec<f64>]),
    ) -> Option<()> {
        let places = leaf_places(forest, tree)?;
        let (parts_start, values_start) = (self.parts.len(), self.values.len());
        for (position, (first, _)) in places.iter().enumerate() {
            let position = u32::try_from(position).ok()?;
            let Some((feature, left)) = forest.split(tree, position) else {
                let index = values_start + *first as usize;
                self.values.resize(self.values.len().max(index + 1), 0.0);
                *self.values.get_mut(index)? = forest.value(tree, position)?;
                continue;
            };
            let column = (*column_of.get(feature)?)?;
            let examples = examples.get(column)?;
            let parts = self.parts.get(parts_start..)?;
            let first_entry = match parts.iter().find(|part| part.column == column) {
                Some(part) => part.first_entry,
                None => self.add_part(column, examples.len())?,
            };
            let (_, left_count) = *places.get(left as usize)?;
            // at most 63 of 64 leaves are on the left
            let excluded = ((1 << left_count) - 1) << first;
            for (entry, example) in self.entries.get_mut(first_entry..)?.iter_mut().zip(examples) {
                if forest.is_right(tree, position, *example) {
                    *entry &= !excluded;
                }
            }
        }
        self.trees.push(TreeTables { parts_end: self.parts.len(), values_end: self.values.len() });
        Some(())
    }

    fn add_part(&mut self, column: usize, cells: usize) -> Option<usize> {
        let first_entry = self.entries.len();
        let end = first_entry.saturating_add(cells);
        if end > MOST_ENTRIES {
            return None;
        }
        self.entries.resize(end, Leaves::MAX);
        self.parts.push(Part { column, first_entry });
        Some(first_entry)
    }

    /// Adds the values of all trees to the scores of rows, in the order of the trees. `scores` has `outputs` values a row.
    pub(crate) fn add_scores(&self, rows: &[f64], features: usize, scores: &mut [f64], outputs: usize) {
        let mut cells = vec![NO_CELLS; self.columns.len()];
        let blocks = rows.chunks(ROWS_TOGETHER * features).zip(scores.chunks_mut(ROWS_TOGETHER * outputs));
        for (rows, scores) in blocks {
            for (column, cells) in self.columns.iter().zip(&mut cells) {
                let values = rows.iter().skip(column.feature).step_by(features);
                for (value, cell) in values.zip(cells) {
                    *cell = column.cells.cell(*value);
                }
            }
            let mut start = TreeTables { parts_end: 0, values_end: 0 };
            for (index, tree) in self.trees.iter().enumerate() {
                let remaining = self.remaining(start.parts_end..tree.parts_end, &cells);
                let leaves = self.values.get(start.values_end..tree.values_end).unwrap_or_default();
                let scores = scores.iter_mut().skip(index % outputs).step_by(outputs);
                for (score, remaining) in scores.zip(&remaining) {
                    *score += leaves.get(remaining.trailing_zeros() as usize).copied().unwrap_or_default();
                }
                start = *tree;
            }
        }
    }

    /// The leaves of a tree that no split excludes, for each row.
    fn remaining(&self, parts: Range<usize>, cells: &[RowCells]) -> [Leaves; ROWS_TOGETHER] {
        let mut remaining = [Leaves::MAX; ROWS_TOGETHER];
        let (triples, others) = self.parts.get(parts).unwrap_or_default().as_chunks();
        for [first, second, third] in triples {
            let ((first, first_cells), (second, second_cells)) = (self.table(first, cells), self.table(second, cells));
            let (third, third_cells) = self.table(third, cells);
            let cells = first_cells.iter().zip(second_cells).zip(third_cells);
            for (remaining, ((one, two), three)) in remaining.iter_mut().zip(cells) {
                *remaining &= entry(first, *one) & entry(second, *two) & entry(third, *three);
            }
        }
        for part in others {
            let (table, cells) = self.table(part, cells);
            for (remaining, cell) in remaining.iter_mut().zip(cells) {
                *remaining &= entry(table, *cell);
            }
        }
        remaining
    }

    /// The table of a feature, and the cells of the rows.
    fn table<'a>(&'a self, part: &Part, cells: &'a [RowCells]) -> (&'a [Leaves], &'a RowCells) {
        let table = self.entries.get(part.first_entry..).unwrap_or_default();
        (table, cells.get(part.column).unwrap_or(&NO_CELLS))
    }
}

/// The leaves that a table leaves in a cell: every cell of its column has an entry.
#[inline]
fn entry(table: &[Leaves], cell: u16) -> Leaves {
    table.get(usize::from(cell)).copied().unwrap_or_default()
}

const NO_CELLS: RowCells = [0; ROWS_TOGETHER];

/// The first leaf at or below each node of a tree and their number, from left to right.
fn leaf_places(forest: &Forest, tree: usize) -> Option<Vec<(u32, u32)>> {
    let nodes = u32::try_from(forest.statistics(tree).len()).ok()?;
    if nodes > 2 * Leaves::BITS - 1 {
        return None;
    }
    let mut places = vec![(0, 1); nodes as usize];
    // children have larger positions than their parents
    for position in (0..nodes).rev() {
        if let Some((_, left)) = forest.split(tree, position) {
            let count = places.get(left as usize)?.1 + places.get(left as usize + 1)?.1;
            places.get_mut(position as usize)?.1 = count;
        }
    }
    for position in 0..nodes {
        if let Some((_, left)) = forest.split(tree, position) {
            let (first, _) = *places.get(position as usize)?;
            let (left_first, count) = places.get_mut(left as usize)?;
            *left_first = first;
            let right_first = first + *count;
            places.get_mut(left as usize + 1)?.0 = right_first;
        }
    }
    Some(places)
}

/// The cells of the features that splits use. None if a feature has too many, or is both a number and a category.
fn columns(forest: &Forest, features: usize) -> Option<Vec<Column>> {
    let mut limits: Vec<Vec<f64>> = vec![Vec::new(); features];
    let mut categories: Vec<u32> = vec![0; features];
    for (feature, decision) in forest.decisions() {
        match decision {
            Decision::Number(thresholds) => limits.get_mut(feature)?.extend(thresholds.into_iter().flatten()),
            // an empty set has cells too
            Decision::Category(count) => {
                let known = categories.get_mut(feature)?;
                *known = count.max(1).max(*known);
            }
        }
    }
    let mut columns = Vec::new();
    for (feature, (mut limits, categories)) in limits.into_iter().zip(categories).enumerate() {
        limits.sort_unstable_by(f64::total_cmp);
        limits.dedup();
        let cells = match (limits.is_empty(), categories) {
            (true, 0) => continue,
            (true, count) => Cells::Categories(u16::try_from(count).ok()?),
            (false, 0) => Cells::Limits(limits),
            (false, _) => return None,
        };
        if cells.count() > usize::from(u16::MAX) {
            return None;
        }
        columns.push(Column { feature, cells });
    }
    (columns.len() <= MOST_COLUMNS).then_some(columns)
}
