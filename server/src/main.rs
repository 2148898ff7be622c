//! All HTTP functions in one process.
fn main() {}
