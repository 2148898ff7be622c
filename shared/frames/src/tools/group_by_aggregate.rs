//! Figures of groups.

mod figures;
mod keys;

use super::{
    Found, Tool, ToolError,
    markdown::{add_table, count, escaped, heading, line, shown},
    temporal::TimeUnit,
    total::total,
    view::View,
};
use crate::{
    column::{Column, Kind},
    filter::{Filter, Operator},
    frame::Table,
    number::of_integer,
    value::Value,
};
use figures::figures;
use keys::Keys;
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The maximum number of groups in the text.
const SHOWN: usize = 50;

/// A figure of a column for each value of another one, or for each pair of values of two others. Groups are in the order of their
/// values; rows without a group are left out, and missing values are in no figure.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GroupByAggregate {
    /// The column of the groups.
    pub group_column: String,
    /// The column of the figure.
    pub agg_column: String,
    /// The figure.
    pub operation: Aggregation,
    /// The groups are units of time of a column of dates, or of texts with dates in ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_unit: Option<TimeUnit>,
    /// Another column: the groups are pairs of values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_column: Option<String>,
    /// The unit of time of the other column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_unit: Option<TimeUnit>,
    /// Only groups whose figure compares so with `having_value`: `==`, `!=`, `>`, `<`, `>=` or `<=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub having_operator: Option<Operator>,
    /// The number that figures are compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub having_value: Option<f64>,
    /// The share of each sum or count in that of all rows, in percent. There are none where a figure is negative or all are zero.
    #[serde(default)]
    pub normalize: bool,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    group_unit: Option<TimeUnit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second_column: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second_unit: Option<TimeUnit>,
    agg_column: &'a str,
    operation: Aggregation,
    groups: Vec<Group>,
    group_count: usize,
    /// The number of groups of which those that fulfil the comparison are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared_groups: Option<usize>,
    /// The sum or count of all rows, of which shares are.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Value>,
    /// The number of rows without a group.
    missing: usize,
}

#[derive(Serialize)]
struct Group {
    #[serde(rename = "group")]
    key: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<Value>,
    value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Value>,
    row_count: usize,
}

impl Tool for GroupByAggregate {
    const NAME: &'static str = "group_by_aggregate";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let having = self.having()?;
        let view = View::open(table, self.filter())?;
        let keys = Keys::of(self, &view)?;
        let column = view.column(&self.agg_column)?;
        self.operation.check(&column, &self.agg_column)?;
        self.check_comparison(&column)?;
        let mut groups = self.groups(&keys, &column);
        let compared_groups = having.map(|_| groups.len());
        if let Some((operator, wanted)) = having {
            groups.retain(|group| number(&group.value).is_some_and(|own| compares(own, operator, wanted)));
        }
        let missing = keys.missing();
        let data = Data {
            group_column: &self.group_column,
            group_unit: self.group_unit,
            second_column: self.second_column.as_deref(),
            second_unit: self.second_unit,
            agg_column: &self.agg_column,
            operation: self.operation,
            group_count: groups.len(),
            groups,
            compared_groups,
            total: self.normalize.then(|| self.whole(&column)),
            missing,
        };
        let names = [Some(self.group_column.as_str()), data.second_column, Some(self.agg_column.as_str())];
        let query = view.query(&names.into_iter().flatten().collect::<Vec<_>>());
        Ok(Found::new(&data, data.text(), view.len() - missing, query))
    }
}

impl GroupByAggregate {
    /// The comparison of figures; an error for arguments that do not belong together.
    fn having(&self) -> Result<Option<(Operator, f64)>, ToolError> {
        let unfit = |reason: &str| Err(ToolError::Arguments(reason.to_owned()));
        if self.second_unit.is_some() && self.second_column.is_none() {
            return unfit("second_unit needs second_column");
        }
        if self.normalize && !matches!(self.operation, Aggregation::Sum | Aggregation::Count) {
            return unfit("normalize needs the operation sum or count");
        }
        match (self.having_operator, self.having_value) {
            (None, None) => Ok(None),
            (Some(Operator::Contains | Operator::In | Operator::IsMissing), _) => {
                unfit("having_operator compares numbers")
            }
            (Some(operator), Some(value)) => Ok(Some((operator, value))),
            _ => unfit("having_operator and having_value need each other"),
        }
    }

    /// The first or last date of a group is no number.
    fn check_comparison(&self, column: &Column) -> Result<(), ToolError> {
        let is_time = column.kind().is_temporal() && self.operation != Aggregation::Count;
        match self.having_value.filter(|_| is_time) {
            Some(value) => Err(ToolError::UnfitValue {
                column: self.agg_column.clone(),
                kind: column.kind(),
                value: value.to_string(),
            }),
            None => Ok(()),
        }
    }

    fn groups(&self, keys: &Keys, column: &Column) -> Vec<Group> {
        let figures = figures(&keys.groups, column, self.operation);
        let shares = self.normalize.then(|| shares(&figures, &self.whole(column)));
        let group = |place: usize| {
            let (key, second) = keys.values(place)?;
            Some(Group {
                key,
                second,
                value: figures.get(place)?.clone(),
                percent: shares.as_ref().and_then(|shares| shares.get(place).cloned()),
                row_count: *keys.groups.counts.get(place)?,
            })
        };
        keys.groups.by_value().into_iter().filter_map(group).collect()
    }

    /// The sum or count of all rows, those without a group included.
    fn whole(&self, column: &Column) -> Value {
        match self.operation {
            Aggregation::Count => Value::Integer(i64::try_from(column.present_count()).unwrap_or(i64::MAX)),
            _ => total(column),
        }
    }
}

