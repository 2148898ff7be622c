//! The different values of a column.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, shown},
    view::View,
};
use crate::{filter::Filter, frame::Table, groups::Groups, value::Value};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The maximum number of values.
const MOST: usize = 50;

/// The different values of a column, sorted as texts, at most 50.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetUniqueValues {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    values: Vec<Value>,
    distinct: usize,
    missing: usize,
}

impl Tool for GetUniqueValues {
    const NAME: &'static str = "get_unique_values";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let column = view.filled_column(&self.column)?;
        let groups = Groups::counts(&column);
        let mut values: Vec<(String, Value)> = groups
            .keys
            .iter()
            .map(|key| {
                let value = column.value_of_key(*key);
                (text_of(&value), value)
            })
            .collect();
        let compare = |left: &(String, Value), right: &(String, Value)| left.0.cmp(&right.0);
        if values.len() > MOST {
            values.select_nth_unstable_by(MOST - 1, compare);
            values.truncate(MOST);
        }
        values.sort_by(compare);
        let data = Data {
            column: &self.column,
            values: values.into_iter().map(|(_, value)| value).collect(),
            distinct: groups.keys.len(),
            missing: column.missing_count(),
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

/// The text of a value as Python writes it, so that the order is that of pandas.
fn text_of(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            let text = format!("{number:?}");
            match text.split_once('e') {
                Some((mantissa, exponent)) => {
                    let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
                    format!("{mantissa}e{sign}{digits:0>2}")
                }
                None => text,
            }
        }
        Value::Boolean(true) => "True".to_owned(),
        Value::Boolean(false) => "False".to_owned(),
        other => other.to_string(),
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 고유값"), &format!("Different values of '{name}'"));
        let distinct = count(self.distinct);
        line(&mut text, &format!("- 고유값: {distinct}개"), &format!("- Different values: {distinct}"));
        let rest = self.distinct - self.values.len();
        if rest > 0 {
            line(
                &mut text,
                &format!("- 텍스트 순서로 처음 {MOST}개만 표시했습니다(나머지 {}개).", count(rest)),
                &format!("- Only the first {MOST} in the order of texts are shown ({} more).", count(rest)),
            );
        }
        text.push("\n", "\n");
        for value in &self.values {
            let shown = format!("- {}", shown(value));
            line(&mut text, &shown, &shown);
        }
        text
    }
}
