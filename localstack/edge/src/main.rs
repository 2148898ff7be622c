//! One local origin for the routes of template.yaml.
fn main() {}
