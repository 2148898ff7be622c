//! Contributions of features to raw scores: `TreeSHAP`.

use crate::error::{ExplainError, PredictError};
use crate::model::Model;
use crate::paths::{Branch, End, Paths, TreePaths};
use crate::predict::check_length;
use crate::quadrature::{Lanes, Points};

/// Computes how much each feature contributes to the raw scores of a row. [`Model::explainer`] returns it.
///
/// The contributions are the Shapley values of the features (path-dependent `TreeSHAP`), LightGBM's `pred_contrib`:
///
/// - S. M. Lundberg, G. Erion, S.-I. Lee, *Consistent Individualized Feature Attribution for Tree Ensembles*, 2018,
///   arXiv:1802.03888, algorithm 2; S. M. Lundberg et al., *From local explanations to global understanding with explainable AI for
///   trees*, Nature Machine Intelligence 2, 2020.
/// - P. Yu, C. Xu, A. Bifet, J. Read, *Linear `TreeShap`*, 2022, arXiv:2209.08192: the same values in time linear in the
///   nodes, by polynomials.
///
/// It contains all memory that a row needs, about 80 bytes for each node of the largest tree: no call allocates. Threads use an
/// explainer each.
#[derive(Debug)]
pub struct Explainer<'a> {
    model: &'a Model,
    paths: &'a Paths,
    steps: Vec<Step>,
}

impl Model {
    /// Prepares contributions of features. The first call for a model takes about as long as a few rows, and the model stores about
    /// 50 bytes for each split; later calls only allocate the memory of the explainer.
    ///
    /// # Errors
    ///
    /// A model that predicts may have no contributions: if a node has no count of training rows or more than its parent has, or if
    /// a path from a root to a leaf has more than 128 different features.
    ///
    /// # Examples
    ///
    /// ```
    /// use sisuiq_trees::Model;
    ///
    /// let model: Model = include_str!("../tests/models/v3_tiniest.txt").parse()?;
    /// let row = [0.2, 0.9, 0.1];
    /// let mut contributions = [0.0; 4];
    /// model.explainer()?.contributions(&row, &mut contributions)?;
    /// let sum: f64 = contributions.iter().sum();
    /// assert!((sum - model.raw_score(&row)?).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explainer(&self) -> Result<Explainer<'_>, ExplainError> {
        let paths = self.paths().as_ref().map_err(|error| *error)?;
        Ok(Explainer { model: self, paths, steps: vec![Step::ROOT; paths.most_nodes] })
    }
}

impl Explainer<'_> {
    /// Writes the contributions of a row: for each output, one value for each feature, and then the expected value.
    ///
    /// Contributions have the unit of [`Model::raw`]: of a binary model they are log-odds, of a logarithmic target they are
    /// logarithms. The values of an output add up to its raw score. The expected value is the mean raw score of the training rows,
    /// the same for every row. If [`Model::averages`], a raw score is the sum of the trees, and so are the contributions, as
    /// LightGBM returns them.
    ///
    /// # Errors
    ///
    /// A row has [`Model::features`] values, and the result [`Model::outputs`] times one more.
    pub fn contributions(&mut self, row: &[f64], contributions: &mut [f64]) -> Result<(), PredictError> {
        self.model.check_row(row)?;
        check_length(contributions.len(), self.length())?;
        self.explain(row, contributions);
        Ok(())
    }

    /// Writes the contributions of rows that follow each other in one slice.
    pub fn contributions_batch(&mut self, rows: &[f64], contributions: &mut [f64]) -> Result<(), PredictError> {
        let count = self.model.check_rows(rows)?;
        check_length(contributions.len(), count.saturating_mul(self.length()))?;
        let results = contributions.chunks_exact_mut(self.length());
        for (row, contributions) in rows.chunks_exact(self.model.features()).zip(results) {
            self.explain(row, contributions);
        }
        Ok(())
    }

    /// The mean raw scores of the training rows: one for each output.
    #[must_use]
    pub fn expected(&self) -> &[f64] {
        &self.paths.expected
    }

    /// The values of one row.
    fn length(&self) -> usize {
        self.model.outputs().saturating_mul(self.columns())
    }

    /// The values of one output.
    const fn columns(&self) -> usize {
        self.model.features().saturating_add(1)
    }

    fn explain(&mut self, row: &[f64], contributions: &mut [f64]) {
        let (outputs, columns) = (self.model.outputs(), self.columns());
        contributions.fill(0.0);
        for (output, expected) in contributions.chunks_exact_mut(columns).zip(&self.paths.expected) {
            if let Some(last) = output.last_mut() {
                *last = *expected;
            }
        }
        for tree in 0..self.model.trees() {
            let output = contributions.chunks_exact_mut(columns).nth(tree % outputs);
            if let (Some(output), Some(paths)) = (output, self.paths.tree(tree)) {
                self.decide(tree, row, &paths);
                for points in paths.rule {
                    descend(&mut self.steps, &paths, points);
                    ascend(&mut self.steps, paths.branches, output);
                }
            }
        }
    }

    /// Finds the paths that the row takes.
    fn decide(&mut self, tree: usize, row: &[f64], paths: &TreePaths<'_>) {
        if let Some(root) = self.steps.first_mut() {
            *root = Step::ROOT;
        }
        for branch in paths.branches {
            let value = row.get(branch.feature as usize).copied().unwrap_or_default();
            let is_right = self.model.forest.is_right(tree, branch.node, value);
            let is_same_taken = self.steps.get(branch.same as usize).is_some_and(|same| same.is_taken);
            for (child, is_chosen) in [(branch.left, !is_right), (branch.left + 1, is_right)] {
                let child = child as usize;
                if let (Some(step), Some(end)) = (self.steps.get_mut(child), paths.ends.get(child)) {
                    step.is_taken = is_same_taken && is_chosen;
                    step.difference = f64::from(u8::from(step.is_taken)) - end.share;
                }
            }
        }
    }
}

