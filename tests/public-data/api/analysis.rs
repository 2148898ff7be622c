//! The paths below `/api/analysis`

mod proximity;
