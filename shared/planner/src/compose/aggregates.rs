//! Sums, means and other statistics, of all rows or of groups.

use super::{AGGREGATES, Calls, Composer, Key, Use, counts::is_unit_column, extreme_focus};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::Operation,
};
use sisuiq_frames::{
    filter::Filter,
    tools::{Aggregation, Call, GetColumnStatistics, GetDateRange, GroupByAggregate},
};

impl Composer<'_> {
    pub(super) fn aggregates(&self, operations: &[Operation]) -> Calls {
        let measures = self.numbers();
        if measures.is_empty() {
            return self.extremes_of_time(operations);
        }
        let keys = self.keys()?;
        if let (Some(name), [measure, ..]) = (self.named_rows(), measures.as_slice()) {
            // "the average area of districts", where each row is a district
            let all = format!("{measure} 전체 / of all rows");
            return Err(Refusal::ambiguous(name, vec![all, format!("{name}별 {measure} / by {name}")]));
        }
        match keys.as_slice() {
            [] if self.query.has(Operation::Compare) => Err(Refusal::unsupported(
                "무엇을 비교할지 열이나 값을 적어 주세요.",
                "Name the column or the values to compare.",
            )),
            [] => {
                self.only(&[Use::Columns(8)])?;
                let call = |name: &&str| statistics(name, operations, self.filter());
                Ok(measures.iter().map(call).collect())
            }
            [_] | [_, _] => {
                self.only(&[Use::Columns(8), Use::Groups(2), Use::Unit, Use::Limit, Use::Extreme, Use::Order])?;
                let pairs = measures.iter().flat_map(|name| operations.iter().map(move |operation| (name, operation)));
                pairs.map(|(name, operation)| self.grouped(&keys, name, *operation)).collect()
            }
            _ => Err(Refusal::unsupported(
                "합계와 평균 같은 값은 두 열까지만 나누어 구할 수 있습니다. 나머지는 조건으로 적어 주세요.",
                "Sums, means and the like can be computed by at most two columns. Write the others as conditions.",
            )),
        }
    }

    /// A column whose values name single rows, and that is not said to make groups.
    fn named_rows(&self) -> Option<&str> {
        self.categories().into_iter().find(|name| {
            self.column(name).is_some_and(|column| column.is_unique && column.kind == sisuiq_frames::Kind::Text)
        })
    }

    fn grouped(&self, keys: &[Key], name: &str, operation: Operation) -> Result<PlannedCall, Refusal> {
        let operation = aggregation(operation).ok_or_else(Refusal::several)?;
        let call = group_by(keys, name.to_owned(), operation, self.filter());
        Ok(PlannedCall::tool(Call::GroupByAggregate(call), self.order_focus()?))
    }

    /// The focus on the first groups in the order of their figures.
    fn order_focus(&self) -> Result<Focus, Refusal> {
        let is_against = |ascending: bool| self.query.extreme.is_some_and(|extreme| ascending == extreme.is_largest);
        match self.query.ascending {
            Some(ascending) if is_against(ascending) => Err(Refusal::ambiguous(
                "순서 / order",
                vec!["오름차순 / ascending".to_owned(), "내림차순 / descending".to_owned()],
            )),
            Some(true) if self.query.extreme.is_none() => Ok(Focus::Smallest(usize::MAX)),
            Some(false) if self.query.extreme.is_none() => Ok(Focus::Largest(usize::MAX)),
            _ => Ok(extreme_focus(self.query, Focus::Whole)),
        }
    }

    /// The first or last date; other statistics need a column of numbers.
    fn extremes_of_time(&self, operations: &[Operation]) -> Calls {
        let is_extreme = operations.iter().all(|own| matches!(own, Operation::Min | Operation::Max));
        let [name] = self.query.columns.as_slice() else { return Err(self.no_number()) };
        if is_extreme && self.column(name).is_some_and(|column| column.kind.is_temporal()) {
            self.only(&[Use::Columns(1)])?;
            let call = GetDateRange { column: name.clone(), filter: self.filter() };
            return Ok(vec![PlannedCall::tool(Call::GetDateRange(call), Focus::Figures(operations.to_vec()))]);
        }
        Err(self.not_numeric(name))
    }

    /// A question without an operation: a count of rows, a sum of counts, or an extreme.
    pub(super) fn without_operation(&self) -> Calls {
        let (measures, keys) = (self.numbers(), self.keys()?);
        if let Some(extreme) = self.query.extreme {
            return self.extreme(&measures, &keys, extreme.is_quantity && !extreme.is_rank);
        }
        let has_groups = !keys.is_empty();
        let has_categories = self.categories().iter().any(|name| !is_unit_column(&keys, name));
        match measures.as_slice() {
            [] if has_groups && (self.query.has_rows || self.query.unit.is_some()) && !has_categories => self.counts(),
            [] if self.query.has(Operation::Compare) => self.counts(),
            [name] if has_groups && self.is_count(name) => self.aggregates(&[Operation::Sum]),
            // "outages in Harbour" are these rows
            [] if self.query.has_rows && !self.query.conditions.is_empty() && !has_groups => self.list(),
            [] => Err(Refusal::no_operation()),
            [name, ..] => Err(which_operation(name)),
        }
    }

    /// The largest or smallest, or the first and last rows.
    fn extreme(&self, measures: &[&str], keys: &[Key], is_quantity: bool) -> Calls {
        let is_largest = self.query.extreme.is_some_and(|extreme| extreme.is_largest);
        let is_rank = self.query.extreme.is_some_and(|extreme| extreme.is_rank);
        match (measures, keys) {
            ([], [Key { column, unit: None }]) => self.value_counts(column, Focus::Whole),
            ([], [_, ..]) => self.counts(),
            ([_], []) if self.query.percent.is_some() => self.percentile(),
            ([_], []) if self.query.has_rows || is_rank || self.query.limit.is_some() => self.sort(),
            ([_], []) => self.without_extreme(if is_largest { Operation::Max } else { Operation::Min }),
            ([name], _) if is_quantity && self.is_count(name) => self.aggregates(&[Operation::Sum]),
            ([name, ..], _) => Err(which_operation(name)),
            _ => Err(Refusal::no_operation()),
        }
    }

    /// "The highest value" is the maximum.
    fn without_extreme(&self, operation: Operation) -> Calls {
        let query = crate::query::Query { extreme: None, ..self.query.clone() };
        Composer { query: &query, vocabulary: self.vocabulary }.aggregates(&[operation])
    }
}

