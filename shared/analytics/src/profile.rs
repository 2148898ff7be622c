//! The profile of any table, in one pass over its rows.

use crate::{
    cell::{Cell, Moment},
    names::{Names, shortened},
    sum::{Sum, float},
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The maximum number of text columns whose values are counted.
const COUNTED: usize = 3;
/// The maximum number of their shown values.
const TOP: usize = 5;
/// The maximum number of summarised number columns.
const SUMMED: usize = 5;
/// The number of shown rows.
const SHOWN: usize = 5;
/// The number of their shown columns.
const SHOWN_COLUMNS: usize = 50;
/// The maximum length of a shown cell, in Unicode scalar values.
const LONGEST_VALUE: usize = 200;
/// The maximum length of a column's name, in Unicode scalar values.
const LONGEST_NAME: usize = 100;

/// A table in the making.
#[derive(Debug)]
pub(crate) struct Profile {
    columns: Vec<Column>,
    rows: u64,
    shown: Vec<Vec<Cell<'static>>>,
    /// The columns' names, which are keys of the payload.
    taken: HashSet<String>,
    /// Columns whose numbers are in different units.
    pub(crate) of_units: Vec<usize>,
}

#[derive(Debug)]
struct Column {
    name: String,
    filled: u64,
    numbers: u64,
    dates: u64,
    sum: Sum,
    least: f64,
    most: f64,
    first: Option<Moment>,
    last: Option<Moment>,
    values: Names,
}

impl Profile {
    /// A table with these columns. A column without a name is named by its number, and a repeated name gets a number appended.
    pub(crate) fn new(header: &[String]) -> Self {
        let mut profile =
            Self { columns: Vec::new(), rows: 0, shown: Vec::new(), taken: HashSet::new(), of_units: Vec::new() };
        for name in header {
            profile.add_column(shortened(name.trim(), LONGEST_NAME));
        }
        profile
    }

    fn add_column(&mut self, name: String) {
        let name = if name.is_empty() { format!("column_{}", self.columns.len() + 1) } else { name };
        let numbered = (2..).map(|time: u32| format!("{name}_{time}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let free = free.unwrap_or(name);
        self.taken.insert(free.clone());
        self.columns.push(Column::new(free));
    }

    /// The columns' names.
    pub(crate) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The number of rows.
    pub(crate) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns whether most numbers of a row are the sums of their columns so far, over several rows.
    pub(crate) fn are_sums(&self, row: &[Cell<'_>]) -> bool {
        let compared = self.columns.iter().zip(row).filter_map(|(column, cell)| Some((column, cell.number()?)));
        let (mut equal, mut others) = (0, 0);
        for (column, number) in compared.filter(|(column, _)| column.numbers > 1) {
            let sum = column.sum.total();
            let is_sum = number != 0.0 && (sum - number).abs() <= 1e-6 * sum.abs();
            if is_sum { equal += 1 } else { others += 1 }
        }
        equal > others
    }

    /// Adds a row. One that is longer than the header adds columns, which are named by their number.
    pub(crate) fn add(&mut self, row: &[Cell<'_>]) {
        self.rows += 1;
        while self.columns.len() < row.len() {
            self.add_column(String::new());
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.add(cell);
        }
        if self.shown.len() < SHOWN {
            self.shown.push(row.iter().map(|cell| cell.clone().into_owned()).collect());
        }
    }

    /// The summary; columns without values are left out.
    pub(crate) fn payload(&self) -> Map<String, Value> {
        let filled: Vec<(usize, &Column)> =
            self.columns.iter().enumerate().filter(|(_, column)| column.filled > 0).collect();
        let of_kind = |kind: &'static str| filled.iter().filter(move |(_, column)| column.kind() == kind);
        let counts = of_kind("text").filter_map(|(_, column)| Some((column.name.clone(), column.top()?))).take(COUNTED);
        let sums = of_kind("number")
            .filter(|(place, _)| !self.of_units.contains(place))
            .take(SUMMED)
            .map(|(_, column)| (column.name.clone(), column.summary()));
        let names_time = |column: &Column| {
            let lower = column.name.to_lowercase();
            lower.contains("date") || lower.contains("time")
        };
        let dated = of_kind("date").map(|(_, column)| column).find(|column| names_time(column));
        let shown_columns = filled.get(..SHOWN_COLUMNS).unwrap_or(&filled);
        let shown = self.shown.iter().map(|row| {
            let value = |place: usize| row.get(place).map_or(Value::Null, value);
            Value::Object(shown_columns.iter().map(|(place, column)| (column.name.clone(), value(*place))).collect())
        });
        let types = filled.iter().map(|(_, column)| (column.name.clone(), Value::from(column.kind())));
        let mut payload = Map::new();
        payload.insert("row_count".into(), self.rows.into());
        payload.insert("column_count".into(), filled.len().into());
        payload.insert("columns".into(), filled.iter().map(|(_, column)| column.name.as_str()).collect());
        payload.insert("column_types".into(), Value::Object(types.collect()));
        if let Some(range) = dated.and_then(|column| column.range()) {
            payload.insert("date_range".into(), range);
        }
        payload.insert("category_counts".into(), Value::Object(counts.collect()));
        payload.insert("numeric_summary".into(), Value::Object(sums.collect()));
        payload.insert("preview_rows".into(), shown.collect());
        payload
    }
}

impl Column {
    fn new(name: String) -> Self {
        Self {
            name,
            filled: 0,
            numbers: 0,
            dates: 0,
            sum: Sum::default(),
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            first: None,
            last: None,
            values: Names::default(),
        }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Empty => return,
            Cell::Number(number) => {
                self.numbers += 1;
                self.sum.add(*number);
                self.least = self.least.min(*number);
                self.most = self.most.max(*number);
            }
            Cell::Date(moment) => {
                self.dates += 1;
                if self.first.as_ref().is_none_or(|first| moment.civil < first.civil) {
                    self.first = Some(moment.clone());
                }
                if self.last.as_ref().is_none_or(|last| moment.civil > last.civil) {
                    self.last = Some(moment.clone());
                }
            }
            Cell::Month(_) => self.values.add(&cell.text()),
            Cell::Text(text) => self.values.add(text),
        }
        self.filled += 1;
    }

    fn kind(&self) -> &'static str {
        if self.numbers == self.filled {
            "number"
        } else if self.dates == self.filled {
            "date"
        } else {
            "text"
        }
    }

    /// Its most frequent texts, those of equal frequency by name.
    fn top(&self) -> Option<Value> {
        let names = self.values.by_frequency()?;
        Some(Value::Object(names.into_iter().take(TOP).map(|(name, count)| (name.to_owned(), count.into())).collect()))
    }

    fn summary(&self) -> Value {
        json!({ "mean": self.sum.total() / float(self.numbers), "min": self.least, "max": self.most, "count": self.numbers })
    }

    fn range(&self) -> Option<Value> {
        let (first, last) = (self.first.as_ref()?, self.last.as_ref()?);
        Some(json!({ "column": self.name, "min": first.text(), "max": last.text() }))
    }
}

fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Number(number) => (*number).into(),
        Cell::Date(_) | Cell::Month(_) | Cell::Text(_) => shortened(&cell.text(), LONGEST_VALUE).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Style;

    fn profile(lines: &[&str]) -> Value {
        let header: Vec<String> = lines[0].split(',').map(str::to_owned).collect();
        let mut profile = Profile::new(&header);
        for line in &lines[1..] {
            profile.add(&line.split(',').map(|text| Cell::parse(text, Style::default())).collect::<Vec<_>>());
        }
        Value::Object(profile.payload())
    }

    #[test]
    fn unnamed_columns_get_names() {
        let found = profile(&["station,,note", "A,1,", "B,2,,extra"]);
        assert_eq!((&found["row_count"], &found["column_count"]), (&json!(2), &json!(3)));
        assert_eq!(found["columns"], json!(["station", "column_2", "column_4"]));
    }

    #[test]
    fn longer_rows_overwrite_no_column() {
        let found = profile(&["load,column_3", "1,2,3"]);
        assert_eq!(found["columns"], json!(["load", "column_3", "column_3_2"]));
        assert_eq!(found["preview_rows"], json!([{ "load": 1.0, "column_3": 2.0, "column_3_2": 3.0 }]));
    }

    #[test]
    fn equal_column_names_are_numbered() {
        let found = profile(&["load,load,load_2,load", "1,2,3,4"]);
        assert_eq!(found["columns"], json!(["load", "load_2", "load_2_2", "load_3"]));
    }

    #[test]
    fn one_word_makes_a_column_text() {
        let found = profile(&["load", "1", "2", "n/a"]);
        assert_eq!((&found["column_types"], &found["numeric_summary"]), (&json!({ "load": "text" }), &json!({})));
    }

    #[test]
    fn profile_has_types_counts_and_statistics() {
        let found = profile(&["day,station,load", "2024-02-01,Tarn,2", "2024-01-31,Harbour,4", "2024-02-03,Tarn,9"]);
        assert_eq!(found["column_types"], json!({ "day": "date", "station": "text", "load": "number" }));
        assert_eq!(found["category_counts"], json!({ "station": { "Tarn": 2, "Harbour": 1 } }));
        assert_eq!(found["numeric_summary"], json!({ "load": { "mean": 5.0, "min": 2.0, "max": 9.0, "count": 3 } }));
        assert_eq!(found["preview_rows"][1], json!({ "day": "2024-01-31", "station": "Harbour", "load": 4.0 }));
        assert!(found.get("date_range").is_none(), "no column is called a date or time");
        let dated = profile(&["outage_date", "2024-02-01", "2024-01-31"]);
        assert_eq!(dated["date_range"], json!({ "column": "outage_date", "min": "2024-01-31", "max": "2024-02-01" }));
    }

    #[test]
    fn unique_values_are_no_category() {
        let lines: Vec<String> =
            std::iter::once("id".to_owned()).chain((0..3_000).map(|id| format!("x{id}"))).collect();
        let found = profile(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found["category_counts"], json!({}));
    }
}
