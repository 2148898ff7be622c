//! Never compiled. The function host reads only the names of the programs in `Cargo.toml`, which all have this file.

fn main() {}
