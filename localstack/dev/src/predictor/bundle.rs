//! Writing of bundles.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use sisuiq_accidents::{
    FORMAT, Fields, Language, METADATA_FILE, MODEL_FILE, Metadata, ModelFile, Predictor, TARGET, Tables, Text,
    trained_years,
};

use crate::cli::BundleArguments;

/// The description of an imported model that has not been measured.
pub(crate) fn described(model: &str, options: &BundleArguments) -> Result<Metadata> {
    let fields = Fields::built_in()?;
    let years = trained_years(model).context("the model does not name the years that it learned from")?;
    Ok(Metadata {
        format: FORMAT,
        version: options.model_version.clone(),
        demo: false,
        source: Text {
            korean: options.source_korean.as_ref().unwrap_or(&options.source).clone(),
            english: options.source.clone(),
        },
        model: ModelFile {
            file: MODEL_FILE.to_owned(),
            bytes: model.len(),
            sha256: hex::encode(Sha256::digest(model)),
        },
        features: fields.iter().map(|field| field.name(Language::Korean).to_owned()).collect(),
        categories: Tables { name: fields.name().to_owned(), sha256: fields.sha256() },
        target: TARGET.to_owned(),
        years,
        rows: None,
        cut_offs: options.cut_offs,
        interval: None,
        quality: None,
    })
}

/// Fails if the folder has a bundle that is not to be replaced.
pub(crate) fn refuse_existing(options: &BundleArguments) -> Result<()> {
    let exists = [METADATA_FILE, MODEL_FILE].iter().any(|name| options.out.join(name).exists());
    ensure!(options.replace || !exists, "there is a bundle in {}; --replace replaces it", options.out.display());
    Ok(())
}

/// Checks a bundle as the product does, and writes it. A program that loads it meanwhile sees the old one or a digest that is wrong.
pub(crate) fn write(metadata: Metadata, model: &str, folder: &Path) -> Result<Predictor> {
    let mut description = serde_json::to_vec_pretty(&metadata)?;
    description.push(b'\n');
    let predictor = Predictor::new(metadata, model.as_bytes()).context("the model cannot be used")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    replace(&folder.join(MODEL_FILE), model.as_bytes())?;
    replace(&folder.join(METADATA_FILE), &description)?;
    Ok(predictor)
}

fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let draft = path.with_extension("new");
    fs::write(&draft, content).with_context(|| format!("cannot write {}", draft.display()))?;
    fs::rename(&draft, path).with_context(|| format!("cannot write {}", path.display()))
}
