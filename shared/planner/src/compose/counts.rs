//! Counts, shares, lists and orders of rows.

use super::{Calls, Composer, Key, Use, aggregates::group_by, all, extreme_focus};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::Operation,
};
use sisuiq_frames::{
    filter::{Condition, Filter},
    tools::{Aggregation, Call, CrossTabulation, FilterDataframe, GetDataframeInfo, GetValueCounts, SortDataframe},
};

/// The number of values that a count lists unless another one is asked for: that of the tool.
const LISTED: usize = 20;
/// The maximum number of values, to find the least frequent ones.
const MOST: usize = 1_000;

impl Composer<'_> {
    /// The number of rows, of rows of each group, or the sum of a column that counts something.
    pub(super) fn counts(&self) -> Calls {
        if let [name] = self.numbers().as_slice()
            && self.query.extreme.is_none()
        {
            // "how many deaths": the column counts them
            if self.is_count(name) {
                return self.aggregates(&[Operation::Sum]);
            }
        }
        if let [name, ..] = self.numbers().as_slice() {
            return Err(super::aggregates::which_operation(name));
        }
        if self.query.has_columns {
            self.only(&[])?;
            return Ok(vec![self.overview(Focus::Columns)]);
        }
        let keys = self.keys()?;
        let category = self.categories().into_iter().find(|name| !is_unit_column(&keys, name));
        if let (Some(name), None) = (category, self.query.extreme) {
            // "the number of districts" is not the number of rows of each
            let candidates =
                vec![format!("{name} 고유값 / different values of {name}"), format!("{name}별 건수 / rows by {name}")];
            return Err(Refusal::ambiguous(name, candidates));
        }
        if let ([_, _], Some(extreme)) = (keys.as_slice(), self.query.extreme)
            && extreme.is_quantity
            && self.query.groups.len() < 2
        {
            // "which state has the most districts" asks for different districts, not for pairs with the most rows
            return Err(Refusal::unsupported(
                "그룹마다 서로 다른 값의 수를 비교할 수는 없습니다. 행 수를 물으려면 두 열을 '별'로 묶어 주세요.",
                "The numbers of different values of groups cannot be compared. To count rows, ask 'by X and Y'.",
            ));
        }
        match keys.as_slice() {
            [] if self.query.has(Operation::Compare) => Err(Refusal::unsupported(
                "무엇을 비교할지 열이나 값을 적어 주세요.",
                "Name the column or the values to compare.",
            )),
            [] => self.row_count(),
            [Key { column, unit: None }] => self.value_counts(column, Focus::Whole),
            [_] => self.by_unit(),
            [row, column] if row.unit.is_none() && column.unit.is_none() && self.query.extreme.is_none() => {
                self.only(&[Use::Columns(2), Use::Groups(2)])?;
                Ok(vec![self.cross(&row.column, &column.column, false)])
            }
            [first, _] => {
                self.only(&[Use::Columns(2), Use::Groups(2), Use::Unit, Use::Extreme, Use::Limit])?;
                let call = group_by(&keys, first.column.clone(), Aggregation::Count, self.filter());
                Ok(vec![PlannedCall::tool(Call::GroupByAggregate(call), extreme_focus(self.query, Focus::Whole))])
            }
            _ => Err(Refusal::unsupported(
                "건수는 열 두 개까지 나누어 셀 수 있습니다.",
                "Rows can be counted by at most two columns.",
            )),
        }
    }

    fn row_count(&self) -> Calls {
        self.only(&[])?;
        Ok(match matching(self.query.conditions.clone()) {
            Some(call) => vec![PlannedCall::tool(call, Focus::Rows)],
            None => vec![self.overview(Focus::Rows)],
        })
    }

    pub(super) fn overview(&self, focus: Focus) -> PlannedCall {
        PlannedCall::tool(Call::GetDataframeInfo(GetDataframeInfo { filter: self.filter() }), focus)
    }

    pub(super) fn value_counts(&self, group: &str, focus: Focus) -> Calls {
        self.only(&[Use::Columns(1), Use::Groups(1), Use::Limit, Use::Extreme])?;
        let is_least = self.query.extreme.is_some_and(|extreme| !extreme.is_largest);
        let top_n = if is_least { MOST } else { self.query.limit.unwrap_or(LISTED) };
        let call = GetValueCounts { column: group.to_owned(), top_n, filter: self.filter() };
        // "top 3" lists them; "the most" is the first
        let is_list = self.query.limit.is_some() && !is_least;
        let focus = if is_list { focus } else { extreme_focus(self.query, focus) };
        Ok(vec![PlannedCall::tool(Call::GetValueCounts(call), focus)])
    }

    pub(super) fn cross(&self, row: &str, column: &str, normalize: bool) -> PlannedCall {
        let call = CrossTabulation {
            row_column: row.to_owned(),
            col_column: column.to_owned(),
            normalize,
            filter: self.filter(),
        };
        PlannedCall::tool(Call::CrossTabulation(call), Focus::Whole)
    }

    /// Rows that fulfil the conditions.
    pub(super) fn list(&self) -> Calls {
        if self.query.extreme.is_some() || self.query.ascending.is_some() {
            return self.sort();
        }
        if self.query.has_columns && self.query.conditions.is_empty() {
            self.only(&[])?;
            return Ok(vec![self.overview(Focus::Whole)]);
        }
        if !self.query.groups.is_empty() || self.query.unit.is_some() {
            return self.counts();
        }
        self.only(&[])?;
        let call = matching(self.query.conditions.clone()).ok_or_else(|| {
            Refusal::unsupported(
                "어떤 행을 볼지 조건을 적거나, 샘플이나 정렬을 요청해 주세요.",
                "Name a condition for the rows, or ask for a sample or an order.",
            )
        })?;
        Ok(vec![PlannedCall::tool(call, Focus::Whole)])
    }

    /// Rows in the order of a column.
    pub(super) fn sort(&self) -> Calls {
        self.only(&[Use::Columns(1), Use::Limit, Use::Extreme, Use::Order])?;
        let [column] = self.query.columns.as_slice() else { return Err(self.no_number()) };
        let ascending = match (self.query.ascending, self.query.extreme) {
            (Some(ascending), Some(extreme)) if ascending == extreme.is_largest && !extreme.is_rank => {
                return Err(Refusal::ambiguous(
                    column,
                    vec!["오름차순 / ascending".to_owned(), "내림차순 / descending".to_owned()],
                ));
            }
            (Some(ascending), _) => ascending,
            (None, Some(extreme)) => !extreme.is_largest,
            (None, None) => true,
        };
        let is_first = self.query.extreme.is_some_and(|extreme| !extreme.is_rank);
        let top_n = self.query.limit.unwrap_or(if is_first { 1 } else { 10 });
        let call = SortDataframe { column: column.clone(), ascending, top_n, filter: self.filter() };
        Ok(vec![PlannedCall::tool(Call::SortDataframe(call), Focus::Whole)])
    }
}

/// The rows that fulfil conditions: the last one is that of the tool. None without a simple one at the end.
pub(super) fn matching(mut conditions: Vec<Filter>) -> Option<Call> {
    let Some(Filter::Condition(Condition { column, operator, value })) = conditions.pop() else { return None };
    Some(Call::FilterDataframe(FilterDataframe { column, operator, value, filter: all(conditions) }))
}

/// Returns whether a column is one of the groups by the units of its times.
pub(super) fn is_unit_column(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| key.column == name && key.unit.is_some())
}
