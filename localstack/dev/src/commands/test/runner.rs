//! cargo-nextest where it is installed, cargo's own runner elsewhere.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::console;
use crate::process_environment::search_path;

/// What runs the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runner {
    Nextest,
    Cargo,
}

impl Runner {
    pub(super) fn find() -> Self {
        let installed = search_path().iter().any(|folder| folder.join("cargo-nextest").is_file());
        if installed { Self::Nextest } else { Self::Cargo }
    }

    pub(super) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Nextest => &["nextest", "run", "--workspace", "--no-fail-fast"],
            Self::Cargo => &["test", "--workspace", "--no-fail-fast"],
        }
    }

    /// The same of the systems' tests, named like the paths that they ask, whose names contain one of these.
    pub(super) fn arguments_of_systems<'a>(self, names: &[&'a str]) -> Vec<&'a str> {
        let of_systems = ["--package", "platform", "--package", "copilot", "--no-fail-fast"];
        match self {
            Self::Nextest => [&["nextest", "run"], &of_systems[..], names].concat(),
            Self::Cargo => [&["test"], &of_systems[..], &["--"], names].concat(),
        }
    }

    /// Whether a line sums up a run.
    fn closes(self, line: &str) -> bool {
        match self {
            Self::Nextest => line.trim_start().starts_with("Summary ["),
            Self::Cargo => line.starts_with("test result:"),
        }
    }

    /// Runs the tests, showing their output, and gives the closing line.
    ///
    /// # Errors
    /// A test failed, or the runner ended without summing up.
    pub(super) fn run(self, mut command: Command) -> Result<String> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start cargo")?;
        let (output, errors) = (child.stdout.take(), child.stderr.take());
        let (from_output, from_errors) = thread::scope(|scope| {
            let errors = scope.spawn(|| self.pass_on(errors));
            (self.pass_on(output), errors.join())
        });
        let from_errors = from_errors.map_err(|_| anyhow!("reading the runner's output broke off"))??;
        let closing = [from_output?, from_errors].concat();
        let status = child.wait()?;
        if !status.success() {
            bail!("{}", closing.last().map_or_else(|| format!("the tests ended with {status}"), Clone::clone));
        }
        match self {
            Self::Nextest => closing.last().cloned().context("the runner ended without a summary"),
            Self::Cargo => sum(&closing).context("the runner ended without a summary"),
        }
    }

    /// Prints lines as they come and keeps those that sum up.
    fn pass_on(self, output: Option<impl Read>) -> Result<Vec<String>> {
        let mut closing = Vec::new();
        let Some(output) = output else { return Ok(closing) };
        // a test may print anything, also what is no text
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            console::note(&line);
            if self.closes(&line) {
                closing.push(line);
            }
        }
        Ok(closing)
    }
}

/// One line for the many that cargo's runner prints, one a test binary.
fn sum(lines: &[String]) -> Option<String> {
    let count = |line: &str, word: &str| -> Option<u64> {
        line.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    let total = |word: &str| lines.iter().filter_map(|line| count(line, word)).sum::<u64>();
    let (passed, failed, ignored) = (total("passed"), total("failed"), total("ignored"));
    (!lines.is_empty()).then(|| format!("test result: ok. {passed} passed; {failed} failed; {ignored} ignored"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_any_summary_has_no_sum() {
        assert_eq!(sum(&[]), None);
    }

    #[test]
    fn the_summaries_of_all_test_binaries_are_added() {
        let line =
            |passed| format!("test result: ok. {passed} passed; 0 failed; 1 ignored; 0 measured; finished in 0.1s");
        let expected = "test result: ok. 5 passed; 0 failed; 2 ignored";
        assert_eq!(sum(&[line(2), line(3)]).as_deref(), Some(expected));
    }

    #[test]
    fn each_runner_closes_with_a_line_of_its_own() {
        assert!(Runner::Nextest.closes("     Summary [   1.2s] 3 tests run: 3 passed, 0 skipped"));
        assert!(!Runner::Nextest.closes("test result: ok. 1 passed"));
        assert!(Runner::Cargo.closes("test result: ok. 1 passed; 0 failed"));
    }
}
