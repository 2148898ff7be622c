//! Rows with equal values.

use crate::{
    column::{Column, Values},
    number::{index, small},
};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The most values between the smallest and the largest one for which a list is used instead of a map.
const DENSE: u64 = 1 << 21;

/// The group of each row; groups are numbered in the order of their first rows.
pub(crate) struct Groups {
    /// The group of each row; none for a missing value. Empty if only counts are wanted.
    pub(crate) of_rows: Vec<Option<u32>>,
    /// The key of each group.
    pub(crate) keys: Vec<u64>,
    /// The number of rows of each group.
    pub(crate) counts: Vec<usize>,
}

impl Groups {
    pub(crate) fn of(column: &Column) -> Self {
        Self::with_rows(column, true)
    }

    /// The groups without those of the rows.
    pub(crate) fn counts(column: &Column) -> Self {
        Self::with_rows(column, false)
    }

    fn with_rows(column: &Column, has_rows: bool) -> Self {
        let rows = Vec::with_capacity(if has_rows { column.len() } else { 0 });
        let found = Self { of_rows: rows, keys: Vec::new(), counts: Vec::new() };
        match (dense(column), has_rows) {
            (Some((least, length)), true) => found.dense(column, least, length),
            (Some((least, length)), false) => found.dense_counts(column, least, length),
            (None, true) => found.sparse::<true>(column),
            (None, false) => found.sparse::<false>(column),
        }
    }

    /// The groups from the most frequent one on, those of equal frequency in the order of their first rows.
    pub(crate) fn by_frequency(&self) -> Vec<(u64, usize)> {
        self.most_frequent(self.keys.len())
    }

    /// The first of these groups.
    pub(crate) fn most_frequent(&self, most: usize) -> Vec<(u64, usize)> {
        let order = |place: &usize| (std::cmp::Reverse(self.counts.get(*place).copied()), *place);
        let mut places: Vec<usize> = (0..self.keys.len()).collect();
        if most < places.len() {
            places.select_nth_unstable_by_key(most, order);
            places.truncate(most);
        }
        places.sort_unstable_by_key(order);
        let of = |place: usize| Some((*self.keys.get(place)?, *self.counts.get(place)?));
        places.into_iter().filter_map(of).collect()
    }

    /// The places of the groups in the order of their values.
    pub(crate) fn by_value(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.keys.len()).collect();
        places.sort_by_key(|place| self.keys.get(*place).copied());
        places
    }

    /// Counts in a list by the values, which is read once for each row.
    fn dense_counts(self, column: &Column, least: u64, length: usize) -> Self {
        let (mut counts, mut found) = (vec![0_u32; length], self);
        let place = |key: u64| usize::try_from(key - least).ok();
        column.for_each_key(|key| {
            let Some(key) = key else { return };
            if let Some(count) = place(key).and_then(|place| counts.get_mut(place)) {
                if *count == 0 {
                    found.keys.push(key);
                }
                *count += 1;
            }
        });
        let of = |key: &u64| place(*key).and_then(|place| counts.get(place)).map_or(0, |count| index(*count));
        found.counts = found.keys.iter().map(of).collect();
        found
    }

    fn dense(self, column: &Column, least: u64, length: usize) -> Self {
        let (mut groups, mut found) = (vec![u32::MAX; length], self);
        column.for_each_key(|key| {
            let group = key.and_then(|key| {
                let group = groups.get_mut(usize::try_from(key - least).ok()?)?;
                if *group == u32::MAX {
                    *group = small(found.keys.len());
                    found.keys.push(key);
                    found.counts.push(0);
                }
                Some(*group)
            });
            found.add::<true>(group);
        });
        found
    }

    /// The groups of rows with equal keys; a row without a key has no group.
    pub(crate) fn of_keys(keys: impl Iterator<Item = Option<u64>>) -> Self {
        let mut groups: HashMap<u64, u32, RandomState> = HashMap::default();
        let mut found = Self { of_rows: Vec::with_capacity(keys.size_hint().0), keys: Vec::new(), counts: Vec::new() };
        for key in keys {
            let group = key.map(|key| found.numbered(&mut groups, key));
            found.add::<true>(group);
        }
        found
    }

    fn sparse<const ROWS: bool>(self, column: &Column) -> Self {
        let mut groups: HashMap<u64, u32, RandomState> = HashMap::default();
        let mut found = self;
        column.for_each_key(|key| {
            let group = key.map(|key| found.numbered(&mut groups, key));
            found.add::<ROWS>(group);
        });
        found
    }

    /// The number of the group of a key; a new one for the first row of it.
    fn numbered(&mut self, groups: &mut HashMap<u64, u32, RandomState>, key: u64) -> u32 {
        *groups.entry(key).or_insert_with(|| {
            self.keys.push(key);
            self.counts.push(0);
            small(self.keys.len() - 1)
        })
    }

    fn add<const ROWS: bool>(&mut self, group: Option<u32>) {
        if ROWS {
            self.of_rows.push(group);
        }
        if let Some(count) = group.and_then(|group| self.counts.get_mut(index(group))) {
            *count += 1;
        }
    }
}

/// The smallest key, and the number of keys up to the largest one, if they are few.
fn dense(column: &Column) -> Option<(u64, usize)> {
    if let Values::Text(_, texts) = column.values() {
        return Some((0, texts.len()));
    }
    let (mut least, mut most) = (u64::MAX, 0);
    column.for_each_key(|key| {
        if let Some(key) = key {
            (least, most) = (least.min(key), most.max(key));
        }
    });
    if least > most {
        return Some((0, 0));
    }
    (most - least < DENSE).then(|| (least, usize::try_from(most - least).unwrap_or_default() + 1))
}
