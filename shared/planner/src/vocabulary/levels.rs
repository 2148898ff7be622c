//! Columns whose values lie within those of a coarser column, as districts within provinces, and values that lie within several.
//!
//! This is read from the rows alone. A coarser column has fewer values; most values of the finer one occur with one value of it, more
//! often than by chance; and most of its values have finer ones of their own.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use sisuiq_frames::{Column, FrameError, Table, Values};
use std::collections::BTreeSet;

/// The maximum number of cells that are compared: two bytes each.
const MOST_CELLS: usize = 24_000_000;
/// The maximum number of different values of a column that is compared.
const MOST_VALUES: usize = 5_000;
/// The least share of values with one value of the coarser column, beyond what chance explains.
const LEAST: f64 = 0.5;
/// One of this many rows with another value of the coarser column is a slip of the pen.
const SLIP: u32 = 20;
/// A row without a value.
const NONE: u16 = u16::MAX;

/// A column, a coarser one, and the values that lie within several of the coarser one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Level {
    pub(crate) fine: usize,
    pub(crate) coarse: usize,
    /// The values with those that they lie within.
    pub(crate) shared: Vec<(String, Vec<String>)>,
}

/// The values of a column of texts by small numbers.
pub(super) struct Codes {
    place: usize,
    rows: Vec<u16>,
    /// The number of rows of each value.
    counts: Vec<u32>,
}

impl Codes {
    /// The values of a column of texts; none for other columns and those with too few or too many values.
    pub(super) fn of(place: usize, column: &Column) -> Option<Self> {
        let Values::Text(codes, texts) = column.values() else { return None };
        if !(2..=MOST_VALUES).contains(&texts.len()) {
            return None;
        }
        let mut counts = vec![0; texts.len()];
        let code = |(row, code): (usize, &u32)| {
            let code = u16::try_from(*code).ok().filter(|_| !column.is_missing(row)).unwrap_or(NONE);
            if let Some(count) = counts.get_mut(usize::from(code)) {
                *count += 1;
            }
            code
        };
        let rows = codes.iter().enumerate().map(code).collect();
        Some(Self { place, rows, counts })
    }
}

/// Adds the values of a column unless they would be too many in all.
pub(super) fn add(all: &mut Vec<Codes>, place: usize, column: &Column) {
    if (all.len() + 1) * column.len() <= MOST_CELLS {
        all.extend(Codes::of(place, column));
    }
}

/// The levels of a table that have values within several coarser ones.
pub(super) fn levels(all: &[Codes], table: &dyn Table) -> Result<Vec<Level>, FrameError> {
    let mut found = Vec::new();
    for fine in all {
        for coarse in all.iter().filter(|coarse| coarse.counts.len() < fine.counts.len()) {
            if let Some(shared) = shared(fine, coarse) {
                let (fines, coarses) = (table.column(fine.place)?, table.column(coarse.place)?);
                let text = |column: &Column, code: u16| match column.values() {
                    Values::Text(_, texts) => texts.text(u32::from(code)).to_owned(),
                    _ => String::new(),
                };
                let named = |(code, parents): (u16, Vec<u16>)| {
                    (text(&fines, code), parents.into_iter().map(|parent| text(&coarses, parent)).collect())
                };
                let shared = shared.into_iter().map(named).collect();
                found.push(Level { fine: fine.place, coarse: coarse.place, shared });
            }
        }
    }
    Ok(found)
}

/// The values that lie within several of the coarser column, if the others lie within one; none if the columns are no levels.
fn shared(fine: &Codes, coarse: &Codes) -> Option<Vec<(u16, Vec<u16>)>> {
    let within = parents(fine, coarse)?;
    let present: u32 = coarse.counts.iter().sum();
    let shares: Vec<f64> = coarse.counts.iter().map(|count| f64::from(*count) / f64::from(present.max(1))).collect();
    let (mut own, mut several) = (BTreeSet::new(), Vec::new());
    let (mut values, mut expected, mut observed) = (0_u32, 0.0, 0.0);
    for (code, parents) in within {
        let rows: u32 = parents.iter().map(|(_, count)| count).sum();
        let Some((parent, most)) = parents.iter().max_by_key(|(_, count)| *count).copied() else { continue };
        let is_within_one = (rows - most) * SLIP < rows;
        if is_within_one {
            own.insert(parent);
        } else {
            several.push((code, parents.into_iter().map(|(parent, _)| parent).collect()));
        }
        // a single row lies within one value in any case
        if rows > 1 {
            values += 1;
            observed += f64::from(u8::from(is_within_one));
            expected += shares.iter().map(|share| share.powf(f64::from(rows))).sum::<f64>();
        }
    }
    let free = f64::from(values) - expected;
    let is_level = free >= 1.0 && (observed - expected) / free >= LEAST;
    let is_frequent = 2 * usize::try_from(values).ok()? >= fine.counts.len();
    let has_own = 2 * own.len() > coarse.counts.len();
    (is_level && is_frequent && has_own && !several.is_empty()).then_some(several)
}

