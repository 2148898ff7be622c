//! Begin and end of outages, and the time between them.

use super::{
    Plan, cell,
    columns::{OutageColumns, Times},
};
use crate::{
    cell::{
        Cell, Moment,
        clock::clock,
        month::Month,
        zone::{NoMoment, Zone},
    },
    columns::evidence::Seen,
    faults::Fault,
};
use jiff::{
    Span,
    civil::{Date, DateTime, Weekday},
};
use std::collections::HashMap;

/// Months in which clocks are changed somewhere, on a Sunday.
const CHANGES: [i8; 5] = [3, 4, 9, 10, 11];
/// The longest outage over which a change of the clocks is looked for, in days.
const LONGEST: i32 = 366;
/// The most different names of zones of a table.
const NAMES: usize = 100;

/// The begin of an outage as far as it is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum When {
    Day(Date),
    Month(Month),
}

impl When {
    /// The year and month.
    pub(crate) fn month(self) -> (i16, i8) {
        match self {
            Self::Day(date) => (date.year(), date.month()),
            Self::Month(month) => (month.year, month.month),
        }
    }
}

/// Reads times of outages.
#[derive(Debug)]
pub(crate) struct Clockwork {
    /// The zone of times without one.
    zone: Zone,
    /// Columns whose dates have times of day also at midnight, as a workbook does not tell them apart.
    timed: Vec<usize>,
    zones: HashMap<String, Zone>,
    /// Zones that the names of columns give.
    of_columns: HashMap<usize, Zone>,
    /// Ends that are before their begins on the clock, and count for the next day.
    pub(crate) next_days: u64,
    /// Outages without a zone through a night in which clocks may have been changed, and the time in zones without a name
    /// that are equal at begin and end.
    pub(crate) through_changes: u64,
    pub(crate) equal_unknown: u64,
}

impl Clockwork {
    pub(super) fn new(plan: &Plan, seen: &[Seen], header: &[String]) -> Self {
        let is_timed = |place: &usize| plan.is_workbook && seen.get(*place).is_some_and(|seen| seen.timed > 0);
        let times: Vec<usize> = plan.columns.begin.places().chain(plan.columns.end.places()).collect();
        let of_column = |place: &usize| Some((*place, Zone::in_name(header.get(*place)?)));
        let of_names = times.iter().filter_map(of_column).filter(|(_, zone)| *zone != Zone::None);
        let of_columns = of_names.chain(plan.zones.iter().cloned());
        Self {
            zone: plan.zone.clone(),
            timed: times.iter().copied().filter(is_timed).collect(),
            zones: HashMap::new(),
            of_columns: of_columns.collect(),
            next_days: 0,
            through_changes: 0,
            equal_unknown: 0,
        }
    }

