//! Uploads, lists, pages, originals and deletion.

mod create;
mod delete;
mod file;
mod list;
mod page;
mod read;

use sisuiq_testing::pdf::PdfBuilder;

/// A small PDF; another mark makes other bytes.
fn pdf(mark: &str) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Handbook of {mark}."), "The second page speaks of transformers."]).build()
}
