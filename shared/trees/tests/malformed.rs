//! Malformed models are refused with the line and the key.

use sisuiq_trees::{Model, ModelError};

use crate::written::text;

/// Replaces something in the first tree and corrects the size of this tree.
fn changed(name: &str, from: &str, to: &str) -> String {
    let text = text(name);
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    let start = text.find("\nTree=0").unwrap();
    if text.find(from).unwrap() < start {
        return changed;
    }
    let size = text.split("tree_sizes=").nth(1).unwrap().split([' ', '\n']).next().unwrap();
    let grown = size.parse::<usize>().unwrap() + changed.len() - text.len();
    changed.replacen(&format!("tree_sizes={size}"), &format!("tree_sizes={grown}"), 1)
}

fn error(text: &str) -> String {
    text.parse::<Model>().unwrap_err().to_string()
}

fn assert_refused(name: &str, cases: &[(&str, &str, &str)]) {
    for (from, to, expected) in cases {
        assert_eq!(error(&changed(name, from, to)), *expected, "{to}");
    }
}

#[test]
fn other_files_are_refused() {
    for text in ["", "tree", "forest\n", "{\"name\": \"tree\"}", "\u{feff}tree\n"] {
        assert_eq!(text.parse::<Model>().unwrap_err(), ModelError::NotAModel);
    }
}

#[test]
fn every_truncation_is_refused() {
    let text = text("categorical");
    let end = |line: &str| text.find(line).unwrap() + line.len();
    // the trees, and the parameters of the training. Between them the model is complete
    let incomplete = (0..end("end of trees")).chain(end("parameters:")..end("end of parameters"));
    for end in incomplete {
        let error = text[..end].parse::<Model>().unwrap_err().to_string();
        assert!(error.starts_with("line "), "{end}: {error}");
    }
    text[..end("end of trees")].parse::<Model>().unwrap();
}

#[test]
fn headers_are_checked() {
    assert_refused(
        "multiclass",
        &[
            ("version=v4", "version=v2", "line 2: version is \"v2\", and only v3 and v4 can be read"),
            ("version=v4", "version", "line 2: version is \"\", and only v3 and v4 can be read"),
            ("version=v4", "vision=v4", "line 2: the key \"vision\" is unknown"),
            ("version=v4", "four", "line 2: \"four\" is not a key with a value"),
            ("num_class=3\n", "", "line 1: the section that begins here has no num_class"),
            (
                "num_class=3",
                "num_class=0",
                "line 3: num_class contains \"0\", which is not the number of classes, from 1",
            ),
            (
                "num_class=3",
                "num_class=4",
                "line 4: num_tree_per_iteration contains \"3\", which is not the number of classes",
            ),
            ("label_index=0", "num_class=3", "line 5: num_class is repeated"),
            (
                "max_feature_idx=4",
                "max_feature_idx=-1",
                "line 6: max_feature_idx contains \"-1\", which is not the index of the last feature",
            ),
            ("max_feature_idx=4", "max_feature_idx=5", "line 8: feature_names has 5 values instead of 6"),
            ("Column_4", "Column 4", "line 8: feature_names has 6 values instead of 5"),
            ("feature_infos=", "feature_infos=none ", "line 9: feature_infos has 6 values instead of 5"),
            (
                "num_class:3",
                "num_class:2",
                "line 7: objective contains \"multiclass num_class:2\", which is not an objective with its parameters, for the number of classes",
            ),
            (
                "multiclass num",
                "binary num",
                "line 7: objective contains \"binary num_class:3\", which is not an objective with a positive sigmoid",
            ),
            (
                "multiclass num_class:3",
                "poisson",
                "line 7: objective contains \"poisson\", which is not an objective for several classes",
            ),
            (
                "multiclass",
                "survival",
                "line 7: objective contains \"survival\", which is not an objective of LightGBM",
            ),
            (
                "num_class:3",
                "classes:3",
                "line 7: objective contains \"classes:3\", which is not a parameter of an objective",
            ),
            (
                "tree_sizes=",
                "tree_sizes=100 ",
                "line 10: tree_sizes contains \"10 sizes\", which is not a size of at least one tree for each output",
            ),
            ("tree_sizes=", "tree_sizes=x", "line 10: tree_sizes contains \"x754\", which is not a number of bytes"),
        ],
    );
}

#[test]
fn lists_have_the_right_length() {
    assert_refused(
        "regression",
        &[
            ("num_leaves=6", "num_leaves=7", "line 15: split_feature has 5 values instead of 6"),
            ("left_child=", "left_child=1 ", "line 19: left_child has 6 values instead of 5"),
            ("leaf_value=", "leaf_value=1 ", "line 21: leaf_value has 7 values instead of 6"),
        ],
    );
}

#[test]
fn values_are_checked() {
    assert_refused(
        "regression",
        &[
            (
                "num_leaves=6",
                "num_leaves=0",
                "line 13: num_leaves contains \"0\", which is not a number of leaves from 1",
            ),
            ("is_linear=0", "is_linear=1", "line 27: is_linear is 1, and trees with linear leaves cannot be evaluated"),
            ("is_linear=0", "is_linear=2", "line 27: is_linear contains \"2\", which is not 0 or 1"),
            ("shrinkage=1", "shrinkage=", "line 28: shrinkage has 0 values instead of 1"),
            ("num_cat=0", "num_cat=1", "line 12: the section that begins here has no cat_boundaries"),
            ("num_cat=0", "kind=0", "line 14: the key \"kind\" is unknown"),
            ("num_cat=0", "num_leaves=6", "line 14: num_leaves is repeated"),
            ("num_cat=0\n", "", "line 12: the section that begins here has no num_cat"),
        ],
    );
}

