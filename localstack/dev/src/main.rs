//! The cargo dev program.
fn main() {}
