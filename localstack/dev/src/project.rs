//! Paths in the project folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::digest;

/// The project folder.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The project this program was built from.
    pub(crate) fn locate() -> Result<Self> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            bail!("the local stack runs on Linux on x86-64: its Postgres and its model runtime are pinned for that");
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = folder.canonicalize().with_context(|| format!("there is no project at {}", folder.display()))?;
        Ok(Self { root })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of everything generated on this machine.
    pub(crate) fn local(&self) -> PathBuf {
        self.root.join(".local")
    }

    /// The installed parts.
    pub(crate) fn parts(&self) -> PathBuf {
        self.local().join("parts")
    }

    /// The pinned lists and the scripts that install and serve parts.
    pub(crate) fn part_sources(&self) -> PathBuf {
        self.root.join("localstack/parts")
    }

    /// A file of rules or dashboards.
    pub(crate) fn observability(&self, name: &str) -> PathBuf {
        self.root().join("observability").join(name)
    }

    pub(crate) fn template(&self) -> PathBuf {
        self.root.join("template.yaml")
    }

    /// The published results of the suites.
    pub(crate) fn evidence(&self) -> PathBuf {
        self.root.join("docs/EVIDENCE.md")
    }

    /// The folder of the package to deploy.
    pub(crate) fn package(&self) -> PathBuf {
        self.local().join("package")
    }

    /// The folder of the web packages.
    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The web application.
    pub(crate) fn app(&self) -> PathBuf {
        self.root.join("web/app")
    }

    /// The files that the web application is built into.
    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("web/app/out")
    }

    /// The client of the API for web applications.
    pub(crate) fn client(&self) -> PathBuf {
        self.root.join("web/client")
    }

    /// The browser tests of the web application.
    pub(crate) fn browser(&self) -> PathBuf {
        self.root.join("web/browser")
    }

    /// The tests of the whole, from outside.
    pub(crate) fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    /// The files of the played publishers, by host and path.
    pub(crate) fn source_files(&self) -> PathBuf {
        self.root.join("seeds/lists")
    }

    /// The workspace of the local Qdrant server.
    pub(crate) fn qdrant(&self) -> PathBuf {
        self.root.join("localstack/qdrant")
    }

    /// The GitHub workflows.
    pub(crate) fn workflows(&self) -> Result<Vec<PathBuf>> {
        self.files(".github/workflows")
    }

    /// The shell scripts.
    pub(crate) fn scripts(&self) -> Result<Vec<PathBuf>> {
        let mut files = self.files("scripts")?;
        files.extend(self.files(".ci")?);
        files.extend(self.files(".githooks")?);
        files.extend(self.files("containers")?.into_iter().filter(|file| file.extension() == Some("sh".as_ref())));
        Ok(files)
    }

    /// The files of a folder, in order.
    fn files(&self, folder: &str) -> Result<Vec<PathBuf>> {
        let folder = self.root.join(folder);
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        files.retain(|file| file.is_file());
        files.sort();
        Ok(files)
    }

    /// Names of the systems: the folders below `functions`.
    pub(crate) fn systems(&self) -> Result<Vec<String>> {
        Ok(names(folders(&self.root.join("functions"))?))
    }

    /// Names of the functions of a system.
    pub(crate) fn functions_of(&self, system: &str) -> Result<Vec<String>> {
        let folders = folders(&self.root.join("functions").join(system))?.into_iter();
        Ok(names(folders.filter(|folder| folder.join("src/main.rs").is_file())))
    }

    /// Names of the functions of all systems: the folders `functions/SYSTEM/NAME` that hold a program.
    pub(crate) fn functions(&self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        for system in self.systems()? {
            all.extend(self.functions_of(&system)?);
        }
        all.sort();
        Ok(all)
    }

    /// A folder outside of the project for files that another user's processes need, if the project is below a folder that is
    /// closed to others. None if the project is accessible.
    pub(crate) fn open_substitute(&self) -> Option<PathBuf> {
        let closed = self.root.ancestors().any(|folder| !is_open(folder));
        closed.then(|| Path::new("/var/tmp").join(self.unique_name()))
    }

    /// A name for folders outside of the project, different for each clone.
    pub(crate) fn unique_name(&self) -> String {
        let sum = digest::of_all([self.root.as_os_str().as_encoded_bytes()]);
        format!("sisuiq-{}", sum.get(..12).unwrap_or(&sum))
    }
}

/// The names of folders, in order.
fn names(folders: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
    let name = |folder: PathBuf| Some(folder.file_name()?.to_string_lossy().into_owned());
    let mut names: Vec<_> = folders.into_iter().filter_map(name).collect();
    names.sort();
    names
}

/// The folders in a folder.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.is_dir()).collect())
}

/// Returns whether every user may enter a folder.
fn is_open(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|metadata| metadata.permissions().mode() & 0o001 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_project_folder_has_a_substitute() {
        let closed = tempfile::tempdir().unwrap();
        fs::set_permissions(closed.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let root = closed.path().join("clone");
        fs::create_dir(&root).unwrap();
        let project = Project { root };
        assert!(project.open_substitute().unwrap().starts_with("/var/tmp"));
    }

    #[test]
    fn accessible_project_needs_no_substitute() {
        let project = Project { root: PathBuf::from("/usr/bin") };
        assert_eq!(project.open_substitute(), None);
    }
}