#[test]
fn nodes_are_checked() {
    let text = text("regression");
    let first = |key: &str| text.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    let cases = [
        ("left_child=", "left_child=5 1 1 1 1", "line 19: left_child contains \"5\", which is not a node of the tree"),
        (
            "left_child=",
            "left_child=-7 1 1 1 1",
            "line 19: left_child contains \"-7\", which is not a node of the tree",
        ),
        (
            "left_child=",
            "left_child=-2147483648 1 1 1 1",
            "line 19: left_child contains \"-2147483648\", which is not a node of the tree",
        ),
        ("left_child=", "left_child=0 1 1 1 1", "line 19: left_child leads to node 0 a second time"),
        ("left_child=", "left_child=1 1 1 1 1", "line 20: right_child leads to node 1 a second time"),
        ("left_child=", "left_child=-1 -1 -1 -1 -1", "line 19: left_child leads to node -1 a second time"),
        ("right_child=", "right_child=x 1 1 1 1", "line 20: right_child contains \"x\", which is not a node"),
        (
            "split_feature=",
            "split_feature=0 0 5 0 0",
            "line 15: split_feature contains \"5\", which is not a feature of the model",
        ),
        (
            "split_feature=",
            "split_feature=0 0 -1 0 0",
            "line 15: split_feature contains \"-1\", which is not a feature",
        ),
        ("threshold=", "threshold=0 0 0 0 nan", "line 17: threshold contains \"NaN\", which is not a threshold"),
        (
            "leaf_value=",
            "leaf_value=0 0 0 0 0 nan",
            "line 21: leaf_value contains \"NaN\", which is not a finite number",
        ),
        (
            "decision_type=",
            "decision_type=2 2 2 12 2",
            "line 18: decision_type contains \"12\", which is not a decision type",
        ),
        (
            "decision_type=",
            "decision_type=2 2 2 -1 2",
            "line 18: decision_type contains \"-1\", which is not a decision type",
        ),
        (
            "leaf_count=",
            "leaf_count=1 1 1 1 1 -1",
            "line 23: leaf_count contains \"-1\", which is not a number of rows",
        ),
    ];
    for (key, to, expected) in cases {
        assert_eq!(error(&changed("regression", &first(key), to)), expected, "{to}");
    }
}

#[test]
fn all_nodes_are_reached() {
    assert_refused(
        "regression",
        &[(
            "left_child=2 3 -1 -2 -5\nright_child=1 -3 -4 4 -6",
            "left_child=-1 3 -1 -2 -5\nright_child=-2 -3 -4 4 -6",
            "line 19: left_child and right_child lead to 3 of the tree's 11 nodes",
        )],
    );
}

#[test]
fn category_sets_are_checked() {
    let text = text("v3_pure_categorical");
    assert!(text.contains("threshold=0 1\n") && text.contains("cat_boundaries=0 1 2\n"));
    assert_refused(
        "v3_pure_categorical",
        &[
            (
                "threshold=0 1\n",
                "threshold=0 2\n",
                "line 17: threshold contains \"2\", which is not a category set of the tree",
            ),
            (
                "threshold=0 1\n",
                "threshold=0 0.5\n",
                "line 17: threshold contains \"0.5\", which is not a category set of the tree",
            ),
            (
                "threshold=0 1\n",
                "threshold=0 -1\n",
                "line 17: threshold contains \"-1\", which is not a category set of the tree",
            ),
            ("boundaries=0 1 2", "boundaries=0 1", "line 27: cat_boundaries has 2 values instead of 3"),
            (
                "boundaries=0 1 2",
                "boundaries=1 1 2",
                "line 27: cat_boundaries contains \"1 1 2\", which is not a list that ascends from 0",
            ),
            (
                "boundaries=0 1 2",
                "boundaries=0 2 1",
                "line 27: cat_boundaries contains \"0 2 1\", which is not a list that ascends from 0",
            ),
            ("boundaries=0 1 2", "boundaries=0 1 3", "line 28: cat_threshold has 2 values instead of 3"),
            ("num_cat=2", "num_cat=0", "line 17: threshold contains \"0\", which is not a category set of the tree"),
        ],
    );
}

#[test]
fn trees_are_as_long_as_announced() {
    let text = text("regression");
    let sizes = text.split("tree_sizes=").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    for wrong in [0, 1, sizes - 1, sizes + 1, usize::MAX] {
        let changed = text.replacen(&format!("tree_sizes={sizes}"), &format!("tree_sizes={wrong}"), 1);
        let error = changed.parse::<Model>().unwrap_err();
        assert!(matches!(error, ModelError::WrongTreeSize { .. }), "{wrong}: {error}");
    }
    let error = text.replacen("Tree=0", "Tree=1", 1).parse::<Model>().unwrap_err();
    assert_eq!(error, ModelError::WrongTreeSize { line: 12, tree: 0 });
}

#[test]
fn errors_repeat_little_of_a_model() {
    let long = "9".repeat(100_000);
    let error = error(&changed("regression", "num_leaves=6", &format!("num_leaves={long}")));
    assert!(error.len() < 200, "{error}");
}
