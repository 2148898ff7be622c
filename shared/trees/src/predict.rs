//! Predictions of a model.

use crate::error::PredictError;
use crate::model::Model;

/// The rows from which on a batch is worth the tables.
const LARGE_BATCH: usize = 1_000;

impl Model {
    /// Writes the raw scores of a row: one for each output, the sum of its trees.
    pub fn raw(&self, row: &[f64], scores: &mut [f64]) -> Result<(), PredictError> {
        self.check_row(row)?;
        check_length(scores.len(), self.outputs())?;
        self.add_up(row, scores);
        Ok(())
    }

    /// Writes the predictions of a row: probabilities, counts or amounts, as the objective defines. LightGBM's default.
    pub fn predict(&self, row: &[f64], predictions: &mut [f64]) -> Result<(), PredictError> {
        self.raw(row, predictions)?;
        self.transform(predictions);
        Ok(())
    }

    /// Returns the raw score of a row by a model with one output.
    pub fn raw_score(&self, row: &[f64]) -> Result<f64, PredictError> {
        let mut score = [0.0];
        self.check_single()?;
        self.raw(row, &mut score)?;
        Ok(score[0])
    }

    /// Returns the prediction for a row by a model with one output.
    pub fn prediction(&self, row: &[f64]) -> Result<f64, PredictError> {
        let mut prediction = [0.0];
        self.check_single()?;
        self.predict(row, &mut prediction)?;
        Ok(prediction[0])
    }

    /// Writes the raw scores of rows that follow each other in one slice. The scores of a row are beside each other.
    ///
    /// From 1,000 rows on, models whose trees have at most 64 leaves are evaluated by tables, with the same results. The first of
    /// these batches computes the tables, which takes some milliseconds, and the model stores them: at most 16 MiB.
    pub fn raw_batch(&self, rows: &[f64], scores: &mut [f64]) -> Result<(), PredictError> {
        let count = self.check_rows(rows)?;
        check_length(scores.len(), count.saturating_mul(self.outputs()))?;
        match (count >= LARGE_BATCH).then(|| self.tables()).flatten() {
            Some(tables) => {
                scores.fill(0.0);
                tables.add_scores(rows, self.features(), scores, self.outputs());
            }
            None => self.add_up(rows, scores),
        }
        Ok(())
    }

    /// Writes the predictions of rows that follow each other in one slice.
    pub fn predict_batch(&self, rows: &[f64], predictions: &mut [f64]) -> Result<(), PredictError> {
        self.raw_batch(rows, predictions)?;
        for predictions in predictions.chunks_exact_mut(self.outputs()) {
            self.transform(predictions);
        }
        Ok(())
    }

    /// Writes the number of the leaf that a row reaches in each tree.
    pub fn leaves(&self, row: &[f64], leaves: &mut [u32]) -> Result<(), PredictError> {
        self.check_row(row)?;
        check_length(leaves.len(), self.trees())?;
        self.forest.leaf_numbers(row, leaves);
        Ok(())
    }

    fn add_up(&self, rows: &[f64], scores: &mut [f64]) {
        scores.fill(0.0);
        self.forest.add_scores(rows, self.features(), scores, self.outputs());
    }

    fn transform(&self, scores: &mut [f64]) {
        if let Some(iterations) = self.averaged {
            for score in scores.iter_mut() {
                *score /= iterations;
            }
        }
        self.transform.apply(scores);
    }

    pub(crate) fn check_row(&self, row: &[f64]) -> Result<(), PredictError> {
        let (found, expected) = (row.len(), self.features());
        if found == expected { Ok(()) } else { Err(PredictError::RowLength { found, expected }) }
    }

    /// Returns the number of rows.
    pub(crate) fn check_rows(&self, rows: &[f64]) -> Result<usize, PredictError> {
        let (found, features) = (rows.len(), self.features());
        if found.is_multiple_of(features) {
            Ok(found / features)
        } else {
            Err(PredictError::RowsLength { found, features })
        }
    }

    fn check_single(&self) -> Result<(), PredictError> {
        let outputs = self.outputs();
        if outputs == 1 { Ok(()) } else { Err(PredictError::SeveralOutputs { outputs }) }
    }
}

pub(crate) fn check_length(found: usize, expected: usize) -> Result<(), PredictError> {
    if found == expected { Ok(()) } else { Err(PredictError::OutputLength { found, expected }) }
}
