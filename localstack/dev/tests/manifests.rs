//! Rules of the manifests.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{fs, path::Path};

/// Paths of the binaries of a manifest that are built without tests of their own.
fn untested(manifest: &str) -> Vec<&str> {
    let sections = manifest.split("[[bin]]").skip(1).map(|section| section.split("\n[").next().unwrap_or_default());
    let untested = sections.filter(|section| section.contains("test = false"));
    untested.filter_map(|section| section.split("path = \"").nth(1)?.split('"').next()).collect()
}

/// The source of a module and of the modules that it declares.
fn source(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let folder = file.parent().unwrap();
    let modules = text.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let modules: Vec<_> = modules.map(|module| folder.join(module).with_extension("rs")).collect();
    modules.iter().filter(|module| module.exists()).map(|module| source(module)).fold(text, |all, more| all + &more)
}

#[test]
fn untested_binaries_contain_no_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["functions/platform", "functions/copilot", "localstack", "shared", "tests", "."];
    let crates =
        folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap()).map(|entry| entry.unwrap().path());
    let mut checked = 0;
    for folder in crates.filter(|folder| folder.join("Cargo.toml").exists()) {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for path in untested(&manifest) {
            let file = folder.join(path);
            let source = source(&file);
            assert!(
                !source.contains("#[test]") && !source.contains("::test"),
                "a test in {} never runs",
                file.display()
            );
            checked += 1;
        }
    }
    assert!(checked > 15, "only {checked} binaries were found");
}
