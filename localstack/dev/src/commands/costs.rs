//! `cargo dev costs`

use std::fs;

use anyhow::{Context, Result};

use crate::cli::CostsArguments;
use crate::console;
use crate::costs::pages;
use crate::project::Project;

/// Prints the computed pages, or writes them to docs/.
pub(super) fn run(project: &Project, arguments: &CostsArguments) -> Result<()> {
    for page in pages(project)? {
        if arguments.write {
            fs::write(&page.path, &page.text).with_context(|| format!("cannot write {}", page.path.display()))?;
            console::note(format!("wrote {}", page.path.display()));
        } else {
            console::line(&page.text);
        }
    }
    Ok(())
}
