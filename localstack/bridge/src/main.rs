//! Delivers queues and schedules to functions as event source mappings do.
fn main() {}
