//! Page trees.

use super::{ADDED, Recipe, letter, page, replaced};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

pub(super) const RECIPES: &[Recipe] = &[
    ("a hundred thousand pages", hundred_thousand),
    ("a hundred thousand pages announced", announced),
    ("one page a hundred thousand times", one_page),
    ("a page tree that holds itself", itself),
    ("a page tree in a ring", ring),
    ("a page tree that doubles at every level", doubling),
    ("a page tree of one branch a level", deep),
    ("a page that is its own parent", own_parent),
    ("a page tree of anything but pages", anything),
    ("a count that is not a number", count),
];

fn hundred_thousand(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let pages = chance.random_range(99_000..101_000);
    (0..pages).fold(PdfBuilder::default(), |pdf, _| pdf.page(PageBuilder::default())).build()
}

fn announced(chance: &mut ChaCha8Rng) -> Vec<u8> {
    replaced(&letter(), "/Count 1 ", &format!("/Count {} ", chance.random_range(100_000..2_147_483_647_u32)))
}

fn one_page(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(1_500..100_000);
    kids(&letter(), &"6 0 R ".repeat(many), many)
}

fn kids(pdf: &PdfBuilder, kids: &str, count: usize) -> Vec<u8> {
    let all: String = pdf.build().into_iter().map(char::from).collect();
    super::bytes(&all.replace("/Kids [ 6 0 R ] /Count 1 ", &format!("/Kids [ {kids} ] /Count {count} ")))
}

fn itself(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(1..50);
    kids(&letter(), &format!("{}6 0 R", "2 0 R ".repeat(many)), many + 1)
}

fn ring(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(2..100);
    let pdf = (0..length).fold(letter(), |pdf, place| {
        let next = ADDED + (place + 1) % length;
        pdf.object(&format!("<< /Type /Pages /Parent 2 0 R /Kids [ {next} 0 R ] /Count 1 >>"))
    });
    kids(&pdf, &format!("{ADDED} 0 R"), 1)
}

fn doubling(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let levels = chance.random_range(20..3_000);
    let pdf = (1..=levels).fold(letter(), |pdf, level| {
        let next = if level == levels { 6 } else { ADDED + level };
        pdf.object(&format!("<< /Type /Pages /Parent 2 0 R /Kids [ {next} 0 R {next} 0 R ] /Count 2 >>"))
    });
    kids(&pdf, &format!("{ADDED} 0 R {ADDED} 0 R"), 2)
}

fn deep(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let levels = chance.random_range(500..20_000);
    let pdf = (1..=levels).fold(letter(), |pdf, level| {
        let next = if level == levels { 6 } else { ADDED + level };
        pdf.object(&format!("<< /Type /Pages /Parent {} 0 R /Kids [ {next} 0 R ] /Count 1 >>", ADDED + level - 2))
    });
    kids(&pdf, &format!("{ADDED} 0 R"), 1)
}

fn own_parent(_: &mut ChaCha8Rng) -> Vec<u8> {
    replaced(&letter(), "/Type /Page /Parent 2 0 R", "/Type /Page /Parent 6 0 R")
}

fn anything(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let things = ["null", "(page)", "<< >>", "1 0 R", "3 0 R", "[ ]", "7 0 R", "-1", "/Page", "99999 0 R"];
    let kids_made: Vec<_> = (0..50).map(|_| things[chance.random_range(0..things.len())]).collect();
    kids(&PdfBuilder::default().page(page()), &kids_made.join(" "), 50)
}

fn count(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let nonsense = ["-2147483648", "1e40", "(many)", "null", "2 0 R", "99999999999999999999"];
    replaced(&letter(), "/Count 1 ", &format!("/Count {} ", nonsense[chance.random_range(0..nonsense.len())]))
}
