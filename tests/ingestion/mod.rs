//! The ingestion: what becomes of documents whose messages are killed, doubled, poisoned, late or lost.

mod deleted;
mod duplicates;
mod killed;
mod malformed;
mod malformed_files;
mod migrate;
mod poisoned;
mod process;
mod ready;
mod retried;
mod seed;
mod story;
mod swept;
mod watch;
