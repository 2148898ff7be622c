//! Hostile CSV files.

use super::case::{Case, Ending, HEADER, ROWS, noted, refused, rows, usual, usual_with};
use serde_json::{Value, json};
use sisuiq_analytics::Kind;

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, ending: Ending) -> Case {
    Case { name, kind: Kind::Csv, bytes: bytes.into(), ending }
}

/// The usual table with one more row.
fn with(row: &str) -> String {
    format!("{HEADER}{ROWS}{row}\n")
}

fn table() -> String {
    format!("{HEADER}{ROWS}")
}

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

pub(super) fn all() -> Vec<Case> {
    [empty(), encodings(), separators(), quotes(), sizes(), numbers(), dates(), names(), others()]
        .into_iter()
        .flatten()
        .collect()
}

fn empty() -> Vec<Case> {
    vec![
        case("nothing", "", refused(&["empty"])),
        case("mark only", "\u{feff}", refused(&["empty"])),
        case("newlines only", "\r\n\n\r", refused(&["empty"])),
        case("separators only", ",,,\n;;;\n", refused(&["empty", "no_rows"])),
        case("spaces only", " \t \n  \n", refused(&["empty"])),
        case("header only", HEADER, refused(&["no_rows"])),
        case("header with empty rows", format!("{HEADER},,,,\n"), refused(&["no_rows"])),
        case("totals only", format!("{HEADER}Total,,,3,400\nGrand total,,,3,400\n"), refused(&["no_rows"])),
        case("repeated headers only", HEADER.repeat(500), refused(&["no_rows"])),
    ]
}

fn encodings() -> Vec<Case> {
    let table = table();
    let marked = format!("\u{feff}{table}");
    let latin: Vec<u8> =
        with("2024-01-21,Z\u{fc}rich,x,1,0").chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let mut damaged = with("2024-01-21,Zürich 대구 Łódź,x,1,0").into_bytes();
    damaged.extend(b"2024-01-22,a\xffb,x,1,0\n");
    let mut odd = utf_16(&marked, u16::to_le_bytes);
    odd.push(0x41);
    let wide: Vec<u8> = marked.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    vec![
        case("two marks", format!("\u{feff}\u{feff}{table}"), usual()),
        case("mark amid rows", table.replace("2024-01-20", "\u{feff}2024-01-20"), usual()),
        case(
            "joined files",
            format!("\u{feff}{table}\u{feff}{HEADER}2024-01-22,a,b,1,0\n"),
            Ending::Noted("repeats the header", vec![("/saidi", json!(0.5)), ("/row_count", json!(3))]),
        ),
        case("UTF-16 little", utf_16(&marked, u16::to_le_bytes), usual()),
        case("UTF-16 big", utf_16(&marked, u16::to_be_bytes), usual()),
        case("UTF-16 with an odd byte", odd, Ending::Noted("could not be decoded", vec![("/saidi", json!(0.5))])),
        case(
            "mark of UTF-16 before UTF-8",
            [b"\xff\xfe".as_slice(), table.as_bytes()].concat(),
            refused(&["not_text", "empty", "no_rows"]),
        ),
        case(
            "mark of UTF-8 before UTF-16",
            [b"\xef\xbb\xbf".as_slice(), &utf_16(&table, u16::to_le_bytes)].concat(),
            refused(&["not_text"]),
        ),
        case("UTF-32", wide, refused(&["not_text"])),
        case("Latin 1", latin, noted("Windows-1252")),
        case("one byte amid UTF-8", damaged, noted("could not be decoded")),
        case("overlong forms", [table.as_bytes(), b"2024-01-21,\xc0\xaf,x,1,0\n"].concat(), noted("read as")),
        case("surrogates in UTF-8", [table.as_bytes(), b"2024-01-21,\xed\xa0\x80,x,1,0\n"].concat(), noted("read as")),
        case("a zero byte", table.replace("tree", "tr\0ee"), refused(&["not_text"])),
        case("zero bytes at the end", format!("{table}\0\0\0\0"), refused(&["not_text"])),
        case("zero bytes only", vec![0; 4_096], refused(&["not_text"])),
        case("replacement characters", with("2024-01-21,\u{fffd}\u{fffd},x,1,0"), noted("replacement character")),
        case("characters without meaning", with("2024-01-21,\u{fffe}\u{e000},x,1,0"), rows(3)),
    ]
}

