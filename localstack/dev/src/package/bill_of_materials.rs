//! Software bills of materials in the format of `CycloneDX` 1.5, one per file of a package.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use cyclonedx_bom::models::component::Classification;
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::prelude::{Bom, Component, Components, Metadata as BomMetadata, Purl, SpdxExpression};

use super::architecture::Architecture;
use super::origin::Release;
use crate::project::Project;

/// The packages of the workspace and their dependencies, for one processor.
#[derive(Debug)]
pub(super) struct Crates {
    packages: BTreeMap<PackageId, Package>,
    needs: BTreeMap<PackageId, Vec<PackageId>>,
}

impl Crates {
    /// Reads the packages, with the versions of Cargo.lock.
    pub(super) fn read(project: &Project, architecture: Architecture) -> Result<Self> {
        let mut command = MetadataCommand::new();
        command.manifest_path(project.root().join("Cargo.toml"));
        command.other_options(["--locked", "--filter-platform", architecture.triple()].map(str::to_owned));
        Self::of(command.exec().context("cargo does not tell what the workspace is made from")?)
    }

    fn of(metadata: Metadata) -> Result<Self> {
        let resolve = metadata.resolve.context("cargo told no dependencies")?;
        let runs = |kinds: &[cargo_metadata::DepKindInfo]| kinds.iter().any(|one| one.kind == DependencyKind::Normal);
        let needs = resolve.nodes.into_iter().map(|node| {
            let needed = node.deps.into_iter().filter(|dependency| runs(&dependency.dep_kinds));
            (node.id, needed.map(|dependency| dependency.pkg).collect())
        });
        let packages = metadata.packages.into_iter().map(|package| (package.id.clone(), package));
        Ok(Self { packages: packages.collect(), needs: needs.collect() })
    }

    /// The bill of a program: its dependencies, without those only for building or tests.
    pub(super) fn bill(&self, program: &str, sha256: &str) -> Result<Bom> {
        let root = self.packages.values().find(|package| package.name == program);
        let root = root.with_context(|| format!("there is no package {program}"))?;
        let mut reached = BTreeSet::from([&root.id]);
        let mut next = vec![&root.id];
        while let Some(id) = next.pop() {
            next.extend(self.needs.get(id).into_iter().flatten().filter(|needed| reached.insert(*needed)));
        }
        let mut whole = component(root)?;
        whole.component_type = Classification::Application;
        whole.hashes = Some(sum(sha256));
        let (mut components, mut dependencies) = (Vec::new(), Vec::new());
        for package in reached.iter().filter_map(|id| self.packages.get(id)) {
            if package.id != root.id {
                components.push(component(package)?);
            }
            let needed = self.needs.get(&package.id).into_iter().flatten().filter_map(|id| self.packages.get(id));
            let needed: BTreeSet<_> = needed.map(reference).collect();
            dependencies
                .push(Dependency { dependency_ref: reference(package), dependencies: needed.into_iter().collect() });
        }
        Ok(bill(whole, components, dependencies))
    }
}

/// The bill of a layer: the packages that its files come from.
pub(super) fn layer(name: &str, releases: &[Release], sha256: &str) -> Result<Bom> {
    let mut components = Vec::new();
    for Release { name, version, purl } in releases {
        let mut one = Component::new(Classification::Library, name, version, Some(format!("{name}@{version}")));
        one.purl = Some(Purl::from_str(purl).map_err(|()| anyhow!("{purl} is no package URL"))?);
        components.push(one);
    }
    let mut whole =
        Component::new(Classification::Container, name, env!("CARGO_PKG_VERSION"), Some(format!("layer-{name}")));
    whole.hashes = Some(sum(sha256));
    Ok(bill(whole, components, Vec::new()))
}

