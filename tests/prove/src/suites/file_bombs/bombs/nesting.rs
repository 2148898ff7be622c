//! Deeply nested and recursive structures.

use super::{ADDED, Recipe, letter, page, stream, with_catalogue_entries, with_page_entries, with_resources};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;

pub(super) const RECIPES: &[Recipe] = &[
    ("arrays in arrays in the catalogue", arrays),
    ("dictionaries in dictionaries in the catalogue", dictionaries),
    ("arrays that are never closed", open_arrays),
    ("arrays in arrays on a page", arrays_on_a_page),
    ("dictionaries in dictionaries on a page", dictionaries_on_a_page),
    ("saved states in saved states", states),
    ("marked content in marked content", marked),
    ("a form that draws itself", form_of_itself),
    ("forms that draw each other", forms_in_a_ring),
    ("forms that double at every level", doubling_forms),
    ("an object that is its own value", reference_to_itself),
    ("objects that stand for one another in a ring", ring_of_references),
];

fn depth(chance: &mut ChaCha8Rng) -> usize {
    chance.random_range(1_000..60_000)
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}{}", open.repeat(depth), close.repeat(depth))
}

fn arrays(chance: &mut ChaCha8Rng) -> Vec<u8> {
    with_catalogue_entries(&letter(), &format!("/Deep {}", nested("[", "]", depth(chance))))
}

fn dictionaries(chance: &mut ChaCha8Rng) -> Vec<u8> {
    with_catalogue_entries(&letter(), &format!("/Deep {}", nested("<</A ", ">>", depth(chance))))
}

fn open_arrays(chance: &mut ChaCha8Rng) -> Vec<u8> {
    with_page_entries(&letter(), &format!("/Deep {}", "[".repeat(depth(chance))))
}

fn arrays_on_a_page(chance: &mut ChaCha8Rng) -> Vec<u8> {
    PdfBuilder::default().page(page().raw(&format!("BT {} TJ ET", nested("[", "]", depth(chance))))).build()
}

fn dictionaries_on_a_page(chance: &mut ChaCha8Rng) -> Vec<u8> {
    PdfBuilder::default().page(page().raw(&format!("/P {} BDC EMC", nested("<</A ", ">>", depth(chance))))).build()
}

fn states(chance: &mut ChaCha8Rng) -> Vec<u8> {
    PdfBuilder::default().page(page().raw(&"q ".repeat(30 * depth(chance)))).build()
}

fn marked(chance: &mut ChaCha8Rng) -> Vec<u8> {
    PdfBuilder::default().page(page().raw(&"/P BMC ".repeat(10 * depth(chance)))).build()
}

fn form(draws: &[usize]) -> String {
    let forms: Vec<_> = draws.iter().map(|number| format!("/X{number} {number} 0 R")).collect();
    let operators: Vec<_> = draws.iter().map(|number| format!("/X{number} Do")).collect();
    let resources = format!("/Resources << /XObject << {} >> >>", forms.join(" "));
    stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"), &operators.join(" "))
}

fn drawing(forms: &[String]) -> Vec<u8> {
    let pdf = PdfBuilder::default().page(page().raw(&format!("/X{ADDED} Do")));
    let pdf = forms.iter().fold(pdf, |pdf, form| pdf.object(form));
    with_resources(&pdf, &format!("/XObject << /X{ADDED} {ADDED} 0 R >>"))
}

fn form_of_itself(chance: &mut ChaCha8Rng) -> Vec<u8> {
    drawing(&[form(&vec![ADDED; chance.random_range(1..4)])])
}

fn forms_in_a_ring(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(2..40);
    let forms: Vec<_> = (0..length).map(|place| form(&[ADDED + (place + 1) % length])).collect();
    drawing(&forms)
}

fn doubling_forms(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let levels = chance.random_range(20..40);
    let forms: Vec<_> = (1..=levels).map(|level| form(&[ADDED + level, ADDED + level])).collect();
    drawing(&[forms, vec![form(&[])]].concat())
}

fn reference_to_itself(_: &mut ChaCha8Rng) -> Vec<u8> {
    with_page_entries(&letter().object(&format!("{ADDED} 0 R")), &format!("/Rotate {ADDED} 0 R /CropBox {ADDED} 0 R"))
}

fn ring_of_references(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(2..200);
    let pdf = (0..length).fold(letter(), |pdf, place| pdf.object(&format!("[ {} 0 R ]", ADDED + (place + 1) % length)));
    with_page_entries(&pdf, &format!("/MediaBox {ADDED} 0 R /Annots {ADDED} 0 R"))
}
