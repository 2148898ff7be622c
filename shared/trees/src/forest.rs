//! All trees of a model in flat arrays, and the walk through them.

use std::fmt;

use crate::layout::NodeStatistics;
use crate::node::{Decision, Node};

/// Trees that are walked in step. A step of one tree waits for memory, and the steps of the others fill this time.
const IN_STEP: usize = 8;

/// Rows of a batch that pass a group of trees together: rows and trees stay in the first cache.
const ROWS_TOGETHER: usize = 64;

#[derive(Default)]
pub(crate) struct Forest {
    nodes: Vec<Node>,
    has_special_nodes: bool,
    /// One for each node; predictions read those of leaves.
    values: Vec<f64>,
    /// One for each node. Predictions do not read them.
    statistics: Vec<NodeStatistics>,
    /// The first node of each tree.
    pub(crate) roots: Vec<u32>,
    /// The words of each category set.
    pub(crate) sets: Vec<(u32, u32)>,
    pub(crate) set_words: Vec<u32>,
}

impl fmt::Debug for Forest {
    /// Sizes only: a model has tens of thousands of nodes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (trees, nodes) = (self.roots.len(), self.nodes.len());
        formatter.debug_struct("Forest").field("trees", &trees).field("nodes", &nodes).finish_non_exhaustive()
    }
}

impl Forest {
    pub(crate) fn add(&mut self, node: Node, statistics: NodeStatistics) {
        self.has_special_nodes |= node.is_special();
        self.nodes.push(node);
        self.values.push(statistics.value);
        self.statistics.push(statistics);
    }

    /// The nodes of a tree. The root is first.
    pub(crate) fn statistics(&self, tree: usize) -> &[NodeStatistics] {
        let position = |tree: usize| self.roots.get(tree).map(|root| *root as usize);
        let end = position(tree.saturating_add(1)).unwrap_or(self.statistics.len());
        position(tree).and_then(|start| self.statistics.get(start..end)).unwrap_or_default()
    }

    /// The feature and the left child of a split; none of a leaf. Positions count from the root.
    pub(crate) fn split(&self, tree: usize, position: u32) -> Option<(usize, u32)> {
        let (root, node) = self.node(tree, position)?;
        let is_split = node.open() != Node::NOT_OPEN;
        is_split.then(|| (node.feature(), node.side(false).saturating_sub(root)))
    }

    /// Returns whether a value goes right at a split. Positions count from the root.
    pub(crate) fn is_right(&self, tree: usize, position: u32, value: f64) -> bool {
        self.node(tree, position).is_some_and(|(_, split)| self.child(split, value) != split.side(false))
    }

    /// The value of a node.
    pub(crate) fn value(&self, tree: usize, position: u32) -> Option<f64> {
        let root = *self.roots.get(tree)?;
        self.values.get(root.saturating_add(position) as usize).copied()
    }

    /// The features of all splits, and what they distinguish.
    pub(crate) fn decisions(&self) -> impl Iterator<Item = (usize, Decision)> {
        let splits = self.nodes.iter().filter(|node| node.open() != Node::NOT_OPEN);
        splits.map(|node| {
            let decision = if node.is_categorical() {
                let (start, end) = self.sets.get(node.set()).copied().unwrap_or_default();
                Decision::Category(end.saturating_sub(start).saturating_mul(u32::BITS))
            } else {
                Decision::Number(node.limits())
            };
            (node.feature(), decision)
        })
    }

    /// The root of a tree, and one of its nodes.
    fn node(&self, tree: usize, position: u32) -> Option<(u32, &Node)> {
        let root = *self.roots.get(tree)?;
        Some((root, self.nodes.get(root.saturating_add(position) as usize)?))
    }

    pub(crate) const fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Adds the values of all trees to the scores of rows, in the order of the trees. `scores` has `outputs` values a row.
    pub(crate) fn add_scores(&self, rows: &[f64], features: usize, scores: &mut [f64], outputs: usize) {
        let blocks = rows.chunks(ROWS_TOGETHER * features).zip(scores.chunks_mut(ROWS_TOGETHER * outputs));
        for (rows, scores) in blocks {
            let mut first_output = 0;
            for roots in self.roots.chunks(IN_STEP) {
                for (row, scores) in rows.chunks_exact(features).zip(scores.chunks_exact_mut(outputs)) {
                    self.add_group(roots, row, scores, first_output);
                }
                first_output = (first_output + roots.len()) % outputs;
            }
        }
    }

    /// Adds the values of a group of trees. The first tree belongs to `output`, the next one to the output after it.
    #[inline]
    fn add_group(&self, roots: &[u32], row: &[f64], scores: &mut [f64], output: usize) {
        let leaves = self.leaves(roots, row);
        let values = leaves.iter().zip(roots).filter_map(|(leaf, _)| self.values.get(*leaf as usize));
        if let [score] = scores {
            // the sum stays in a register
            *score = values.fold(*score, |sum, value| sum + value);
            return;
        }
        let mut output = output;
        for value in values {
            if let Some(score) = scores.get_mut(output) {
                *score += value;
            }
            output += 1;
            if output == scores.len() {
                output = 0;
            }
        }
    }

    /// Writes the number of the leaf that a row reaches in each tree.
    pub(crate) fn leaf_numbers(&self, row: &[f64], numbers: &mut [u32]) {
        for (roots, numbers) in self.roots.chunks(IN_STEP).zip(numbers.chunks_mut(IN_STEP)) {
            for (leaf, number) in self.leaves(roots, row).iter().zip(numbers) {
                *number = self.statistics.get(*leaf as usize).and_then(|node| node.leaf).unwrap_or_default();
            }
        }
    }

    /// The leaves that a row reaches in at most [`IN_STEP`] trees.
    #[inline]
    fn leaves(&self, roots: &[u32], row: &[f64]) -> [u32; IN_STEP] {
        if self.has_special_nodes {
            self.walk(roots, row, |node, value| self.child(node, value))
        } else {
            self.walk(roots, row, Node::child)
        }
    }

    /// Walks from the roots to leaves. Children have larger positions than their parents, so the walk ends.
    #[inline]
    fn walk(&self, roots: &[u32], row: &[f64], child: impl Fn(&Node, f64) -> u32) -> [u32; IN_STEP] {
        let first = roots.first().copied().unwrap_or_default();
        let mut places = [first; IN_STEP];
        for (place, root) in places.iter_mut().zip(roots) {
            *place = *root;
        }
        loop {
            let mut open = Node::NOT_OPEN;
            for place in &mut places {
                // both exist: reading the model has checked them
                let Some(node) = self.nodes.get(*place as usize) else { continue };
                let value = row.get(node.feature()).copied().unwrap_or_default();
                *place = child(node, value);
                open |= node.open();
            }
            if open == Node::NOT_OPEN {
                return places;
            }
        }
    }

    #[inline]
    fn child(&self, node: &Node, value: f64) -> u32 {
        if node.is_categorical() { self.category_child(node, value) } else { node.child_by_zero(value) }
    }

    /// The left child if the set of the split contains the category.
    fn category_child(&self, split: &Node, value: f64) -> u32 {
        let category = Node::category(value);
        let (start, end) = self.sets.get(split.set()).copied().unwrap_or_default();
        let is_left = category.is_some_and(|category| {
            let word = start.saturating_add(category / 32);
            word < end && self.set_words.get(word as usize).is_some_and(|word| word >> (category % 32) & 1 == 1)
        });
        split.side(!is_left)
    }
}
