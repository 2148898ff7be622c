//! Lists that arrive whole and are damaged, or are not what they were.

use super::attack::{Attack, List};
use sisuiq_sources::server::Reply;
use std::ops::Range;

/// Entries of the true lists.
const ENTRIES: Range<u32> = 101..111;

/// A row of OFAC's list.
fn row(number: u32) -> String {
    let name = format!("FALL, Fatou {}", char::from(b'A' + u8::try_from(number % 26).unwrap()));
    format!(
        "{number},\"{name}\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB {}.\"\r\n",
        1900 + number % 100
    )
}

fn rows(entries: Range<u32>) -> String {
    entries.map(row).collect()
}

/// A list of OFAC with its mark at the end.
fn marked(rows: &str) -> Vec<u8> {
    format!("{rows}\u{1a}").into_bytes()
}

/// The true list of OFAC.
pub(super) fn ofac() -> Vec<u8> {
    marked(&rows(ENTRIES))
}

/// A list of OFAC that ends within a row.
pub(super) fn cut_ofac() -> Vec<u8> {
    let whole = ofac();
    whole.iter().copied().take(whole.len() - 30).collect()
}

fn individual(number: u32) -> String {
    format!(
        "<INDIVIDUAL><DATAID>{number}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>FATOU</FIRST_NAME>\
         <SECOND_NAME>FALL {number}</SECOND_NAME><UN_LIST_TYPE>Somalia</UN_LIST_TYPE>\
         <REFERENCE_NUMBER>SOi.{number}</REFERENCE_NUMBER><LISTED_ON>2010-04-12</LISTED_ON></INDIVIDUAL>\n"
    )
}

fn consolidated(entries: Range<u32>) -> String {
    let individuals: String = entries.map(individual).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"2024-05-06T00:00:09.554Z\">\n\
         <INDIVIDUALS>\n{individuals}</INDIVIDUALS>\n<ENTITIES></ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )
}

/// The true list of the UN.
pub(super) fn un() -> Vec<u8> {
    consolidated(ENTRIES).into_bytes()
}

/// Replaces a piece that is there.
fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// A text with a byte that is no UTF-8 in place of the first `%`.
fn with_byte(text: &str, byte: u8) -> Vec<u8> {
    let place = text.find('%').unwrap();
    let mut bytes = text.as_bytes().to_vec();
    bytes[place] = byte;
    bytes
}

pub(super) fn all() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (what, list, code) in damaged_rows() {
        attacks.push(Attack::answering(List::Ofac, what, Reply::file("text/csv", list), code));
    }
    for (what, list, code) in damaged_xml() {
        let reply = Reply::file("application/xml", list);
        attacks.push(Attack::answering(List::Un, format!("XML with {what}"), reply, code));
    }
    attacks
}

type Row = (&'static str, Vec<u8>, &'static str);

fn damaged_rows() -> Vec<Row> {
    let whole = rows(ENTRIES);
    let changed = |from: &str, to: &str| marked(&with(&whole, from, to));
    let accents =
        |byte: u8| with_byte(&format!("{}\u{1a}", with(&with(&whole, "Fatou", "F%tou"), "Fatou", "Fatoué")), byte);
    vec![
        ("a list cut within a row", cut_ofac(), "list_truncated"),
        ("a list cut between rows", whole.clone().into_bytes(), "list_truncated"),
        ("a list without its last quotation mark", changed("\"DOB 1901.\"", "\"DOB 1901."), "list_quoting"),
        ("two lists", [ofac(), ofac()].concat(), "list_mixed_encoding"),
        ("the rows twice", marked(&whole.repeat(2)), "list_duplicate_key"),
        ("two characters of different encodings", accents(0xe9), "list_mixed_encoding"),
        (
            "quotation marks of another encoding",
            with_byte(&format!("{}\u{1a}", with(&whole, "Fatou", "F%tou")), 0x93),
            "list_mixed_encoding",
        ),
        ("a null character", changed("Fatou", "Fa\0tou"), "type_unexpected"),
        (
            "an escape character",
            marked(&format!("{}{whole}", rows(200..280)).replacen("DOB 1909", "\u{1b}[2J", 1)),
            "list_mixed_encoding",
        ),
        ("a missing column", changed(",\"SDGT\"", ""), "list_wrong_columns"),
        ("a column too many", changed(",\"SDGT\"", ",\"SDGT\",\"SDGT\""), "list_wrong_columns"),
        ("semicolons for commas", marked(&whole.replace(',', ";")), "list_quoting"),
        ("a number of letters", changed("101,", "1o1,"), "list_bad_value"),
        ("a negative number", changed("101,", "-101,"), "list_bad_value"),
        ("an empty name", changed("\"FALL, Fatou X\"", "\" \""), "list_bad_value"),
        ("a giant field", changed("DOB 1901", &"A".repeat(70_000)), "list_too_large"),
        ("names of columns", marked(&format!("\"ent_num\",\"name\"\r\n{whole}")), "list_wrong_columns"),
        ("nothing but the mark", marked(" \r\n"), "list_empty"),
        ("a list that lost a third", marked(&rows(101..108)), "list_shrunken"),
        ("a list that lost all but one", marked(&rows(101..102)), "list_shrunken"),
        ("a list of others", marked(&rows(301..311)), "list_shrunken"),
        ("a longer list of others", marked(&rows(301..361)), "list_shrunken"),
        ("a list whose loss others hide", marked(&rows(104..140)), "list_shrunken"),
    ]
}

