//! Contributions of features are LightGBM's.

use sisuiq_trees::{ExplainError, Model, PredictError};

use crate::written::{Written, all, chain, model, text};

/// Both are computed in another order, and written with 13 digits.
fn assert_equal(written: &Written, found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{}", written.name);
    for (found, expected) in found.iter().zip(expected) {
        let difference = (found - expected).abs();
        assert!(difference <= 1e-11 * expected.abs().max(1.0), "{}: {found} instead of {expected}", written.name);
    }
}

fn length(model: &Model) -> usize {
    model.outputs() * (model.features() + 1)
}

#[test]
fn contributions_are_lightgbms() {
    for written in all() {
        let mut explainer = written.model.explainer().unwrap();
        let mut contributions = vec![f64::NAN; length(&written.model)];
        for case in &written.cases {
            explainer.contributions(&case.row, &mut contributions).unwrap();
            assert_equal(&written, &contributions, &case.contributions);
        }
    }
}

#[test]
fn batches_equal_single_rows() {
    for written in all() {
        let rows: Vec<f64> = written.cases.iter().flat_map(|case| case.row.clone()).collect();
        let expected: Vec<f64> = written.cases.iter().flat_map(|case| case.contributions.clone()).collect();
        let mut contributions = vec![f64::NAN; expected.len()];
        written.model.explainer().unwrap().contributions_batch(&rows, &mut contributions).unwrap();
        assert_equal(&written, &contributions, &expected);
    }
}

#[test]
fn contributions_add_up_to_scores() {
    for written in all() {
        let mut explainer = written.model.explainer().unwrap();
        let mut contributions = vec![f64::NAN; length(&written.model)];
        for case in &written.cases {
            explainer.contributions(&case.row, &mut contributions).unwrap();
            let outputs = contributions.chunks_exact(written.model.features() + 1);
            let sums: Vec<f64> = outputs.map(|output| output.iter().sum()).collect();
            assert_equal(&written, &sums, &case.raw);
        }
    }
}

#[test]
fn last_column_is_the_expected_value() {
    for written in all() {
        let columns = written.model.features() + 1;
        let explainer = written.model.explainer().unwrap();
        let expected = written.cases[0].contributions.chunks_exact(columns).map(|output| output[columns - 1]);
        assert_equal(&written, explainer.expected(), &expected.collect::<Vec<_>>());
    }
}

#[test]
fn lengths_are_checked() {
    let model = model("multiclass");
    let mut explainer = model.explainer().unwrap();
    assert_eq!(
        explainer.contributions(&[0.0; 4], &mut [0.0; 18]),
        Err(PredictError::RowLength { found: 4, expected: 5 })
    );
    assert_eq!(
        explainer.contributions(&[0.0; 5], &mut [0.0; 17]),
        Err(PredictError::OutputLength { found: 17, expected: 18 })
    );
    assert_eq!(
        explainer.contributions_batch(&[0.0; 11], &mut [0.0; 36]),
        Err(PredictError::RowsLength { found: 11, features: 5 })
    );
    assert_eq!(
        explainer.contributions_batch(&[0.0; 10], &mut [0.0; 18]),
        Err(PredictError::OutputLength { found: 18, expected: 36 })
    );
    explainer.contributions_batch(&[], &mut []).unwrap();
}

#[test]
fn models_without_counts_only_predict() {
    let text = text("regression");
    let counts = text.lines().find(|line| line.starts_with("leaf_count=")).unwrap();
    let (first, others) = counts.split_once(' ').unwrap();
    // as long as before
    let none = format!("leaf_count={} {others}", "0".repeat(first.len() - "leaf_count=".len()));
    let model: Model = text.replacen(counts, &none, 1).parse().unwrap();
    model.raw_score(&[0.0; 5]).unwrap();
    assert_eq!(model.explainer().unwrap_err(), ExplainError::NoRowCounts { tree: 0 });
}

#[test]
fn random_forests_say_that_they_average() {
    assert!(model("forest").averages());
    assert!(!model("regression").averages());
}

fn assert_adds_up(model: &Model) {
    let mut contributions = vec![f64::NAN; length(model)];
    for value in [-1.0, 1.0] {
        let row = vec![value; model.features()];
        model.explainer().unwrap().contributions(&row, &mut contributions).unwrap();
        let (sum, score) = (contributions.iter().sum::<f64>(), model.raw_score(&row).unwrap());
        assert!((sum - score).abs() < 1e-9, "{sum} instead of {score}");
    }
}

#[test]
fn long_paths_are_refused() {
    for features in [1, 8, 9, 16, 17, 127, 128] {
        assert_adds_up(&chain(128, features));
    }
    let error = chain(129, 129).explainer().unwrap_err();
    assert_eq!(error, ExplainError::TooManyFeatures { tree: 0, found: 129, limit: 128 });
}

#[test]
fn deep_trees_are_explained() {
    // deeper than function calls can be nested
    assert_adds_up(&chain(100_000, 3));
}
