//! auth function.
fn main() {}
