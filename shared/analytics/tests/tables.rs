//! Files as people and attackers send them.
#![expect(clippy::unwrap_used, reason = "test code")]

use serde_json::{Value, json};
use sisuiq_analytics::{Kind, Limits, TableError, read};
use sisuiq_testing::workbook;
use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
};

const HEADER: &str = "date,region,cause,duration_hours,affected_customers";

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}

fn csv(bytes: impl AsRef<[u8]>) -> Result<Value, TableError> {
    let found = read(file(bytes.as_ref()), Kind::Csv, Limits::default(), Some(1_000.0))?;
    Ok(Value::Object(found.payload))
}

fn xlsx(bytes: &[u8], limits: Limits) -> Result<Value, TableError> {
    read(file(bytes), Kind::Xlsx, limits, Some(1_000.0)).map(|found| Value::Object(found.payload))
}

fn texts(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect::<Vec<_>>().concat()
}

const HEADER_ROW: &str =
    r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>"#;
const NAMES: [&str; 3] = ["date", "duration_hours", "affected_customers"];

#[test]
fn outages_above_a_total_are_no_totals() {
    let customers = |rows: &str| csv(format!("{HEADER}\n{rows}")).unwrap()["total_customers_affected"].clone();
    let days = |numbers: &[u32]| -> String {
        let row = |(at, number): (usize, &u32)| format!("2024-01-{:02},North,tree,{}.5,{number}\n", at + 1, at % 7);
        numbers.iter().enumerate().map(row).collect()
    };
    assert_eq!(customers(&(days(&[1, 1, 1, 3]) + "Total,,,,6\n")), 6);
    assert_eq!(customers(&(days(&[5, 7]) + "Subtotal,,,,12\n" + &days(&[1, 1, 2]) + "Subtotal,,,,4\n")), 16);
}

#[test]
fn a_file_without_data_is_refused() {
    assert_eq!(csv("").unwrap_err(), TableError::Empty);
    assert_eq!(csv("\n\n ,,\n").unwrap_err(), TableError::Empty);
    assert_eq!(csv(format!("{HEADER}\n")).unwrap_err(), TableError::NoRows);
    assert_eq!(csv(format!("{HEADER}\n,,,,\n")).unwrap_err(), TableError::NoRows);
}

