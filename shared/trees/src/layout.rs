//! Trees as flat arrays, and the check that they are trees.

use crate::error::ModelError;
use crate::forest::Forest;
use crate::node::Node;
use crate::tree::{Rows, Split, Tree};

/// Rows of the training data at a node, for contributions of features.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeStatistics {
    /// The value of a leaf, or the mean value below a split.
    pub value: f64,
    /// The sum of the rows' Hessians.
    pub weight: f64,
    /// The number of rows.
    pub count: u32,
    /// The number of a leaf in its tree; none for a split.
    pub leaf: Option<u32>,
}

/// Adds a tree. The children of a node follow each other, behind all nodes of the level above.
pub(crate) fn add(forest: &mut Forest, tree: &Tree) -> Result<(), ModelError> {
    let root = position(forest.nodes());
    let first_set = position(forest.sets.len());
    add_sets(forest, tree);
    let mut open = Levels::new(tree);
    let mut place = 0;
    while let Some(reference) = open.order.get(place).copied() {
        let own = root.saturating_add(position(place));
        match number(reference) {
            Number::Leaf(leaf) => {
                let rows = tree.leaves.get(leaf).copied().unwrap_or(NO_ROWS);
                forest.add(Node::leaf(own), statistics(rows, Some(position(leaf))));
            }
            Number::Split(index) => {
                let left = root.saturating_add(position(open.order.len()));
                let Some(split) = tree.splits.get(index) else { break };
                open.add(split, tree)?;
                let node = match split.set() {
                    Some(set) => Node::categorical(split.feature, first_set.saturating_add(set), left),
                    None => Node::numerical(split.feature, split.threshold, split.decision, left),
                };
                forest.add(node, statistics(tree.inner.get(index).copied().unwrap_or(NO_ROWS), None));
            }
        }
        place += 1;
    }
    forest.roots.push(root);
    open.check_all_reached(tree)
}

const NO_ROWS: Rows = Rows { value: 0.0, weight: 0.0, count: 0 };

const fn statistics(rows: Rows, leaf: Option<u32>) -> NodeStatistics {
    NodeStatistics { value: rows.value, weight: rows.weight, count: rows.count, leaf }
}

/// The limits of a text keep its nodes far below the end of `u32`.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn add_sets(forest: &mut Forest, tree: &Tree) {
    let first = position(forest.set_words.len());
    let bounds = tree.set_bounds.iter().zip(tree.set_bounds.iter().skip(1));
    forest.sets.extend(bounds.map(|(start, end)| (first.saturating_add(*start), first.saturating_add(*end))));
    forest.set_words.extend(&tree.set_words);
}

/// A reference of the format to a child.
enum Number {
    Split(usize),
    Leaf(usize),
}

fn number(reference: i32) -> Number {
    match usize::try_from(reference) {
        Ok(split) => Number::Split(split),
        // -1 is leaf 0
        Err(_) => Number::Leaf((!reference).unsigned_abs() as usize),
    }
}

/// The nodes of a tree, level by level.
struct Levels {
    order: Vec<i32>,
    is_split_known: Vec<bool>,
    is_leaf_known: Vec<bool>,
}

impl Levels {
    /// Begins with the root: the first split, or the only leaf.
    fn new(tree: &Tree) -> Self {
        let mut is_split_known = vec![false; tree.splits.len()];
        if let Some(root) = is_split_known.first_mut() {
            *root = true;
        }
        Self {
            order: vec![if tree.splits.is_empty() { -1 } else { 0 }],
            is_split_known,
            is_leaf_known: vec![false; tree.leaves.len()],
        }
    }

    /// Adds the children of a split. A node that is known already would be a cycle, or would have two parents.
    fn add(&mut self, split: &Split, tree: &Tree) -> Result<(), ModelError> {
        let sides = [("left_child", tree.left_line, split.left), ("right_child", tree.right_line, split.right)];
        for (key, line, child) in sides {
            let is_known = match number(child) {
                Number::Split(index) => self.is_split_known.get_mut(index),
                Number::Leaf(index) => self.is_leaf_known.get_mut(index),
            };
            let Some(is_known) = is_known else {
                return Err(ModelError::BadValue {
                    line,
                    key,
                    found: child.to_string(),
                    expected: "a node of the tree",
                });
            };
            if std::mem::replace(is_known, true) {
                return Err(ModelError::RepeatedChild { line, key, child });
            }
            self.order.push(child);
        }
        Ok(())
    }

    /// Finds nodes without a parent.
    fn check_all_reached(&self, tree: &Tree) -> Result<(), ModelError> {
        let (found, expected) = (self.order.len(), tree.splits.len() + tree.leaves.len());
        if found == expected { Ok(()) } else { Err(ModelError::Unreachable { line: tree.left_line, found, expected }) }
    }
}
