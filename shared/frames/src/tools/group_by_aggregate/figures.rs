//! The figure of each group.

use super::Aggregation;
use crate::{
    column::{Column, Values},
    groups::Groups,
    number::{index, of_count, of_sum},
    statistics::{deviation, mean, quantiles, sum},
    tools::total::of_total,
    value::Value,
};

/// The figure of each group.
pub(super) fn figures(groups: &Groups, column: &Column, operation: Aggregation) -> Vec<Value> {
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

/// A figure; none where it is beyond the range of the type.
fn number(number: Option<f64>) -> Value {
    number.filter(|number| number.is_finite()).map_or(Value::Missing, Value::Number)
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
