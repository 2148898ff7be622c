//! `/api/predict/batch`

mod results;
