//! Programs of Debian packages, unpacked into a folder without root rights.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::command::run_quietly;
use crate::console::Step;
use crate::process_environment;
use crate::project::Project;

/// A program that is installed, or else unpacked from Debian packages.
#[derive(Debug)]
pub(super) struct Program {
    /// Environment variable with the path of another program.
    pub(super) variable: &'static str,
    /// Path of the program if it is installed.
    pub(super) of_the_machine: &'static str,
    /// Folder of the unpacked program, below the parts.
    pub(super) folder: &'static str,
}

impl Program {
    /// The path in the variable, or the installed program.
    pub(super) fn installed(&self) -> Option<PathBuf> {
        let named = process_environment::variable(self.variable).map(PathBuf::from);
        named.or_else(|| Some(PathBuf::from(self.of_the_machine)).filter(|path| path.is_file()))
    }

    /// The program for tests: the installed one, or the start script of the unpacked one.
    pub(super) fn path(&self, project: &Project) -> PathBuf {
        self.installed().unwrap_or_else(|| project.parts().join(self.folder).join("run"))
    }
}

/// The packages of one program.
#[derive(Debug)]
pub(super) struct Packages<'a> {
    /// Names of the packages; their dependencies are added.
    pub(super) names: &'a [&'a str],
    /// Path of the program in the packages.
    pub(super) program: &'a str,
    /// Target folder, below the parts.
    pub(super) folder: &'a str,
    /// Advice to the developer if the packages are unavailable.
    pub(super) advice: &'static str,
}

impl Packages<'_> {
    /// Unpacks the missing packages and calls `finish`, which may add files. Its arguments are the current folder and the final
    /// one.
    pub(super) fn install(
        &self,
        parts: &Path,
        step: &mut Step,
        finish: impl FnOnce(&Path, &Path) -> Result<()>,
    ) -> Result<()> {
        let (work, target) = (parts.join(format!("{}.new", self.folder)), parts.join(self.folder));
        remove(&work)?;
        let apt = Apt::new(&work, self.names)?;
        step.detail("reading the lists of packages");
        let refreshed = apt.refresh();
        // a failed refresh matters only if the packages are missing: the unavailable source may be another one
        let missing = apt
            .missing()
            .with_context(|| refreshed.err().map_or_else(|| self.advice.to_owned(), |error| format!("{error:#}")))?;
        step.detail("downloading");
        apt.download(&missing)?;
        step.detail("unpacking");
        let content = work.join("content");
        apt.unpack(&content)?;
        if !content.join(self.program).is_file() {
            bail!("the packages have no {}: {}", self.program, self.advice);
        }
        finish(&content, &target)?;
        remove(&target)?;
        fs::rename(&content, &target).with_context(|| format!("cannot make {}", target.display()))?;
        remove(&work)
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// apt with its lists and downloads in a folder of its own, and with the machine's list of installed packages. apt checks
/// the lists against their signatures and the packages against the lists.
#[derive(Debug)]
struct Apt<'a> {
    folder: PathBuf,
    names: &'a [&'a str],
}

impl<'a> Apt<'a> {
    fn new(folder: &Path, names: &'a [&'a str]) -> Result<Self> {
        for name in ["lists/partial", "cache/archives/partial", "packages"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        }
        Ok(Self { folder: folder.to_owned(), names })
    }

    fn refresh(&self) -> Result<String> {
        run_quietly(self.command().arg("update"))
    }

    /// The packages that are not installed.
    fn missing(&self) -> Result<Vec<String>> {
        let mut command = self.command();
        command.args(["install", "--simulate", "--no-install-recommends"]).args(self.names);
        Ok(to_install(&run_quietly(&mut command)?))
    }

    fn download(&self, packages: &[String]) -> Result<()> {
        let mut command = self.command();
        run_quietly(command.arg("download").args(packages).current_dir(self.packages())).map(drop)
    }

    fn unpack(&self, target: &Path) -> Result<()> {
        fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
        for package in fs::read_dir(self.packages())? {
            run_quietly(Command::new("dpkg").arg("-x").arg(package?.path()).arg(target))?;
        }
        Ok(())
    }

    fn packages(&self) -> PathBuf {
        self.folder.join("packages")
    }

    fn command(&self) -> Command {
        let mut command = Command::new("apt-get");
        command.env("LC_ALL", "C").arg("--quiet");
        for (option, name) in [("Dir::State::Lists", "lists"), ("Dir::Cache", "cache")] {
            command.arg("-o").arg(format!("{option}={}", self.folder.join(name).display()));
        }
        // as root, apt would switch to a user who cannot access the folder
        command.args(["-o", "APT::Sandbox::User=root"]);
        command
    }
}

/// The packages that apt would install, each with its version.
fn to_install(simulation: &str) -> Vec<String> {
    let package = |line: &str| {
        let (name, rest) = line.strip_prefix("Inst ")?.split_once(' ')?;
        // the installed version is in brackets before the new one in parentheses
        let (_, rest) = rest.split_once('(')?;
        Some(format!("{name}={}", rest.split_whitespace().next()?))
    };
    simulation.lines().filter_map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_packages_have_versions() {
        let said = "NOTE: This is only a simulation!\n\
                    Inst fonts-liberation (1:1.07.4-11 Debian:12.11/stable [all])\n\
                    Inst libnss3 [2:3.87-1] (2:3.87.1-1+deb12u1 Debian:12.11/stable [amd64]) []\n\
                    Conf fonts-liberation (1:1.07.4-11 Debian:12.11/stable [all])\n";
        assert_eq!(to_install(said), ["fonts-liberation=1:1.07.4-11", "libnss3=2:3.87.1-1+deb12u1"]);
    }
}
