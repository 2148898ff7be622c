//! One run of cargo with a progress bar.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::progress::{Progress, without_colours};
use crate::console::{Console, Step};
use crate::process_environment::names_set_by_cargo_run;

/// Number of output lines in an error message.
const KEPT_LINES: usize = 200;

/// A cargo command.
#[derive(Debug)]
pub(crate) struct Cargo {
    name: String,
    folder: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(String, OsString)>,
}

impl Cargo {
    /// `name` is what the developer sees; `folder` is where cargo starts.
    pub(crate) fn new(name: &str, folder: &Path) -> Self {
        Self { name: name.to_owned(), folder: folder.to_owned(), arguments: Vec::new(), variables: Vec::new() }
    }

    pub(crate) fn arguments<T: Into<OsString>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    pub(crate) fn target_folder(self, folder: PathBuf) -> Self {
        self.variable("CARGO_TARGET_DIR", folder)
    }

    pub(crate) fn variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// # Errors
    /// Cargo failed. The error contains the last lines of its output.
    pub(crate) fn run(self, console: &Console) -> Result<()> {
        let mut step = console.step(&self.name);
        let mut command = self.command();
        let mut child = command.spawn().context("cannot start cargo; is Rust installed?")?;
        let kept = match child.stderr.take() {
            Some(output) => follow(output, &mut step)?,
            None => VecDeque::new(),
        };
        let status = child.wait()?;
        if !status.success() {
            let said: Vec<String> = kept.into();
            let command: Vec<_> = self.arguments.iter().map(|argument| argument.to_string_lossy()).collect();
            bail!("cargo {} failed ({status}) in {}:\n{}", command.join(" "), self.folder.display(), said.join("\n"));
        }
        step.done("");
        Ok(())
    }

    fn command(&self) -> Command {
        let mut command = Command::new("cargo");
        command.args(&self.arguments).current_dir(&self.folder);
        for name in names_set_by_cargo_run() {
            command.env_remove(name);
        }
        command.env("CARGO_TERM_PROGRESS_WHEN", "always").env("CARGO_TERM_PROGRESS_WIDTH", "120");
        command.env("CARGO_TERM_COLOR", "never");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

/// Shows progress until the output ends, and returns the last lines that were not progress.
fn follow(output: impl Read, step: &mut Step) -> Result<VecDeque<String>> {
    let mut kept = VecDeque::new();
    let mut line = Vec::new();
    for byte in BufReader::new(output).bytes() {
        match byte? {
            b'\r' | b'\n' => {
                take_line(&String::from_utf8_lossy(&line), step, &mut kept);
                line.clear();
            }
            byte => line.push(byte),
        }
    }
    take_line(&String::from_utf8_lossy(&line), step, &mut kept);
    Ok(kept)
}

fn take_line(line: &str, step: &mut Step, kept: &mut VecDeque<String>) {
    if let Some(progress) = Progress::parse(line) {
        step.progress(progress.done, progress.total, &progress.current);
        return;
    }
    // cargo erases its progress bar with terminal sequences, which are part of the next line
    let line = without_colours(line);
    if line.trim().is_empty() {
        return;
    }
    // the lock on the package cache is held for a moment, that on the build folder for a whole build
    if line.trim_start().starts_with("Blocking") && !line.contains("package cache") {
        step.remark("another cargo is building in this folder; waiting for it");
    }
    if kept.len() == KEPT_LINES {
        kept.pop_front();
    }
    kept.push_back(line);
}
