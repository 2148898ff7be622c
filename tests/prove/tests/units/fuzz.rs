//! The list of fuzz tests.

use prove::suites::fuzz::TESTS;
use std::{fs, path::Path};

/// Reads the source files of a folder and its subfolders.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_built = path.file_name().is_some_and(|name| name == "target");
        if path.is_dir() && !is_built {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_fuzz_test_is_listed() {
    let mut found = Vec::new();
    for folder in ["shared", "functions", "localstack"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &mut found);
    }
    let checks: usize = found.iter().map(|text| text.matches("bolero::check!").count()).sum();
    assert_eq!(checks, TESTS.len());
    for test in TESTS {
        assert!(found.iter().any(|text| text.contains(&format!("fn {test}("))), "{test}");
    }
}