    /// The day on which an outage began, or its month if that is all that is known.
    pub(super) fn when(&mut self, columns: &OutageColumns, row: &[Cell<'_>]) -> Option<When> {
        match cell(row, columns.begin.day) {
            Some(Cell::Month(month)) => Some(When::Month(*month)),
            _ => self.day(columns, row).map(When::Day),
        }
    }

    /// The day on which an outage began, in the zone that the user named if the time has one, or else as it is written.
    fn day(&mut self, columns: &OutageColumns, row: &[Cell<'_>]) -> Option<Date> {
        let begin = self.time(columns.begin, columns, row)?;
        let local = match (&self.zone, begin.zone.moment(begin.civil)) {
            (Zone::Offset(offset), Ok(moment)) => offset.to_datetime(moment),
            (Zone::Named(zone), Ok(moment)) => zone.to_datetime(moment),
            _ => begin.civil,
        };
        Some(local.date())
    }

    /// Hours from begin to end.
    pub(crate) fn between(&mut self, columns: &OutageColumns, row: &[Cell<'_>]) -> Result<f64, Fault> {
        let begin = self.time(columns.begin, columns, row).ok_or(Fault::NoDuration)?;
        let end = match (columns.end.day, columns.end.clock) {
            (None, Some(_)) => self.end_of_day(&begin, columns, row),
            _ => self.time(columns.end, columns, row),
        };
        let end = end.ok_or(Fault::NoDuration)?;
        if !begin.has_time || !end.has_time {
            return Err(Fault::NoTimes);
        }
        let hours = self.hours(&begin, &end)?;
        if hours >= 0.0 { Ok(hours) } else { Err(Fault::EndsBeforeStart) }
    }

    fn time(&mut self, times: Times, columns: &OutageColumns, row: &[Cell<'_>]) -> Option<Moment> {
        let Cell::Date(day) = cell(row, times.day)? else { return None };
        let mut moment = day.clone();
        if let Some(place) = times.clock {
            match cell(row, Some(place)).and_then(of_clock) {
                Some((time, zone, is_next)) => {
                    let date = if is_next { next(day.civil.date())? } else { day.civil.date() };
                    moment = Moment { civil: date.to_datetime(time), has_time: true, zone };
                }
                None => moment.has_time = false,
            }
        } else if times.day.is_some_and(|place| self.timed.contains(&place)) {
            moment.has_time = true;
        }
        if moment.zone == Zone::None {
            moment.zone = self.zone_of(times, columns, row);
        }
        Some(moment)
    }

    /// An end that has only a time of day: the first one after the begin.
    fn end_of_day(&mut self, begin: &Moment, columns: &OutageColumns, row: &[Cell<'_>]) -> Option<Moment> {
        let (time, zone, is_next) = cell(row, columns.end.clock).and_then(of_clock)?;
        let date = begin.civil.date();
        let mut civil = if is_next { next(date)?.to_datetime(time) } else { date.to_datetime(time) };
        if civil < begin.civil {
            civil = next(date)?.to_datetime(time);
            self.next_days += 1;
        }
        let of_column = columns.end.clock.and_then(|place| self.of_columns.get(&place));
        let zone = match (zone, of_column) {
            (Zone::None, Some(of_column)) => of_column.clone(),
            (Zone::None, None) if columns.end_zone.is_some() => self.zone_of(columns.end, columns, row),
            (Zone::None, None) => begin.zone.clone(),
            (zone, _) => zone,
        };
        Some(Moment { civil, has_time: true, zone })
    }

    fn zone_of(&mut self, times: Times, columns: &OutageColumns, row: &[Cell<'_>]) -> Zone {
        let of_column = times.clock.or(times.day).and_then(|place| self.of_columns.get(&place));
        if let Some(zone) = of_column {
            return zone.clone();
        }
        let place = columns.end_zone.filter(|_| times == columns.end).or(columns.zone);
        let name = cell(row, place).map(Cell::text).filter(|name| !name.is_empty());
        let Some(name) = name else { return self.zone.clone() };
        if let Some(zone) = self.zones.get(name.as_ref()) {
            return zone.clone();
        }
        let zone = Zone::read(&name);
        if self.zones.len() < NAMES {
            self.zones.insert(name.into_owned(), zone.clone());
        }
        zone
    }

    fn hours(&mut self, begin: &Moment, end: &Moment) -> Result<f64, Fault> {
        match (&begin.zone, &end.zone) {
            (Zone::None, Zone::None) => {
                self.through_changes += u64::from(is_through_change(begin.civil, end.civil));
                Ok(civil_hours(begin, end))
            }
            (Zone::Unknown(first), Zone::Unknown(last)) if first == last => {
                self.equal_unknown += 1;
                Ok(civil_hours(begin, end))
            }
            (Zone::Unknown(_), _) | (_, Zone::Unknown(_)) => Err(Fault::UnknownZone),
            (from_zone, to_zone) => {
                let moments = [from_zone.moment(begin.civil), to_zone.moment(end.civil)];
                let [Ok(from), Ok(to)] = moments else {
                    let is_ambiguous = moments.contains(&Err(NoMoment::Ambiguous));
                    return Err(if is_ambiguous { Fault::AmbiguousTime } else { Fault::MixedZones });
                };
                Ok(from.duration_until(to).as_secs_f64() / 3_600.0)
            }
        }
    }
}

fn of_clock(cell: &Cell<'_>) -> Option<(jiff::civil::Time, Zone, bool)> {
    match cell {
        Cell::Text(text) => clock(text),
        Cell::Date(moment) if moment.has_time => Some((moment.civil.time(), moment.zone.clone(), false)),
        _ => None,
    }
}

fn next(date: Date) -> Option<Date> {
    date.checked_add(Span::new().days(1)).ok()
}

fn civil_hours(begin: &Moment, end: &Moment) -> f64 {
    begin.civil.duration_until(end.civil).as_secs_f64() / 3_600.0
}

/// Returns whether an outage runs through two o'clock of a Sunday in a month in which clocks are changed somewhere.
fn is_through_change(begin: DateTime, end: DateTime) -> bool {
    let mut date = begin.date();
    for _ in 0..LONGEST {
        if date > end.date() {
            return false;
        }
        let change = date.at(2, 0, 0, 0);
        let is_change = date.weekday() == Weekday::Sunday && CHANGES.contains(&date.month());
        if is_change && begin < change && end > change {
            return true;
        }
        let Some(following) = next(date) else { return false };
        date = following;
    }
    true
}
