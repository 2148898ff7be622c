//! What the product costs and how far it goes, computed from prices, assumptions and what was measured.

mod bill;
mod capacity_page;
mod costs_page;
mod ends;
mod inputs;
mod measured;
mod stores;
mod text;
mod usage;

use std::path::PathBuf;

use anyhow::Result;

use crate::project::Project;
use usage::Model;

/// A page that is computed.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// docs/COSTS.md and docs/CAPACITY.md as they have to be.
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
