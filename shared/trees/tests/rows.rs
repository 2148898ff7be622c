//! Rows and results of the wrong length are errors.

use sisuiq_trees::PredictError;

use crate::written::model;

#[test]
fn rows_have_all_features() {
    let model = model("regression");
    for found in [0, 1, 4, 6] {
        let error = model.raw_score(&vec![0.0; found]).unwrap_err();
        assert_eq!(error, PredictError::RowLength { found, expected: 5 });
        assert_eq!(model.leaves(&vec![0.0; found], &mut [0; 6]).unwrap_err(), error);
    }
}

#[test]
fn batches_consist_of_whole_rows() {
    let error = model("regression").predict_batch(&[0.0; 11], &mut [0.0; 2]).unwrap_err();
    assert_eq!(error.to_string(), "11 values are not rows of 5 features");
}

#[test]
fn results_fill_their_buffer() {
    let (model, row) = (model("multiclass"), [0.0; 5]);
    let error = PredictError::OutputLength { found: 2, expected: 3 };
    assert_eq!(model.predict(&row, &mut [0.0; 2]).unwrap_err(), error);
    assert_eq!(model.predict_batch(&row, &mut [0.0; 2]).unwrap_err(), error);
    assert_eq!(model.leaves(&row, &mut []).unwrap_err(), PredictError::OutputLength { found: 0, expected: 9 });
}

#[test]
fn single_numbers_need_one_output() {
    let model = model("multiclass");
    assert_eq!(model.raw_score(&[0.0; 5]).unwrap_err(), PredictError::SeveralOutputs { outputs: 3 });
    assert_eq!(model.prediction(&[0.0; 5]).unwrap_err(), PredictError::SeveralOutputs { outputs: 3 });
}

#[test]
fn empty_batches_have_empty_results() {
    model("regression").predict_batch(&[], &mut []).unwrap();
}

#[test]
fn single_numbers_equal_the_buffer() {
    let (model, row) = (model("binary"), [0.3, f64::NAN, 1.0, 0.0, 12.0]);
    let mut buffer = [0.0];
    model.raw(&row, &mut buffer).unwrap();
    assert_eq!(model.raw_score(&row).unwrap().to_bits(), buffer[0].to_bits());
    model.predict(&row, &mut buffer).unwrap();
    assert_eq!(model.prediction(&row).unwrap().to_bits(), buffer[0].to_bits());
}

#[test]
fn models_describe_themselves() {
    let model = model("binary");
    assert_eq!(model.feature_names(), ["Column_0", "Column_1", "Column_2", "Column_3", "Column_4"]);
    assert_eq!((model.features(), model.outputs(), model.trees()), (5, 1, 6));
    assert_eq!(model.objective(), Some("binary sigmoid:0.7"));
    assert_eq!(crate::written::model("own_objective").objective(), None);
}
