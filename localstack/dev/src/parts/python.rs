//! A Python of a version that the pinned lists support.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process_environment::{search_path, variable};

/// Possible names of a suitable Python, the best first.
const NAMES: [&str; 5] = ["python3.13", "python3.12", "python3.11", "python3", "python"];

/// A supported version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    Python311,
    Python312,
    Python313,
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "3.11" => Some(Self::Python311),
            "3.12" => Some(Self::Python312),
            "3.13" => Some(Self::Python313),
            _ => None,
        }
    }

    pub(crate) fn label(self) -> String {
        match self {
            Self::Python311 => "3.11",
            Self::Python312 => "3.12",
            Self::Python313 => "3.13",
        }
        .to_owned()
    }
}

/// A working Python.
#[derive(Debug, Clone)]
pub(crate) struct Python {
    pub(crate) program: PathBuf,
    pub(crate) version: Version,
}

impl Python {
    /// Finds the first Python of version 3.11 to 3.13 that runs and has venv. `SISUIQ_PYTHON` overrides the search.
    pub(crate) fn find() -> Result<Self> {
        if let Some(program) = variable("SISUIQ_PYTHON") {
            return match Self::try_program(PathBuf::from(&program)) {
                Some(python) => Ok(python),
                None => bail!("SISUIQ_PYTHON is {program}, which is no Python 3.11, 3.12 or 3.13 with its venv module"),
            };
        }
        let folders = search_path();
        let candidates = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        match candidates.filter(|program| program.is_file()).find_map(Self::try_program) {
            Some(python) => Ok(python),
            None => bail!(
                "no Python 3.11, 3.12 or 3.13 with its venv module was found on PATH; install one (on Debian and Ubuntu: \
                 apt install python3 python3-venv) or name one with SISUIQ_PYTHON=/path/to/python3"
            ),
        }
    }

    /// Runs the program, because version managers put shims on PATH that only report a missing version.
    fn try_program(program: PathBuf) -> Option<Self> {
        const PROBE: &str =
            "import ensurepip, ssl, sys, venv; print('%d.%d' % sys.version_info[:2]); print(sys.executable)";
        let mut command = Command::new(&program);
        let output = command.args(["-c", PROBE]).stdin(Stdio::null()).output().ok()?;
        if !output.status.success() {
            return None;
        }
        let text = String::from_utf8(output.stdout).ok()?;
        let mut lines = text.lines();
        let version = Version::parse(lines.next()?)?;
        let program = lines.next().map_or(program, PathBuf::from);
        Some(Self { program, version })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(folder: &tempfile::TempDir, script: &str) -> PathBuf {
        let path = folder.path().join("python");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn failing_shim_is_skipped() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Python::try_program(program(&folder, "echo 'python3.12: command not found' >&2; exit 127")).is_none());
    }

    #[test]
    fn an_unsuitable_version_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Python::try_program(program(&folder, "echo 3.10; echo /usr/bin/python3.10")).is_none());
    }

    #[test]
    fn suitable_python_has_its_real_path() {
        let folder = tempfile::tempdir().unwrap();
        let python = Python::try_program(program(&folder, "echo 3.12; echo /opt/python3.12")).unwrap();
        assert_eq!(python.version, Version::Python312);
        assert_eq!(python.program, PathBuf::from("/opt/python3.12"));
    }
}
