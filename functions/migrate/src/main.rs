//! migrate function.
fn main() {}
