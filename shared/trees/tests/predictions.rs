//! Predictions are LightGBM's.

use crate::written::{Written, all, chain};

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
    // more rows than pass the trees together: 64 by walks, 512 by tables
    for count in [150, 1_150] {
        for written in all() {
            let (model, single) = (&written.model, &written.cases);
            let rows: Vec<f64> = single.iter().cycle().take(count).flat_map(|case| case.row.clone()).collect();
            let mut scores = vec![f64::NAN; count * model.outputs()];
            model.raw_batch(&rows, &mut scores).unwrap();
            let raw: Vec<f64> = single.iter().cycle().take(count).flat_map(|case| case.raw.clone()).collect();
            assert_equal(&written, &scores, &raw, 0.0);
            model.predict_batch(&rows, &mut scores).unwrap();
            let predictions: Vec<f64> =
                single.iter().cycle().take(count).flat_map(|case| case.prediction.clone()).collect();
            assert_equal(&written, &scores, &predictions, 1e-12);
        }
    }
}

/// Tables have a bit for each of 64 leaves; larger trees are walked through.
#[test]
fn large_trees_have_equal_batches() {
    const ROWS: usize = 1_200;
    for splits in [1, 62, 63, 64, 200] {
        let model = chain(splits, splits);
        // a row for each leaf
        let row = |leaf: usize| (0..splits).map(move |split| if split == leaf { -1.0 } else { 1.0 });
        let rows: Vec<f64> = (0..ROWS).flat_map(|index| row(index % (splits + 1))).collect();
        let mut scores = vec![f64::NAN; ROWS];
        model.raw_batch(&rows, &mut scores).unwrap();
        for (row, score) in rows.chunks(splits).zip(&scores) {
            assert_eq!(score.to_bits(), model.raw_score(row).unwrap().to_bits(), "{splits}, {row:?}");
        }
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