#[test]
fn file_of_another_kind_is_refused() {
    let book = workbook(&texts(&NAMES), HEADER_ROW);
    assert_eq!(csv(&book).unwrap_err(), TableError::NotText);
    assert_eq!(xlsx(b"date,region\n", Limits::default()).unwrap_err(), TableError::NotAWorkbook);
    assert_eq!(xlsx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", Limits::default()).unwrap_err(), TableError::Encrypted);
    assert_eq!(xlsx(&book[..book.len() / 2], Limits::default()).unwrap_err(), TableError::Damaged);
    assert_eq!(xlsx(b"", Limits::default()).unwrap_err(), TableError::Empty);
}

#[test]
fn table_over_a_limit_is_refused() {
    let wide = |columns: usize| -> String {
        let names: Vec<String> = (0..columns).map(|number| format!("c{number}")).collect();
        format!("{}\n{}\n", names.join(","), vec!["1"; columns].join(","))
    };
    assert_eq!(csv(wide(1_000)).unwrap()["column_count"], 1_000);
    assert_eq!(csv(wide(1_001)).unwrap_err(), TableError::TooManyColumns(1_000));
    let long = format!("a,b\n1,{}\n", "x".repeat(40_000));
    assert_eq!(csv(long).unwrap_err(), TableError::TooLongCell { row: 2, limit: 32_767 });
    let few = Limits { rows: 2, cells: 5, ..Limits::default() };
    let refused = |text: &str| read(file(text.as_bytes()), Kind::Csv, few, None).unwrap_err();
    assert_eq!(refused("a\n1\n2\n3\n"), TableError::TooManyRows(2));
    assert_eq!(refused("a,b\n1,2\n3,4\n"), TableError::TooManyCells(5));
    let small = Limits { bytes: 3, ..Limits::default() };
    let refused = read(file(b"a\n1\n"), Kind::Csv, small, None).unwrap_err();
    assert_eq!(refused, TableError::TooLarge { bytes: 4, limit: 3 });
}

#[test]
fn zip_bomb_is_rejected() {
    let bomb = workbook(&texts(&["A".repeat(40 << 20).as_str()]), HEADER_ROW);
    assert!(bomb.len() < 100_000);
    assert!(matches!(xlsx(&bomb, Limits::default()).unwrap_err(), TableError::Bomb(_)));
    let texts = workbook(&texts(&["A".repeat(1 << 20).as_str()]), HEADER_ROW);
    let few = Limits { shared_strings: 1 << 19, ..Limits::default() };
    assert!(matches!(xlsx(&texts, few).unwrap_err(), TableError::Bomb("its texts are too large")));
    let few = Limits { entries: 5, ..Limits::default() };
    assert!(matches!(xlsx(&texts, few).unwrap_err(), TableError::Bomb("it contains too many files")));
}

#[test]
fn distant_cells_cost_no_memory() {
    let far = format!(r#"{HEADER_ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(
        xlsx(&workbook(&texts(&NAMES), &far), Limits::default()).unwrap_err(),
        TableError::TooManyColumns(1_000)
    );
    let low = format!(r#"{HEADER_ROW}<row r="1048576"><c r="A1048576"><v>45296</v></c></row>"#);
    assert_eq!(xlsx(&workbook(&texts(&NAMES), &low), Limits::default()).unwrap()["row_count"], 1);
}

#[test]
fn workbook_and_csv_give_equal_figures() {
    let rows = r#"<row r="2"><c r="A2" t="d"><v>2024-01-05</v></c><c r="B2"><v>2</v></c><c r="C2"><v>100</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>2024-02-01</t></is></c><c r="B3" t="str"><v>0.5</v></c><c r="C3"><v>300</v></c></row>"#;
    let from_workbook = xlsx(&workbook(&texts(&NAMES), &format!("{HEADER_ROW}{rows}")), Limits::default()).unwrap();
    let from_text = csv("date,duration_hours,affected_customers\n2024-01-05,2,100\n2024-02-01,0.5,300\n").unwrap();
    for figure in ["saifi", "saidi", "caidi", "asai", "total_events", "monthly_trend", "row_count", "date_range"] {
        assert_eq!(from_workbook[figure], from_text[figure], "{figure}");
    }
    assert_eq!(from_text["saidi"], 0.35);
}

#[test]
fn formula_is_ordinary_text() {
    let found =
        csv(format!("{HEADER}\n2024-01-05,\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",@SUM(1),2,100\n"))
            .unwrap();
    assert_eq!(found["top_regions"][0]["region"], r#"=HYPERLINK("http://evil.example","x")"#);
    assert_eq!(found["outage_causes"], json!({ "@SUM(1)": 100.0 }));
}

#[test]
fn encodings_are_known_by_their_bytes() {
    let text = format!("{HEADER}\n2024-01-05,Zürich,Sturm,2,100\n");
    let utf_16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{text}").encode_utf16().flat_map(order).collect() };
    let windows: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let files = [
        (text.clone().into_bytes(), "UTF-8"),
        (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
        (utf_16(u16::to_le_bytes), "UTF-16LE"),
        (utf_16(u16::to_be_bytes), "UTF-16BE"),
        (windows, "windows-1252"),
    ];
    for (bytes, encoding) in files {
        let found = csv(&bytes).unwrap();
        assert_eq!((&found["reading"]["encoding"], &found["saidi"]), (&json!(encoding), &json!(0.2)));
        assert_eq!(found["top_regions"][0]["region"], "Zürich", "{encoding}");
        assert_eq!(found["columns"][0], "date", "{encoding}");
    }
}

#[test]
fn csv_dialects_are_detected() {
    let semicolons = "date;cause;duration_hours;affected_customers\n31.12.2024;\"wind;\nrain\";2,5;1.000\n30.12.2024;theft;0,5;100\n";
    let found = csv(semicolons).unwrap();
    assert_eq!((&found["reading"]["separator"], &found["total_events"]), (&json!(";"), &json!(2)));
    assert_eq!(found["outage_causes"], json!({ "wind; rain": 50.0, "theft": 50.0 }));
    // 2,5 has a decimal comma, so 1.000 is one thousand
    assert_eq!(found["total_customers_affected"], 1_100);
    let tabs = csv(format!("{}\n2024-01-05\tA\tx\t2\t100\n", HEADER.replace(',', "\t"))).unwrap();
    assert_eq!((&tabs["reading"]["separator"], &tabs["saidi"]), (&json!("\t"), &json!(0.2)));
}

#[test]
fn ambiguous_formats_are_noted() {
    let found = csv(format!("{HEADER}\n03/04/2024,A,x,2,100\n05/06/2024,A,x,\"1,250\",100\n")).unwrap();
    let note = found["note"].as_str().unwrap();
    assert!(note.contains("Dates in date are ambiguous"), "{note}");
    assert!(note.contains("Numbers with a comma in duration_hours are ambiguous"), "{note}");
    assert!(found.get("monthly_trend").is_none() && found.get("asai").is_none());
    let told = csv(format!("{HEADER}\n03/04/2024,A,x,2,100\n25/06/2024,A,x,2,100\n")).unwrap();
    assert_eq!(
        told["monthly_trend"],
        json!([{ "month": "2024-04", "events": 1 }, { "month": "2024-06", "events": 1 }])
    );
}

#[test]
fn first_column_of_a_name_counts() {
    let found = csv(format!("{HEADER},cause\n2024-01-05,A,weather,2,100,theft\n")).unwrap();
    assert_eq!(found["outage_causes"], json!({ "weather": 100.0 }));
    assert!(found["columns"].as_array().unwrap().contains(&json!("cause_2")));
    assert!(found["note"].as_str().unwrap().contains("Several columns are named cause"));
}

#[test]
fn control_characters_are_removed() {
    let book = workbook(
        &texts(&["date", "cause", "x"]),
        &format!("{HEADER_ROW}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"str\"><v>a&#7;b</v></c></row>"),
    );
    let found = xlsx(&book, Limits::default());
    assert!(found.is_err() || !found.unwrap().to_string().contains("\\u0007"));
    let found = csv("date,cause\n2024-01-05,a\u{7}b\n").unwrap();
    assert_eq!(found["outage_causes"], json!({ "a b": 100.0 }));
}
