//! The model, and how it is read.

use std::str::FromStr;
use std::sync::OnceLock;

use crate::error::{ExplainError, ModelError};
use crate::forest::Forest;
use crate::header::Header;
use crate::layout::{self, NodeStatistics};
use crate::limits::Limits;
use crate::objective::Transform;
use crate::paths::Paths;
use crate::tables::Tables;
use crate::tree::Tree;

/// A model that has been checked: its evaluation ends, and reads no node, feature or category set that does not exist.
#[derive(Debug)]
pub struct Model {
    pub(crate) forest: Forest,
    pub(crate) transform: Transform,
    /// The trees of each output, if a prediction is their mean.
    pub(crate) averaged: Option<f64>,
    outputs: usize,
    feature_names: Vec<String>,
    objective: Option<String>,
    /// Computed when contributions are first needed: predictions do without.
    paths: OnceLock<Result<Paths, ExplainError>>,
    /// Computed for the first large batch; none if the model is too large for them.
    tables: OnceLock<Option<Tables>>,
}

impl Model {
    /// Reads a model that is within the given limits.
    ///
    /// # Examples
    ///
    /// ```
    /// use sisuiq_trees::{Limits, Model};
    ///
    /// let text = include_str!("../tests/models/v3_tiniest.txt");
    /// let model = Model::parse(text, &Limits::default())?;
    /// assert_eq!(model.features(), 3);
    /// let score = model.raw_score(&[0.2, 0.9, 0.1])?;
    /// assert!((score - 0.506_453_822_003).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        // positions have 32 bits, and every node is written with several bytes
        let limit = limits.bytes.min(u32::MAX as usize);
        if text.len() > limit {
            let found = text.len();
            return Err(ModelError::TooLarge { line: 1, what: "the length of the text", found, limit });
        }
        let header = Header::read(text, limits)?;
        let mut forest = Forest::default();
        let (mut start, mut line) = (header.end, header.end_line);
        for (index, size) in header.tree_sizes.iter().enumerate() {
            let text = start.checked_add(*size).and_then(|end| text.get(start..end));
            let text = text.ok_or(ModelError::WrongTreeSize { line, tree: index })?;
            let tree = Tree::read(text, (index, line), (header.feature_names.len(), limits))?;
            layout::add(&mut forest, &tree)?;
            (start, line) = (start + size, line + text.matches('\n').count());
        }
        check_end(text.get(start..).unwrap_or_default(), line)?;
        let iterations = f64::from(u32::try_from(header.tree_sizes.len() / header.outputs).unwrap_or(u32::MAX));
        Ok(Self {
            forest,
            transform: header.transform,
            averaged: header.averages.then_some(iterations),
            outputs: header.outputs,
            feature_names: header.feature_names,
            objective: header.objective,
            paths: OnceLock::new(),
            tables: OnceLock::new(),
        })
    }

    /// The number of values in a row.
    #[must_use]
    pub const fn features(&self) -> usize {
        self.feature_names.len()
    }

    /// The names of the features, in the order of a row.
    #[must_use]
    pub fn feature_names(&self) -> &[String] {
        &self.feature_names
    }

    /// The number of values in a prediction: 1, or the number of classes.
    #[must_use]
    pub const fn outputs(&self) -> usize {
        self.outputs
    }

    /// The number of trees, of all outputs together.
    #[must_use]
    pub const fn trees(&self) -> usize {
        self.forest.roots.len()
    }

    /// The objective with its parameters as the model writes it; none if the model was trained with an own one.
    #[must_use]
    pub fn objective(&self) -> Option<&str> {
        self.objective.as_deref()
    }

    /// Returns whether a prediction is the mean of the trees of its output, as in a random forest, and not their sum.
    #[must_use]
    pub const fn averages(&self) -> bool {
        self.averaged.is_some()
    }

    pub(crate) fn paths(&self) -> &Result<Paths, ExplainError> {
        self.paths.get_or_init(|| Paths::new(&self.forest, self.features(), self.outputs))
    }

    pub(crate) fn tables(&self) -> Option<&Tables> {
        self.tables.get_or_init(|| Tables::new(&self.forest, self.features())).as_ref()
    }

    /// Rows of the training data at the nodes of a tree. The root is first, and the children of a split are beside each other.
    #[must_use]
    pub fn statistics(&self, tree: usize) -> &[NodeStatistics] {
        self.forest.statistics(tree)
    }
}

impl FromStr for Model {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        Self::parse(text, &Limits::default())
    }
}

/// Checks that the text goes on as the format does. What follows the trees does not change predictions.
fn check_end(rest: &str, line: usize) -> Result<(), ModelError> {
    let mut lines = rest.lines().zip(line..);
    if lines.next().is_none_or(|(first, _)| first != "end of trees") {
        return Err(ModelError::Truncated { line, missing: "the line \"end of trees\"" });
    }
    let Some((_, parameters)) = lines.by_ref().find(|(line, _)| *line == "parameters:") else { return Ok(()) };
    if lines.any(|(line, _)| line == "end of parameters") {
        Ok(())
    } else {
        Err(ModelError::Truncated { line: parameters, missing: "the line \"end of parameters\"" })
    }
}
