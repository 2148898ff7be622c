//! The demo documents.

pub use sisuiq_testing::typeset::typeset;

/// The demo documents' names.
pub const DOCUMENTS: [&str; 2] = ["strategic_plan", "grid_development_plan"];
