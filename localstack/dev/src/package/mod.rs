//! Everything to deploy in one folder: the ZIP files of functions and layers for both processors, the templates with their paths,
//! the parameters of the stages, the web application, bills of materials, and a listing of checksums and sizes.

mod architecture;
mod archive;
mod bill_of_materials;
mod budget;
mod deployed;
mod layer;
mod listing;
mod origin;
mod programs;
mod template;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::cli::PackageArguments;
use crate::console::Console;
use crate::parts;
use crate::project::Project;
pub(crate) use architecture::Architecture;
use archive::Entry;
use bill_of_materials::Crates;
use deployed::Deployed;
use layer::Layer;
use listing::{File, Kind};

const BILLS: &str = "bills-of-materials";

/// The package to create and its folders.
#[derive(Debug)]
struct Package<'a> {
    project: &'a Project,
    console: &'a Console,
    folder: PathBuf,
    /// Folder of programs and libraries before they are packed.
    work: PathBuf,
    functions: Vec<String>,
}

/// Creates a package and fails if a file is too large. With names of functions it creates only their files.
pub(crate) fn make(project: &Project, arguments: &PackageArguments, console: &Console) -> Result<()> {
    let is_whole = arguments.functions.is_empty();
    let functions = chosen(&project.functions()?, &arguments.functions)?;
    parts::install_for_packing(project, console)?;
    if is_whole {
        parts::install_for_packaging(project, console)?;
    }
    // the listing may be in the folder that is removed below
    let other = arguments.same_as.as_deref().map(listing::read).transpose()?;
    let work = project.local().join("package-work");
    let package = Package { project, console, folder: project.package(), work, functions };
    for folder in [&package.folder, &package.work] {
        renew(folder)?;
    }
    for folder in ["functions", "layers", BILLS] {
        create(&package.folder.join(folder))?;
    }
    let architectures = match arguments.architecture.as_slice() {
        [] => &Architecture::ALL,
        some => some,
    };
    if is_whole {
        copy_all(&project.root().join("parameters"), &package.folder.join("parameters"))?;
        build::site(project, console)?;
        copy_all(&project.site(), &package.folder.join("web"))?;
    }
    let mut files = Vec::new();
    for architecture in architectures {
        files.extend(package.functions(*architecture)?);
        if is_whole {
            package.template(*architecture)?;
        }
    }
    if is_whole {
        for layer in &layer::ALL {
            files.extend(package.layer(layer, architectures)?);
        }
    }
    // functions alone have no layers to count
    let deployed = if is_whole { Deployed::all(project, &files)? } else { Vec::new() };
    fs::remove_dir_all(&package.work).with_context(|| format!("cannot remove {}", package.work.display()))?;
    listing::write(&package.folder.join("listing.json"), &files, &deployed)?;
    listing::check(&files, &deployed)?;
    other.map_or(Ok(()), |other| {
        listing::compare(&other, &files, is_whole && architectures.len() == Architecture::ALL.len())
    })
}

impl Package<'_> {
    fn functions(&self, architecture: Architecture) -> Result<Vec<File>> {
        let programs = self.work.join(architecture.name());
        programs::build(self.project, architecture, (&self.functions, &programs), self.console)?;
        let crates = Crates::read(self.project, architecture)?;
        let mut files = Vec::new();
        for name in &self.functions {
            let program = Entry::new("bootstrap", programs.join(name).join("bootstrap"));
            let of = (Kind::Function, name.as_str(), Some(architecture));
            let file = self.pack(of, template::path_of(name, architecture), vec![program])?;
            bill_of_materials::write(crates.bill(name, &file.sha256)?, &self.bill(&file))?;
            files.push(file);
        }
        Ok(files)
    }

    /// Packs a layer, for each processor if they differ.
    fn layer(&self, layer: &Layer, architectures: &[Architecture]) -> Result<Vec<File>> {
        let step = self.console.step(format!("Layer {}", layer.name));
        let releases: Vec<_> =
            layer.origins.iter().map(|origin| origin.release(self.project)).collect::<Result<_>>()?;
        let mut files = Vec::new();
        for architecture in layer.processors(architectures) {
            let path = template::layer_path(layer.name, architecture);
            let entries = layer.entries(self.project, architecture, &self.work.join(&path).with_extension(""))?;
            let file = self.pack((Kind::Layer, layer.name, architecture), path, entries)?;
            let bill = bill_of_materials::layer(layer.name, &releases, &file.sha256)?;
            bill_of_materials::write(bill, &self.bill(&file))?;
            files.push(file);
        }
        step.done("");
        Ok(files)
    }

    fn template(&self, architecture: Architecture) -> Result<()> {
        // one template without includes, so that a rollback restores the API too and SAM sees all paths
        let written = sisuiq_template::with_definition(&self.project.template())?;
        let packaged = template::packaged(&written, architecture, &self.functions)?;
        let path = self.folder.join(template::template_path(architecture));
        fs::write(&path, packaged).with_context(|| format!("cannot write {}", path.display()))
    }

    fn pack(&self, of: (Kind, &str, Option<Architecture>), path: String, entries: Vec<Entry>) -> Result<File> {
        let unpacked = archive::write(&self.folder.join(&path), entries)?;
        File::new(&self.folder, of, path, unpacked)
    }

    fn bill(&self, file: &File) -> PathBuf {
        let processor = file.architecture.map_or_else(String::new, |architecture| format!(".{}", architecture.name()));
        self.folder.join(BILLS).join(format!("{}{processor}.cdx.json", file.name))
    }
}

/// Returns the named functions, or all.
fn chosen(all: &[String], named: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        bail!("there is no function {unknown}; there are {}", all.join(", "));
    }
    let mut chosen = if named.is_empty() { all.to_vec() } else { named.to_vec() };
    chosen.sort();
    chosen.dedup();
    Ok(chosen)
}

fn copy_all(source: &Path, target: &Path) -> Result<()> {
    for entry in archive::entries_of(source)? {
        let path = target.join(&entry.name);
        create(path.parent().unwrap_or(target))?;
        fs::copy(&entry.source, &path).with_context(|| format!("cannot copy {}", entry.source.display()))?;
    }
    Ok(())
}

fn renew(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    create(folder)
}

fn create(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_functions_are_rejected() {
        let all = ["auth", "chat"].map(str::to_owned);
        assert!(chosen(&all, &["login".to_owned()]).unwrap_err().to_string().contains("auth, chat"));
        assert_eq!(chosen(&all, &[]).unwrap(), all);
        assert_eq!(chosen(&all, &["chat".to_owned(), "chat".to_owned()]).unwrap(), ["chat"]);
    }

    #[test]
    fn folders_are_copied_recursively() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("from/inner")).unwrap();
        fs::write(folder.path().join("from/inner/file"), "content").unwrap();
        copy_all(&folder.path().join("from"), &folder.path().join("to")).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("to/inner/file")).unwrap(), "content");
    }
}