/// Writes a bill without time and serial number, so that the same program has the same bill.
pub(super) fn write(bill: Bom, path: &Path) -> Result<()> {
    let mut text = Vec::new();
    bill.output_as_json_v1_5(&mut text)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn bill(whole: Component, mut components: Vec<Component>, mut dependencies: Vec<Dependency>) -> Bom {
    components.sort_by(|one, other| one.bom_ref.cmp(&other.bom_ref));
    dependencies.sort_by(|one, other| one.dependency_ref.cmp(&other.dependency_ref));
    let metadata = BomMetadata { component: Some(whole), ..BomMetadata::default() };
    Bom {
        serial_number: None,
        metadata: Some(metadata),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        ..Bom::default()
    }
}

fn component(package: &Package) -> Result<Component> {
    let (name, version) = (package.name.as_str(), package.version.to_string());
    let mut component = Component::new(Classification::Library, name, &version, Some(reference(package)));
    component.purl = Some(Purl::new("cargo", name, &version)?);
    component.licenses = package.license.as_deref().map(license);
    Ok(component)
}

/// A licence as an SPDX expression, else as the text of the publisher.
fn license(words: &str) -> Licenses {
    let choice = SpdxExpression::parse_lax(words.to_owned()).map(LicenseChoice::Expression);
    Licenses(vec![choice.unwrap_or_else(|_| LicenseChoice::license(words))])
}

fn reference(package: &Package) -> String {
    format!("{}@{}", package.name, package.version)
}

fn sum(sha256: &str) -> Hashes {
    Hashes(vec![Hash { alg: HashAlgorithm::SHA_256, content: HashValue(sha256.to_owned()) }])
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::prelude::Validate;

    use super::*;
    use crate::digest;

    fn health() -> Bom {
        let crates = Crates::read(&Project::locate().unwrap(), Architecture::Arm64).unwrap();
        crates.bill("health", &digest::of_all([b"bootstrap".as_slice()])).unwrap()
    }

    #[test]
    fn bill_lists_exactly_the_dependencies() {
        let bill = health();
        assert!(bill.validate().passed(), "{:?}", bill.validate());
        let names: BTreeSet<_> = bill.components.unwrap().0.iter().map(|one| one.name.to_string()).collect();
        for name in ["axum", "sisuiq-http", "tokio-postgres", "rustls"] {
            assert!(names.contains(name), "{name} is missing");
        }
        // dependencies of tests or build scripts only, and another program
        for name in ["wiremock", "insta", "aws-sdk-ses", "health"] {
            assert!(!names.contains(name), "{name} is named");
        }
    }

    #[test]
    fn components_have_version_purl_and_licence() {
        for component in health().components.unwrap().0 {
            assert!(component.version.is_some() && component.licenses.is_some(), "{component:?}");
            assert!(component.purl.unwrap().to_string().starts_with("pkg:cargo/"));
        }
    }

    #[test]
    fn bills_are_reproducible() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| {
            let path = folder.path().join(name);
            write(health(), &path).unwrap();
            fs::read_to_string(path).unwrap()
        });
        assert_eq!(one, other);
        let root = Project::locate().unwrap().root().display().to_string();
        assert!(!one.contains(&root), "no folder of this machine is named");
    }

    #[test]
    fn unknown_program_has_no_bill() {
        let crates = Crates::read(&Project::locate().unwrap(), Architecture::X86).unwrap();
        assert!(crates.bill("nothing", "").is_err());
    }

    #[test]
    fn layers_are_billed_too() {
        let project = Project::locate().unwrap();
        for one in &super::super::layer::ALL {
            let releases: Vec<_> = one.origins.iter().map(|origin| origin.release(&project).unwrap()).collect();
            let bill = layer(one.name, &releases, &digest::of_all([b"layer".as_slice()])).unwrap();
            assert!(bill.validate().passed(), "{}: {:?}", one.name, bill.validate());
            assert_eq!(bill.components.unwrap().0.len(), releases.len(), "{}", one.name);
        }
    }
}
