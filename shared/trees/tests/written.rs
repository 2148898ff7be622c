//! The files of the folder `models`: see its README.

use std::fmt::Write as _;
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
    assert!(all.len() >= 51, "{} models", all.len());
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

/// A model with a single tree. Split `n` is by feature `n % features`: half of its rows end in leaf `n`, whose value is `n % 7`.
pub(crate) fn chain(splits: usize, features: usize) -> Model {
    let list = |values: &dyn Fn(usize) -> String, count: usize| (0..count).map(values).collect::<Vec<_>>().join(" ");
    let same = |value: &str, count: usize| vec![value; count].join(" ");
    let mut tree = format!("Tree=0\nnum_leaves={}\nnum_cat=0\n", splits + 1);
    let children = |split: usize| {
        if split + 1 < splits { (split + 1).to_string() } else { (-1 - splits.cast_signed()).to_string() }
    };
    let rows = |level: usize| (1_u32 << 31 >> level.min(30)).to_string();
    let columns = [
        ("split_feature", list(&|split| (split % features).to_string(), splits)),
        ("split_gain", same("1", splits)),
        ("threshold", same("0", splits)),
        ("decision_type", same("2", splits)),
        ("left_child", list(&|split| (-1 - split.cast_signed()).to_string(), splits)),
        ("right_child", list(&children, splits)),
        ("leaf_value", list(&|leaf| (leaf % 7).to_string(), splits + 1)),
        ("leaf_weight", same("1", splits + 1)),
        ("leaf_count", list(&|leaf| rows(leaf + 1), splits + 1)),
        ("internal_value", same("1", splits)),
        ("internal_weight", same("1", splits)),
        ("internal_count", list(&rows, splits)),
        ("is_linear", "0".to_owned()),
        ("shrinkage", "1".to_owned()),
    ];
    for (key, values) in columns {
        writeln!(tree, "{key}={values}").unwrap();
    }
    tree.push_str("\n\n");
    let names = list(&|feature| format!("f{feature}"), features);
    let head = format!(
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx={}\nfeature_names={names}\n\
         feature_infos={}\ntree_sizes={}\n\n",
        features - 1,
        same("none", features),
        tree.len()
    );
    format!("{head}{tree}end of trees\n").parse().unwrap()
}
