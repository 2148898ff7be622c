//! The tests of one system.

use anyhow::{Result, ensure};

use crate::project::Project;

/// The crates below `shared` that belong to one system, even if others use them.
const SHARED: [(&str, &[&str]); 4] = [
    (
        "platform",
        &[
            "audit-verifier",
            "sisuiq-accounts-db",
            "sisuiq-admin-db",
            "sisuiq-audit",
            "sisuiq-backup",
            "sisuiq-identity",
        ],
    ),
    (
        "copilot",
        &[
            "provenance-verifier",
            "sisuiq-analytics",
            "sisuiq-answers",
            "sisuiq-chat-db",
            "sisuiq-documents",
            "sisuiq-documents-db",
            "sisuiq-llm",
            "sisuiq-ocr",
            "sisuiq-provenance",
            "sisuiq-retrieval",
            "sisuiq-search",
            "sisuiq-superscript",
            "sisuiq-uploads",
        ],
    ),
    (
        "public-data",
        &[
            "sisuiq-accidents",
            "sisuiq-datasets",
            "sisuiq-datasets-db",
            "sisuiq-frames",
            "sisuiq-public-data-db",
            "sisuiq-trees",
        ],
    ),
    ("sanctions", &["sisuiq-law", "sisuiq-lists", "sisuiq-names", "sisuiq-sanctions-db", "sisuiq-sources"]),
];

/// Returns the cargo-nextest filter for the tests of a system: those of its functions, its shared crates, and `tests/SYSTEM`.
pub(super) fn filter(project: &Project, system: &str) -> Result<String> {
    let systems = project.systems()?;
    ensure!(systems.iter().any(|name| name == system), "there is no system {system}, only {}", systems.join(" and "));
    let mut packages = project.functions_of(system)?;
    packages.extend(
        SHARED.iter().filter(|(name, _)| *name == system).flat_map(|(_, names)| names.iter().map(ToString::to_string)),
    );
    packages.extend(project.tests().join(system).is_dir().then(|| system.to_owned()));
    let terms: Vec<_> = packages.into_iter().map(|name| format!("package(={name})")).collect();
    Ok(terms.join(" | "))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The packages below `tests` that concern all systems.
    const OF_ALL: [&str; 4] = ["evaluation", "prove", "whole", "world"];

    #[test]
    fn system_has_its_functions_and_crates() {
        let project = Project::locate().unwrap();
        let filter = filter(&project, "copilot").unwrap();
        for package in ["package(=chat)", "package(=sisuiq-answers)"] {
            assert!(filter.contains(package), "{filter}");
        }
        assert!(!filter.contains("package(=auth)"), "{filter}");
    }

    #[test]
    fn an_unknown_system_is_refused() {
        let error = filter(&Project::locate().unwrap(), "nothing").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no system nothing, only copilot and platform and public-data and sanctions"
        );
    }

    #[test]
    fn listed_crates_exist() {
        let project = Project::locate().unwrap();
        let manifests: String = fs::read_dir(project.root().join("shared"))
            .unwrap()
            .filter_map(|entry| fs::read_to_string(entry.unwrap().path().join("Cargo.toml")).ok())
            .collect();
        for (system, names) in SHARED {
            assert!(project.systems().unwrap().iter().any(|name| name == system), "{system}");
            for name in names {
                assert!(manifests.contains(&format!("name = \"{name}\"\n")), "there is no crate {name}");
            }
        }
    }

    #[test]
    fn test_packages_belong_to_a_system() {
        let project = Project::locate().unwrap();
        let systems = project.systems().unwrap();
        for entry in fs::read_dir(project.tests()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let has_place = OF_ALL.contains(&name.as_str()) || systems.contains(&name);
            assert!(has_place || !path.join("Cargo.toml").is_file(), "{name} is of no system");
        }
    }
}
