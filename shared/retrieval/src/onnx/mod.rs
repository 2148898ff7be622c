//! Running graphs with ONNX Runtime: sessions are opened when they are needed, and compute off the async threads.

mod error;
mod pairs;
mod runtime;
mod sessions;
mod workers;

pub use error::InferenceError;
pub(crate) use pairs::{PairInputs, PairTokenizer};
pub(crate) use runtime::require_file;
pub(crate) use sessions::{Graph, Sessions};
pub(crate) use workers::Workers;
