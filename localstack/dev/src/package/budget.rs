//! Size budgets of a package.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

const BUDGET: &str = include_str!("budget.yaml");
/// Lambda's limit for a function with its layers, unpacked.
pub(super) const MOST_UNPACKED: u64 = 262_144_000;

/// The budgets of `budget.yaml`, in bytes.
#[derive(Debug, Deserialize)]
pub(super) struct Budget {
    functions: BTreeMap<String, FunctionBudget>,
    /// The maximum size of each layer's ZIP file.
    layers: BTreeMap<String, u64>,
}

/// The budget of a function.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct FunctionBudget {
    /// The maximum size of its ZIP file.
    pub(super) file: u64,
    /// Its maximum size with its layers, unpacked.
    pub(super) unpacked: u64,
}

impl Budget {
    pub(super) fn committed() -> Result<Self> {
        serde_yaml_ng::from_str(BUDGET).context("budget.yaml cannot be read")
    }

    /// # Errors
    /// The function has no budget.
    pub(super) fn function(&self, name: &str) -> Result<FunctionBudget> {
        self.functions.get(name).copied().with_context(|| format!("budget.yaml says nothing of {name}"))
    }

    /// # Errors
    /// The layer has no budget.
    pub(super) fn layer(&self, name: &str) -> Result<u64> {
        self.layers.get(name).copied().with_context(|| format!("budget.yaml says nothing of the layer {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::layer;
    use super::*;
    use crate::project::Project;

    #[test]
    fn budgets_match_functions_and_layers() {
        let budget = Budget::committed().unwrap();
        let functions: Vec<_> = budget.functions.keys().cloned().collect();
        assert_eq!(functions, Project::locate().unwrap().functions().unwrap());
        let mut layers = layer::ALL.map(|layer| layer.name);
        layers.sort_unstable();
        assert_eq!(budget.layers.keys().collect::<Vec<_>>(), layers.each_ref());
        assert!(budget.function("none").is_err() && budget.layer("none").is_err());
    }

    #[test]
    fn unpacked_budgets_respect_the_limit() {
        for (name, FunctionBudget { file, unpacked }) in Budget::committed().unwrap().functions {
            assert!(file < unpacked && unpacked <= MOST_UNPACKED, "{name}");
        }
    }
}
