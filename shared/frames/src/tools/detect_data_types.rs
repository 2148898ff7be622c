//! What the values of columns may mean.

use super::{
    Found, Tool, ToolError,
    error::korean,
    markdown::{count, escaped, heading, table},
    view::View,
};
use crate::{
    column::{Column, Kind, Values},
    filter::Filter,
    frame::Table,
    groups::Groups,
    number::of_count,
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The number of values that are tried as dates or numbers.
const SAMPLE: usize = 100;

/// The type of each column and what its values may mean: whole numbers with few different ones (below 5 % of the values) may be codes
/// of categories, texts may be dates or numbers (all of the first 100 values), categories (at most 20 different values), many categories
/// (at most half of the values are different) or other texts.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DetectDataTypes {
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data {
    columns: Vec<Of>,
}

#[derive(Serialize)]
struct Of {
    name: String,
    kind: Kind,
    inferred: Meaning,
    distinct: usize,
    count: usize,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Meaning {
    Empty,
    CodedCategory,
    Integer,
    Number,
    Date,
    Boolean,
    TextDate,
    TextNumber,
    Category,
    ManyCategories,
    TextOrId,
}

impl Tool for DetectDataTypes {
    const NAME: &'static str = "detect_data_types";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let of = |place: usize| {
            let column = view.column_at(place)?;
            let distinct = Groups::counts(&column).keys.len();
            let inferred = meaning(&column, distinct);
            Ok(Of { name: view.name(place), kind: column.kind(), inferred, distinct, count: column.present_count() })
        };
        let columns: Vec<Of> = (0..table.headings().len()).map(of).collect::<Result<_, ToolError>>()?;
        let data = Data { columns };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[])))
    }
}

fn meaning(column: &Column, distinct: usize) -> Meaning {
    let filled = column.present_count();
    let share = of_count(distinct) / of_count(filled.max(1));
    match column.kind() {
        _ if filled == 0 => Meaning::Empty,
        Kind::Integer if share < 0.05 => Meaning::CodedCategory,
        Kind::Integer => Meaning::Integer,
        Kind::Number => Meaning::Number,
        Kind::Date | Kind::Timestamp => Meaning::Date,
        Kind::Boolean => Meaning::Boolean,
        Kind::Text if are_all(column, |text| text.parse::<DateTime>().is_ok()) => Meaning::TextDate,
        Kind::Text if are_all(column, |text| text.parse::<f64>().is_ok_and(f64::is_finite)) => Meaning::TextNumber,
        Kind::Text if distinct <= 20 => Meaning::Category,
        Kind::Text if share <= 0.5 => Meaning::ManyCategories,
        Kind::Text => Meaning::TextOrId,
    }
}

/// Returns whether the first texts of a column are all of a form.
fn are_all(column: &Column, is: impl Fn(&str) -> bool) -> bool {
    let Values::Text(codes, texts) = column.values() else { return false };
    let filled = codes.iter().enumerate().filter(|(row, _)| !column.is_missing(*row));
    filled.take(SAMPLE).all(|(_, code)| is(texts.text(*code)))
}

impl Meaning {
    const fn korean(self) -> &'static str {
        match self {
            Self::Empty => "값 없음",
            Self::CodedCategory => "코드화된 범주",
            Self::Integer => "정수",
            Self::Number => "실수",
            Self::Date => "날짜",
            Self::Boolean => "참/거짓",
            Self::TextDate => "텍스트로 저장된 날짜",
            Self::TextNumber => "텍스트로 저장된 숫자",
            Self::Category => "범주",
            Self::ManyCategories => "종류가 많은 범주",
            Self::TextOrId => "텍스트 또는 식별자",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Empty => "no values",
            Self::CodedCategory => "category as a code",
            Self::Integer => "whole number",
            Self::Number => "number",
            Self::Date => "date",
            Self::Boolean => "true or false",
            Self::TextDate => "date stored as text",
            Self::TextNumber => "number stored as text",
            Self::Category => "category",
            Self::ManyCategories => "many categories",
            Self::TextOrId => "text or identifier",
        }
    }
}

impl Data {
    fn text(&self) -> Text {
        let mut text = heading("데이터 유형", "Types of the columns");
        let rows = |kind: fn(Kind) -> &'static str, meaning: fn(Meaning) -> &'static str| -> Vec<Vec<String>> {
            let row = |of: &Of| {
                vec![escaped(&of.name), kind(of.kind).to_owned(), meaning(of.inferred).to_owned(), count(of.distinct)]
            };
            self.columns.iter().map(row).collect()
        };
        let header = |names: [&str; 4]| names.map(str::to_owned).to_vec();
        text.push(
            &table(&header(["열", "저장 유형", "추정 의미", "고유값"]), &rows(korean, Meaning::korean)),
            &table(
                &header(["Column", "Type", "Probable meaning", "Different values"]),
                &rows(Kind::name, Meaning::english),
            ),
        );
        text
    }
}