type Parents = Vec<(u16, Vec<(u16, u32)>)>;

/// The coarser values of each value with their numbers of rows; none as soon as most values have several.
fn parents(fine: &Codes, coarse: &Codes) -> Option<Parents> {
    let mut firsts = vec![NONE; fine.counts.len()];
    let mut several = vec![false; fine.counts.len()];
    let mut found: HashMap<(u16, u16), u32, RandomState> = HashMap::default();
    let (mut last, mut open) = (((NONE, NONE), 0), fine.counts.len() * 4 / 5);
    for (code, parent) in fine.rows.iter().zip(&coarse.rows).filter(|(code, parent)| **code != NONE && **parent != NONE)
    {
        let place = usize::from(*code);
        let (first, is_several) = (firsts.get_mut(place)?, several.get_mut(place)?);
        if *first == NONE {
            *first = *parent;
        } else if *first != *parent && !*is_several {
            *is_several = true;
            open = open.checked_sub(1)?;
        }
        // equal rows often follow each other
        if last.0 == (*code, *parent) {
            last.1 += 1;
        } else {
            *found.entry(last.0).or_default() += last.1;
            last = ((*code, *parent), 1);
        }
    }
    *found.entry(last.0).or_default() += last.1;
    found.remove(&(NONE, NONE));
    let mut all: HashMap<u16, Vec<(u16, u32)>, RandomState> = HashMap::default();
    for ((code, parent), count) in found {
        all.entry(code).or_default().push((parent, count));
    }
    let mut all: Parents = all.into_iter().collect();
    all.sort_unstable();
    for (_, parents) in &mut all {
        parents.sort_unstable();
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(rows: &[u16]) -> Codes {
        let mut counts =
            vec![0; rows.iter().filter(|row| **row != NONE).max().map_or(0, |most| usize::from(*most) + 1)];
        rows.iter().filter(|row| **row != NONE).for_each(|row| counts[usize::from(*row)] += 1);
        Codes { place: 0, rows: rows.to_vec(), counts }
    }

    #[test]
    fn values_within_several_are_found() {
        // 0 lies within 0 and 1, the others within one
        let fine = codes(&[0, 0, 0, 1, 1, 2, 2, 3, 3, NONE]);
        let coarse = codes(&[0, 0, 1, 0, 0, 1, 1, 1, 1, 0]);
        assert_eq!(shared(&fine, &coarse), Some(vec![(0, vec![0, 1])]));
        assert_eq!(shared(&coarse, &fine), None);
    }

    #[test]
    fn clean_levels_have_none() {
        let fine = codes(&[0, 0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(shared(&fine, &codes(&[0, 0, 0, 0, 1, 1, 1, 1])), None);
        let mut rows = [0_u16; 42].to_vec();
        let mut parents = rows.clone();
        parents[7] = 1;
        rows.extend([1, 1, 2, 2]);
        parents.extend([0, 0, 1, 1]);
        assert_eq!(shared(&codes(&rows), &codes(&parents)), None, "one row of many is a slip");
    }

    #[test]
    fn columns_that_meet_by_chance_are_no_levels() {
        let (mut fine, mut coarse) = (Vec::new(), Vec::new());
        for row in 0..200_u16 {
            fine.push(row % 11);
            coarse.push(row / 3 % 4);
        }
        assert_eq!(shared(&codes(&fine), &codes(&coarse)), None);
        // nearly every value occurs once
        let fine: Vec<u16> = (0..50).chain([0, 1]).collect();
        let coarse: Vec<u16> = (0..50).map(|row| row % 2).chain([1, 1]).collect();
        assert_eq!(shared(&codes(&fine), &codes(&coarse)), None);
        // all but one of the coarser values have no finer ones of their own
        let fine = codes(&[0, 0, 0, 0, 1, 1, 2, 2, 3, 3]);
        let coarse = codes(&[0, 1, 2, 0, 2, 2, 2, 2, 2, 2]);
        assert_eq!(shared(&fine, &coarse), None);
    }
}
