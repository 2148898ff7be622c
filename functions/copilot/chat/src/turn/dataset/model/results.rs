//! What a model is told of its calls. Results are bounded, and stand between delimiters that they cannot contain.

use crate::turn::dataset::calls::Made;
use serde_json::{Map, Value};
use sisuiq_answers::{fenced, inline};
use sisuiq_model::Language;
use std::fmt::Write;

use super::prompt::RESULTS;

/// The longest result, in Unicode scalar values of JSON.
const LONGEST: usize = 6_000;
/// The longest message, in Unicode scalar values.
const LONGEST_MESSAGE: usize = 24_000;
/// The longest text of a cell in a result that is cut.
const LONGEST_CELL: usize = 100;
/// The most items of lists that are tried, in this order.
const LISTS: [usize; 4] = [100, 30, 10, 3];

/// What a model is told of the calls of one message.
#[derive(Default)]
pub(super) struct Told {
    text: String,
    /// Unicode scalar values so far.
    length: usize,
}

impl Told {
    /// A call that was not made.
    pub(super) fn refused(&mut self, name: &str, fault: &str) {
        self.add(&format!("\n{} was not called.\n{}", inline(&short(name)), fenced(fault)));
    }

    /// A call that was made, with its place among those that have a result.
    pub(super) fn made(&mut self, place: usize, made: &Made) {
        let result = &made.result;
        let tool = &result.tool;
        let arguments = fenced(&cut(&result.arguments, LISTS[0]).to_string());
        if let Some(error) = &result.error {
            return self.add(&format!(
                "\n{tool} with these arguments\n{arguments}has no result.\n{}",
                fenced(error.get(Language::English))
            ));
        }
        let (data, is_cut) = bounded(&result.data);
        let note = if is_cut { " Its lists are cut." } else { "" };
        let rows = result.row_count;
        let head = format!("\nResult {place}: {tool}, computed from {rows} rows.{note}\n{arguments}");
        self.add(&[head, fenced(&data)].concat());
    }

    /// The message.
    pub(super) fn text(self) -> String {
        [RESULTS.text, &self.text].concat()
    }

    fn add(&mut self, part: &str) {
        let length = part.chars().count();
        if self.length + length > LONGEST_MESSAGE {
            // a result in part could end within its delimiters
            let _ = write!(
                self.text,
                "\n(a result is left out because this message is too long: make fewer calls at once)\n"
            );
            return;
        }
        self.length += length;
        self.text.push_str(part);
    }
}

fn short(name: &str) -> String {
    name.chars().take(LONGEST_CELL).collect()
}

/// A result as JSON of a bounded length, and whether something was left out.
fn bounded(data: &Value) -> (String, bool) {
    let whole = data.to_string();
    if whole.chars().count() <= LONGEST {
        return (whole, false);
    }
    let cuts = LISTS.iter().map(|most| cut(data, *most).to_string());
    let fitting = cuts.into_iter().find(|text| text.chars().count() <= LONGEST);
    (fitting.unwrap_or_else(|| Value::Null.to_string()), true)
}

/// A value with at most so many items in each list, and short texts.
fn cut(value: &Value, most: usize) -> Value {
    match value {
        Value::Array(list) => list.iter().take(most).map(|own| cut(own, most)).collect(),
        Value::Object(members) => Value::Object(
            members.iter().take(most).map(|(name, own)| (short(name), cut(own, most))).collect::<Map<_, _>>(),
        ),
        Value::String(text) => Value::String(short(text)),
        Value::Number(_) | Value::Bool(_) | Value::Null => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn long_results_are_cut() {
        let rows: Vec<Value> = (0..5_000).map(|number| json!({ "number": number, "text": "가".repeat(300) })).collect();
        let (text, is_cut) = bounded(&json!({ "rows": rows }));
        assert!(is_cut && text.chars().count() <= LONGEST, "{}", text.len());
        assert!(serde_json::from_str::<Value>(&text).unwrap()["rows"].as_array().is_some_and(|rows| rows.len() >= 10));
        assert_eq!(bounded(&json!({ "a": [1, 2] })), (r#"{"a":[1,2]}"#.to_owned(), false));
    }

    #[test]
    fn messages_are_bounded() {
        let mut told = Told::default();
        for _ in 0..50 {
            told.refused("x", &"y".repeat(1_000));
        }
        assert!(told.text().chars().count() < LONGEST_MESSAGE + 10_000);
    }
}
