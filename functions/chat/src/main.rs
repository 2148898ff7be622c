//! chat function.
fn main() {}
