//! Sums, means and other statistics, of all rows or of groups.

use super::{AGGREGATES, Calls, Composer, Use, extreme_focus};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::Operation,
};
use sisuiq_frames::tools::{Aggregation, Call, GetColumnStatistics, GetDateRange, GroupByAggregate};

impl Composer<'_> {
    pub(super) fn aggregates(&self, operations: &[Operation]) -> Calls {
        let measures = self.numbers();
        let categories = self.categories();
        if measures.is_empty() {
            return self.extremes_of_time(operations);
        }
        if self.open_unit().is_some() {
            return self.by_year(operations);
        }
        let groups: Vec<String> =
            self.compared().into_iter().chain(categories.into_iter().map(str::to_owned)).collect();
        match groups.as_slice() {
            [] if self.query.has(Operation::Compare) => Err(Refusal::unsupported(
                "무엇을 비교할지 열이나 값을 적어 주세요.",
                "Name the column or the values to compare.",
            )),
            [] => {
                self.only(&[Use::Columns(8)])?;
                let call = |name: &&str| statistics(name, operations, self.filter());
                Ok(measures.iter().map(call).collect())
            }
            [group] => {
                self.only(&[Use::Columns(8), Use::Groups(1), Use::Limit, Use::Extreme, Use::Generic])?;
                let pairs = measures.iter().flat_map(|name| operations.iter().map(move |operation| (name, operation)));
                let call = |(name, operation): (&&str, &Operation)| self.grouped(group, name, *operation);
                pairs.map(call).collect()
            }
            _ => Err(Refusal::unsupported(
                "합계와 평균 같은 값은 한 열로만 나누어 구할 수 있습니다. 나머지는 조건으로 적어 주세요.",
                "Sums, means and the like can be computed by one column only. Write the others as conditions.",
            )),
        }
    }

    /// The columns of groups; a comparison of several values of a column groups by that column.
    pub(super) fn compared(&self) -> Vec<String> {
        let groups = self.groups();
        if !groups.is_empty() || !self.query.has(Operation::Compare) {
            return groups;
        }
        let lists = self.query.conditions.iter().filter_map(|condition| match condition {
            sisuiq_frames::filter::Filter::Condition(own) if own.operator == sisuiq_frames::filter::Operator::In => {
                Some(own.column.clone())
            }
            _ => None,
        });
        lists.take(1).collect()
    }

    fn grouped(&self, group: &str, name: &str, operation: Operation) -> Result<PlannedCall, Refusal> {
        let call = GroupByAggregate {
            group_column: group.to_owned(),
            agg_column: name.to_owned(),
            operation: aggregation(operation).ok_or_else(Refusal::several)?,
            filter: self.filter(),
        };
        Ok(PlannedCall::tool(Call::GroupByAggregate(call), extreme_focus(self.query, Focus::Whole)))
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
        Err(Refusal::unfit(
            name,
            "숫자 열이 아닙니다. 숫자 열을 고르세요.",
            "has no numbers. Choose a column of numbers.",
        ))
    }

    /// A question without an operation: a count of rows, a sum of counts, or an extreme.
    pub(super) fn without_operation(&self) -> Calls {
        let measures = self.numbers();
        let groups: Vec<String> =
            self.groups().into_iter().chain(self.categories().into_iter().map(str::to_owned)).collect();
        if let Some(extreme) = self.query.extreme {
            return self.extreme(&measures, &groups, extreme.is_quantity && !extreme.is_rank);
        }
        let has_groups = !groups.is_empty() || self.query.unit.is_some();
        match measures.as_slice() {
            [] if has_groups && (self.query.has_rows || self.query.unit.is_some()) && self.categories().is_empty() => {
                self.counts()
            }
            [] if self.query.has(Operation::Compare) => self.counts(),
            [name] if has_groups && self.is_count(name) => self.aggregates(&[Operation::Sum]),
            // "outages in Harbour" are these rows
            [] if self.query.has_rows && !self.query.conditions.is_empty() && !has_groups => self.list(),
            [] => Err(Refusal::no_operation()),
            [name, ..] => Err(which_operation(name)),
        }
    }

    /// The largest or smallest, or the first and last rows.
    fn extreme(&self, measures: &[&str], groups: &[String], is_quantity: bool) -> Calls {
        let is_largest = self.query.extreme.is_some_and(|extreme| extreme.is_largest);
        let is_rank = self.query.extreme.is_some_and(|extreme| extreme.is_rank);
        if self.open_unit().is_some() {
            return self.counts();
        }
        match (measures, groups) {
            ([], [group]) => self.value_counts(group, Focus::Whole),
            ([_], []) if self.query.percent.is_some() => self.percentile(),
            ([_], []) if self.query.has_rows || is_rank || self.query.limit.is_some() => self.sort(),
            ([_], []) => self.without_extreme(if is_largest { Operation::Max } else { Operation::Min }),
            ([name], [_]) if is_quantity && self.is_count(name) => self.aggregates(&[Operation::Sum]),
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

/// The operation of a group.
fn aggregation(operation: Operation) -> Option<Aggregation> {
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
pub(super) fn statistics(
    name: &str,
    operations: &[Operation],
    filter: Option<sisuiq_frames::filter::Filter>,
) -> PlannedCall {
    let call = GetColumnStatistics { column: name.to_owned(), filter };
    PlannedCall::tool(Call::GetColumnStatistics(call), Focus::Figures(operations.to_vec()))
}
