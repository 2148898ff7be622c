//! Corrections of how a file is read.

use serde_json::Value;
use sisuiq_analytics::Mapping;
use sisuiq_model::Text;
use utoipa::ToSchema;

/// Corrections of how a file is read. Tables of outages have more: `start`, `end`, `date`, `duration`, `duration_unit`, `customers`, `region` and
/// `cause`, columns by name or by position from 1.
#[derive(ToSchema)]
#[schema(example = json!({ "encoding": "euc-kr" }))]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct Corrections {
    /// The character encoding, by a name of the WHATWG encoding standard.
    #[schema(max_length = 40, example = "euc-kr", required = false)]
    encoding: Option<String>,
    /// The separator of a CSV file: one character.
    #[schema(min_length = 1, max_length = 1, example = ",", required = false)]
    separator: Option<String>,
    /// The sheet of a workbook.
    #[schema(max_length = 255, example = "2021", required = false)]
    sheet: Option<String>,
    /// Read hidden rows and columns of a workbook, too.
    #[schema(required = false)]
    include_hidden: bool,
    /// The last row of the header, from 1.
    #[schema(minimum = 1, maximum = 2_000_000, example = 2, required = false)]
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
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum DateOrderIn {
    DayFirst,
    MonthFirst,
}

/// The longest corrections, in bytes of JSON.
const LONGEST: usize = 8_000;

/// Checks corrections. A mistake is described in both languages.
pub(crate) fn check(mapping: &Value) -> Result<(), Text> {
    let text = mapping.to_string();
    if text.len() > LONGEST {
        return Err(Text::new(
            format!("JSON으로 {LONGEST}바이트까지 쓸 수 있습니다"),
            format!("must have at most {LONGEST} bytes of JSON"),
        ));
    }
    if !mapping.is_object() {
        return Err(Text::new("객체여야 합니다", "must be an object"));
    }
    serde_json::from_str::<Mapping>(&text).map(drop).map_err(|error| {
        let reason: String = error.to_string().chars().take(200).collect();
        Text::new(format!("읽기 설정이 올바르지 않습니다: {reason}"), format!("is no mapping: {reason}"))
    })
}

/// [`check`] as a rule of a field. Fields of bodies have English messages.
pub(crate) fn rule(mapping: &Value) -> garde::Result {
    check(mapping).map_err(|text| garde::Error::new(text.english))
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn unknown_members_are_refused() {
        assert!(check(&json!({})).is_ok());
        assert!(check(&json!({ "encoding": "euc-kr", "header_row": 3, "region": 2, "cause": "원인" })).is_ok());
        let faulty = [
            json!([]),
            json!("euc-kr"),
            json!({ "colour": 1 }),
            json!({ "encoding": 7 }),
            json!({ "sheet": "x".repeat(9_000) }),
        ];
        for wrong in faulty {
            assert!(check(&wrong).is_err(), "{wrong}");
        }
    }
}
