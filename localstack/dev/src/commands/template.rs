//! `cargo dev template`

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use sisuiq_template::{PathTable, definition, with_throttles};

use crate::cli::TemplateArguments;
use crate::console;
use crate::project::Project;

/// Checks that the generated files match their sources, or writes them.
pub(super) fn run(project: &Project, arguments: &TemplateArguments) -> Result<()> {
    let outdated: Vec<_> = generated(project)?.into_iter().filter(File::is_outdated).collect();
    if outdated.is_empty() {
        console::line("api-definition.yaml and the throttles of template.yaml are up to date");
        return Ok(());
    }
    let names: Vec<_> = outdated.iter().map(|file| file.path.display().to_string()).collect();
    if !arguments.write {
        bail!("out of date: {}; cargo dev template --write renews them", names.join(", "));
    }
    for file in outdated {
        fs::write(&file.path, file.text).with_context(|| format!("cannot write {}", file.path.display()))?;
    }
    console::line(format!("wrote {}", names.join(", ")));
    Ok(())
}

/// A file with its expected content.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn is_outdated(&self) -> bool {
        fs::read_to_string(&self.path).ok().as_deref() != Some(self.text.as_str())
    }
}

fn generated(project: &Project) -> Result<[File; 2]> {
    let read = |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    let table = PathTable::load(&project.root().join("functions/paths.yaml"))?;
    let template = read(project.template())?;
    let openapi = read(project.root().join("openapi.json"))?;
    let definition = definition(&openapi, &table, &template)?;
    Ok([
        File { path: project.root().join("api-definition.yaml"), text: definition },
        File { path: project.template(), text: with_throttles(&openapi, &table, &template)? },
    ])
}
