//! Size budgets of the files of a package.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

const BUDGET: &str = include_str!("budget.yaml");
/// Lambda's limit for a function with its layers, unpacked.
pub(super) const MOST_UNPACKED: u64 = 262_144_000;
/// The name of the layer among the names of functions.
pub(super) const LAYER: &str = "layer";

/// The maximum size of each file in bytes.
#[derive(Debug)]
pub(super) struct Budget(BTreeMap<String, u64>);

impl Budget {
    pub(super) fn committed() -> Result<Self> {
        serde_yaml_ng::from_str(BUDGET).map(Self).context("budget.yaml cannot be read")
    }

    /// # Errors
    /// The function has no budget.
    pub(super) fn of(&self, name: &str) -> Result<u64> {
        self.0.get(name).copied().with_context(|| format!("budget.yaml says nothing of {name}"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::Project;

    #[test]
    fn budgets_match_functions_and_layer() {
        let mut wanted: BTreeSet<_> = Project::locate().unwrap().functions().unwrap().into_iter().collect();
        wanted.insert(LAYER.to_owned());
        let budget = Budget::committed().unwrap();
        assert_eq!(budget.0.keys().cloned().collect::<BTreeSet<_>>(), wanted);
        assert!(budget.of("none").is_err());
    }
}
