//! Models that LightGBM wrote, their predictions and contributions, and models that are damaged.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod contributions;
mod limits;
mod malformed;
mod mutated;
mod predictions;
mod rows;
mod written;
