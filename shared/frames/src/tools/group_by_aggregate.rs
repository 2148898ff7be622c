//! Figures of groups.

use super::{
    Found, Tool, ToolError,
    markdown::{add_table, count, escaped, heading, line, shown},
    total::of_total,
    view::View,
};
use crate::{
    column::{Column, Kind, Values},
    filter::Filter,
    frame::Table,
    groups::Groups,
    number::{index, of_count, of_sum},
    statistics::{deviation, mean, quantiles, sum},
    value::Value,
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The maximum number of groups in the text.
const SHOWN: usize = 50;

/// A figure of a column for each value of another one. Groups are in the order of their values; rows without a group are left out,
/// and missing values are in no figure.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GroupByAggregate {
    /// The column of the groups.
    pub group_column: String,
    /// The column of the figure.
    pub agg_column: String,
    /// The figure.
    pub operation: Aggregation,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// A figure of a group.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// The sum; zero of nothing.
    Sum,
    /// The mean.
    Mean,
    /// The number of values.
    Count,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The median.
    Median,
    /// The standard deviation of a sample (n − 1).
    Std,
}

#[derive(Serialize)]
struct Data<'a> {
    group_column: &'a str,
    agg_column: &'a str,
    operation: Aggregation,
    groups: Vec<Group>,
    group_count: usize,
    /// The number of rows without a group.
    missing: usize,
}

#[derive(Serialize)]
struct Group {
    #[serde(rename = "group")]
    key: Value,
    value: Value,
    row_count: usize,
}

impl Tool for GroupByAggregate {
    const NAME: &'static str = "group_by_aggregate";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let (by, column) = (view.filled_column(&self.group_column)?, view.column(&self.agg_column)?);
        self.operation.check(&column, &self.agg_column)?;
        let groups = Groups::of(&by);
        let figures = figures(&groups, &column, self.operation);
        let group = |place: usize| {
            Some(Group {
                key: by.value_of_key(*groups.keys.get(place)?),
                value: figures.get(place)?.clone(),
                row_count: *groups.counts.get(place)?,
            })
        };
        let groups: Vec<Group> = groups.by_value().into_iter().filter_map(group).collect();
        let data = Data {
            group_column: &self.group_column,
            agg_column: &self.agg_column,
            operation: self.operation,
            group_count: groups.len(),
            groups,
            missing: by.missing_count(),
        };
        let query = view.query(&[&self.group_column, &self.agg_column]);
        Ok(Found::new(&data, data.text(), view.len() - by.missing_count(), query))
    }
}

impl Aggregation {
    fn check(self, column: &Column, name: &str) -> Result<(), ToolError> {
        let kind = column.kind();
        let is_possible = match self {
            Self::Count => true,
            Self::Min | Self::Max => kind.is_numeric() || kind.is_temporal(),
            _ => kind.is_numeric(),
        };
        match (is_possible, kind) {
            (true, _) => Ok(()),
            (false, _) if column.present_count() == 0 => Err(ToolError::AllMissing(name.to_owned())),
            (false, Kind::Text) => Err(ToolError::NotNumeric { column: name.to_owned(), kind }),
            (false, _) => Err(ToolError::UnfitOperation { operation: self.name(), column: name.to_owned(), kind }),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Count => "count",
            Self::Min => "min",
            Self::Max => "max",
            Self::Median => "median",
            Self::Std => "std",
        }
    }

    const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Sum => ("합계", "Sum"),
            Self::Mean => ("평균", "Mean"),
            Self::Count => ("개수", "Count"),
            Self::Min => ("최솟값", "Minimum"),
            Self::Max => ("최댓값", "Maximum"),
            Self::Median => ("중앙값", "Median"),
            Self::Std => ("표준편차", "Standard deviation"),
        }
    }
}

/// The figure of each group.
fn figures(groups: &Groups, column: &Column, operation: Aggregation) -> Vec<Value> {
    match operation {
        Aggregation::Count => counts(groups, column),
        Aggregation::Min | Aggregation::Max => extremes(groups, column, operation == Aggregation::Max),
        Aggregation::Sum if matches!(column.values(), Values::Integer(_)) => {
            integer_sums(groups, column).into_iter().map(|(total, _)| of_total(total)).collect()
        }
        Aggregation::Mean if matches!(column.values(), Values::Integer(_)) => {
            let mean = |(total, count): (i128, usize)| (count > 0).then(|| of_sum(total) / of_count(count));
            integer_sums(groups, column).into_iter().map(|sum| number(mean(sum))).collect()
        }
        _ => numbers(groups, column).into_iter().map(|numbers| number(figure(numbers, operation))).collect(),
    }
}

