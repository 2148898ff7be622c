//! Corrections of how a file is read.

use crate::problems::{invalid, wrong};
use serde_json::Value;
use sisuiq_analytics::{Kind, Mapping, SEPARATORS};
use sisuiq_http::Result;
use sisuiq_model::{Language, ParseFault, Text};
use utoipa::ToSchema;

/// Corrections of how a file is read. Tables of outages have more: `start`, `end`, `date`, `duration`, `duration_unit`, `customers`, `region` and
/// `cause`, columns by name or by position from 1.
#[derive(ToSchema)]
#[schema(example = json!({ "sheet": null, "include_hidden": false }))]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct Corrections {
    /// The character encoding of a CSV file, by a name of the WHATWG encoding standard.
    #[schema(max_length = 40, example = "euc-kr", required = false)]
    encoding: Option<String>,
    /// The separator of a CSV file: a comma, a semicolon, a tab, `|`, `:`, `^`, `~`, `#` or a space.
    #[schema(min_length = 1, max_length = 1, example = ",", required = false)]
    separator: Option<String>,
    /// The sheet of a workbook.
    #[schema(max_length = 255, example = "2021", required = false)]
    sheet: Option<String>,
    /// Read hidden rows and columns of a workbook, too.
    #[schema(required = false)]
    include_hidden: bool,
    /// The last row of the header, from 1; 0 if there is none.
    #[schema(minimum = 0, maximum = 2_000_000, example = 2, required = false)]
    header_row: Option<u32>,
    /// The decimal mark of numbers in texts.
    #[schema(required = false)]
    decimal_mark: Option<DecimalMarkIn>,
    /// The first part of dates such as `03/04/2024`.
    #[schema(required = false)]
    date_order: Option<DateOrderIn>,
    /// The zone of times without one, such as `Asia/Seoul` or `+09:00`.
    #[schema(max_length = 64, example = "Asia/Seoul", required = false)]
    time_zone: Option<String>,
}

/// The sign before the decimals of a number.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum DecimalMarkIn {
    Point,
    Comma,
}

/// The first part of a date.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "the names are those of the API")]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum DateOrderIn {
    DayFirst,
    MonthFirst,
    YearFirst,
}

/// The longest corrections, in bytes of JSON.
const LONGEST: usize = 8_000;

/// The separators, in words.
const SEPARATORS_TEXT: (&str, &str) = (
    "쉼표(,), 세미콜론(;), 탭, 세로줄(|), 콜론(:), ^, ~, #, 공백 중 하나여야 합니다",
    "must be one of: comma, semicolon, tab, vertical bar (|), colon, ^, ~, # or space",
);
/// The members whose values are columns.
const COLUMNS: [&str; 9] =
    ["start", "end", "date", "duration", "duration_unit_column", "customers", "region", "cause", "column"];

/// Reads corrections.
///
/// # Errors
/// 400 that names the member that is wrong, such as `mapping.separator`.
pub(crate) fn read(mapping: &Value, language: Language) -> Result<Mapping> {
    let refuse = |field: String, text: &Text| invalid(vec![wrong(language, &field, text)]);
    if mapping.to_string().len() > LONGEST {
        let text = Text::new(
            format!("JSON으로 {LONGEST}바이트까지 쓸 수 있습니다"),
            format!("must have at most {LONGEST} bytes of JSON"),
        );
        return Err(refuse("mapping".to_owned(), &text));
    }
    if !mapping.is_object() {
        let text = Text::new("JSON 객체여야 합니다", "must be a JSON object");
        return Err(refuse("mapping".to_owned(), &text));
    }
    let read: Mapping = serde_path_to_error::deserialize(mapping).map_err(|error| {
        let fault = ParseFault::of(&error.inner().to_string());
        let field = fault.field(&error.path().to_string());
        refuse(format!("mapping.{field}"), &text(&field, fault.text))
    })?;
    if read.separator.is_some_and(|separator| !SEPARATORS.contains(&separator)) {
        return Err(refuse("mapping.separator".to_owned(), &separators()));
    }
    Ok(read)
}