/// A node of the tree that is being explained.
///
/// A Shapley value is a mean over all orders in which features become known. The probability that a feature is known is `t`, and
/// the mean over `t` from 0 to 1 is an integral of polynomials. The feature of the split above a node multiplies the path by
/// `share + difference * t`: without knowing the value, a `share` of the rows goes on; knowing it, all or none do.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// Whether the row fulfils all splits by the feature of the parent, down to this node.
    is_taken: bool,
    difference: f64,
    /// The weight of the points, times the factors of all features on the path, times the leaves below.
    product: Lanes,
    /// The inverse of the factor of the feature.
    inverse: Lanes,
}

impl Step {
    /// The root belongs to no feature: its factor is 1.
    const ROOT: Self = Self { is_taken: true, difference: 0.0, product: Lanes::ONE, inverse: Lanes::ONE };

    /// How much more knowing the feature changes the product than the product itself is.
    #[inline]
    fn change(&self) -> Lanes {
        self.inverse.map(|inverse| inverse * self.difference)
    }
}

/// Multiplies the factors along the paths, from the root to the leaves.
fn descend(steps: &mut [Step], paths: &TreePaths<'_>, points: &Points) {
    if let Some(root) = steps.first_mut() {
        root.product = points.weights;
    }
    for branch in paths.branches {
        let Some((own, same, children)) = family(steps, branch) else { return };
        // a further split by the same feature replaces its factor
        let others = own.product.zip(same.inverse, |product, inverse| product * inverse);
        let ends = paths.ends.get(branch.left as usize..).unwrap_or_default();
        for (child, End { share, factor }) in children.iter_mut().zip(ends) {
            let own = points.points.map(|point| share + child.difference * point);
            child.inverse = own.map(f64::recip);
            child.product = others.zip(own, |others, own| others * own * factor);
        }
    }
}

/// Adds up the leaves below each split, from the leaves to the root, and attributes them to its feature.
fn ascend(steps: &mut [Step], branches: &[Branch], contributions: &mut [f64]) {
    for branch in branches.iter().rev() {
        let Some((_, same, [left, right])) = family(steps, branch) else { return };
        // what is below a further split by the same feature belongs to the further one
        let same = same.change();
        let part = |child: &Step| {
            let change = child.change().zip(same, |own, same| own - same);
            child.product.zip(change, |product, change| product * change)
        };
        let contribution = part(left).zip(part(right), |left, right| left + right).sum();
        let below = left.product.zip(right.product, |left, right| left + right);
        if let Some(own) = steps.get_mut(branch.node as usize) {
            own.product = below;
        }
        if let Some(sum) = contributions.get_mut(branch.feature as usize) {
            *sum += contribution;
        }
    }
}

/// A split, the last node above that belongs to its feature, and its children.
#[inline]
fn family<'a>(steps: &'a mut [Step], branch: &Branch) -> Option<(Step, Step, &'a mut [Step; 2])> {
    let (above, below) = steps.split_at_mut_checked(branch.left as usize)?;
    let (own, same) = (above.get(branch.node as usize)?, above.get(branch.same as usize)?);
    Some((*own, *same, below.first_chunk_mut()?))
}
