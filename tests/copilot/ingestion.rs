//! Ingestion of documents whose process is killed, or whose messages are duplicated, invalid, late or lost.

mod counted_words;
mod deleted;
mod duplicates;
mod killed;
mod malformed;
mod migrate;
mod poisoned;
mod ready;
mod recognised;
mod reembedded;
mod reindexed;
mod reread;
mod retried;
mod seed;
mod shared;
mod swept;
mod tables;
mod traced;
mod versioned;

use copilot::ingestion::{malformed_files, scenario};
