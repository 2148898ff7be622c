//! Build of the web application into files that the edge serves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::snapshot::Snapshot;
use crate::console::Console;
use crate::digest;
use crate::parts::run_quietly;
use crate::project::Project;

/// The sources of the web application, below `web`.
const SOURCES: [&str; 11] = [
    "app/messages",
    "app/project.inlang/settings.json",
    "app/src",
    "app/public",
    "app/scripts",
    "app/next.config.ts",
    "app/package-lock.json",
    "app/package.json",
    "app/postcss.config.mjs",
    "app/tsconfig.json",
    "client/src",
];
/// A folder that the build itself copies into the sources.
const COPIED: &str = "pdfjs";
/// The file with the digest of the sources. It is among the built files, so that it is removed together with them.
const STAMP: &str = ".built";

/// Builds the files unless the sources are unchanged. The previous files stay if the build fails.
pub(crate) fn site(project: &Project, console: &Console) -> Result<()> {
    let sources = digest_of_sources(&project.web())?;
    let stamp = project.site().join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|built| built == sources) {
        return Ok(());
    }
    let step = console.step("Web application");
    let snapshot = Snapshot::new(project.site())?;
    let mut npm = Command::new("npm");
    if let Err(error) = run_quietly(npm.args(["run", "--silent", "build"]).current_dir(project.app())) {
        snapshot.restore()?;
        return Err(error);
    }
    snapshot.discard()?;
    fs::write(&stamp, sources).with_context(|| format!("cannot write {}", stamp.display()))?;
    step.done("");
    Ok(())
}

fn digest_of_sources(web: &Path) -> Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        gather(&web.join(source), &mut files)?;
    }
    files.sort();
    let mut parts = Vec::with_capacity(files.len() * 2);
    for file in files {
        parts.push(file.strip_prefix(web).unwrap_or(&file).display().to_string().into_bytes());
        parts.push(fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(digest::of_all(parts.iter().map(Vec::as_slice)))
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.file_name().is_some_and(|name| name == COPIED) {
        return Ok(());
    }
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))?;
    entries.into_iter().try_for_each(|entry| gather(&entry?.path(), files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_files_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        let file = |path: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        for source in SOURCES {
            if source.contains('.') { file(source) } else { file(&format!("{source}/a/b")) }
        }
        let digest = || digest_of_sources(folder.path()).unwrap();
        let before = digest();
        file("app/public/pdfjs/worker.mjs");
        assert_eq!(digest(), before);
        file("app/src/c");
        assert_ne!(digest(), before);
    }
}
