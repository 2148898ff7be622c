//! The Python scripts in the folder of the pinned lists.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

use crate::process_environment::names_kept_from_parts;
use crate::project::Project;
use crate::stack::environment::Variables;

/// A script that runs with the packages of `LocalStack`.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    pub(crate) name: &'a str,
    pub(crate) arguments: Vec<String>,
    pub(crate) variables: Variables,
    pub(crate) input: String,
}

impl Script<'_> {
    /// Runs the script and returns its output.
    ///
    /// # Errors
    /// The script failed. The error contains its output.
    pub(crate) fn run(&self, project: &Project) -> Result<String> {
        let python = project.parts().join("localstack/bin/python");
        let output = self.output(&python, project).with_context(|| format!("cannot run {}", self.name))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("{} failed ({}):\n{}", self.name, output.status, said.trim_end());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn output(&self, python: &Path, project: &Project) -> Result<Output> {
        let mut command = Command::new(python);
        command.arg(project.part_sources().join(self.name)).args(&self.arguments);
        for name in names_kept_from_parts() {
            command.env_remove(name);
        }
        command.env("PYTHONDONTWRITEBYTECODE", "1").envs(self.variables.iter().map(|(name, value)| (name, value)));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(self.input.as_bytes())?;
        }
        Ok(child.wait_with_output()?)
    }
}
