//! Times in answers: with their time of day, or as days.

use jiff::civil::{DateTime, Time};
use serde_json::Value;

/// Returns whether no time in a result has a time of day other than midnight.
pub(super) fn are_midnights(data: &Value) -> bool {
    match data {
        Value::String(text) => moment(text).is_none_or(|moment| moment.time() == Time::midnight()),
        Value::Array(all) => all.iter().all(are_midnights),
        Value::Object(all) => all.values().all(are_midnights),
        _ => true,
    }
}

/// A text as it is shown: a time as a day, or with its time of day without seconds that are zero.
pub(super) fn shown(text: &str, are_days: bool) -> String {
    match moment(text) {
        Some(moment) if are_days => moment.date().to_string(),
        Some(_) => text.strip_suffix(":00").filter(|rest| rest.len() == 16).unwrap_or(text).replacen('T', " ", 1),
        None => text.to_owned(),
    }
}

/// The values of a table's rows as they are shown.
pub(super) fn show(rows: &mut [Vec<Value>], are_days: bool) {
    for cell in rows.iter_mut().flatten() {
        if let Value::String(text) = cell {
            *text = shown(text, are_days);
        }
    }
}

/// A time as columns of times have it: 2020-03-05T10:30:00.
fn moment(text: &str) -> Option<DateTime> {
    let is_time = text.len() >= 19 && text.as_bytes().get(10) == Some(&b'T');
    is_time.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_no_times() {
        for text in ["T00:00:00", "PT00:00:00", "2020-01-01", "2020-13-01T00:00:00", "2020-01-01 T00:00:00"] {
            assert_eq!(shown(text, true), text);
            assert!(are_midnights(&json!([text])));
        }
        assert_eq!(shown("2020-01-01T10:30:05", false), "2020-01-01 10:30:05");
        assert_eq!(shown("2020-01-01T10:30:00.5", false), "2020-01-01 10:30:00.5");
        assert!(!are_midnights(&json!({ "rows": [["2020-01-01T00:00:00"], ["2020-01-01T00:00:01"]] })));
    }

    #[test]
    fn rows_show_times_alike() {
        let mut rows = vec![vec![json!("2020-01-01T00:00:00"), json!(1)]];
        show(&mut rows, false);
        assert_eq!(rows, [[json!("2020-01-01 00:00"), json!(1)]]);
    }
}
