//! Predictions are LightGBM's.

use crate::written::{Written, all};

/// Raw scores are the same sums in the same order; only exponentials and logarithms may differ between libraries.
fn assert_equal(written: &Written, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let difference = (found - expected).abs();
        assert!(difference <= tolerance * expected.abs(), "{}: {found} instead of {expected}", written.name);
    }
}

#[test]
fn raw_scores_are_exactly_lightgbms() {
    for written in all() {
        let mut scores = vec![f64::NAN; written.model.outputs()];
        for case in &written.cases {
            written.model.raw(&case.row, &mut scores).unwrap();
            assert_equal(&written, &scores, &case.raw, 0.0);
        }
    }
}

#[test]
fn predictions_are_lightgbms() {
    for written in all() {
        let mut predictions = vec![f64::NAN; written.model.outputs()];
        for case in &written.cases {
            written.model.predict(&case.row, &mut predictions).unwrap();
            assert_equal(&written, &predictions, &case.prediction, 1e-12);
        }
    }
}

#[test]
fn leaves_are_lightgbms() {
    for written in all() {
        let mut leaves = vec![u32::MAX; written.model.trees()];
        for case in &written.cases {
            written.model.leaves(&case.row, &mut leaves).unwrap();
            assert_eq!(leaves, case.leaves, "{}", written.name);
        }
    }
}

#[test]
fn batches_equal_single_rows() {
    for written in all() {
        let (model, single) = (&written.model, &written.cases);
        // more rows than pass the trees together
        let rows: Vec<f64> = single.iter().cycle().take(150).flat_map(|case| case.row.clone()).collect();
        let mut scores = vec![f64::NAN; 150 * model.outputs()];
        model.raw_batch(&rows, &mut scores).unwrap();
        let raw: Vec<f64> = single.iter().cycle().take(150).flat_map(|case| case.raw.clone()).collect();
        assert_equal(&written, &scores, &raw, 0.0);
        model.predict_batch(&rows, &mut scores).unwrap();
        let predictions: Vec<f64> = single.iter().cycle().take(150).flat_map(|case| case.prediction.clone()).collect();
        assert_equal(&written, &scores, &predictions, 1e-12);
    }
}

#[test]
fn rows_of_children_add_up() {
    for written in all() {
        for tree in 0..written.model.trees() {
            let nodes = written.model.statistics(tree);
            let leaves: u32 = nodes.iter().filter(|node| node.leaf.is_some()).map(|node| node.count).sum();
            assert_eq!(leaves, nodes[0].count, "{}", written.name);
            let weights: f64 = nodes.iter().filter(|node| node.leaf.is_some()).map(|node| node.weight).sum();
            let is_root_written = nodes[0].weight != 0.0;
            assert!(!is_root_written || (weights - nodes[0].weight).abs() < 1e-4 * weights, "{}", written.name);
        }
    }
}
