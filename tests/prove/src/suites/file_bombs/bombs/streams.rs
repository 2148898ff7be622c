//! Streams that expand or contain themselves.

use super::{ADDED, Recipe, letter, page, replaced, stream, with_page_entries};
use flate2::{
    Compression,
    write::{DeflateEncoder, ZlibEncoder},
};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;
use std::io::Write;

pub(super) const RECIPES: &[Recipe] = &[
    ("a thousand to one, once", |chance| deflated(1, chance)),
    ("a thousand to one, twice", |chance| deflated(2, chance)),
    ("a thousand to one, three times", |chance| deflated(3, chance)),
    ("run lengths of run lengths", run_lengths),
    ("a hundred filters", hundred_filters),
    ("a stream of many megabytes", huge),
    ("a stream whose length is itself", length_of_itself),
    ("a length far beyond the end", long_length),
    ("a million glyphs", glyphs),
    ("a hundred thousand contents of one page", many_contents),
    ("a stream of objects that holds itself", objects_in_themselves),
    ("streams of objects that extend each other", extending),
    ("a predictor of enormous rows", predictor),
    ("broken compression", broken),
];

fn compressed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}

fn text_of(bytes: Vec<u8>) -> String {
    bytes.into_iter().map(char::from).collect()
}

/// A page with this content stream.
fn showing(entries: &str, data: &str) -> Vec<u8> {
    replaced(&letter().object(&stream(entries, data)), "/Contents 7 0 R", &format!("/Contents {ADDED} 0 R"))
}

/// Compressed data that expands to this many copies of a unit, each in its own block.
fn growing(unit: &[u8], copies: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(unit).expect("memory takes what is written");
    encoder.flush().expect("memory takes what is written");
    let block = encoder.get_ref().clone();
    [b"\x78\xda".to_vec(), block.repeat(copies), b"\x01\0\0\xff\xff\0\0\0\0".to_vec()].concat()
}

/// Spaces or more expensive operators, compressed this many times.
fn deflated(times: usize, chance: &mut ChaCha8Rng) -> Vec<u8> {
    let megabytes = chance.random_range(16..64);
    let unit = [" ", "q Q ", "0 0 m ", "BT ET "][chance.random_range(0..4)];
    let mut data = growing(unit.repeat(262_144 / unit.len()).as_bytes(), 4 * megabytes);
    for _ in 1..times {
        data = compressed(&data);
    }
    showing(&format!("/Filter [{}]", "/FlateDecode ".repeat(times)), &text_of(data))
}

fn run_lengths(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let data = format!("{}80>", "8120".repeat(chance.random_range(200..2_000)));
    let filters = "/RunLengthDecode ".repeat(chance.random_range(2..7));
    showing(&format!("/Filter [/ASCIIHexDecode {filters}]"), &data)
}

fn hundred_filters(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let filter = ["/ASCIIHexDecode ", "/ASCII85Decode ", "/LZWDecode ", "/Crypt ", "/FlateDecode "];
    let chosen = filter[chance.random_range(0..filter.len())];
    showing(&format!("/Filter [{}]", chosen.repeat(chance.random_range(100..5_000))), "3031323334>")
}

fn huge(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let unit = ["0 0 m 1 1 l ", "% nothing\n", "1 0 0 1 0 0 cm "][chance.random_range(0..3)];
    PdfBuilder::default().page(page().raw(&unit.repeat(chance.random_range(4..12) * 1_048_576 / unit.len()))).build()
}

fn length_of_itself(_: &mut ChaCha8Rng) -> Vec<u8> {
    let itself = format!("<< /Length {ADDED} 0 R >>\nstream\nBT ET\nendstream");
    replaced(&letter().object(&itself), "/Contents 7 0 R", &format!("/Contents {ADDED} 0 R"))
}

fn long_length(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(1_000_000..u64::MAX);
    replaced(&letter(), "<< /Length ", &format!("<< /Length {length} /Was "))
}

fn glyphs(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let line = format!("BT /F1 1 Tf 10 {} Td ({}) Tj ET", chance.random_range(1..800), "i".repeat(1_000));
    PdfBuilder::default().page(page().raw(&(line + "\n").repeat(chance.random_range(100..1_000)))).build()
}

fn many_contents(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let contents = "7 0 R ".repeat(chance.random_range(10_000..100_000));
    replaced(&letter(), "/Contents 7 0 R", &format!("/Contents [ {contents}]"))
}

fn objects_in_themselves(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(1..1_000_000);
    let objects = stream(&format!("/Type /ObjStm /N {many} /First 5 /Extends {ADDED} 0 R"), &format!("{ADDED} 0 [ ]"));
    with_page_entries(&letter().object(&objects), &format!("/Annots {ADDED} 0 R /Metadata {ADDED} 0 R"))
}

fn extending(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let length = chance.random_range(2..200);
    let pdf = (0..length).fold(letter(), |pdf, place| {
        let next = ADDED + (place + 1) % length;
        pdf.object(&stream(&format!("/Type /ObjStm /N 1 /First 5 /Extends {next} 0 R"), &format!("{next} 0 [ ]")))
    });
    with_page_entries(&pdf, &format!("/Annots {ADDED} 0 R"))
}

fn predictor(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = chance.random_range(1_000_000..2_147_483_647_u32);
    let parameters = format!("/DecodeParms << /Predictor 15 /Colors 32 /BitsPerComponent 16 /Columns {columns} >>");
    showing(&format!("/Filter /FlateDecode {parameters}"), &text_of(compressed(&[2; 10_000])))
}

fn broken(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let mut data = compressed(&b"BT /F1 11 Tf (text) Tj ET ".repeat(2_000));
    for _ in 0..20 {
        let place = chance.random_range(2..data.len());
        data[place] = chance.random();
    }
    showing("/Filter /FlateDecode", &text_of(data))
}
