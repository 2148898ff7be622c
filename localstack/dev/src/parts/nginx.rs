//! nginx for the tests of the containers' configuration: the installed one, or Debian's package, as in the image.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian::{Packages, Program};
use super::{Installer, Part};
use crate::console::Step;
use crate::project::Project;

const OWN: Program = Program { variable: "SISUIQ_TEST_NGINX", of_the_machine: "/usr/sbin/nginx", folder: "nginx" };
/// nginx, and `openssl` for its certificate and as TLS client.
const PACKAGES: [&str; 2] = ["nginx", "openssl"];
const PROGRAM: &str = "usr/sbin/nginx";
const BESIDE_IT: &str = "usr/bin/openssl";
const LIBRARIES: [&str; 2] = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"];
const ADVICE: &str = "install nginx, or name one in SISUIQ_TEST_NGINX";

/// The program that the tests start.
pub(super) fn program(project: &Project) -> PathBuf {
    OWN.path(project)
}

/// Unpacks Debian's nginx unless one is installed.
pub(super) fn ensure(installer: &Installer<'_>) -> Result<()> {
    if OWN.installed().is_some() {
        return Ok(());
    }
    installer.ensure(&Part { title: "nginx", name: "nginx", sources: vec![], install })
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let packages = Packages { names: &PACKAGES, program: PROGRAM, folder: OWN.folder, advice: ADVICE };
    packages.install(&installer.project.parts(), step, write_starts)
}

/// Writes scripts that start the programs with the libraries of their folder. An installed openssl needs none.
fn write_starts(content: &Path, target: &Path) -> Result<()> {
    write_start(content, target, "run", PROGRAM)?;
    if content.join(BESIDE_IT).is_file() {
        write_start(content, target, "openssl", BESIDE_IT)?;
    }
    Ok(())
}

fn write_start(content: &Path, target: &Path, name: &str, program: &str) -> Result<()> {
    let libraries = LIBRARIES.map(|folder| target.join(folder).display().to_string()).join(":");
    let text =
        format!("#!/bin/sh\nexport LD_LIBRARY_PATH='{libraries}'\nexec '{}' \"$@\"\n", target.join(program).display());
    let path = content.join(name);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} a program", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nginx_uses_its_unpacked_libraries() {
        let content = tempfile::tempdir().unwrap();
        write_starts(content.path(), Path::new("/a/nginx")).unwrap();
        assert!(!content.path().join("openssl").exists());
        let start = fs::read_to_string(content.path().join("run")).unwrap();
        assert!(start.contains("LD_LIBRARY_PATH='/a/nginx/usr/lib/x86_64-linux-gnu:"), "{start}");
        assert!(start.ends_with("exec '/a/nginx/usr/sbin/nginx' \"$@\"\n"), "{start}");
    }
}
