//! Costs and capacity of the product, computed from prices, assumptions and measurements.

mod bill;
mod bottlenecks;
mod capacity_page;
mod costs_page;
mod inputs;
mod measured;
mod stores;
mod text;
mod usage;

use std::path::PathBuf;

use anyhow::Result;

use crate::project::Project;
use usage::Model;

/// A generated page.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// The expected docs/COSTS.md and docs/CAPACITY.md.
pub(crate) fn pages(project: &Project) -> Result<[Page; 2]> {
    let model = Model::new(project)?;
    let docs = project.root().join("docs");
    Ok([
        Page { path: docs.join("COSTS.md"), text: costs_page::page(&model)? },
        Page { path: docs.join("CAPACITY.md"), text: capacity_page::page(&model)? },
    ])
}

#[cfg(test)]
mod tests;