fn separators() -> Vec<Case> {
    let of = |sign: &str| table().replace(',', sign);
    vec![
        case("semicolons", of(";"), usual()),
        case("tabs", of("\t"), usual()),
        case("bars", of("|"), usual()),
        case("sep with two signs", format!("sep=;;\n{}", of(";")), usual()),
        case("sep with a quotation mark", format!("sep=\"\n{}", table()), rows(2)),
        case("sep without a sign", format!("sep=\n{}", table()), usual_with("read as a title")),
        case("tabs in the header, commas in rows", format!("{}{ROWS}", HEADER.replace(',', "\t")), noted("")),
        case("carriage returns only", table().replace('\n', "\r"), usual()),
        case(
            "mixed ends of lines",
            format!("{}\r\n{}\r{}", HEADER.trim(), ROWS.lines().next().unwrap(), ROWS.lines().nth(1).unwrap()),
            usual(),
        ),
        case("no end of the last line", table().trim().to_owned(), usual()),
        case("unusual spaces", table().replace("North", "\u{a0}North\u{2003}"), usual()),
        case("line separators in cells", table().replace("tree", "a\u{2028}b\u{b}c\u{c}d\u{85}e"), usual()),
        case(
            "short and long rows",
            format!("{HEADER}{ROWS}2024-01-21,x\n2024-01-22,a,b,1,5,6,7\n"),
            noted("more cells"),
        ),
    ]
}