/// Checks that corrections are of things that a kind of file has.
///
/// # Errors
/// 400 that names all members that it does not have.
pub(crate) fn check_kind(mapping: &Mapping, kind: Kind, language: Language) -> Result<()> {
    let members: &[(&str, bool)] = match kind {
        Kind::Csv => &[("mapping.sheet", mapping.sheet.is_some()), ("mapping.include_hidden", mapping.include_hidden)],
        Kind::Xlsx => {
            &[("mapping.encoding", mapping.encoding.is_some()), ("mapping.separator", mapping.separator.is_some())]
        }
    };
    let unfit = members.iter().filter(|(_, is_given)| *is_given);
    let errors: Vec<_> = unfit.map(|(field, _)| wrong(language, field, &of_other_kind(kind))).collect();
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

/// The error of a correction that only the other kind of file can have.
pub(crate) fn of_other_kind(kind: Kind) -> Text {
    match kind {
        Kind::Csv => Text::new(
            "XLSX 파일에만 쓸 수 있습니다. CSV 파일에는 시트가 없습니다",
            "is possible for XLSX files only: a CSV file has no sheets",
        ),
        Kind::Xlsx => Text::new(
            "CSV 파일에만 쓸 수 있습니다. XLSX 파일에는 인코딩과 구분 기호가 없습니다",
            "is possible for CSV files only: an XLSX file has neither an encoding nor separators",
        ),
    }
}

/// The error of a member, with what is allowed.
fn text(field: &str, found: Text) -> Text {
    let last = field.rsplit('.').next().unwrap_or_default();
    match last.split('[').next().unwrap_or_default() {
        "separator" => separators(),
        member if COLUMNS.contains(&member) && found.english.contains("name of a column") => {
            Text::new("열 이름이나 1부터 시작하는 번호여야 합니다", found.english)
        }
        _ => found,
    }
}

fn separators() -> Text {
    Text::new(SEPARATORS_TEXT.0, SEPARATORS_TEXT.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(mapping: &Value) -> String {
        let problem = read(mapping, Language::English).unwrap_err();
        assert_eq!(problem.status(), 400, "{mapping}");
        format!("{problem:?}")
    }

    #[test]
    fn wrong_members_are_named() {
        let read = |mapping: &Value| read(mapping, Language::Korean);
        assert!(read(&json!({})).is_ok());
        assert!(read(&json!({ "encoding": "euc-kr", "header_row": 3, "region": 2, "cause": "원인" })).is_ok());
        for (mapping, field, reason) in [
            (json!([]), "mapping", "must be a JSON object"),
            (json!("euc-kr"), "mapping", "must be a JSON object"),
            (json!({ "sheet": "x".repeat(9_000) }), "mapping", "must have at most 8000 bytes"),
            (json!({ "colour": 1 }), "mapping.colour", "is unknown; known are: encoding, separator, "),
            (json!({ "encoding": 7 }), "mapping.encoding", "must be a text"),
            (json!({ "header_row": -1 }), "mapping.header_row", "must be a whole number of at least 0"),
            (json!({ "decimal_mark": "dot" }), "mapping.decimal_mark", "must be one of: point, comma"),
            (json!({ "decimal_mark": 1 }), "mapping.decimal_mark", "is not an allowed value"),
            (json!({ "start": {} }), "mapping.start", "must be the name of a column, or its position from 1"),
            (json!({ "columns": [{ "unit": "hours" }] }), "mapping.columns[0].column", "is required"),
        ] {
            let problem = refused(&mapping);
            assert!(problem.contains(&format!("field: \"{field}\", message: \"{reason}")), "{mapping}: {problem}");
            assert!(!["struct", "enum", "expected"].iter().any(|word| problem.contains(word)), "{problem}");
        }
    }

    #[test]
    fn odd_separators_are_refused() {
        for separator in [json!("a"), json!("7"), json!("\""), json!("'"), json!("\n"), json!("\r"), json!("-")]
            .into_iter()
            .chain([json!("."), json!("\\"), json!("；"), json!(""), json!(",,"), json!(1), json!([","])])
        {
            let problem = refused(&json!({ "separator": separator }));
            let expected = format!("field: \"mapping.separator\", message: \"{}", SEPARATORS_TEXT.1);
            assert!(problem.contains(&expected), "{separator}: {problem}");
        }
        for separator in SEPARATORS {
            assert!(read(&json!({ "separator": separator }), Language::English).is_ok(), "{separator:?}");
        }
        assert!(read(&json!({ "separator": null }), Language::English).is_ok());
    }

    #[test]
    fn members_belong_to_a_kind_of_file() {
        let check = |mapping: &Value, kind| {
            let mapping = read(mapping, Language::English).unwrap();
            check_kind(&mapping, kind, Language::English).map_err(|problem| format!("{problem:?}"))
        };
        let (text, book) = (json!({ "encoding": "euc-kr", "separator": ";" }), json!({ "sheet": "2021" }));
        assert!(check(&text, Kind::Csv).is_ok() && check(&book, Kind::Xlsx).is_ok());
        assert!(check(&json!({ "include_hidden": false, "sheet": null }), Kind::Csv).is_ok());
        let refused = check(&text, Kind::Xlsx).unwrap_err();
        assert!(refused.contains("\"mapping.encoding\"") && refused.contains("\"mapping.separator\""), "{refused}");
        assert!(check(&book, Kind::Csv).unwrap_err().contains("\"mapping.sheet\""));
        let hidden = check(&json!({ "include_hidden": true }), Kind::Csv).unwrap_err();
        assert!(hidden.contains("\"mapping.include_hidden\""), "{hidden}");
    }
}
