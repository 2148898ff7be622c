//! Fonts without a character map give no letters that nobody wrote.

use sisuiq_documents::{Page, PageState};

use super::support::pages;
use crate::pdf::{PageBuilder, PdfBuilder};

const COMPOSITE: &str = "/Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [9 0 R]";
const DESCENDANT: &str = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo << /Registry (Adobe) \
                          /Ordering (Identity) /Supplement 0 >> /DW 600 >>";

/// A page with a font F3 and its character map.
async fn read(operators: &str, font: &str, map: &str) -> Page {
    let page = PageBuilder::default().raw(operators).entry("/Resources << /Font << /F1 3 0 R /F3 8 0 R >> >>");
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> \
         endcodespacerange {map} endcmap end end"
    );
    let pdf = PdfBuilder::default()
        .page(page)
        .object(&format!("<< {font} >>"))
        .object(DESCENDANT)
        .object(&format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()));
    pages(&pdf.build()).await.remove(0)
}

#[tokio::test]
async fn page_of_unknown_codes_has_no_text() {
    let page = read("BT /F3 11 Tf 72 700 Td <002400250026002700280029> Tj ET", COMPOSITE, "").await;
    assert_eq!((page.state, page.text.as_str()), (PageState::NoTextLayer, ""));
}

#[tokio::test]
async fn unknown_codes_between_words_are_left_out() {
    let words = "BT /F1 11 Tf 72 700 Td (The gauge stands at the bridge and shows ) Tj /F3 11 Tf <00240025> Tj ET";
    let page = read(words, COMPOSITE, "").await;
    assert_eq!(page.text, "The gauge stands at the bridge and shows");
}

#[tokio::test]
async fn composite_font_with_a_map_is_read() {
    let font = format!("{COMPOSITE} /ToUnicode 10 0 R");
    let map = "2 beginbfchar <0024> <0061> <0025> <0062> endbfchar";
    assert_eq!(read("BT /F3 11 Tf 72 700 Td <00240025> Tj ET", &font, map).await.text, "ab");
}

#[tokio::test]
async fn letters_beyond_the_basic_plane_stay() {
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R";
    let map = "3 beginbfchar <41> <D835DDB2> <42> <D83CDF31> <43> <D840DC0B> endbfchar";
    assert_eq!(read("BT /F3 11 Tf 72 700 Td (ABC) Tj ET", font, map).await.text, "S🌱𠀋");
}

/// A simple font whose codes below 32 stand for ligatures.
fn simple() -> String {
    let widths = "500 ".repeat(256);
    format!("/Type /Font /Subtype /TrueType /BaseFont /Odd /FirstChar 0 /LastChar 255 /Widths [{widths}]")
}

#[tokio::test]
async fn certain_ligatures_are_spelled_out() {
    for (font, map) in
        [(simple(), ""), (format!("{} /ToUnicode 10 0 R", simple()), "2 beginbfchar <01> <0000> <02> <0000> endbfchar")]
    {
        let words =
            "BT /F3 11 Tf 72 700 Td (The o\\001er was certi\\002ed and \\002led with the sta\\001 \\002nance) Tj ET";
        let page = read(words, &font, map).await;
        assert_eq!(page.text, "The offer was certified and filed with the staff finance", "{map}");
    }
}

#[tokio::test]
async fn uncertain_ligatures_are_left_out() {
    let words = "BT /F3 11 Tf 72 700 Td (Der Bericht nennt zwei A\\001en und ein Kabel der alten Anlage im Tal) Tj ET";
    let page = read(words, &simple(), "").await;
    assert_eq!(page.text, "Der Bericht nennt zwei Aen und ein Kabel der alten Anlage im Tal");
    assert_eq!(page.state, PageState::Text);
}

#[tokio::test]
async fn page_of_incomplete_words_has_no_text() {
    let words = "BT /F3 11 Tf 72 700 Td (Zwei A\\001en ri\\001en und hu\\001en) Tj ET";
    assert_eq!(read(words, &simple(), "").await.state, PageState::NoTextLayer);
}

#[tokio::test]
async fn letters_that_hang_over_keep_their_space() {
    let words = "BT /F3 11 Tf 72 700 Td [(of) -250 (the) -270 (grid)] TJ ET";
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Times-Italic /Encoding /WinAnsiEncoding";
    assert_eq!(read(words, font, "").await.text, "of the grid");
    let kerned = "BT /F3 11 Tf 72 700 Td [(of) -20 (ten)] TJ ET";
    assert_eq!(read(kerned, font, "").await.text, "often");
}

/// Each character as a text object of its own, set closer than the font says.
fn lone_letters(characters: &str, mut place: f32) -> String {
    let advances =
        [('f', 0.278), (' ', 0.25), ('o', 0.5), ('e', 0.444), ('c', 0.444), ('t', 0.278), ('s', 0.389), ('h', 0.5)];
    let object = |character: char| {
        let words = format!("BT /F3 11 Tf 1 0 0 1 {place} 700 Tm ({character}) Tj ET ");
        place += 11.0 * advances.iter().find(|(known, _)| *known == character).unwrap().1;
        words
    };
    characters.chars().map(object).collect()
}

#[tokio::test]
async fn lone_letters_that_hang_over_are_kept() {
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Times-BoldItalic /Encoding /WinAnsiEncoding";
    for words in ["effects of the effect", "off the set", "of the coffee"] {
        assert_eq!(read(&lone_letters(words, 72.0), font, "").await.text, words);
    }
}

#[tokio::test]
async fn second_print_stays_out() {
    let font = "/Type /Font /Subtype /Type1 /BaseFont /Times-BoldItalic /Encoding /WinAnsiEncoding";
    let twice = [lone_letters("of the set", 72.0), lone_letters("of the set", 72.3)].concat();
    assert_eq!(read(&twice, font, "").await.text, "of the set");
}
