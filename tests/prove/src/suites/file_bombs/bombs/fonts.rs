//! Malicious fonts and character maps.

use super::{ADDED, Recipe, replaced, stream};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

pub(super) const RECIPES: &[Recipe] = &[
    ("a font of a million widths", widths),
    ("a font that begins below nothing", first_character),
    ("a font program of noise", program),
    ("a font that is its own descendant", descendant),
    ("a font whose glyphs draw text in that font", glyphs),
    ("a map of all characters, a thousand times", ranges),
    ("a map that uses itself", map_of_itself),
    ("a map to strings of kilobytes", long_strings),
    ("a map that is never closed", open_map),
    ("differences of a million names", differences),
];

/// A page in a font that is the first of these objects.
fn set_in(objects: &[String]) -> Vec<u8> {
    let page = PageBuilder::default().raw("BT /F9 11 Tf 72 700 Td (The lights are on.) Tj <0001ffff> Tj ET");
    let pdf = objects.iter().fold(PdfBuilder::default().page(page), |pdf, object| pdf.object(object));
    replaced(&pdf, "/Font <<", &format!("/Font << /F9 {ADDED} 0 R"))
}

fn widths(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let widths = "500 ".repeat(chance.random_range(100_000..1_000_000));
    let font = "/Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 0 /LastChar 2147483647";
    set_in(&[format!("<< {font} /Widths [{widths}] >>")])
}

fn first_character(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let (first, last) = (chance.random::<i32>(), chance.random::<i32>());
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica";
    set_in(&[format!("<< {font} /FirstChar {first} /LastChar {last} /Widths [500 -500 1e38] >>")])
}

fn program(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let (kind, file) =
        [("TrueType", "FontFile2"), ("Type1", "FontFile"), ("Type1", "FontFile3")][chance.random_range(0..3)];
    let head =
        ["\u{0}\u{1}\u{0}\u{0}", "%!PS-AdobeFont-1.0\n", "\u{1}\u{0}\u{4}\u{2}", "OTTO"][chance.random_range(0..4)];
    let noise: String = (0..chance.random_range(1_000..1_000_000)).map(|_| char::from(chance.random::<u8>())).collect();
    let descriptor = format!("<< /Type /FontDescriptor /FontName /X /Flags 4 /{file} {} 0 R >>", ADDED + 2);
    let font = format!("<< /Type /Font /Subtype /{kind} /BaseFont /X /FontDescriptor {} 0 R >>", ADDED + 1);
    set_in(&[font, descriptor, stream("/Length1 99999999", &format!("{head}{noise}"))])
}

fn descendant(_: &mut ChaCha8Rng) -> Vec<u8> {
    let entries = format!("/DescendantFonts [ {ADDED} 0 R ] /ToUnicode {ADDED} 0 R /FontDescriptor {ADDED} 0 R");
    set_in(&[format!("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H {entries} >>")])
}

fn glyphs(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let procedures: Vec<_> = ('A'..='z').map(|letter| format!("/g{} {} 0 R ", u32::from(letter), ADDED + 1)).collect();
    let names: Vec<_> = ('A'..='z').map(|letter| format!("/g{} ", u32::from(letter))).collect();
    let (procedures, names) = (procedures.concat(), names.concat());
    let encoding = format!("/Encoding << /Differences [ 65 {names}] >> /FirstChar 65 /LastChar 122");
    let resources = format!("/Resources << /Font << /F9 {ADDED} 0 R >> >>");
    let font = format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] {encoding} {resources} /CharProcs << {procedures}>> >>"
    );
    let times = chance.random_range(1..20);
    set_in(&[font, stream("", &format!("9 0 d0 BT /F9 1 Tf {} ET", "(The lights) Tj ".repeat(times)))])
}

fn mapped(map: &str) -> Vec<u8> {
    let font = format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode {} 0 R >>",
        ADDED + 1
    );
    set_in(&[font, stream(&format!("/Type /CMap /UseCMap {} 0 R", ADDED + 1), map)])
}

fn ranges(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(100..1_000);
    mapped(&format!("begincmap {} endcmap", "1 beginbfrange <0000> <ffff> <0041> endbfrange\n".repeat(many)))
}

fn map_of_itself(_: &mut ChaCha8Rng) -> Vec<u8> {
    mapped("begincmap /Identity-H usecmap /X usecmap 1 beginbfchar <41> <0042> endbfchar endcmap")
}

fn long_strings(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let long = "0041".repeat(chance.random_range(1_000..10_000));
    let entries: Vec<_> = (0x41..0x7b).map(|code| format!("<{code:02x}> <{long}>\n")).collect();
    let entries = entries.concat();
    mapped(&format!("begincmap 58 beginbfchar\n{entries}endbfchar endcmap"))
}

fn open_map(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(1_000..100_000);
    mapped(&format!("begincmap 1 beginbfrange {}", "<00> <ff> [ <0041> ".repeat(many)))
}

fn differences(chance: &mut ChaCha8Rng) -> Vec<u8> {
    let many = chance.random_range(100_000..500_000);
    let names = (0..many).map(|number| format!("/n{number} ")).collect::<Vec<_>>().concat();
    set_in(&[format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [ -5 {names}] >> >>"
    )])
}