fn figure(mut numbers: Vec<f64>, operation: Aggregation) -> Option<f64> {
    match operation {
        Aggregation::Sum => Some(sum(&numbers)),
        Aggregation::Mean => mean(&numbers),
        Aggregation::Std => deviation(&numbers),
        Aggregation::Median => quantiles(&mut numbers, &[0.5])?.first().copied(),
        Aggregation::Count | Aggregation::Min | Aggregation::Max => None,
    }
}

fn number(number: Option<f64>) -> Value {
    number.map_or(Value::Missing, Value::Number)
}

fn counts(groups: &Groups, column: &Column) -> Vec<Value> {
    let mut counts = vec![0_i64; groups.keys.len()];
    for (row, group) in groups.of_rows.iter().enumerate() {
        if let Some(count) = group.and_then(|group| counts.get_mut(index(group)))
            && !column.is_missing(row)
        {
            *count += 1;
        }
    }
    counts.into_iter().map(Value::Integer).collect()
}

fn extremes(groups: &Groups, column: &Column, is_largest: bool) -> Vec<Value> {
    let mut found: Vec<Option<u64>> = vec![None; groups.keys.len()];
    let mut rows = groups.of_rows.iter();
    column.for_each_key(|key| {
        let group = rows.next().copied().flatten();
        if let (Some(key), Some(place)) = (key, group.and_then(|group| found.get_mut(index(group)))) {
            let is_better = |other: u64| if is_largest { key > other } else { key < other };
            if place.is_none_or(is_better) {
                *place = Some(key);
            }
        }
    });
    found.into_iter().map(|key| key.map_or(Value::Missing, |key| column.value_of_key(key))).collect()
}

fn integer_sums(groups: &Groups, column: &Column) -> Vec<(i128, usize)> {
    let mut sums = vec![(0_i128, 0_usize); groups.keys.len()];
    let Values::Integer(values) = column.values() else { return sums };
    for (row, (group, value)) in groups.of_rows.iter().zip(values).enumerate() {
        if let Some(sum) = group.and_then(|group| sums.get_mut(index(group)))
            && !column.is_missing(row)
        {
            *sum = (sum.0 + i128::from(*value), sum.1 + 1);
        }
    }
    sums
}

fn numbers(groups: &Groups, column: &Column) -> Vec<Vec<f64>> {
    let mut numbers: Vec<Vec<f64>> = groups.counts.iter().map(|count| Vec::with_capacity(*count)).collect();
    for (row, group) in groups.of_rows.iter().enumerate() {
        if let Some(list) = group.and_then(|group| numbers.get_mut(index(group))) {
            list.extend(column.number(row));
        }
    }
    numbers
}

impl Data<'_> {
    fn text(&self) -> Text {
        let (by, of) = (escaped(self.group_column), escaped(self.agg_column));
        let (korean, english) = self.operation.titles();
        let mut text = heading(&format!("'{by}'별 '{of}' {korean}"), &format!("{english} of '{of}' by '{by}'"));
        let row = |group: &Group| vec![shown(&group.key), figure_text(&group.value), count(group.row_count)];
        let rows: Vec<Vec<String>> = self.groups.iter().take(SHOWN).map(row).collect();
        add_table(&mut text, &[&by, korean, "행 수"], &[&by, english, "Rows"], &rows);
        let groups = count(self.group_count);
        line(&mut text, &format!("\n- 그룹: {groups}개"), &format!("\n- Groups: {groups}"));
        let rest = self.groups.len().saturating_sub(SHOWN);
        if rest > 0 {
            line(
                &mut text,
                &format!("- 처음 {SHOWN}개 그룹만 표시했습니다(나머지 {}개).", count(rest)),
                &format!("- Only the first {SHOWN} groups are shown ({} more).", count(rest)),
            );
        }
        if let Some(largest) = largest(&self.groups) {
            let (group, value) = (shown(&largest.key), figure_text(&largest.value));
            line(&mut text, &format!("- 가장 큰 값: {group} ({value})"), &format!("- Largest: {group} ({value})"));
        }
        if self.missing > 0 {
            let missing = count(self.missing);
            line(
                &mut text,
                &format!("- '{by}' 값이 없는 {missing}개 행은 제외했습니다."),
                &format!("- {missing} rows without a value of '{by}' are left out."),
            );
        }
        text
    }
}

fn figure_text(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("{number:.2}"),
        other => shown(other),
    }
}

/// The group with the largest number.
fn largest(groups: &[Group]) -> Option<&Group> {
    let number = |group: &&Group| match group.value {
        Value::Integer(number) => Some(crate::number::of_integer(number)),
        Value::Number(number) => Some(number),
        _ => None,
    };
    let numbered = groups.iter().filter_map(|group| Some((number(&group)?, group)));
    numbered.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, group)| group)
}