/// The call that computes a figure of each group.
pub(super) fn group_by(
    keys: &[Key],
    column: String,
    operation: Aggregation,
    filter: Option<Filter>,
) -> GroupByAggregate {
    let (first, second) = (keys.first(), keys.get(1));
    GroupByAggregate {
        group_column: first.map(|key| key.column.clone()).unwrap_or_default(),
        agg_column: column,
        operation,
        group_unit: first.and_then(|key| key.unit),
        second_column: second.map(|key| key.column.clone()),
        second_unit: second.and_then(|key| key.unit),
        having_operator: None,
        having_value: None,
        normalize: false,
        filter,
    }
}

/// The operation of a group.
pub(crate) fn aggregation(operation: Operation) -> Option<Aggregation> {
    debug_assert!(AGGREGATES.contains(&operation), "checked by the caller");
    Some(match operation {
        Operation::Mean => Aggregation::Mean,
        Operation::Sum => Aggregation::Sum,
        Operation::Min => Aggregation::Min,
        Operation::Max => Aggregation::Max,
        Operation::Median => Aggregation::Median,
        Operation::Std => Aggregation::Std,
        _ => return None,
    })
}

/// The operations that a column of numbers may be asked for.
pub(super) fn which_operation(name: &str) -> Refusal {
    let titles = [("합계", "sum"), ("평균", "mean"), ("최댓값", "maximum"), ("분포", "distribution")];
    let candidates = titles.iter().map(|(korean, english)| format!("{name} {korean} / {english}")).collect();
    Refusal::ambiguous(name, candidates)
}

/// Statistics of a column.
pub(super) fn statistics(name: &str, operations: &[Operation], filter: Option<Filter>) -> PlannedCall {
    let call = GetColumnStatistics { column: name.to_owned(), filter };
    PlannedCall::tool(Call::GetColumnStatistics(call), Focus::Figures(operations.to_vec()))
}
