//! Extreme sizes, positions and names.

use super::{Recipe, letter, page, with_catalogue_entries, with_page_entries};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;

pub(super) const RECIPES: &[Recipe] = &[
    ("a page of another size than there is", boxes),
    ("a user unit beyond all measure", unit),
    ("a page turned by anything", rotated),
    ("text set at sizes beyond all measure", sizes),
    ("text at places beyond all measure", places),
    ("matrices beyond all measure", matrices),
    ("a name of a megabyte", name),
    ("a string of megabytes", string),
    ("digits without end", digits),
    ("half a million objects", objects),
    ("a version that never was", version),
];

const EXTREMES: [&str; 12] = [
    "0",
    "-1",
    "1e38",
    "-1e38",
    "2147483648",
    "-2147483649",
    "99999999999999999999999",
    "0.0000000000000000000000001",
    "-0",
    "1..2",
    "--5",
    "16777217",
];

fn extreme(chance: &mut ChaCha8Rng) -> &'static str {
    EXTREMES[chance.random_range(0..EXTREMES.len())]
}

fn extremes(many: usize, chance: &mut ChaCha8Rng) -> String {
    (0..many).map(|_| extreme(chance)).collect::<Vec<_>>().join(" ")
}

fn boxes(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let (media, crop) = (extremes(4, chance), extremes(4, chance));
    with_page_entries(&letter(), &format!("/MediaBox [{media}] /CropBox [{crop}]"))
}

fn unit(chance: &mut ChaCha8Rng) -> Vec<u8> {
    with_page_entries(&letter(), &format!("/UserUnit {}", extreme(chance)))
}

fn rotated(chance: &mut ChaCha8Rng) -> Vec<u8> {
    with_page_entries(&letter(), &format!("/Rotate {}", extreme(chance)))
}

fn repeated(operators: impl FnMut(usize) -> String) -> Vec<u8> {
    let lines: Vec<_> = (0..200).map(operators).collect();
    PdfBuilder::default().page(page().raw(&lines.join("\n"))).build()
}

fn sizes(chance: &mut ChaCha8Rng) -> Vec<u8> {
    repeated(|_| format!("BT /F1 {} Tf {} Tc {} Tz (size) Tj ET", extreme(chance), extreme(chance), extreme(chance)))
}

fn places(chance: &mut ChaCha8Rng) -> Vec<u8> {
    repeated(|_| format!("BT /F1 9 Tf {} Td (place) Tj {} TL T* (next) Tj ET", extremes(2, chance), extreme(chance)))
}

fn matrices(chance: &mut ChaCha8Rng) -> Vec<u8> {
    repeated(|_| format!("q {} cm BT /F1 9 Tf {} Tm (turned) Tj ET Q", extremes(6, chance), extremes(6, chance)))
}

fn name(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let long = "N".repeat(chance.random_range(100_000..1_000_000));
    with_catalogue_entries(&letter(), &format!("/{long} /{long}"))
}

fn string(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let long = "(".repeat(50_000) + &"a\\".repeat(chance.random_range(100_000..2_000_000));
    with_catalogue_entries(&letter(), &format!("/Lang {long}"))
}

fn digits(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(10_000..1_000_000);
    with_page_entries(&letter(), &format!("/Rotate {} /UserUnit 1.{}", "9".repeat(many), "3".repeat(many)))
}

fn objects(chance: &mut ChaCha8Rng) -> Vec<u8> {
    (0..chance.random_range(100_000..500_000)).fold(letter(), |pdf, _| pdf.object("null")).build()
}

fn version(chance: &mut ChaCha8Rng) -> Vec<u8> {
    super::replaced(&letter(), "%PDF-1.7", &format!("%PDF-{}", extreme(chance)))
}
