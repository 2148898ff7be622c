//! What administrators see of the whole.

mod analytic;
mod audit;
mod export;
mod head;
