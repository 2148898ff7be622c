//! The groups of rows by one or two columns.

use super::{super::view::View, GroupByAggregate};
use crate::{
    column::Column,
    groups::Groups,
    number::index,
    tools::{TimeUnit, ToolError},
    value::Value,
};
use std::sync::Arc;

/// The most pairs of values of two columns.
const MOST: usize = 10_000;

/// The groups of rows with the values that they stand for.
pub(super) struct Keys {
    pub(super) groups: Groups,
    columns: Vec<Arc<Column>>,
    /// For two columns, the key of each value in its order.
    ordered: Option<[Vec<u64>; 2]>,
}

impl Keys {
    pub(super) fn of(tool: &GroupByAggregate, view: &View<'_>) -> Result<Self, ToolError> {
        let first = key(view, &tool.group_column, tool.group_unit)?;
        let Some(name) = &tool.second_column else {
            return Ok(Self { groups: Groups::of(&first), columns: vec![first], ordered: None });
        };
        let second = key(view, name, tool.second_unit)?;
        let sides = [Groups::of(&first), Groups::of(&second)];
        let groups = Groups::pairs([&sides[0], &sides[1]]);
        if groups.keys.len() > MOST {
            return Err(ToolError::TooManyValues { what: name.clone(), limit: MOST });
        }
        let of_side = |side: &Groups| {
            let mut keys = side.keys.clone();
            keys.sort_unstable();
            keys
        };
        let ordered = Some([of_side(&sides[0]), of_side(&sides[1])]);
        Ok(Self { groups, columns: vec![first, second], ordered })
    }

    /// The values of a group: one for each column.
    pub(super) fn values(&self, group: usize) -> Option<(Value, Option<Value>)> {
        let key = *self.groups.keys.get(group)?;
        let value = |place: usize, key: u64| self.columns.get(place).map(|column| column.value_of_key(key));
        let Some([first, second]) = &self.ordered else { return Some((value(0, key)?, None)) };
        let ranked = |keys: &[u64], rank: u64| keys.get(usize::try_from(rank).ok()?).copied();
        let (left, right) = (ranked(first, key >> 32)?, ranked(second, key & u64::from(u32::MAX))?);
        Some((value(0, left)?, Some(value(1, right)?)))
    }

    /// The number of rows without a group.
    pub(super) fn missing(&self) -> usize {
        self.groups.of_rows.iter().filter(|group| group.is_none()).count()
    }
}

fn key(view: &View<'_>, name: &str, unit: Option<TimeUnit>) -> Result<Arc<Column>, ToolError> {
    let column = view.filled_column(name)?;
    match unit {
        Some(unit) => unit.column(&column, name).map(Arc::new),
        None => Ok(column),
    }
}

impl Groups {
    /// The groups of rows that are in the same group of both sides. The key of a pair has the place of the first side's value in its
    /// order in the upper half, and that of the second in the lower.
    fn pairs(sides: [&Self; 2]) -> Self {
        let [first, second] = sides.map(Self::ranks);
        let [left, right] = sides.map(|side| side.of_rows.iter());
        let rank = |ranks: &[u64], group: &Option<u32>| group.and_then(|group| ranks.get(index(group)).copied());
        let keys = left.zip(right).map(|(left, right)| Some(rank(&first, left)? << 32 | rank(&second, right)?));
        Self::of_keys(keys)
    }

    /// The place of each group in the order of their values.
    fn ranks(&self) -> Vec<u64> {
        let mut ranks = vec![0; self.keys.len()];
        for (rank, place) in (0..).zip(self.by_value()) {
            if let Some(own) = ranks.get_mut(place) {
                *own = rank;
            }
        }
        ranks
    }
}
