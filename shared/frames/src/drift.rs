//! The difference between the columns of two tables, such as two years of one publication.

use crate::{
    column::{Column, Kind},
    error::FrameError,
    frame::Table,
    groups::Groups,
    number::{of_count, percent},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The least score of columns that may be one column under two names.
const LEAST: f64 = 0.6;
/// The maximum number of different values of a category.
const CATEGORIES: usize = 200;
/// The maximum number of values that are named.
const NAMED: usize = 20;
/// The number of points at which distributions of numbers are compared.
const POINTS: usize = 64;

/// The difference between an earlier and a later table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// The numbers of rows, the earlier one first.
    pub row_counts: [usize; 2],
    /// Columns of the later table only.
    pub added: Vec<String>,
    /// Columns of the earlier table only.
    pub removed: Vec<String>,
    /// Columns that have similar values under another name.
    pub renamed: Vec<Renamed>,
    /// Columns of another type.
    pub types: Vec<TypeChange>,
    /// Categories with other values.
    pub categories: Vec<CategoryChange>,
}

/// A column that probably has another name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Renamed {
    /// The earlier name.
    pub from: String,
    /// The later name.
    pub to: String,
    /// The similarity of the values, from 0 to 1.
    pub content: f64,
    /// The similarity of the names, from 0 to 1.
    pub name: f64,
}

/// A column of another type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeChange {
    /// The later name.
    pub column: String,
    /// The earlier type.
    pub from: Kind,
    /// The later type.
    pub to: Kind,
}

/// A category with other values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CategoryChange {
    /// The later name.
    pub column: String,
    /// Values of the later table only, at most 20.
    pub added: Vec<String>,
    /// Their share of the later table's values, in percent.
    pub added_percent: f64,
    /// Values of the earlier table only, at most 20.
    pub removed: Vec<String>,
}

impl Drift {
    /// Compares two tables. Columns of one name are one column; others are compared by their values, names and places.
    pub fn between(earlier: &dyn Table, later: &dyn Table) -> Result<Self, FrameError> {
        let own = |table: &dyn Table, other: &dyn Table| -> Vec<usize> {
            let headings = table.headings().iter().enumerate();
            headings.filter(|(_, heading)| other.place(&heading.name).is_none()).map(|(place, _)| place).collect()
        };
        let (mut removed, mut added) = (own(earlier, later), own(later, earlier));
        let renamed = renamed(earlier, later, (&removed, &added))?;
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (place, heading) in earlier.headings().iter().enumerate() {
            pairs.extend(later.place(&heading.name).map(|other| (place, other)));
        }
        for (from, to, _) in &renamed {
            removed.retain(|place| place != from);
            added.retain(|place| place != to);
            pairs.push((*from, *to));
        }
        pairs.sort_by_key(|(_, to)| *to);
        let name = |table: &dyn Table, place: usize| table.headings().get(place).map(|heading| heading.name.clone());
        let mut drift = Self {
            row_counts: [earlier.row_count(), later.row_count()],
            added: added.iter().filter_map(|place| name(later, *place)).collect(),
            removed: removed.iter().filter_map(|place| name(earlier, *place)).collect(),
            renamed: renamed.into_iter().map(|(_, _, renamed)| renamed).collect(),
            types: Vec::new(),
            categories: Vec::new(),
        };
        for (from, to) in pairs {
            let Some(column) = name(later, to) else { continue };
            let (before, after) = (earlier.column(from)?, later.column(to)?);
            let is_empty = before.present_count() == 0 || after.present_count() == 0;
            if before.kind() != after.kind() && !is_empty {
                drift.types.push(TypeChange { column, from: before.kind(), to: after.kind() });
            } else if after.kind() == Kind::Text {
                drift.categories.extend(category_change(column, &before, &after));
            }
        }
        Ok(drift)
    }

    /// Returns whether the tables have the same columns and categories.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.types.is_empty()
            && self.categories.is_empty()
    }
}

/// The pairs of columns that are probably one, the best first.
fn renamed(
    earlier: &dyn Table,
    later: &dyn Table,
    (removed, added): (&[usize], &[usize]),
) -> Result<Vec<(usize, usize, Renamed)>, FrameError> {
    let mut candidates: Vec<(f64, usize, usize, Renamed)> = Vec::new();
    for from in removed {
        for to in added {
            let (Some(before), Some(after)) = (earlier.headings().get(*from), later.headings().get(*to)) else {
                continue;
            };
            let content = similarity(&*earlier.column(*from)?, &*later.column(*to)?);
            let name = name_similarity(&before.name, &after.name);
            let place = |place: usize, table: &dyn Table| of_count(place) / of_count(table.headings().len().max(1));
            let near = 1.0 - (place(*from, earlier) - place(*to, later)).abs();
            let score = 0.5 * content + 0.3 * name + 0.2 * near;
            if score >= LEAST && content > 0.0 {
                let renamed = Renamed { from: before.name.clone(), to: after.name.clone(), content, name };
                candidates.push((score, *from, *to, renamed));
            }
        }
    }
    candidates.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut chosen: Vec<(usize, usize, Renamed)> = Vec::new();
    for (_, from, to, renamed) in candidates {
        if chosen.iter().all(|(other, others, _)| *other != from && *others != to) {
            chosen.push((from, to, renamed));
        }
    }
    Ok(chosen)
}

