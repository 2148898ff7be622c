//! seed function.
fn main() {}
