//! Never compiled: its name is all that is asked for.

fn main() {}
