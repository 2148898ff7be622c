//! Chromium for the browser tests: the one of the machine, or Debian's, unpacked into a folder without being root.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::command::run_quietly;
use super::{Installer, Part};
use crate::console::Step;
use crate::process_environment;
use crate::project::Project;

const VARIABLE: &str = "SISUIQ_TEST_CHROMIUM";
const OF_THE_MACHINE: &str = "/usr/bin/chromium";
const FOLDER: &str = "chromium";
/// The browser, and a font: without one it draws nothing.
const PACKAGES: [&str; 2] = ["chromium", "fonts-liberation"];
const PROGRAM: &str = "usr/lib/chromium/chromium";
/// Where Debian's packages have their libraries.
const LIBRARIES: [&str; 3] =
    ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/pulseaudio"];
const ADVICE: &str = "install Chromium, or name one in SISUIQ_TEST_CHROMIUM";

/// The Chromium that somebody has named or installed.
fn installed() -> Option<PathBuf> {
    let named = process_environment::variable(VARIABLE).map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from(OF_THE_MACHINE)).filter(|path| path.is_file()))
}

/// The program that the tests start.
pub(super) fn program(project: &Project) -> PathBuf {
    installed().unwrap_or_else(|| project.parts().join(FOLDER).join("run"))
}

/// Unpacks Debian's Chromium where there is none.
pub(super) fn ensure(installer: &Installer<'_>) -> Result<()> {
    if installed().is_some() {
        return Ok(());
    }
    installer.ensure(&Part { title: "Chromium", name: "chromium", sources: vec![], install })
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let parts = installer.project.parts();
    let work = parts.join("chromium.new");
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))?;
    }
    let apt = Apt::new(&work)?;
    step.detail("reading the lists of packages");
    let refreshed = apt.refresh();
    // of several sources one may be away that has none of the packages
    let missing = apt
        .missing()
        .with_context(|| refreshed.err().map_or_else(|| ADVICE.to_owned(), |error| format!("{error:#}")))?;
    step.detail("downloading");
    apt.download(&missing)?;
    step.detail("unpacking");
    let target = parts.join(FOLDER);
    let content = work.join("content");
    apt.unpack(&content)?;
    if !content.join(PROGRAM).is_file() {
        bail!("the packages have no {PROGRAM}: {ADVICE}");
    }
    write_fonts(&content, &target)?;
    write_start(&content, &target)?;
    if target.exists() {
        fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    fs::rename(&content, &target).with_context(|| format!("cannot make {}", target.display()))?;
    fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))
}

/// apt with lists and packages in a folder of its own; what is installed it reads from the machine. It holds the lists
/// to their signatures and the packages to the lists.
#[derive(Debug)]
struct Apt {
    folder: PathBuf,
}

impl Apt {
    fn new(folder: &Path) -> Result<Self> {
        for name in ["lists/partial", "cache/archives/partial", "packages"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        }
        Ok(Self { folder: folder.to_owned() })
    }

    fn refresh(&self) -> Result<String> {
        run_quietly(self.command().arg("update"))
    }

    /// The packages that the machine does not have.
    fn missing(&self) -> Result<Vec<String>> {
        let mut command = self.command();
        command.args(["install", "--simulate", "--no-install-recommends"]).args(PACKAGES);
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
        // as root it would read and write as somebody who cannot reach the folder
        command.args(["-o", "APT::Sandbox::User=root"]);
        command
    }
}

/// The packages that apt says it would install, each with its version.
fn to_install(simulation: &str) -> Vec<String> {
    let package = |line: &str| {
        let (name, rest) = line.strip_prefix("Inst ")?.split_once(' ')?;
        // what is there already stands in brackets before what is to come
        let (_, rest) = rest.split_once('(')?;
        Some(format!("{name}={}", rest.split_whitespace().next()?))
    };
    simulation.lines().filter_map(package).collect()
}

/// Fonts are found where packages were unpacked, and pages get them by the names they ask for.
fn write_fonts(content: &Path, target: &Path) -> Result<()> {
    let alias = |family: &str, font: &str| {
        format!("<alias binding=\"same\"><family>{family}</family><prefer><family>{font}</family></prefer></alias>\n")
    };
    let names = [
        ("sans-serif", "Liberation Sans"),
        ("Arial", "Liberation Sans"),
        ("Helvetica", "Liberation Sans"),
        ("serif", "Liberation Serif"),
        ("monospace", "Liberation Mono"),
    ];
    let aliases: String = names.iter().map(|(family, font)| alias(family, font)).collect();
    let text = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n<dir>{0}/usr/share/fonts</dir>\n\
         <dir>/usr/share/fonts</dir>\n<cachedir>{0}/fonts-cache</cachedir>\n{aliases}</fontconfig>\n",
        target.display()
    );
    let path = content.join("fonts.conf");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// A script that starts the browser with the libraries and fonts of its folder.
fn write_start(content: &Path, target: &Path) -> Result<()> {
    let libraries = LIBRARIES.map(|folder| target.join(folder).display().to_string()).join(":");
    let text = format!(
        "#!/bin/sh\nexport LD_LIBRARY_PATH='{libraries}' FONTCONFIG_FILE='{0}/fonts.conf'\nexec '{0}/{PROGRAM}' \"$@\"\n",
        target.display()
    );
    let path = content.join("run");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} a program", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_asked_for_in_the_version_that_is_missing() {
        let said = "NOTE: This is only a simulation!\n\
                    Inst fonts-liberation (1:1.07.4-11 Debian:12.11/stable [all])\n\
                    Inst libnss3 [2:3.87-1] (2:3.87.1-1+deb12u1 Debian:12.11/stable [amd64]) []\n\
                    Conf fonts-liberation (1:1.07.4-11 Debian:12.11/stable [all])\n";
        assert_eq!(to_install(said), ["fonts-liberation=1:1.07.4-11", "libnss3=2:3.87.1-1+deb12u1"]);
    }

    #[test]
    fn the_browser_is_started_with_what_was_unpacked_beside_it() {
        let content = tempfile::tempdir().unwrap();
        write_start(content.path(), Path::new("/a/chromium")).unwrap();
        write_fonts(content.path(), Path::new("/a/chromium")).unwrap();
        let start = fs::read_to_string(content.path().join("run")).unwrap();
        assert!(start.contains("LD_LIBRARY_PATH='/a/chromium/usr/lib/x86_64-linux-gnu:"), "{start}");
        assert!(start.ends_with("exec '/a/chromium/usr/lib/chromium/chromium' \"$@\"\n"), "{start}");
        let fonts = fs::read_to_string(content.path().join("fonts.conf")).unwrap();
        assert!(fonts.contains("<dir>/a/chromium/usr/share/fonts</dir>"), "{fonts}");
    }
}