/// The similarity of two columns from 0 to 1: the common part of the shares of their values, of numbers one less the largest distance
/// of their distributions (Kolmogorov 1933), of dates 1 and of unlike types 0.
fn similarity(left: &Column, right: &Column) -> f64 {
    if left.present_count() == 0 || right.present_count() == 0 {
        return 0.0;
    }
    match (left.kind(), right.kind()) {
        (Kind::Text, Kind::Text) => common(left, right),
        (one, other) if one.is_temporal() && other.is_temporal() => 1.0,
        (one, other) if one.is_numeric() && other.is_numeric() => match (left.numbers(), right.numbers()) {
            (Some(left), Some(right)) => 1.0 - distance(left, right),
            _ => 0.0,
        },
        (Kind::Boolean, Kind::Boolean) => 1.0,
        _ => 0.0,
    }
}

fn common(left: &Column, right: &Column) -> f64 {
    let shares = |column: &Column| -> HashMap<String, f64> {
        let groups = Groups::counts(column).by_frequency().into_iter();
        groups
            .map(|(key, count)| {
                (column.value_of_key(key).to_string(), of_count(count) / of_count(column.present_count()))
            })
            .collect()
    };
    let (left, right) = (shares(left), shares(right));
    left.iter().filter_map(|(value, share)| Some(share.min(*right.get(value)?))).sum()
}

fn distance(mut left: Vec<f64>, mut right: Vec<f64>) -> f64 {
    left.sort_unstable_by(f64::total_cmp);
    right.sort_unstable_by(f64::total_cmp);
    let below = |numbers: &[f64], bound: f64| {
        of_count(numbers.partition_point(|number| *number <= bound)) / of_count(numbers.len().max(1))
    };
    let step = (left.len() / POINTS).max(1);
    let other_step = (right.len() / POINTS).max(1);
    let points = left.iter().step_by(step).chain(right.iter().step_by(other_step));
    points.map(|point| (below(&left, *point) - below(&right, *point)).abs()).fold(0.0, f64::max)
}

/// The similarity of two names by their pairs of letters (Dice 1945).
fn name_similarity(left: &str, right: &str) -> f64 {
    let pairs = |name: &str| -> BTreeMap<(char, char), usize> {
        let lower = name.to_lowercase();
        let mut pairs = BTreeMap::new();
        for pair in lower.chars().zip(lower.chars().skip(1)) {
            *pairs.entry(pair).or_insert(0) += 1;
        }
        pairs
    };
    let (left, right) = (pairs(left), pairs(right));
    let both: usize = left.iter().filter_map(|(pair, count)| Some(*count.min(right.get(pair)?))).sum();
    let all = left.values().sum::<usize>() + right.values().sum::<usize>();
    if all == 0 { 0.0 } else { 2.0 * of_count(both) / of_count(all) }
}

fn category_change(column: String, before: &Column, after: &Column) -> Option<CategoryChange> {
    let values = |column: &Column| -> Option<BTreeMap<String, usize>> {
        let groups = Groups::counts(column);
        let is_category = groups.keys.len() <= CATEGORIES && groups.keys.len() * 2 <= column.present_count();
        let named = groups.by_frequency().into_iter().map(|(key, count)| (column.value_of_key(key).to_string(), count));
        is_category.then(|| named.collect())
    };
    let (before, after) = (values(before)?, values(after)?);
    let own = |one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| -> BTreeSet<String> {
        one.keys().filter(|value| !other.contains_key(*value)).cloned().collect()
    };
    let (added, removed) = (own(&after, &before), own(&before, &after));
    if added.is_empty() && removed.is_empty() {
        return None;
    }
    let count = added.iter().filter_map(|value| after.get(value)).sum();
    Some(CategoryChange {
        column,
        added_percent: percent(count, after.values().sum()),
        added: added.into_iter().take(NAMED).collect(),
        removed: removed.into_iter().take(NAMED).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::frame;

    #[test]
    fn renamed_columns_are_found_by_their_values() {
        let lines = |header: &str, kinds: [&str; 3]| {
            let row = |number: usize| format!("{},{},{}\n", 2015 + number % 2, kinds[number % 3], 10 + number % 7);
            format!("{header}\n{}", (0..60).map(row).collect::<String>())
        };
        let earlier = frame(&lines("year,vehicle of the offender,speed", ["승용차", "화물차", "이륜차"]));
        let later = frame(&lines("year,first party,speed (km/h)", ["승용차", "화물차", "버스"]));
        let drift = Drift::between(&earlier, &later).unwrap();
        let names: Vec<(&str, &str)> =
            drift.renamed.iter().map(|renamed| (renamed.from.as_str(), renamed.to.as_str())).collect();
        assert!(names.contains(&("speed", "speed (km/h)")), "{drift:?}");
        assert!(Drift::between(&earlier, &earlier).unwrap().is_none());
    }

    #[test]
    fn types_and_categories_are_compared() {
        let earlier = frame("a,s,gone\n1,주,1\n2,야,2\n3,주,3\n4,야,x\n");
        let later = frame("a,s,new\n1.5,주간,2024-01-05\n2,야간,2024-01-06\n3,주간,\n4,야간,\n");
        let drift = Drift::between(&earlier, &later).unwrap();
        assert_eq!((drift.added, drift.removed), (vec!["new".to_owned()], vec!["gone".to_owned()]));
        assert_eq!(drift.types[0].to, Kind::Number);
        assert_eq!((drift.categories[0].added.len(), drift.categories[0].added_percent), (2, 100.0));
    }
}
