//! Columns of durations: of one unit, or of hours and minutes that belong together.

use super::cell;
use crate::{
    cell::{
        Cell,
        span::{Span, span, unit as unit_of},
    },
    faults::Fault,
    mapping::DurationUnit,
};

/// Values that are two notations of one duration differ by rounding only, in hours.
const ROUNDING: f64 = 1.0 / 60.0;

/// How columns of durations are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum DurationColumns {
    /// There is none.
    #[default]
    None,
    /// One column; without a unit only durations that have their own are read.
    One(usize, Option<DurationUnit>),
    /// One column, with the unit of each row in another one; a unit in the name of the column must be that of the row.
    EachUnit { place: usize, unit: usize, of_name: Option<DurationUnit> },
    /// Columns whose values are added.
    Parts(Vec<(usize, DurationUnit)>),
    /// Several columns of which it is not clear whether they are added.
    Unclear(Vec<usize>),
}

impl DurationColumns {
    pub(crate) const fn is_empty(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The number of the first column, to compare with sums.
    pub(super) fn plain(&self, row: &[Cell<'_>]) -> Option<f64> {
        match self {
            Self::One(place, _) => cell(row, Some(*place)).and_then(Cell::number),
            Self::Parts(_) | Self::EachUnit { .. } => self.hours(row).ok().map(|(hours, _)| hours),
            Self::None | Self::Unclear(_) => None,
        }
    }

    /// Hours, and by how much rounding may have changed them.
    pub(super) fn hours(&self, row: &[Cell<'_>]) -> Result<(f64, f64), Fault> {
        match self {
            Self::One(place, unit) => one(row, *place, *unit),
            Self::EachUnit { place, unit, of_name } => {
                let own = match cell(row, Some(*unit)) {
                    Some(Cell::Text(text)) => unit_of(text),
                    _ => None,
                };
                let own = own.filter(|own| of_name.is_none_or(|of_name| of_name == *own));
                one(row, *place, Some(own.ok_or(Fault::UnknownUnit)?))
            }
            Self::Parts(parts) => {
                let mut hours = 0.0;
                let mut has_any = false;
                for (place, unit) in parts {
                    match cell(row, Some(*place)) {
                        None | Some(Cell::Empty) => {}
                        Some(Cell::Number(number)) => {
                            hours += unit.hours(*number).ok_or(Fault::UnknownUnit)?;
                            has_any = true;
                        }
                        Some(_) => return Err(Fault::NoDuration),
                    }
                }
                if has_any { Ok((hours, ROUNDING)) } else { Err(Fault::NoDuration) }
            }
            Self::None => Err(Fault::NoDuration),
            Self::Unclear(_) => Err(Fault::UnknownUnit),
        }
    }
}

fn one(row: &[Cell<'_>], place: usize, unit: Option<DurationUnit>) -> Result<(f64, f64), Fault> {
    match cell(row, Some(place)) {
        Some(Cell::Number(number)) => {
            let unit_hours = unit.and_then(|unit| unit.hours(1.0)).ok_or(Fault::UnknownUnit)?;
            // whole numbers may be rounded ones
            let precision = if number.fract() == 0.0 { unit_hours } else { unit_hours / 10.0 };
            Ok((number * unit_hours, precision.max(ROUNDING)))
        }
        Some(Cell::Text(text)) => {
            let read: Span = span(text).ok_or(Fault::NoDuration)?;
            read.hours(unit).map(|hours| (hours, ROUNDING)).ok_or(Fault::UnknownUnit)
        }
        _ => Err(Fault::NoDuration),
    }
}

/// The evidence of all rows about columns of durations.
#[derive(Clone, Debug, Default)]
pub(crate) struct DurationEvidence {
    rows: u64,
    /// Rows whose values are the same duration in different units.
    same: u64,
    /// Rows whose values can be added: fewer than sixty minutes, whole hours.
    parts: u64,
    /// Rows with begin and end, and those whose duration is the time between them in each unit.
    compared: u64,
    units: [u64; 4],
}

const UNITS: [DurationUnit; 4] =
    [DurationUnit::Days, DurationUnit::Hours, DurationUnit::Minutes, DurationUnit::Seconds];

impl DurationEvidence {
    /// Takes in a row; `between` are the hours from begin to end.
    pub(crate) fn look(&mut self, columns: &[(usize, Option<DurationUnit>)], row: &[Cell<'_>], between: Option<f64>) {
        match columns {
            [(place, None)] => {
                let number = cell(row, Some(*place)).and_then(Cell::number).filter(|number| *number > 0.0);
                let Some((number, between)) = number.zip(between) else { return };
                self.compared += 1;
                for (unit, votes) in UNITS.iter().zip(&mut self.units) {
                    let precision = unit.hours(1.0).unwrap_or_default().max(ROUNDING).max(between / 100.0);
                    let is_near = unit.hours(number).is_some_and(|hours| (hours - between).abs() <= precision);
                    *votes += u64::from(is_near);
                }
            }
            [_, _, ..] => self.look_at_several(columns, row),
            _ => {}
        }
    }

    fn look_at_several(&mut self, columns: &[(usize, Option<DurationUnit>)], row: &[Cell<'_>]) {
        let of =
            |(place, unit): &(usize, Option<DurationUnit>)| Some((*unit.as_ref()?, cell(row, Some(*place))?.number()?));
        let values: Vec<(DurationUnit, f64)> = columns.iter().filter_map(of).collect();
        if values.len() < 2 || values.iter().all(|(_, number)| *number == 0.0) {
            return;
        }
        self.rows += 1;
        let hours: Vec<f64> = values.iter().filter_map(|(unit, number)| unit.hours(*number)).collect();
        let (least, most) =
            hours.iter().fold((f64::MAX, f64::MIN), |(least, most), hours| (least.min(*hours), most.max(*hours)));
        self.same += u64::from(most - least <= ROUNDING.max(most / 100.0));
        let largest = values.iter().map(|(unit, _)| *unit).min_by_key(|unit| rank(*unit));
        let smallest = values.iter().map(|(unit, _)| *unit).max_by_key(|unit| rank(*unit));
        let is_part = |(unit, number): &(DurationUnit, f64)| {
            let is_whole = number.fract() == 0.0 || Some(*unit) == smallest;
            let limit = if *unit == DurationUnit::Hours { 24.0 } else { 60.0 };
            *number >= 0.0 && is_whole && (Some(*unit) == largest || *number < limit)
        };
        self.parts += u64::from(values.iter().all(is_part));
    }

    /// How the columns are to be read.
    pub(crate) fn decide(&self, columns: &[(usize, Option<DurationUnit>)]) -> DurationColumns {
        match columns {
            [] => DurationColumns::None,
            [(place, Some(unit))] => DurationColumns::One(*place, Some(*unit)),
            [(place, None)] => DurationColumns::One(*place, self.unit()),
            several => {
                let places = || several.iter().map(|(place, _)| *place).collect();
                let are_parts = self.rows > 0 && self.parts == self.rows;
                let are_same = self.rows > 0 && self.same == self.rows;
                let first = several.first().copied().unwrap_or_default();
                match (are_same, are_parts) {
                    (true, false) => DurationColumns::One(first.0, first.1),
                    (false, true) => {
                        let parts: Option<Vec<_>> =
                            several.iter().map(|(place, unit)| Some((*place, (*unit)?))).collect();
                        parts.map_or_else(|| DurationColumns::Unclear(places()), DurationColumns::Parts)
                    }
                    // without a row that has both, each row may be of another unit
                    _ => DurationColumns::Unclear(places()),
                }
            }
        }
    }

    /// The only unit in which durations are the time between begin and end, in nearly all rows.
    fn unit(&self) -> Option<DurationUnit> {
        let fits = |votes: u64| self.compared > 0 && votes * 10 >= self.compared * 9;
        let mut fitting = UNITS.iter().zip(self.units).filter(|(_, votes)| fits(*votes)).map(|(unit, _)| *unit);
        fitting.next().filter(|_| fitting.next().is_none())
    }
}

/// The place of a unit among all, the largest first.
pub(super) const fn rank(unit: DurationUnit) -> usize {
    match unit {
        DurationUnit::Days => 0,
        DurationUnit::Hours | DurationUnit::HoursMinutes => 1,
        DurationUnit::Minutes | DurationUnit::MinutesSeconds => 2,
        DurationUnit::Seconds => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DurationUnit::{Hours, Minutes};

    const PAIR: [(usize, Option<DurationUnit>); 2] = [(0, Some(Hours)), (1, Some(Minutes))];

    fn decide(rows: &[[f64; 2]]) -> DurationColumns {
        let mut evidence = DurationEvidence::default();
        for row in rows {
            evidence.look(&PAIR, &row.map(Cell::Number), None);
        }
        evidence.decide(&PAIR)
    }

    #[test]
    fn hours_and_minutes_are_parts_or_the_same() {
        assert_eq!(decide(&[[2.0, 30.0], [0.0, 45.0]]), DurationColumns::Parts(vec![(0, Hours), (1, Minutes)]));
        assert_eq!(decide(&[[2.5, 150.0], [1.0, 60.0]]), DurationColumns::One(0, Some(Hours)));
        assert_eq!(decide(&[[2.0, 30.0], [2.5, 150.0]]), DurationColumns::Unclear(vec![0, 1]));
        assert_eq!(decide(&[[2.5, 30.0]]), DurationColumns::Unclear(vec![0, 1]));
        assert_eq!(decide(&[]), DurationColumns::Unclear(vec![0, 1]));
    }

    #[test]
    fn begin_and_end_show_the_unit() {
        let unit = |rows: &[(f64, f64)]| {
            let mut evidence = DurationEvidence::default();
            for (number, between) in rows {
                evidence.look(&[(0, None)], &[Cell::Number(*number)], Some(*between));
            }
            evidence.decide(&[(0, None)])
        };
        assert_eq!(unit(&[(120.0, 2.0), (61.0, 1.0)]), DurationColumns::One(0, Some(Minutes)));
        assert_eq!(unit(&[(2.0, 2.0), (1.5, 1.5)]), DurationColumns::One(0, Some(Hours)));
        assert_eq!(unit(&[(7.0, 2.0)]), DurationColumns::One(0, None));
        assert_eq!(unit(&[]), DurationColumns::One(0, None));
    }
}
