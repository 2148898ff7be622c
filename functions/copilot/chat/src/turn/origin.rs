//! The origin of an answer, as its record describes it.

use sisuiq_provenance::{Generation, Retrieval};

/// The part of a record that a cached answer takes over from the first one.
pub(super) struct Origin {
    pub(super) retrieval: Retrieval,
    pub(super) generation: Generation,
    /// The share of statements that the citations support.
    pub(super) grounding: Option<f64>,
    /// The number of statements that are shown without support.
    pub(super) unsupported: u32,
    /// The number of statements that were withheld.
    pub(super) withheld: u32,
    /// The number of citations that were dropped.
    pub(super) dropped_citations: u32,
}
