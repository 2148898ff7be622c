//! Exported traces.

mod functions;
mod hops;
