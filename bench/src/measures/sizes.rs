//! Sizes of binaries, of libraries, and of deployment packages if they were built.

use crate::{
    context::Context,
    figures::{Column, Section, Table, float},
};
use anyhow::{Context as _, Result};
use std::{fs, path::Path};

pub(super) fn measure(context: &mut Context) -> Result<Section> {
    let settings = &context.settings;
    let packages = settings.project.join("target/lambda");
    let mut section = Section::new("sizes", "Sizes", notes());
    let columns = vec![Column::lower("binary MB", 0.1), Column::lower("arm64 package MB", 0.1)];
    let mut table = Table::new("program", columns);
    let mut names = settings.functions()?;
    names.push("server".to_owned());
    for name in names {
        let package = megabytes(&packages.join(&name).join("bootstrap.zip"));
        let binary = megabytes(&settings.binaries.join(&name)).unwrap_or(f64::NAN);
        table.add(name, [binary, package.unwrap_or(f64::NAN)]);
    }
    for library in ["onnxruntime/libonnxruntime.so", "pdfium/libpdfium.so", "model/model-int8.onnx.data"] {
        table.add(library, [megabytes(&settings.parts.join(library)).unwrap_or(f64::NAN), f64::NAN]);
    }
    table.add("Python packages of the peer", [tree(&settings.parts.join("peer/lib"))? / 1e6, f64::NAN]);
    section.tables.push(table);
    Ok(section)
}

fn notes() -> Vec<String> {
    [
        "Binaries are x86-64, optimised and stripped, not compressed. Packages are the ZIP files of `cargo lambda build \
         --release --arm64 --output-format zip`; a quick run does not build them.",
        "The two libraries and the model go into layers. The peer's packages include the libraries that they carry.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn megabytes(path: &Path) -> Option<f64> {
    Some(float(fs::metadata(path).ok()?.len()) / 1e6)
}

/// Total size of all files in a folder, in bytes.
fn tree(folder: &Path) -> Result<f64> {
    let mut bytes = 0.0;
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        bytes += if kind.is_dir() { tree(&entry.path())? } else { float(entry.metadata()?.len()) };
    }
    Ok(bytes)
}
