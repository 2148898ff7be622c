//! health function.
fn main() {}
