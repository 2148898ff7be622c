//! Generators of hostile files.

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
    /// The attack that it contains.
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Name and generator of a kind of hostile file.
type Recipe = (&'static str, fn(&mut ChaCha8Rng) -> Vec<u8>);

/// Number of the first object that is added to a one-page file.
const ADDED: usize = 8;

/// Selects the file of a case: first one of each recipe, then the files written by hand.
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

/// A stream with these dictionary entries and one byte per character.
fn stream(entries: &str, data: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.chars().count())
}

/// Replaces a text in a file. The cross-reference table is not adjusted.
fn replaced(pdf: &PdfBuilder, old: &str, new: &str) -> Vec<u8> {
    let text: String = pdf.build().into_iter().map(char::from).collect();
    assert!(text.contains(old), "there is no {old:?} to replace");
    bytes(&text.replace(old, new))
}

/// Encodes one byte per character.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).expect("one byte a character")).collect()
}

/// Adds entries to the dictionary of the page.
fn with_page_entries(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "/Type /Page /Parent", &format!("/Type /Page {entries} /Parent"))
}

/// Adds entries to the catalogue.
fn with_catalogue_entries(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "/Type /Catalog", &format!("/Type /Catalog {entries}"))
}

/// Adds entries to the resources of the page.
fn with_resources(pdf: &PdfBuilder, entries: &str) -> Vec<u8> {
    replaced(pdf, "<< /Font <<", &format!("<< {entries} /Font <<"))
}