/// The share of each figure in percent.
fn shares(figures: &[Value], whole: &Value) -> Vec<Value> {
    let numbers: Vec<Option<f64>> = figures.iter().map(number).collect();
    let whole = number(whole).filter(|whole| *whole > 0.0);
    // negative figures of rows without a group would make shares of more than all
    let known: f64 = numbers.iter().flatten().sum();
    let has_shares =
        numbers.iter().flatten().all(|own| *own >= 0.0) && whole.is_some_and(|whole| known <= whole * (1.0 + 1e-9));
    let share = |own: Option<f64>| own.zip(whole).filter(|_| has_shares).map(|(own, whole)| own / whole * 100.0);
    numbers.into_iter().map(|own| share(own).map_or(Value::Missing, Value::Number)).collect()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(of_integer(*number)),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

#[expect(clippy::float_cmp, reason = "equal figures are wanted, as a user wrote them")]
fn compares(own: f64, operator: Operator, wanted: f64) -> bool {
    match operator {
        Operator::Equal => own == wanted,
        Operator::NotEqual => own != wanted,
        Operator::Greater => own > wanted,
        Operator::GreaterOrEqual => own >= wanted,
        Operator::Less => own < wanted,
        Operator::LessOrEqual => own <= wanted,
        Operator::Contains | Operator::IsMissing | Operator::In => false,
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
            (false, Kind::Text) => Err(ToolError::not_numeric(name, column)),
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

impl Data<'_> {
    fn text(&self) -> Text {
        let of = escaped(self.agg_column);
        let (by, [korean_by, english_by]) = self.titles();
        let (korean, english) = self.operation.titles();
        let mut text = heading(
            &format!("{}별 '{of}' {korean}", korean_by.join("·")),
            &format!("{english} of '{of}' by {}", english_by.join(" and ")),
        );
        let figures = |figure: &str, share: &str, rows: &str| {
            let share = self.total.is_some().then(|| share.to_owned());
            by.iter().cloned().chain([figure.to_owned()]).chain(share).chain([rows.to_owned()]).collect::<Vec<_>>()
        };
        let (korean_titles, english_titles) = (figures(korean, "비율", "행 수"), figures(english, "Share", "Rows"));
        let rows: Vec<Vec<String>> = self.groups.iter().take(SHOWN).map(Self::row).collect();
        let [korean_titles, english_titles] =
            [&korean_titles, &english_titles].map(|all| all.iter().map(String::as_str).collect::<Vec<_>>());
        add_table(&mut text, &korean_titles, &english_titles, &rows);
        self.add_notes(&mut text, &by.join(" · "));
        text
    }

    /// The columns of the groups, and how they are titled in both languages.
    fn titles(&self) -> (Vec<String>, [Vec<String>; 2]) {
        let sides = [(Some(self.group_column), self.group_unit), (self.second_column, self.second_unit)];
        let (mut names, mut titles) = (Vec::new(), [Vec::new(), Vec::new()]);
        for (name, unit) in sides.into_iter().filter_map(|(name, unit)| Some((escaped(name?), unit))) {
            let (korean, english) = unit.map_or((String::new(), String::new()), |unit| {
                (format!(" {}", unit.titles().0), format!("{} of ", unit.titles().1))
            });
            titles[0].push(format!("'{name}'{korean}"));
            titles[1].push(format!("{english}'{name}'"));
            names.push(name);
        }
        (names, titles)
    }

    fn row(group: &Group) -> Vec<String> {
        let share = |value: &Value| number(value).map_or_else(|| "–".to_owned(), |share| format!("{share:.2}%"));
        let keys = std::iter::once(shown(&group.key)).chain(group.second.as_ref().map(shown));
        let figures = std::iter::once(figure_text(&group.value)).chain(group.percent.as_ref().map(share));
        keys.chain(figures).chain([count(group.row_count)]).collect()
    }

    fn add_notes(&self, text: &mut Text, by: &str) {
        let groups = count(self.group_count);
        match self.compared_groups.map(count) {
            Some(all) => line(
                text,
                &format!("\n- 조건에 맞는 그룹: {all}개 중 {groups}개"),
                &format!("\n- Groups that fulfil the comparison: {groups} of {all}"),
            ),
            None => line(text, &format!("\n- 그룹: {groups}개"), &format!("\n- Groups: {groups}")),
        }
        let rest = self.groups.len().saturating_sub(SHOWN);
        if rest > 0 {
            line(
                text,
                &format!("- 처음 {SHOWN}개 그룹만 표시했습니다(나머지 {}개).", count(rest)),
                &format!("- Only the first {SHOWN} groups are shown ({} more).", count(rest)),
            );
        }
        if let Some(largest) = largest(&self.groups) {
            let keys = std::iter::once(shown(&largest.key)).chain(largest.second.as_ref().map(shown));
            let (group, value) = (keys.collect::<Vec<_>>().join(" · "), figure_text(&largest.value));
            line(text, &format!("- 가장 큰 값: {group} ({value})"), &format!("- Largest: {group} ({value})"));
        }
        if self.missing > 0 {
            let missing = count(self.missing);
            line(
                text,
                &format!("- '{by}' 값이 없는 {missing}개 행은 제외했습니다."),
                &format!("- {missing} rows without a value of '{by}' are left out."),
            );
        }
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
    let numbered = groups.iter().filter_map(|group| Some((number(&group.value)?, group)));
    numbered.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, group)| group)
}
