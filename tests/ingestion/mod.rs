//! The ingestion: what becomes of documents whose messages are killed, doubled, poisoned, late or lost.

mod counted_words;
mod deleted;
mod duplicates;
mod forgotten;
mod killed;
mod malformed;
mod migrate;
mod poisoned;
mod ready;
mod retried;
mod seed;
mod swept;
mod traced;

use tests::ingestion::{malformed_files, story};
