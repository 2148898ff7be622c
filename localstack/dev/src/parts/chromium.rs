//! Chromium for the browser tests: the installed one, or Debian's package, unpacked into a folder without root rights.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian::{Packages, Program};
use super::{Installer, Part};
use crate::console::Step;
use crate::project::Project;

const OWN: Program =
    Program { variable: "SISUIQ_TEST_CHROMIUM", of_the_machine: "/usr/bin/chromium", folder: "chromium" };
/// The browser without windows, in which the stories take three quarters of the time, and its fonts: without the first font it shows no
/// text, without the second boxes in place of Korean.
const PACKAGES: [&str; 3] = ["chromium-headless-shell", "fonts-liberation", "fonts-nanum"];
const PROGRAM: &str = "usr/lib/chromium/chromium-headless-shell";
/// The library folders of Debian's packages.
const LIBRARIES: [&str; 3] =
    ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/pulseaudio"];
/// The fonts of every other name, such as `system-ui`: otherwise it depends on the machine which one is found first.
const OTHERWISE: &str = "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\">\
                         <string>Liberation Sans</string><string>NanumGothic</string></edit></match>\n";
const ADVICE: &str = "install Chromium, or name one in SISUIQ_TEST_CHROMIUM";

/// The program that the tests start.
pub(super) fn program(project: &Project) -> PathBuf {
    OWN.path(project)
}

/// Unpacks Debian's Chromium unless one is installed.
pub(super) fn ensure(installer: &Installer<'_>) -> Result<()> {
    if OWN.installed().is_some() {
        return Ok(());
    }
    // a folder of an earlier list has another browser
    installer.ensure(&Part { title: "Chromium", name: "chromium-headless", sources: vec![], install })
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let packages = Packages { names: &PACKAGES, program: PROGRAM, folder: OWN.folder, advice: ADVICE };
    packages.install(&installer.project.parts(), step, |content, target| {
        write_fonts(content, target)?;
        write_start(content, target)
    })
}

/// Writes the font configuration: the folder of the unpacked fonts, and aliases for the names in web pages, each with a font for
/// Latin letters and one for Korean.
fn write_fonts(content: &Path, target: &Path) -> Result<()> {
    let alias = |family: &str, fonts: [&str; 2]| {
        let [latin, korean] = fonts.map(|font| format!("<family>{font}</family>"));
        format!("<alias binding=\"same\"><family>{family}</family><prefer>{latin}{korean}</prefer></alias>\n")
    };
    let names = [
        ("sans-serif", ["Liberation Sans", "NanumGothic"]),
        ("Arial", ["Liberation Sans", "NanumGothic"]),
        ("Helvetica", ["Liberation Sans", "NanumGothic"]),
        ("serif", ["Liberation Serif", "NanumMyeongjo"]),
        ("monospace", ["Liberation Mono", "NanumGothic"]),
    ];
    let aliases: String = names.iter().map(|&(family, fonts)| alias(family, fonts)).collect();
    let text = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n<dir>{0}/usr/share/fonts</dir>\n\
         <dir>/usr/share/fonts</dir>\n<cachedir>{0}/fonts-cache</cachedir>\n{aliases}{OTHERWISE}</fontconfig>\n",
        target.display()
    );
    let path = content.join("fonts.conf");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a script that starts the browser with the libraries and fonts of its folder.
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
    fn browser_uses_its_unpacked_libraries() {
        let content = tempfile::tempdir().unwrap();
        write_start(content.path(), Path::new("/a/chromium")).unwrap();
        write_fonts(content.path(), Path::new("/a/chromium")).unwrap();
        let start = fs::read_to_string(content.path().join("run")).unwrap();
        assert!(start.contains("LD_LIBRARY_PATH='/a/chromium/usr/lib/x86_64-linux-gnu:"), "{start}");
        assert!(start.ends_with("exec '/a/chromium/usr/lib/chromium/chromium-headless-shell' \"$@\"\n"), "{start}");
        let fonts = fs::read_to_string(content.path().join("fonts.conf")).unwrap();
        assert!(fonts.contains("<dir>/a/chromium/usr/share/fonts</dir>"), "{fonts}");
        assert!(fonts.contains("<family>Liberation Sans</family><family>NanumGothic</family>"), "{fonts}");
    }
}
