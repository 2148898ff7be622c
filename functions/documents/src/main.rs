//! documents function.
fn main() {}
