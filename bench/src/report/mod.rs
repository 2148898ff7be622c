//! What is written when all is measured.

mod compare;
mod markdown;
mod plot;

pub(crate) use markdown::plain;

use crate::{figures::Section, machine::Machine};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// All that one run found.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Report {
    pub(crate) machine: Machine,
    pub(crate) is_quick: bool,
    pub(crate) seconds: f64,
    pub(crate) sections: Vec<Section>,
}

impl Report {
    /// Writes text, figures and plots into a folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        self.write_plots(&folder.join("benchmarks"))?;
        write(&folder.join("BENCHMARKS.md"), &self.markdown())?;
        write(&folder.join("report.json"), &self.json()?)?;
        say(&format!("the report is in {}", folder.display()))
    }

    /// Makes this the project's committed report and baseline.
    pub(crate) fn record(&self, project: &Path) -> Result<()> {
        let docs = project.join("docs");
        self.write_plots(&docs.join("benchmarks"))?;
        write(&docs.join("BENCHMARKS.md"), &self.markdown())?;
        write(&compare::baseline(project), &self.json()?)?;
        say("recorded as docs/BENCHMARKS.md, docs/benchmarks and bench/baseline.json")
    }

    /// Prints what changed against the baseline. Says whether anything became worse beyond the tolerance.
    pub(crate) fn compare(&self, project: &Path) -> Result<bool> {
        let path = compare::baseline(project);
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let baseline: Self =
            serde_json::from_slice(&text).with_context(|| format!("cannot read {}", path.display()))?;
        let comparison = compare::Comparison::of(&baseline, self);
        say(&comparison.text())?;
        Ok(comparison.is_worse())
    }

    fn json(&self) -> Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(self)?))
    }

    fn write_plots(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let plots = self.sections.iter().flat_map(|section| &section.plots);
        plots.into_iter().try_for_each(|plot| write(&folder.join(format!("{}.svg", plot.name)), &plot::draw(plot)?))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Prints to standard output.
fn say(text: &str) -> Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{text}").context("cannot write to standard output")
}
