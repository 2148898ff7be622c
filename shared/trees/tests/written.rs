//! The files of the folder `models`: see its README.

use std::path::Path;
use std::{fs, path};

use sisuiq_trees::Model;

/// A model with rows, and what LightGBM predicts for them.
pub(crate) struct Written {
    pub(crate) name: String,
    pub(crate) model: Model,
    pub(crate) cases: Vec<Case>,
}

#[derive(Default)]
pub(crate) struct Case {
    pub(crate) row: Vec<f64>,
    pub(crate) raw: Vec<f64>,
    pub(crate) prediction: Vec<f64>,
    pub(crate) contributions: Vec<f64>,
    pub(crate) leaves: Vec<u32>,
}

fn folder() -> path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

pub(crate) fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name).with_extension("txt")).unwrap()
}

pub(crate) fn model(name: &str) -> Model {
    text(name).parse().unwrap()
}

pub(crate) fn all() -> Vec<Written> {
    let names = fs::read_dir(folder()).unwrap().filter_map(|entry| {
        let path = entry.unwrap().path();
        let is_table = path.extension().is_some_and(|extension| extension == "csv");
        is_table.then(|| path.file_stem().unwrap().to_str().unwrap().to_owned())
    });
    let all: Vec<_> = names
        .map(|name| Written { model: model(&name), cases: cases(&folder().join(&name).with_extension("csv")), name })
        .collect();
    assert!(all.len() >= 46, "{} models", all.len());
    all
}

fn cases(path: &Path) -> Vec<Case> {
    let table = fs::read_to_string(path).unwrap();
    let mut lines = table.lines();
    let titles: Vec<_> = lines.next().unwrap().split(',').collect();
    let cases = lines.map(|line| {
        let mut case = Case::default();
        for (title, value) in titles.iter().zip(line.split(',')) {
            match *title {
                "x" => case.row.push(value.parse().unwrap()),
                "raw" => case.raw.push(value.parse().unwrap()),
                "prediction" => case.prediction.push(value.parse().unwrap()),
                "contribution" => case.contributions.push(value.parse().unwrap()),
                "leaf" => case.leaves.push(value.parse().unwrap()),
                _ => panic!("{title}"),
            }
        }
        case
    });
    cases.collect()
}