fn quotes() -> Vec<Case> {
    let many = |row: &str, count: usize| format!("{HEADER}{}", row.repeat(count));
    vec![
        case("quotation marks only", "\"\"\"\"\"\"\"", refused(&["no_rows"])),
        case("unclosed in the header", format!("\"{HEADER}{ROWS}"), noted("not closed")),
        case("unclosed in the last cell", format!("{}\"", with("2024-01-21,a,b,1,").trim_end()), noted("not closed")),
        case("unclosed in each of many rows", many("2024-01-05,\"North,tree,2,1\n", 20_000), noted("not closed")),
        case(
            "unclosed before many rows",
            format!("{HEADER}2024-01-05,\"North,tree,2,1\n{}", "2024-01-05,a,b,2,0\n".repeat(20_000)),
            noted("not closed"),
        ),
        case("marks within cells", table().replace("tree", "12\" pipe, 6\" cable").replace("pipe,", "pipe"), usual()),
        case("backslashes before marks", table().replace("tree", r#""a \" b""#), noted("")),
        case("doubled marks", table().replace("tree", r#""a ""b"" c""#), usual()),
        case("a cell of many lines", table().replace("tree", &format!("\"{}\"", "x\n".repeat(10_000))), usual()),
        case("text behind a closing mark", table().replace("tree", r#""tree"fell"#), usual()),
        case("single quotation marks", table().replace("tree", "'a, b'"), noted("more cells")),
    ]
}

fn sizes() -> Vec<Case> {
    let wide = |count: usize| vec!["c"; count].join(",");
    vec![
        case("a million columns", format!("{}\n1\n", wide(1_000_000)), refused(&["too_many_columns"])),
        case("a million cells in a row", format!("{HEADER}{}\n", wide(1_000_000)), refused(&["too_many_columns"])),
        case(
            "a million empty cells",
            format!("{HEADER}{ROWS}{}\n", ",".repeat(1_000_000)),
            refused(&["too_many_columns"]),
        ),
        case("a long cell", with(&format!("2024-01-21,{},x,1,0", "x".repeat(40_000))), refused(&["too_long_cell"])),
        case("a long name", format!("{},{}", "n".repeat(40_000), table()), refused(&["too_long_cell"])),
        case("one endless line", "x".repeat(4 << 20), refused(&["too_long_cell"])),
        case("one endless quotation", format!("\"{}", "x,\n".repeat(1 << 17)), refused(&["no_rows"])),
        case("too many rows", format!("a\n{}", "1\n".repeat(2_000_001)), refused(&["too_many_rows"])),
        case(
            "one name for all columns",
            format!("{}\n{}\n", wide(900), vec!["1"; 900].join(",")),
            noted("Several columns are named c"),
        ),
        case(
            "many regions",
            format!("{HEADER}{}", (0..5_000).map(|row| format!("2024-01-05,R{row},c,1,0\n")).collect::<String>()),
            noted("at most 2,000 different"),
        ),
    ]
}

fn numbers() -> Vec<Case> {
    let customers = |number: &str| with(&format!("2024-01-21,a,b,1,{number}"));
    let nothing = || Ending::Noted("no readable number", vec![("/saidi", json!(0.5))]);
    let ambiguous = || Ending::Noted("ambiguous", vec![("/saidi", Value::Null)]);
    vec![
        case("above a double", customers("1e999"), nothing()),
        case(
            "the largest double twice",
            format!("{HEADER}2024-01-05,a,b,1,1e308\n2024-01-06,a,b,1,1e308\n"),
            noted("are served"),
        ),
        case("four hundred digits", customers(&"9".repeat(400)), nothing()),
        case("infinity and no number", format!("{}2024-01-22,a,b,1,NaN\n", customers("inf")), nothing()),
        case("hexadecimal", customers("0x10"), nothing()),
        case("low lines", customers("1_000"), nothing()),
        case("Arabic digits", customers("\u{661}\u{662}"), Ending::Right(vec![("/saidi", json!(0.512))])),
        case("wide digits", customers("\u{ff11}\u{ff12}"), Ending::Right(vec![("/saidi", json!(0.512))])),
        case(
            "negative customers",
            customers("-5"),
            Ending::Noted("negative number of customers", vec![("/saidi", json!(0.5))]),
        ),
        case("negative zero", customers("-0"), Ending::Right(vec![("/saidi", json!(0.5))])),
        case(
            "more customers than served",
            customers("5000"),
            Ending::Noted("only 1000 are served", vec![("/saidi", Value::Null)]),
        ),
        case("one comma", table().replace(",2,100", ",\"1,250\",100").replace(",1,300", ",\"2,500\",300"), ambiguous()),
        case(
            "a duration beyond the period",
            format!("{HEADER}2024-01-05,a,b,1e9,1000\n"),
            Ending::Noted("more hours were lost", vec![("/asai", Value::Null)]),
        ),
        case(
            "a negative duration",
            with("2024-01-21,a,b,-2,100"),
            Ending::Noted("negative duration", vec![("/saidi", json!(0.5))]),
        ),
        case("percent and currency", customers("50 %"), nothing()),
    ]
}

fn dates() -> Vec<Case> {
    let dated = |date: &str| with(&format!("{date},a,b,1,100"));
    let undated = || Ending::Noted("no readable date", vec![("/saidi", json!(0.5))]);
    vec![
        case("no leap day", dated("2023-02-29"), undated()),
        case("zeros", dated("0000-00-00"), undated()),
        case("the end of time", dated("9999-12-31"), undated()),
        case("before 1900", dated("1899-12-31"), undated()),
        case("a serial number", dated("45296"), undated()),
        case("a moment of Unix", dated("1704412800"), undated()),
        case("hour 25", dated("2024-01-21 25:00"), undated()),
        case("a year of two digits alone", dated("05/03/24"), undated()),
        case(
            "an end before the begin",
            "start,end,customers\n2024-01-05 10:00,2024-01-05 09:00,5\n",
            noted("ends before it begins"),
        ),
        case(
            "an unknown zone",
            "start,end,customers\n2024-01-05 10:00 XYZ,2024-01-05 11:00 UTC,5\n",
            noted("unknown or"),
        ),
    ]
}

fn names() -> Vec<Case> {
    let region = |name: &str| table().replace("North", name);
    let shown = |name: &str| Ending::Right(vec![("/saidi", json!(0.5)), ("/top_regions/0/region", json!(name))]);
    vec![
        case("a formula", region("\"=cmd|'/c calc'!A0\""), shown("=cmd|'/c calc'!A0")),
        case("a formula with a plus", region("+1+cmd"), shown("+1+cmd")),
        case("a script", region("<script>alert(1)</script>"), shown("<script>alert(1)</script>")),
        case("a picture in Markdown", region("![x](http://evil.example)"), shown("![x](http://evil.example)")),
        case(
            "a bell and an escape",
            region("a\u{7}\u{1b}[31mb"),
            Ending::Right(vec![("/saidi", json!(0.5)), ("/top_regions/1/region", json!("a  [31mb"))]),
        ),
        case("letters from right to left", region("\u{202e}abc"), usual()),
        case("a zero-width space in a name", table().replace("date,", "date\u{200b},"), noted("")),
        case("an empty name", table().replace("region", ""), usual()),
        case("names of digits", format!("1,2,3\n{}", "4,5,7\n9,9,9\n"), rows(2)),
        case("one column", "a\n1\n2\n", rows(2)),
    ]
}

fn others() -> Vec<Case> {
    vec![
        case("a web page", "<html><body><table><tr><td>1</td></tr></table></body></html>\n", refused(&["no_rows"])),
        case("JSON", "{\"a\": [1, 2],\n \"b\": 3}\n", noted("no figures of outages")),
        case("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0\0\0".to_vec(), refused(&["not_text"])),
        case("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), refused(&["not_text"])),
        case("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xaa\0".to_vec(), refused(&["not_text"])),
        case("a zip file", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), refused(&["not_text"])),
        case("notes only", "a,b,c\nonly a note\nanother one\n", noted("is a note")),
    ]
}
