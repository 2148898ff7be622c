//! The groups of a query: columns and units of time.

use super::Composer;
use crate::{
    query::Remark,
    refusal::Refusal,
    vocabulary::Role,
    words::{Operation, TimeUnit},
};
use jiff::{ToSpan, civil::Date};
use sisuiq_frames::Kind;
use sisuiq_frames::filter::{AllOf, AnyOf, Condition, Filter, Operator, Scalar};

/// A column by which rows are grouped, by its values or by a unit of its times.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) column: String,
    pub(crate) unit: Option<TimeUnit>,
}

impl Key {
    const fn of(column: String) -> Self {
        Self { column, unit: None }
    }
}

impl Composer<'_> {
    /// All groups. A column that is no number and in no condition is one.
    pub(crate) fn keys(&self) -> Result<Vec<Key>, Refusal> {
        let open = self.open_units();
        let time = if open.is_empty() { None } else { Some(self.time_column()?) };
        let has_no_hours = |name: &String| self.column(name).is_some_and(|column| column.kind == Kind::Date);
        if open.contains(&TimeUnit::Hour) && time.as_ref().is_some_and(has_no_hours) {
            return Err(Refusal::unsupported(
                "날짜에 시각이 없어 시간대로 나눌 수 없습니다. 연도, 분기, 월, 요일로는 나눌 수 있습니다.",
                "The dates have no time of day, so there are no hours. Ask by year, quarter, month or weekday.",
            ));
        }
        let named = self.groups().into_iter().chain(self.categories().into_iter().map(str::to_owned));
        let mut keys: Vec<Key> = Vec::new();
        for name in named.filter(|name| time.as_ref() != Some(name)) {
            if !keys.iter().any(|key| key.column == name) {
                keys.push(Key::of(name));
            }
        }
        keys.extend(
            time.into_iter()
                .flat_map(|name| open.iter().map(move |unit| (name.clone(), *unit)))
                .map(|(column, unit)| Key { column, unit: Some(unit) }),
        );
        if keys.is_empty() && self.query.has(Operation::Compare) {
            keys.extend(self.compared());
        }
        Ok(keys)
    }

    /// What several values of a column that are compared belong to.
    fn compared(&self) -> Option<Key> {
        self.query.conditions.iter().find_map(|condition| match condition {
            Filter::Condition(own) if own.operator == Operator::In => Some(Key::of(own.column.clone())),
            Filter::Any(AnyOf { any }) => compared_times(any),
            _ => None,
        })
    }

    /// The columns of groups: those that are named, and the table's only ones for units of time.
    pub(crate) fn groups(&self) -> Vec<String> {
        let of_units = self.units().into_iter().filter_map(|unit| self.unit_column(unit));
        self.query.groups.iter().cloned().chain(of_units).collect()
    }

    pub(crate) fn units(&self) -> Vec<TimeUnit> {
        self.query.unit.into_iter().chain(self.query.second_unit).collect()
    }

    /// The units of time for which no column stands.
    pub(crate) fn open_units(&self) -> Vec<TimeUnit> {
        self.units().into_iter().filter(|unit| self.unit_column(*unit).is_none()).collect()
    }

    /// The table's only column for a unit of time.
    pub(crate) fn unit_column(&self, unit: TimeUnit) -> Option<String> {
        let role = match unit {
            TimeUnit::Year => Role::Year,
            TimeUnit::Month => Role::Month,
            TimeUnit::Weekday => Role::Weekday,
            TimeUnit::Hour => Role::Hour,
            TimeUnit::Quarter => return None,
        };
        match self.vocabulary.of_role(role).as_slice() {
            [place] => self.vocabulary.column(*place).map(|column| column.name.clone()),
            _ => None,
        }
    }

    /// The first and the last year of a column of dates in the rows that fulfil the conditions.
    fn years(&self, name: &str) -> Option<[i16; 2]> {
        let [mut first, mut last] = self.column(name)?.period?;
        for Condition { column, operator, value } in self.query.conditions.iter().flat_map(conditions_of) {
            let is_year = self.column(column).is_some_and(|own| own.roles.contains(&Role::Year));
            match (operator, value) {
                (Operator::Equal, Some(Scalar::Integer(_))) if is_year => return None,
                (Operator::GreaterOrEqual, Some(Scalar::Text(from))) if column == name => {
                    first = first.max(from.parse().ok()?);
                }
                (Operator::Less, Some(Scalar::Text(to))) if column == name => {
                    last = last.min(to.parse::<Date>().ok()?.yesterday().ok()?);
                }
                _ => {}
            }
        }
        Some([first.year(), last.year()])
    }

    /// The remark that equal months of several years are one group.
    pub(crate) fn together(&self) -> Option<Remark> {
        let units = self.open_units();
        let unit = units.iter().copied().find(|unit| matches!(unit, TimeUnit::Month | TimeUnit::Quarter))?;
        let [first, last] = self.years(&self.time_column().ok()?)?;
        let has_years = units.contains(&TimeUnit::Year) || self.units().contains(&TimeUnit::Year);
        (first != last && !has_years).then_some(Remark::Together(unit))
    }
}

/// The conditions that all hold where a filter does.
fn conditions_of(filter: &Filter) -> Vec<&Condition> {
    match filter {
        Filter::Condition(own) => vec![own],
        Filter::All(AllOf { all }) => all.iter().flat_map(conditions_of).collect(),
        Filter::Any(_) | Filter::Not(_) => Vec::new(),
    }
}

/// Years or months of a column of dates that are compared, if each is a group of its own.
fn compared_times(any: &[Filter]) -> Option<Key> {
    let spans: Option<Vec<(String, Date, Date)>> = any.iter().map(span).collect();
    let spans = spans?;
    let (column, first, _) = spans.first()?;
    let column = column.clone();
    let all = |is: &dyn Fn(&(String, Date, Date)) -> bool| spans.iter().all(is);
    let lasts = |from: &Date, length: jiff::Span| from.checked_add(length).ok();
    if all(&|(_, from, to)| from.month() == 1 && from.day() == 1 && lasts(from, 1.year()) == Some(*to)) {
        return Some(Key { column, unit: Some(TimeUnit::Year) });
    }
    let is_month = |(_, from, to): &(String, Date, Date)| {
        from.day() == 1 && lasts(from, 1.month()) == Some(*to) && from.year() == first.year()
    };
    all(&is_month).then_some(Key { column, unit: Some(TimeUnit::Month) })
}

/// The column and the bounds of a condition on times.
fn span(filter: &Filter) -> Option<(String, Date, Date)> {
    let Filter::All(AllOf { all }) = filter else { return None };
    let [Filter::Condition(from), Filter::Condition(to)] = all.as_slice() else { return None };
    let date = |condition: &Condition, wanted: Operator| match &condition.value {
        Some(Scalar::Text(text)) if condition.operator == wanted => text.parse::<Date>().ok(),
        _ => None,
    };
    Some((from.column.clone(), date(from, Operator::GreaterOrEqual)?, date(to, Operator::Less)?))
}
