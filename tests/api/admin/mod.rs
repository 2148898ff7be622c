//! What administrators see of the whole.

mod audit;
mod export;
mod head;
