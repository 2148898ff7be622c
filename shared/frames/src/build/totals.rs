//! Rows that are totals of other rows.

use super::intern::Cells;
use crate::number::{index, small};
use sisuiq_analytics::{ColumnNotation, FieldValue};

/// The part of a sum by which a printed total may differ from it.
const ROUNDING: f64 = 1e-6;

/// Removes rows that are labelled as a total and repeat the sums of most of their columns over more than one row. Returns them.
pub(super) fn remove(columns: &mut [Cells], notations: &[ColumnNotation]) -> Vec<u32> {
    columns.iter_mut().for_each(Cells::close);
    let candidates = labelled(columns);
    let Some(last) = candidates.last().copied() else { return Vec::new() };
    let numbers: Vec<Vec<Option<f64>>> =
        columns.iter().zip(notations).map(|(cells, notation)| numbers(cells, *notation)).collect();
    let mut sums = vec![(0.0_f64, 0_u32); columns.len()];
    let (mut totals, mut next) = (Vec::new(), candidates.into_iter().peekable());
    for row in 0..=last {
        let is_candidate = next.next_if_eq(&row).is_some();
        let of_row: Vec<Option<f64>> = columns
            .iter()
            .zip(&numbers)
            .map(|(cells, numbers)| cells.codes.get(index(row)).and_then(|code| numbers.get(index(*code)).copied()?))
            .collect();
        if is_candidate && are_sums(&sums, &of_row) {
            totals.push(row);
            continue;
        }
        for (sum, number) in sums.iter_mut().zip(of_row) {
            if let Some(number) = number {
                *sum = (sum.0 + number, sum.1 + 1);
            }
        }
    }
    for cells in columns {
        let mut left_out = totals.iter().copied().peekable();
        let mut row = 0;
        cells.codes.retain(|_| {
            let is_total = left_out.next_if_eq(&row).is_some();
            row += 1;
            !is_total
        });
    }
    totals
}

/// The rows with a label of a total, in order.
fn labelled(columns: &[Cells]) -> Vec<u32> {
    let mut rows = Vec::new();
    for cells in columns {
        let labels: Vec<bool> = (0..small(cells.different())).map(|code| cells.field(code).is_total_label()).collect();
        if labels.contains(&true) {
            let is_label = |code: &u32| labels.get(index(*code)).copied().unwrap_or_default();
            let of_column = cells.codes.iter().enumerate().filter(|(_, code)| is_label(code));
            rows.extend(of_column.map(|(row, _)| small(row)));
        }
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The number of each code.
fn numbers(cells: &Cells, notation: ColumnNotation) -> Vec<Option<f64>> {
    let number = |code| match notation.read(cells.field(code)) {
        FieldValue::Number(number) => Some(number),
        _ => None,
    };
    (0..small(cells.different())).map(number).collect()
}

fn are_sums(sums: &[(f64, u32)], row: &[Option<f64>]) -> bool {
    let (mut equal, mut others) = (0, 0);
    for ((sum, count), number) in sums.iter().zip(row) {
        let Some(number) = number.filter(|_| *count > 1) else { continue };
        let is_sum = number != 0.0 && (sum - number).abs() <= ROUNDING * sum.abs();
        if is_sum { equal += 1 } else { others += 1 }
    }
    equal > others
}
