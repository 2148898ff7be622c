//! Hostile workbooks.

use super::case::{Case, Ending, noted, refused, usual, usual_with};
use serde_json::json;
use sisuiq_analytics::Kind;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>region</t></is></c><c r="C1" t="inlineStr"><is><t>duration_hours</t></is></c><c r="D1" t="inlineStr"><is><t>affected_customers</t></is></c></row>"#;
/// 5 and 20 January 2024: 2 h of 100 customers and 1 h of 300.
const DATA: &str = r#"<row r="2"><c r="A2" s="1"><v>45296</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><v>2</v></c><c r="D2"><v>100</v></c></row><row r="3"><c r="A3" s="1"><v>45311</v></c><c r="B3" t="s"><v>1</v></c><c r="C3"><v>1</v></c><c r="D3"><v>300</v></c></row>"#;

/// The files of a workbook.
struct Book(Vec<(String, Vec<u8>)>);

impl Book {
    fn new() -> Self {
        let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
        Self(vec![
            part("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned()),
            part("_rels/.rels", format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#)),
            part(BOOK, format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>"#)),
            part(RELATIONS, format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#)),
            part("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>"#)),
            part(TEXTS, format!(r#"<sst xmlns="{MAIN}"><si><t>North</t></si><si><t>South</t></si></sst>"#)),
            part(SHEET, sheet(&format!("{HEAD}{DATA}"), "")),
        ])
    }

    /// With this text in place of another one of a file.
    fn replaced(mut self, name: &str, from: &str, to: &str) -> Self {
        for (_, content) in self.0.iter_mut().filter(|(known, _)| known == name) {
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains(from), "{name} has no {from}");
            *content = text.replace(from, to).into_bytes();
        }
        self
    }

    fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), content.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    fn bytes(self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in self.0 {
            zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
            zip.write_all(&content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

fn sheet(rows: &str, after: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>"#)
}

/// The usual sheet with further rows and elements after them.
fn with_rows(more: &str, after: &str) -> Book {
    Book::new().with(SHEET, sheet(&format!("{HEAD}{DATA}{more}"), after))
}

fn case(name: &'static str, book: Book, ending: Ending) -> Case {
    of(name, book.bytes(), ending)
}

fn of(name: &'static str, bytes: Vec<u8>, ending: Ending) -> Case {
    Case { name, kind: Kind::Xlsx, bytes, ending }
}

pub(super) fn all() -> Vec<Case> {
    [archives(), trees(), texts(), cells(), lost(), places(), dates(), parts()].into_iter().flatten().collect()
}

fn archives() -> Vec<Case> {
    let plain = Book::new().bytes();
    let changed = |from: &[u8], to: &[u8]| {
        let mut bytes = plain.clone();
        let place = bytes.windows(from.len()).rposition(|part| part == from).unwrap();
        bytes[place..place + to.len()].copy_from_slice(to);
        bytes
    };
    let mut flipped = plain.clone();
    flipped[60] ^= 0xff;
    let many = (0..2_000).fold(Book::new(), |book, number| book.with(&format!("x{number}"), "x"));
    vec![
        of("nothing", Vec::new(), refused(&["empty"])),
        of("a text", b"date,region\n".to_vec(), refused(&["not_a_workbook"])),
        of("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc".to_vec(), refused(&["encrypted"])),
        of("half of it", plain[..plain.len() / 2].to_vec(), refused(&["damaged"])),
        of("the head only", b"PK\x03\x04".to_vec(), refused(&["damaged"])),
        of("a wrong byte", flipped, refused(&["damaged"])),
        of("a directory at a wrong place", changed(b"PK\x05\x06", b"PK\x05\x07"), refused(&["damaged"])),
        case("a bomb", Book::new().with("xl/media/a", vec![0; 64 << 20]), refused(&["expands_too_much"])),
        case("a bomb of texts", Book::new().with(TEXTS, vec![b'A'; 40 << 20]), refused(&["expands_too_much"])),
        case("too many files", many, refused(&["expands_too_much"])),
        case("a workbook within", Book::new().with("xl/embeddings/inner.xlsx", plain.clone()), usual()),
        case("a path upwards", Book::new().with("../../etc/passwd", "root"), usual()),
        case(
            "a document",
            Book::new().without(BOOK).without(RELATIONS).with("word/document.xml", "<w/>"),
            refused(&["damaged"]),
        ),
    ]
}

fn trees() -> Vec<Case> {
    let deep = |count: usize| format!("{}{}", "<a>".repeat(count), "</a>".repeat(count));
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "hahahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"#;
    let outside = r#"<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>"#;
    let entity = |declared: &str, name: &str| {
        Book::new().with(
            TEXTS,
            format!(r#"{declared}<sst xmlns="{MAIN}"><si><t>&{name};</t></si><si><t>South</t></si></sst>"#),
        )
    };
    vec![
        case("a deep sheet", with_rows("", &deep(50_000)), usual()),
        case(
            "deep texts",
            Book::new().replaced(TEXTS, "<t>North</t>", &deep(50_000)),
            Ending::Right(vec![("/saidi", json!(0.5))]),
        ),
        case(
            "a deep list of sheets",
            Book::new().replaced(BOOK, "<sheets>", &format!("{}<sheets>", deep(50_000))),
            usual(),
        ),
        case(
            "elements that are not closed",
            Book::new().with(SHEET, format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{HEAD}{DATA}"#)),
            refused(&["damaged"]),
        ),
        case("elements that are crossed", with_rows("<row r=\"4\"><c r=\"A4\"></row></c>", ""), refused(&["damaged"])),
        case("entities of entities", entity(laughs, "c"), refused(&["damaged"])),
        case("an entity from outside", entity(outside, "f"), refused(&["damaged"])),
        case("no text at all", Book::new().with(SHEET, "x"), refused(&["empty", "damaged"])),
        case("an empty file", Book::new().with(SHEET, ""), refused(&["empty", "damaged"])),
        case("zero bytes", Book::new().with(SHEET, vec![0; 100]), refused(&["empty", "damaged"])),
    ]
}

fn texts() -> Vec<Case> {
    let region = |content: &str| Book::new().replaced(TEXTS, "<t>North</t>", content);
    vec![
        case("a text out of range", Book::new().replaced(SHEET, "<v>0</v>", "<v>99</v>"), refused(&["damaged"])),
        // the library reads a place that is no number as the first one
        case("a negative text", Book::new().replaced(SHEET, "<v>0</v>", "<v>-1</v>"), usual()),
        case("no list of texts", Book::new().without(TEXTS), refused(&["damaged"])),
        case(
            "a false number of texts",
            Book::new().replaced(TEXTS, "<sst ", r#"<sst count="4294967295" uniqueCount="4294967295" "#),
            refused(&["unreadable"]),
        ),
        case("an empty text", region("<t/>"), usual()),
        case(
            "formatted text",
            region("<r><t>No</t></r><r><t>rth</t></r><rPh><t>x</t></rPh>"),
            Ending::Right(vec![("/saidi", json!(0.5)), ("/top_regions/0/region", json!("North"))]),
        ),
        case("a control character", region("<t>a&#7;b</t>"), usual()),
        case("an escaped character", region("<t>a_x0007_b</t>"), usual()),
        case("a text without a place", with_rows(r#"<row r="4"><c r="A4" t="inlineStr"/></row>"#, ""), usual()),
        case("a long text", region(&format!("<t>{}</t>", "x".repeat(40_000))), refused(&["too_long_cell"])),
    ]
}

fn cells() -> Vec<Case> {
    let hours = |cell: &str| Book::new().replaced(SHEET, r#"<c r="C3"><v>1</v></c>"#, cell);
    let unread = || Ending::Noted("no readable duration", vec![("/saidi", json!(0.2))]);
    vec![
        case("a formula with its value", hours(r#"<c r="C3"><f>1/1</f><v>1</v></c>"#), usual()),
        case("a formula without a value", hours(r#"<c r="C3"><f>1/1</f></c>"#), unread()),
        case(
            "a link to another workbook",
            hours(r#"<c r="C3"><f>[1]Log!A1</f><v>1</v></c>"#)
                .with("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
            usual(),
        ),
        case("a call of a program", hours(r#"<c r="C3" t="str"><f>cmd|'/c calc'!A0</f><v>1</v></c>"#), usual()),
        case("an error", hours(r#"<c r="C3" t="e"><v>#DIV/0!</v></c>"#), unread()),
        case("a truth value", hours(r#"<c r="C3" t="b"><v>1</v></c>"#), unread()),
        case("a number without end", hours(r#"<c r="C3"><v>1e999</v></c>"#), unread()),
        case("no number", hours(r#"<c r="C3"><v>NaN</v></c>"#), unread()),
        case("a word as a number", hours(r#"<c r="C3"><v>one</v></c>"#), unread()),
        case("an unknown kind of cell", hours(r#"<c r="C3" t="zzz"><v>1</v></c>"#), refused(&["damaged"])),
        case("an unknown style", hours(r#"<c r="C3" s="999"><v>1</v></c>"#), usual()),
        case("a negative style", hours(r#"<c r="C3" s="-1"><v>1</v></c>"#), usual()),
    ]
}

/// Cells that are read as empty are told.
fn lost() -> Vec<Case> {
    let third = |cell: &str| with_rows(&format!(r#"<row r="4"><c r="B4" t="s"><v>0</v></c>{cell}</row>"#), "");
    let told = |name, cell: &str, note| case(name, third(cell), noted(note));
    vec![
        told(
            "the place of an error",
            r#"<c r="C4" t="e"><v>#N/A</v></c>"#,
            "1 cell (C4) has an error of the spreadsheet",
        ),
        told("the place of a formula", r#"<c r="D4"><f>C4*2</f></c>"#, "1 cell (D4) has a formula without its result"),
        told("a formula with an empty value", r#"<c r="D4"><f>C4*2</f><v/></c>"#, "1 cell (D4) has a formula"),
        told("the place of a large number", r#"<c r="C4"><v>1e400</v></c>"#, "1 cell (C4) has a number"),
        told(
            "the place of an odd date",
            r#"<c r="A4" s="1"><v>99999999</v></c>"#,
            "1 cell (A4) has the form of a date",
        ),
        case(
            "places of errors",
            third(r#"<c r="C4" t="e"><v>#N/A</v></c><c r="D4" t="e"><v>#REF!</v></c>"#),
            noted("2 cells (first: C4, D4) have an error"),
        ),
        case(
            "a value under a merged cell",
            with_rows("", r#"<mergeCells><mergeCell ref="B2:B3"/></mergeCells>"#),
            usual_with("1 cell (B3) has a value under a merged cell"),
        ),
        case("a repeated row", with_rows(r#"<row r="3"><c r="C3"><v>9</v></c></row>"#, ""), refused(&["damaged"])),
        case("a row of before", with_rows(r#"<row r="1"><c r="C1"><v>9</v></c></row>"#, ""), refused(&["damaged"])),
    ]
}

fn places() -> Vec<Case> {
    let merged = |cells: &str| with_rows("", &format!("<mergeCells>{cells}</mergeCells>"));
    let many: String = (10..20_000).map(|row| format!(r#"<mergeCell ref="A{row}:B{row}"/>"#)).collect();
    let third = |row: &str, cell: &str| with_rows(&format!(r#"<row r="{row}"><c r="{cell}"><v>7</v></c></row>"#), "");
    vec![
        case("the last cell", third("1048576", "XFD1048576"), refused(&["too_many_columns"])),
        case("a cell beyond the last", third("4", "ZZZZZZ4"), refused(&["damaged", "too_many_columns"])),
        case("row zero", third("0", "A0"), refused(&["damaged"])),
        case(
            "an endless row number",
            third("99999999999999999999", "A99999999999999999999"),
            refused(&["damaged", "unreadable"]),
        ),
        case("a place without letters", third("4", "14"), refused(&["damaged"])),
        case("no places", Book::new().replaced(SHEET, r#" r="C3""#, "").replaced(SHEET, r#" r="D3""#, ""), usual()),
        case(
            "a false extent",
            Book::new().replaced(SHEET, "<sheetData>", r#"<dimension ref="A1:XFD1048576"/><sheetData>"#),
            usual(),
        ),
        case(
            "an extent of nonsense",
            Book::new().replaced(SHEET, "<sheetData>", r#"<dimension ref="?"/><sheetData>"#),
            refused(&["damaged"]),
        ),
        case("everything merged", merged(r#"<mergeCell ref="A1:XFD1048576"/>"#), usual()),
        case("many merged cells", merged(&many), usual()),
        case(
            "crossed merged cells",
            merged(r#"<mergeCell ref="A2:B3"/><mergeCell ref="B2:C3"/>"#),
            Ending::Right(vec![("/saidi", json!(0.5))]),
        ),
        case(
            "merged cells of nonsense",
            merged(r#"<mergeCell ref="?"/><mergeCell ref="B9:A1"/><mergeCell/>"#),
            usual(),
        ),
        case("a thousand and one columns", third("4", "ALM4"), refused(&["too_many_columns"])),
    ]
}

fn dates() -> Vec<Case> {
    let first = |serial: &str| Book::new().replaced(SHEET, "<v>45296</v>", &format!("<v>{serial}</v>"));
    let undated = || Ending::Noted("no readable date", vec![("/saidi", json!(0.3))]);
    let shown = |month: &str| Ending::Right(vec![("/saidi", json!(0.5)), ("/monthly_trend/0/month", json!(month))]);
    let since_1904 = first("43834").replaced(SHEET, "<v>45311</v>", "<v>43849</v>").replaced(
        BOOK,
        "<sheets>",
        r#"<workbookPr date1904="1"/><sheets>"#,
    );
    vec![
        case("dates since 1904", since_1904, shown("2024-01")),
        case("the leap day that was none", first("60"), undated()),
        case("day zero", first("0"), undated()),
        case("a negative day", first("-5"), undated()),
        case("a day after the last", first("2958466"), undated()),
        case("a day without end", first("1e300"), undated()),
        case(
            "a date as text",
            Book::new().replaced(
                SHEET,
                r#"<c r="A2" s="1"><v>45296</v></c>"#,
                r#"<c r="A2" t="d"><v>2024-01-05</v></c>"#,
            ),
            shown("2024-01"),
        ),
    ]
}

fn parts() -> Vec<Case> {
    let state = |state: &str| Book::new().replaced(BOOK, r#"sheetId="1""#, &format!(r#"sheetId="1" state="{state}""#));
    let target = |target: &str| Book::new().replaced(RELATIONS, "worksheets/sheet1.xml", target);
    let prefixed = format!("{HEAD}{DATA}")
        .replace("</", "</x:")
        .replace("<row", "<x:row")
        .replace("<c ", "<x:c ")
        .replace("<v>", "<x:v>")
        .replace("<is>", "<x:is>")
        .replace("<t>", "<x:t>");
    let prefixed = format!(r#"<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{prefixed}</x:sheetData></x:worksheet>"#);
    let strict = |name: &str, book: Book| book.replaced(name, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main");
    let wide: Vec<u8> =
        format!("\u{feff}{}", sheet(&format!("{HEAD}{DATA}"), "")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        case("no list of sheets", Book::new().without(BOOK), refused(&["damaged", "empty"])),
        case("no relations", Book::new().without(RELATIONS), refused(&["damaged"])),
        case("no sheet", Book::new().without(SHEET), refused(&["damaged", "empty"])),
        case("no styles", Book::new().without("xl/styles.xml"), Ending::Noted("", vec![("/row_count", json!(2))])),
        case("a hidden sheet only", state("hidden"), refused(&["hidden_sheets"])),
        case("a very hidden sheet only", state("veryHidden"), refused(&["hidden_sheets"])),
        case("an unknown state", state("zzz"), refused(&["damaged"])),
        case("a target from the root", target("/xl/worksheets/sheet1.xml"), usual()),
        case("a target upwards", target("../../../etc/passwd"), refused(&["damaged", "empty"])),
        case("a target elsewhere", target("http://evil.example/sheet1.xml"), refused(&["damaged", "empty"])),
        case("names with a prefix", Book::new().with(SHEET, prefixed), usual()),
        case("the strict form", strict(SHEET, strict(BOOK, Book::new())), usual()),
        case("a sheet in UTF-16", Book::new().with(SHEET, wide), refused(&["damaged", "empty"])),
        case(
            "a name of markup",
            Book::new().replaced(BOOK, r#"name="Log""#, r#"name="&lt;b&gt; &amp; c""#),
            Ending::Right(vec![("/saidi", json!(0.5)), ("/reading/sheet", json!("<b> & c"))]),
        ),
        case("an empty sheet", Book::new().with(SHEET, sheet("", "")), refused(&["empty"])),
        case("a header only", Book::new().with(SHEET, sheet(HEAD, "")), refused(&["no_rows"])),
        case(
            "a sheet with one cell",
            Book::new().with(SHEET, sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "")),
            refused(&["no_rows"]),
        ),
    ]
}
