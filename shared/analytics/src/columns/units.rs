//! Columns of units beside columns of values.

use super::{
    evidence::Seen,
    roles::{Names, Role, role},
};

/// The columns of numbers whose rows have different units, each with the column of these units: one that is named so, or that
/// follows the numbers and has units of time only.
pub(crate) fn mixed(names: &[Names], seen: &[Seen]) -> Vec<(usize, usize)> {
    let is_unit = |place: &usize| {
        let is_named = names.get(*place).and_then(|names| role(names)).is_some_and(|(role, _)| role == Role::Unit);
        seen.get(*place).is_some_and(|seen| seen.texts.all().len() > 1 && (is_named || seen.texts.are_units_of_time()))
    };
    let of_unit = |place: usize| {
        let value = place.checked_sub(1)?;
        let is_of_numbers = seen.get(value).is_some_and(|seen| seen.numbers > 0 && seen.numbers == seen.filled);
        // customers have no unit of time: it belongs to a column before them
        let are_customers =
            names.get(value).and_then(|names| role(names)).is_some_and(|(role, _)| role == Role::Customers);
        let is_of_other = are_customers && seen.get(place).is_some_and(|seen| seen.texts.are_units_of_time());
        (is_of_numbers && !is_of_other).then_some((value, place))
    };
    (0..seen.len()).filter(is_unit).filter_map(of_unit).collect()
}
