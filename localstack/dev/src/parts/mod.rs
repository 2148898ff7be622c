//! The pinned parts: third-party programs and libraries. Each is installed again when its list changes.

mod chromium;
mod command;
mod debian;
mod language_model;
mod lint;
mod localstack;
mod models;
mod modules;
mod nginx;
mod node;
mod ocr;
mod peer;
mod postgres;
mod predictor;
mod prometheus;
mod python;
mod rust_tools;
mod schemathesis;
mod stamp;
mod tools;
mod venv;
mod workflows;

use anyhow::{Context, Result};

use crate::console::{Console, Step};
use crate::project::Project;
pub(crate) use command::run_quietly;
use python::Python;
use stamp::Stamp;

/// The context of installations.
#[derive(Debug)]
pub(crate) struct Installer<'a> {
    project: &'a Project,
    console: &'a Console,
    python: Python,
}

/// A part and the inputs of its stamp.
struct Part {
    /// Title for the developer.
    title: &'static str,
    /// Name of its stamp.
    name: &'static str,
    /// Its pinned lists and scripts, below the part sources.
    sources: Vec<&'static str>,
    install: fn(&Installer<'_>, &mut Step) -> Result<()>,
}

/// Installs the parts of a stack.
pub(crate) fn install_for_running(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    let parts =
        [localstack::part(installer.python.version), models::part(), ocr::part(), postgres::part(), tools::part()];
    parts.iter().try_for_each(|part| installer.ensure(part))?;
    install_for_the_site(&installer)
}

/// Installs the parts that only the checks need.
pub(crate) fn install_for_checking(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    [lint::part(), workflows::part(), rust_tools::part()].iter().try_for_each(|part| installer.ensure(part))?;
    install_for_the_site(&installer)?;
    modules::ensure(&installer, &project.browser())
}

/// Installs the tools that package functions.
pub(crate) fn install_for_packing(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    installer.ensure(&tools::part())
}

/// Installs the sources of a package's other files: of the layers and the web application.
pub(crate) fn install_for_packaging(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    [models::part(), ocr::part()].iter().try_for_each(|part| installer.ensure(part))?;
    install_for_the_site(&installer)
}

/// Installs the npm modules of the web application and its client.
fn install_for_the_site(installer: &Installer<'_>) -> Result<()> {
    modules::ensure(installer, &installer.project.client())?;
    modules::ensure(installer, &installer.project.app())
}

/// Installs the parts that only the tests and suites need.
pub(crate) fn install_for_testing(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    [rust_tools::part(), schemathesis::part()].iter().try_for_each(|part| installer.ensure(part))
}

/// Installs nginx, the proxy of the containers.
pub(crate) fn install_for_containers(project: &Project, console: &Console) -> Result<()> {
    nginx::ensure(&Installer { project, console, python: Python::find()? })
}

/// Installs Prometheus, which monitors the stack and checks rules and queries.
pub(crate) fn install_for_watching(project: &Project, console: &Console) -> Result<()> {
    prometheus::ensure(&Installer { project, console, python: Python::find()? })
}

/// The folder of `prometheus` and `promtool`.
pub(crate) fn prometheus(project: &Project) -> std::path::PathBuf {
    prometheus::programs(project)
}

/// The nginx of the tests.
pub(crate) fn nginx(project: &Project) -> std::path::PathBuf {
    nginx::program(project)
}

/// Installs the browser of the browser tests.
pub(crate) fn install_for_browsing(project: &Project, console: &Console) -> Result<()> {
    chromium::ensure(&Installer { project, console, python: Python::find()? })
}

/// The browser of the browser tests.
pub(crate) fn chromium(project: &Project) -> std::path::PathBuf {
    chromium::program(project)
}

/// Installs the programs that the benchmarks compare the product with.
pub(crate) fn install_for_comparing(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    installer.ensure(&peer::part())
}

/// Installs a small language model and its server.
pub(crate) fn install_language_model(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    installer.ensure(&language_model::part())
}

/// The Python that serves the small language model, and its weights.
pub(crate) fn language_model(project: &Project) -> Result<(std::path::PathBuf, std::path::PathBuf)> {
    language_model::program(project)
}

/// Installs LightGBM for Python, which trains severity models.
pub(crate) fn install_predictor(project: &Project, console: &Console) -> Result<()> {
    let installer = Installer { project, console, python: Python::find()? };
    installer.ensure(&predictor::part())
}

/// The Python that trains severity models.
pub(crate) fn predictor(project: &Project) -> std::path::PathBuf {
    predictor::program(project)
}

/// The folder of the template's linters.
pub(crate) fn linters(project: &Project) -> std::path::PathBuf {
    project.parts().join(lint::FOLDER)
}

/// The folder of the linters of the workflows and of shell scripts.
pub(crate) fn workflow_linters(project: &Project) -> std::path::PathBuf {
    project.parts().join(workflows::FOLDER)
}

/// A program that checks or tests Rust code: `cargo-deny`, `cargo-shear` or `cargo-nextest`.
pub(crate) fn rust_tool(project: &Project, name: &str) -> std::path::PathBuf {
    project.parts().join(rust_tools::FOLDER).join("bin").join(name)
}

impl Installer<'_> {
    fn ensure(&self, part: &Part) -> Result<()> {
        let stamp = Stamp::new(self.project, part.name, &self.content(part)?);
        if stamp.is_current() {
            return Ok(());
        }
        stamp.clear()?;
        let mut step = self.console.step(format!("Installing {}", part.title));
        (part.install)(self, &mut step).with_context(|| format!("cannot install {}", part.title))?;
        stamp.set()?;
        step.done("");
        Ok(())
    }

    /// The inputs of a part's stamp: its sources and the Python version.
    fn content(&self, part: &Part) -> Result<Vec<Vec<u8>>> {
        let mut content = vec![self.python.version.label().into_bytes(), part.name.as_bytes().to_vec()];
        for source in &part.sources {
            let path = self.project.part_sources().join(source);
            content.push(std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
        Ok(content)
    }
}
