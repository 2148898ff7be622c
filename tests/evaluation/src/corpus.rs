//! The documents of the questions.

use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::Path};
use world::Person;
use world::seeds::typeset;

/// A demo document.
#[derive(Clone, Copy, Debug)]
pub struct DemoDocument {
    /// The file name.
    pub name: &'static str,
    /// The publisher.
    pub source: &'static str,
    /// The text before typesetting.
    pub text: &'static str,
}

/// All demo documents.
pub const DOCUMENTS: [DemoDocument; 4] = [
    DemoDocument {
        name: "strategic_plan.pdf",
        source: "uetcl",
        text: include_str!("../../../seeds/documents/strategic_plan.txt"),
    },
    DemoDocument {
        name: "grid_development_plan.pdf",
        source: "uetcl",
        text: include_str!("../../../seeds/documents/grid_development_plan.txt"),
    },
    DemoDocument {
        name: "outage_reporting_regulation.pdf",
        source: "era",
        text: include_str!("../../../seeds/documents/outage_reporting_regulation.txt"),
    },
    DemoDocument {
        name: "transmission_licence.pdf",
        source: "era",
        text: include_str!("../../../seeds/documents/transmission_licence.txt"),
    },
];

/// Uploads all demo documents, visible to everybody.
pub async fn load(admin: &Person) {
    for DemoDocument { name, source, text } in DOCUMENTS {
        admin.uploads_of(source, name, &typeset(text)).await;
    }
}

/// Uploads the PDFs of a folder in the order of their names, visible to everybody. Returns the ids of the documents by file name.
pub async fn load_folder(admin: &Person, folder: &Path) -> Result<BTreeMap<String, String>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")));
    paths.sort();
    ensure!(!paths.is_empty(), "{} holds no PDF", folder.display());
    let mut ids = BTreeMap::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).context("a file's name is no text")?;
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let document = admin.uploads_of("other", name, &bytes).await;
        ids.insert(name.to_owned(), document.id);
    }
    Ok(ids)
}
