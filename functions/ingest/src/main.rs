//! ingest function.
fn main() {}
