//! Malicious cross-reference tables and streams.

use super::{Recipe, bytes, letter, replaced};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

pub(super) const RECIPES: &[Recipe] = &[
    ("a table that goes back to itself", back_to_itself),
    ("tables that go back to each other", ring),
    ("a thousand tables", thousand),
    ("a table whose stream is itself", hybrid),
    ("a cross-reference stream of no width", |chance| widths("0 0 0", chance)),
    ("a cross-reference stream of enormous width", |chance| widths("2147483647 2147483647 2147483647", chance)),
    ("a cross-reference stream of negative width", |chance| widths("-1 -4 -2", chance)),
    ("a table of more entries than there are bytes", many_entries),
    ("a table whose entries lie beyond the end", beyond),
    ("a table whose entries all lie in one place", one_place),
    ("a start of the table that is no number", start),
];

fn place_of_table() -> usize {
    let text: String = letter().build().into_iter().map(char::from).collect();
    text.find("xref\n").expect("a file has a table")
}

fn back_to_itself(_: &mut ChaCha8Rng) -> Vec<u8> {
    letter().trailer(&format!("/Prev {}", place_of_table())).build()
}

/// Appends tables to a file. `back` selects the position to which each table refers.
fn appended(tables: usize, back: impl Fn(usize, &[usize]) -> usize) -> Vec<u8> {
    let mut text: String = letter().build().into_iter().map(char::from).collect();
    let places: Vec<usize> = (0..tables).map(|table| text.len() + table * TABLE.len()).collect();
    for table in 0..tables {
        text.push_str(&TABLE.replace("0000000000 0", &format!("{:012}", back(table, &places))));
    }
    let last = places.last().copied().unwrap_or_default();
    bytes(&format!("{text}startxref\n{last}\n%%EOF\n"))
}

/// A table of constant length, so that positions are known in advance.
const TABLE: &str = "xref\n0 0\ntrailer\n<< /Size 8 /Root 1 0 R /Prev 0000000000 0 >>\n";

fn ring(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let tables = chance.random_range(2..50);
    appended(tables, |table, places| places[(table + 1) % tables])
}

fn thousand(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let first = place_of_table();
    appended(chance.random_range(1_000..5_000), |table, places| table.checked_sub(1).map_or(first, |one| places[one]))
}

fn hybrid(_: &mut ChaCha8Rng) -> Vec<u8> {
    letter().trailer(&format!("/XRefStm {}", place_of_table())).build()
}

fn widths(widths: &str, chance: &mut ChaCha8Rng) -> Vec<u8> {
    let size = chance.random_range(1_000..2_000_000_000_u32);
    let entries = format!("/W [{widths}] /Size {size} /Index [0 {size}] /Root 1 0 R /Length 4");
    bytes(&format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /XRef {entries} >>\nstream\nabcd\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    ))
}

fn many_entries(chance: &mut ChaCha8Rng) -> Vec<u8> {
    replaced(&letter(), "xref\n0 8\n", &format!("xref\n0 {}\n", chance.random_range(1_000_000..4_294_967_295_u32)))
}

fn beyond(chance: &mut ChaCha8Rng) -> Vec<u8> {
    replaced(&letter(), "00000 n ", &format!("{:05} n ", chance.random_range(1..99_999)))
}

fn one_place(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let text: String = letter().build().into_iter().map(char::from).collect();
    let place = chance.random_range(0..500);
    let lines = text.lines().map(|line| match line.strip_suffix("00000 n ") {
        Some(_) => format!("{place:010} 00000 n "),
        None => line.to_owned(),
    });
    bytes(&(lines.collect::<Vec<_>>().join("\n") + "\n"))
}

fn start(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let nonsense = ["-1", "18446744073709551616", "1e9", "nothing", "0x10", ""];
    let chosen = nonsense[chance.random_range(0..nonsense.len())];
    replaced(&letter(), &format!("startxref\n{}", place_of_table()), &format!("startxref\n{chosen}"))
}
