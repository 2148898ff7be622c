//! Sizes of models are limited.

use sisuiq_trees::{Limits, Model};

use crate::written::text;

fn error(name: &str, limits: Limits) -> String {
    Model::parse(&text(name), &limits).unwrap_err().to_string()
}

#[test]
fn larger_models_are_refused() {
    let wide = Limits::default();
    let long = text("regression").len();
    let cases = [
        ("regression", Limits { trees: 5, ..wide }, "line 10: tree_sizes is 6, and the limit is 5".to_owned()),
        ("regression", Limits { leaves: 5, ..wide }, "line 13: num_leaves is 6, and the limit is 5".to_owned()),
        ("regression", Limits { features: 4, ..wide }, "line 6: max_feature_idx is 5, and the limit is 4".to_owned()),
        ("multiclass", Limits { outputs: 2, ..wide }, "line 3: num_class is 3, and the limit is 2".to_owned()),
        (
            "regression",
            Limits { bytes: long - 1, ..wide },
            format!("line 1: the length of the text is {long}, and the limit is {}", long - 1),
        ),
    ];
    for (name, limits, expected) in cases {
        assert_eq!(error(name, limits), expected);
    }
}

#[test]
fn models_at_the_limits_are_read() {
    let text = text("regression");
    let limits = Limits { bytes: text.len(), trees: 6, leaves: 6, features: 5, outputs: 1 };
    Model::parse(&text, &limits).unwrap();
}

#[test]
fn announced_sizes_allocate_nothing() {
    let text = text("regression");
    let limits = Limits { leaves: usize::MAX, features: usize::MAX, outputs: usize::MAX, ..Limits::default() };
    for (key, value) in
        [("max_feature_idx=4", "max_feature_idx=200000000"), ("num_leaves=6", "num_leaves=18446744073709551615")]
    {
        let changed = text.replacen(key, value, 1);
        // sizes of trees are bytes
        let grown = changed.len() - text.len();
        let sizes = text.split("tree_sizes=").nth(1).unwrap().split(' ').next().unwrap();
        let size = sizes.parse::<usize>().unwrap() + if key.starts_with("num_leaves") { grown } else { 0 };
        let changed = changed.replacen(&format!("tree_sizes={sizes}"), &format!("tree_sizes={size}"), 1);
        let error = Model::parse(&changed, &limits).unwrap_err().to_string();
        assert!(error.contains("values instead of"), "{error}");
    }
}
