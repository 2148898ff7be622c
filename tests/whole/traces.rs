//! What a collector of traces is told.

mod functions;
mod hops;
