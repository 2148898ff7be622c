//! The demo documents.

pub use sisuiq_testing::typeset::typeset;

/// The demo documents' names.
pub const DOCUMENTS: [&str; 4] =
    ["strategic_plan", "grid_development_plan", "outage_reporting_regulation", "transmission_licence"];
