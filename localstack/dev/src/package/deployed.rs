//! Functions with their layers, as `template.yaml` deploys them.

use std::path::Path;

use anyhow::{Context, Result};
use sisuiq_template::{Template, with_definition};

use super::architecture::Architecture;
use super::budget::{Budget, MOST_UNPACKED};
use super::layer::{self, Layer};
use super::listing::{File, Kind};
use crate::project::Project;

/// The parameters that decide which layers a function has, with their values.
const PARAMETERS: [(&str, &[&str]); 2] =
    [("EmbeddingPrecision", &["f32", "int8"]), ("NextEmbeddingPrecision", &["", "f32", "int8"])];

/// A tenth of a megabyte.
const TENTH: u64 = 100_000;

/// A function with the layers that it has at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deployed {
    pub(super) function: String,
    pub(super) architecture: Architecture,
    /// The layers of the largest combination of parameters.
    pub(super) layers: Vec<&'static str>,
    /// The size of the program and these layers, unpacked.
    pub(super) unpacked_bytes: u64,
    pub(super) budget_bytes: u64,
}

impl Deployed {
    /// Returns the packed functions, in the order of their files.
    ///
    /// # Errors
    /// The template cannot be read or names an unknown layer, a layer is not packed, or a function has no budget.
    pub(super) fn all(project: &Project, files: &[File]) -> Result<Vec<Self>> {
        let templates = templates(project)?;
        let budget = Budget::committed()?;
        let functions = files.iter().filter_map(|file| Some((file, file.architecture?)));
        let functions = functions.filter(|(file, _)| file.kind == Kind::Function);
        functions.map(|(file, architecture)| Self::largest(file, architecture, (&templates, files), &budget)).collect()
    }

    fn largest(
        file: &File,
        architecture: Architecture,
        (templates, files): (&[Template], &[File]),
        budget: &Budget,
    ) -> Result<Self> {
        let mut largest = Self {
            function: file.name.clone(),
            architecture,
            layers: Vec::new(),
            unpacked_bytes: file.unpacked_bytes,
            budget_bytes: budget.function(&file.name)?.unpacked,
        };
        for template in templates {
            let layers = layers_of(template, &file.name)?;
            let mut unpacked_bytes = file.unpacked_bytes;
            for layer in &layers {
                unpacked_bytes += unpacked_bytes_of(layer, architecture, files)?;
            }
            if unpacked_bytes > largest.unpacked_bytes {
                let layers = layers.iter().map(|layer| layer.name).collect();
                largest = Self { layers, unpacked_bytes, ..largest };
            }
        }
        Ok(largest)
    }

    /// A line with the size in megabytes.
    pub(super) fn line(&self) -> String {
        // rounded so that a size above its budget never looks equal to it
        let unpacked = megabytes(self.unpacked_bytes.div_ceil(TENTH));
        let [budget, limit] = [self.budget_bytes, MOST_UNPACKED].map(|bytes| megabytes(bytes / TENTH));
        let with = if self.layers.is_empty() { String::new() } else { format!(" with {}", self.layers.join(", ")) };
        let (function, architecture) = (&self.function, self.architecture.name());
        format!("{function}.{architecture}{with}: {unpacked} MB unpacked, budget {budget} MB, limit {limit} MB")
    }
}

/// The template under each combination of the parameters that decide which layers a function has, in a stage that has all
/// functions.
pub(super) fn templates(project: &Project) -> Result<Vec<Template>> {
    let text = with_definition(&project.template())?;
    let [(precision, precisions), (next, nexts)] = PARAMETERS;
    let values = precisions.iter().flat_map(|value| nexts.iter().map(move |next_value| (*value, *next_value)));
    let parse =
        |(value, next_value)| Ok(Template::parse(&text, &[("Stage", "dev"), (precision, value), (next, next_value)])?);
    values.map(parse).collect()
}

/// The layers of a function, by the folders in the template.
///
/// # Errors
/// The template names a layer that a package does not have.
pub(super) fn layers_of(template: &Template, function: &str) -> Result<Vec<&'static Layer>> {
    let ids = template.function(function).into_iter().flat_map(|function| &function.layers);
    ids.map(|id| {
        let written = template.layers.iter().find(|layer| layer.logical_id == *id);
        let name = written.and_then(|layer| Path::new(&layer.content).file_name());
        let found = name.and_then(|name| layer::ALL.iter().find(|layer| *layer.name == *name));
        found.with_context(|| format!("{function} has the layer {id}, which a package does not have"))
    })
    .collect()
}

fn unpacked_bytes_of(layer: &Layer, architecture: Architecture, files: &[File]) -> Result<u64> {
    let fits = |file: &&File| file.architecture.is_none_or(|own| own == architecture);
    let mut packed = files.iter().filter(|file| file.kind == Kind::Layer && file.name == layer.name).filter(fits);
    let file = packed.next().with_context(|| format!("the layer {} is not packed", layer.name))?;
    Ok(file.unpacked_bytes)
}

/// Formats tenths of a megabyte.
fn megabytes(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kind: Kind, name: &str, architecture: Option<Architecture>, unpacked_bytes: u64) -> File {
        let (path, sha256) = (format!("{name}.zip"), String::new());
        File { kind, name: name.to_owned(), architecture, path, bytes: 1, unpacked_bytes, budget_bytes: 10, sha256 }
    }

    /// All layers and this function of one byte.
    fn package(function: &str) -> Vec<File> {
        let mut files = vec![file(Kind::Function, function, Some(Architecture::Arm64), 1)];
        for (layer, unpacked) in layer::ALL.iter().zip([20_000_000, 8_000_000, 59_000_000, 90_700_000, 13_600_000]) {
            for architecture in layer.processors(&Architecture::ALL) {
                // the other processor's files do not count
                let other = if architecture == Some(Architecture::X86) { 100_000_000 } else { 0 };
                files.push(file(Kind::Layer, layer.name, architecture, unpacked + other));
            }
        }
        files
    }

    fn deployed(function: &str) -> Deployed {
        Deployed::all(&Project::locate().unwrap(), &package(function)).unwrap().pop().unwrap()
    }

    #[test]
    fn largest_combination_counts() {
        let ingest = deployed("ingest");
        assert_eq!(ingest.layers, ["onnxruntime", "pdfium", "embedding-int8", "embedding-f32"]);
        assert_eq!(ingest.unpacked_bytes, 177_700_001);
        let health = deployed("health");
        assert_eq!(
            (health.layers.as_slice(), health.unpacked_bytes),
            (&["onnxruntime", "embedding-f32"][..], 110_700_001)
        );
    }

    #[test]
    fn functions_without_layers_count_alone() {
        let auth = deployed("auth");
        assert_eq!((auth.layers.len(), auth.unpacked_bytes), (0, 1));
        assert!(auth.line().starts_with("auth.arm64: 0.1 MB unpacked, budget "), "{}", auth.line());
        assert!(auth.line().ends_with("limit 262.1 MB"), "{}", auth.line());
        assert_eq!(deployed("migrate").layers.len(), 0, "it loads no model");
    }

    #[test]
    fn missing_layer_is_named() {
        let mut files = package("ocr");
        files.retain(|file| file.name != "pdfium");
        let error = Deployed::all(&Project::locate().unwrap(), &files).unwrap_err();
        assert_eq!(error.to_string(), "the layer pdfium is not packed");
    }
}
