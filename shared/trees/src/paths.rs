//! What the contributions of features need of the paths through the trees, whatever the row is.

use std::fmt;

use crate::error::ExplainError;
use crate::forest::Forest;
use crate::layout::NodeStatistics;
use crate::quadrature::{Points, WIDTH, rule};

/// The different features on one path from a root to a leaf. A row of a larger model would take seconds.
const MOST_FEATURES_OF_PATH: usize = 128;

/// Positions of nodes count from the root of their tree.
const ROOT: u32 = 0;

/// A split, as a step of the paths through it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    pub(crate) feature: u32,
    pub(crate) node: u32,
    /// The left child; the right one follows it.
    pub(crate) left: u32,
    /// The last node on the path to this split that is the child of a split by the same feature; the root if there is none.
    pub(crate) same: u32,
}

/// A node, as the end of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    /// The part of the training rows that reached the node, of those that its splits by the feature of its parent could send
    /// elsewhere: above 0, at most 1.
    pub(crate) share: f64,
    /// The value of a leaf; of a split, 1.
    pub(crate) factor: f64,
}

/// The branches and nodes of one tree.
pub(crate) struct TreePaths<'a> {
    pub(crate) branches: &'a [Branch],
    pub(crate) ends: &'a [End],
    /// Enough points for the products of all features on a path.
    pub(crate) rule: &'a [Points],
}

#[derive(Default)]
pub(crate) struct Paths {
    /// The splits of all trees. Ancestors are before their descendants.
    branches: Vec<Branch>,
    /// One for each node of the forest.
    ends: Vec<End>,
    trees: Vec<Tree>,
    /// The rule of `n` groups of points is at `n - 1`.
    rules: Vec<Vec<Points>>,
    /// The mean raw score of the training rows, for each output.
    pub(crate) expected: Vec<f64>,
    /// The nodes of the largest tree.
    pub(crate) most_nodes: usize,
}

/// Where the branches and nodes of a tree end, and the groups of points that it needs.
#[derive(Debug, Clone, Copy)]
struct Tree {
    branches_end: usize,
    ends_end: usize,
    groups: usize,
}

impl fmt::Debug for Paths {
    /// Sizes only: a model has tens of thousands of nodes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Paths").field("trees", &self.trees.len()).finish_non_exhaustive()
    }
}

impl Paths {
    pub(crate) fn new(forest: &Forest, features: usize, outputs: usize) -> Result<Self, ExplainError> {
        let mut paths = Self { expected: vec![0.0; outputs], ..Self::default() };
        // the last node on the current path that is the child of a split by the feature
        let mut last = vec![ROOT; features];
        for tree in 0..forest.roots.len() {
            let nodes = forest.statistics(tree);
            if let Some(expected) = paths.expected.get_mut(tree % outputs) {
                *expected += expected_value(nodes);
            }
            let longest = paths.add_branches(forest, tree, &mut last);
            if longest > MOST_FEATURES_OF_PATH {
                return Err(ExplainError::TooManyFeatures { tree, found: longest, limit: MOST_FEATURES_OF_PATH });
            }
            paths.add_ends(nodes).ok_or(ExplainError::NoRowCounts { tree })?;
            paths.trees.push(Tree {
                branches_end: paths.branches.len(),
                ends_end: paths.ends.len(),
                groups: longest.div_ceil(2 * WIDTH),
            });
            paths.most_nodes = paths.most_nodes.max(nodes.len());
        }
        let most_groups = paths.trees.iter().map(|tree| tree.groups).max().unwrap_or_default();
        paths.rules = (1..=u16::try_from(most_groups).unwrap_or(u16::MAX)).map(rule).collect();
        Ok(paths)
    }

    pub(crate) fn tree(&self, tree: usize) -> Option<TreePaths<'_>> {
        let own = self.trees.get(tree)?;
        let (branches_start, ends_start) = match tree.checked_sub(1).and_then(|before| self.trees.get(before)) {
            Some(before) => (before.branches_end, before.ends_end),
            None => (0, 0),
        };
        let rule = own.groups.checked_sub(1).and_then(|index| self.rules.get(index));
        Some(TreePaths {
            branches: self.branches.get(branches_start..own.branches_end)?,
            ends: self.ends.get(ends_start..own.ends_end)?,
            rule: rule.map(Vec::as_slice).unwrap_or_default(),
        })
    }

    /// Adds the splits of a tree, and returns how many different features its longest path has.
    ///
    /// The walk goes down and up again, so that `last` is the state of the path; it ends as it began.
    fn add_branches(&mut self, forest: &Forest, tree: usize, last: &mut [u32]) -> usize {
        let first = self.branches.len();
        let mut most = 0;
        let mut open = vec![Step::Down { node: ROOT, features: 0 }];
        while let Some(step) = open.pop() {
            let (node, features) = match step {
                Step::Down { node, features } => (node, features),
                Step::Through { feature, node } => {
                    if let Some(last) = last.get_mut(feature) {
                        *last = node;
                    }
                    continue;
                }
            };
            most = most.max(features);
            let Some((feature, left)) = forest.split(tree, node) else { continue };
            let same = last.get(feature).copied().unwrap_or(ROOT);
            let features = features + usize::from(same == ROOT);
            self.branches.push(Branch { feature: u32::try_from(feature).unwrap_or(u32::MAX), node, left, same });
            // the last one is the first step
            open.push(Step::Through { feature, node: same });
            for child in [left + 1, left] {
                open.push(Step::Down { node: child, features });
                open.push(Step::Through { feature, node: child });
            }
        }
        // ancestors stand before their descendants in both orders; this one is the order of the nodes
        self.branches.get_mut(first..).unwrap_or_default().sort_unstable_by_key(|branch| branch.node);
        most
    }

    /// Adds the nodes of a tree, whose branches are the last ones; none if they have no counts of rows.
    fn add_ends(&mut self, nodes: &[NodeStatistics]) -> Option<()> {
        let first = self.ends.len();
        self.ends.extend(nodes.iter().map(|node| End { share: 1.0, factor: node.leaf.map_or(1.0, |_| node.value) }));
        let ends = self.ends.get_mut(first..)?;
        let first_branch = self.trees.last().map_or(0, |tree| tree.branches_end);
        for branch in self.branches.get(first_branch..)? {
            let count = nodes.get(branch.node as usize)?.count;
            let same = ends.get(branch.same as usize)?.share;
            for child in [branch.left as usize, branch.left as usize + 1] {
                let rows = nodes.get(child)?.count;
                if rows == 0 || rows > count {
                    return None;
                }
                ends.get_mut(child)?.share = same * (f64::from(rows) / f64::from(count));
            }
        }
        Some(())
    }
}

/// A step of the walk through a tree.
enum Step {
    Down {
        node: u32,
        /// The different features on the path.
        features: usize,
    },
    /// Sets the last node behind a split by the feature.
    Through { feature: usize, node: u32 },
}

/// The mean of the leaves, weighted by their training rows. The only leaf of a tree may have no counted rows.
fn expected_value(nodes: &[NodeStatistics]) -> f64 {
    match nodes {
        [leaf] => leaf.value,
        nodes => {
            let total = nodes.first().map_or(0.0, |root| f64::from(root.count));
            let leaves = nodes.iter().filter(|node| node.leaf.is_some());
            leaves.map(|leaf| f64::from(leaf.count) / total * leaf.value).sum()
        }
    }
}
