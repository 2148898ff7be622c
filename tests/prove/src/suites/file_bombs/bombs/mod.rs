//! Hostile files, made by code.

mod actions;
mod fonts;
mod nesting;
mod numbers;
mod pages;
mod pictures;
mod strangers;
mod streams;
mod structure;
mod tables;

use copilot::ingestion::malformed_files;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

/// A hostile file.
pub(super) struct Bomb {
    /// What is hostile about it.
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// A way to make hostile files.
type Recipe = (&'static str, fn(&mut ChaCha8Rng) -> Vec<u8>);

/// The number of the first object that is added to a file of one page.
const ADDED: usize = 8;

/// The file of a case: the ones written by hand first, then those of each recipe in turn.
pub(super) fn bomb(number: u64, chance: &mut ChaCha8Rng) -> Bomb {
    let number = usize::try_from(number).expect("there are not that many files");
    let recipes = recipes();
    let mut by_hand = malformed_files::all();
    let place = number % (recipes.len() + by_hand.len());
    if let Some(&(name, make)) = recipes.get(place) {
        return Bomb { name, bytes: make(chance) };
    }
    let file = by_hand.swap_remove(place - recipes.len());
    Bomb { name: file.name, bytes: file.bytes }
}

fn recipes() -> Vec<Recipe> {
    let groups = [
        nesting::RECIPES,
        tables::RECIPES,
        streams::RECIPES,
        pages::RECIPES,
        numbers::RECIPES,
        structure::RECIPES,
        actions::RECIPES,
        fonts::RECIPES,
        pictures::RECIPES,
        strangers::RECIPES,
    ];
    groups.concat()
}

/// A page with a sentence on it.
fn page() -> PageBuilder {
    PageBuilder::default().text(72.0, 700.0, 11.0, malformed_files::TEXT)
}

/// A file of one page.
fn letter() -> PdfBuilder {
    PdfBuilder::default().page(page())
}

/// A stream with these entries in its dictionary; one byte a character.
fn stream(entries: &str, data: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.chars().count())
}

/// The file of one page with something replaced by something else, without regard to the cross-reference table.
fn replaced(pdf: &PdfBuilder, old: &str, new: &str) -> Vec<u8> {
    let text: String = pdf.build().into_iter().map(char::from).collect();
    assert!(text.contains(old), "there is no {old:?} to replace");
    bytes(&text.replace(old, new))
}

/// One byte a character.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).expect("one byte a character")).collect()
}

/// A file of one page whose dictionary has more entries.
fn with_page_entries(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "/Type /Page /Parent", &format!("/Type /Page {entries} /Parent"))
}

/// A file of one page whose catalogue has more entries.
fn with_catalogue_entries(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "/Type /Catalog", &format!("/Type /Catalog {entries}"))
}

/// A file of one page whose resources have more entries.
fn with_resources(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "<< /Font <<", &format!("<< {entries} /Font <<"))
}