fn damaged_xml() -> Vec<Row> {
    let whole = consolidated(ENTRIES);
    let changed = |from: &str, to: &str| with(&whole, from, to).into_bytes();
    let before = |text: &str| changed("<CONSOLIDATED_LIST", &format!("{text}\n<CONSOLIDATED_LIST"));
    let laughs: String = (1..10).fold(String::new(), |text, level| {
        let smaller = format!("&e{};", level - 1).repeat(10);
        text + &format!("<!ENTITY e{level} \"{smaller}\">")
    });
    let name = "FALL 101";
    let named = |text: &str| changed(name, text);
    let cut = |share: usize| whole.as_bytes().iter().copied().take(whole.len() * share / 100).collect();
    let utf16 = [0xff, 0xfe].into_iter().chain(whole.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    vec![
        ("a document type", before("<!DOCTYPE CONSOLIDATED_LIST>"), "list_forbidden_xml"),
        ("entities that grow", before(&format!("<!DOCTYPE l [<!ENTITY e0 \"ha\">{laughs}]>")), "list_forbidden_xml"),
        (
            "an entity that is long",
            before(&format!("<!DOCTYPE l [<!ENTITY e \"{}\">]>", "A".repeat(100_000))),
            "list_forbidden_xml",
        ),
        (
            "an entity of a file",
            before("<!DOCTYPE l [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
            "list_forbidden_xml",
        ),
        (
            "an entity of a cloud",
            before("<!DOCTYPE l [<!ENTITY % e SYSTEM \"https://169.254.169.254/\"> %e;]>"),
            "list_forbidden_xml",
        ),
        ("an outer document type", before("<!DOCTYPE l SYSTEM \"https://evil.net/l.dtd\">"), "list_forbidden_xml"),
        ("an unknown entity", named("&e;"), "list_forbidden_xml"),
        ("a reference to a control character", named("A &#0; B"), "list_forbidden_xml"),
        ("a bare ampersand", named("A & B"), "list_malformed_xml"),
        ("deep nesting", named(&format!("{}{}", "<A>".repeat(5_000), "</A>".repeat(5_000))), "list_too_large"),
        ("many elements", named(&"<A/>".repeat(60_000)), "list_too_large"),
        ("a giant text", named(&"A".repeat(70_000)), "list_too_large"),
        ("an attribute twice", changed("<INDIVIDUAL>", "<INDIVIDUAL a=\"1\" a=\"2\">"), "list_malformed_xml"),
        ("crossed elements", changed("</FIRST_NAME><SECOND_NAME>", "<SECOND_NAME></FIRST_NAME>"), "list_malformed_xml"),
        ("two roots", [whole.as_str(), whole.split_once('\n').unwrap().1].concat().into_bytes(), "list_malformed_xml"),
        ("a rest", [whole.as_str(), "rest"].concat().into_bytes(), "list_malformed_xml"),
        ("another encoding", changed("UTF-8", "ISO-8859-1"), "list_encoding"),
        ("a byte that is no UTF-8", with_byte(&with(&whole, "FATOU", "F%TOU"), 0xe9), "list_encoding"),
        ("UTF-16", utf16, "list_encoding"),
        ("an unclosed comment", changed("<INDIVIDUALS>", "<!-- <INDIVIDUALS>"), "list_truncated"),
        ("an unclosed literal", named("<![CDATA[ A"), "list_truncated"),
        ("half of it", cut(50), "list_truncated"),
        ("nine tenths of it", cut(90), "list_truncated"),
        ("another root", whole.replace("CONSOLIDATED_LIST", "LIST").into_bytes(), "list_wrong_columns"),
        ("another group", whole.replace("INDIVIDUALS>", "PEOPLE>").into_bytes(), "list_unexpected_element"),
        ("no entries", consolidated(0..0).into_bytes(), "list_empty"),
        (
            "the same entry twice",
            changed("</INDIVIDUALS>", &format!("{}</INDIVIDUALS>", individual(101))),
            "list_duplicate_key",
        ),
        ("a third of its entries lost", consolidated(101..108).into_bytes(), "list_shrunken"),
        ("other entries", consolidated(301..311).into_bytes(), "list_shrunken"),
    ]
}
