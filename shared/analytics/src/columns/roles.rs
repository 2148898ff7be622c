//! The columns of outage tables, found by the words of their names.

use super::words::{
    Concept::{
        self, Affected, Cause, Customer, Date, Day, Duration, End, Hour, HourDigits, Kind, Minute, MinuteDigits, Month,
        Name, Number, OneHour, OneMinute, Outage, Region, Report, Second, SecondDigits, Service, Start, Time, Total,
        Unit, Zone,
    },
    concepts,
};
use crate::mapping::DurationUnit;

/// The role of a column in an outage table.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Role {
    Start,
    End,
    Date,
    /// With the unit that its name gives.
    Duration(Option<DurationUnit>),
    /// `outage time`: a time of the outage or its duration.
    TimeOrDuration,
    Customers,
    Region,
    Cause,
    TimeZone,
    /// A time of the report, which is no time of the outage.
    Report,
    /// The month of an outage.
    Month,
    /// The unit of each row's duration.
    Unit,
}

/// A name that a column may go by: of a header with several rows, all of it or its last row.
pub(crate) type Names = Vec<String>;

/// A role with the number of words that speak for it.
pub(crate) fn role(names: &[String]) -> Option<(Role, usize)> {
    names.iter().find_map(|name| of_name(name))
}

/// The unit that is all of a column's name: `minute`, `days`.
pub(crate) fn lone_unit(names: &[String]) -> Option<DurationUnit> {
    let name = names.first()?;
    if ["시간", "時間", "시"].contains(&name.trim()) {
        return Some(DurationUnit::Hours);
    }
    let found = concepts(name);
    let units = [Day, Hour, Minute, Second, OneHour, OneMinute];
    (!found.is_empty() && found.iter().all(|concept| units.contains(concept))).then(|| unit(&found)).flatten()
}

fn of_name(name: &str) -> Option<(Role, usize)> {
    let found = concepts(name);
    let has = |concept: Concept| found.contains(&concept);
    let only = |allowed: &[Concept]| found.iter().all(|concept| allowed.contains(concept));
    let is_zone = has(Zone) || (has(Time) && has(Region) && name.to_lowercase().contains("zone"));
    let unit = unit(&found);
    let role = if found.is_empty() || found.contains(&Concept::Unknown) {
        return None;
    } else if is_zone {
        Role::TimeZone
    } else if has(Unit) {
        only(&[Unit, Duration, Time, Outage, Kind, Name]).then_some(Role::Unit)?
    } else if has(Month) {
        only(&[Month, Outage, Date, Start]).then_some(Role::Month)?
    } else if has(Report) && only(&[Report, Date, Time, Outage, Start, End]) {
        Role::Report
    } else if has(Customer) {
        let is_of_outages = has(Affected) || has(Outage) || !has(Total);
        (is_of_outages && only(&[Customer, Affected, Number, Outage, Total])).then_some(Role::Customers)?
    } else if has(Duration) {
        only(&DURATIONS).then_some(Role::Duration(unit))?
    } else if has(Cause) {
        only(&[Cause, Outage, Kind, Name]).then_some(Role::Cause)?
    } else if has(Region) {
        only(&[Region, Name, Service, Kind, Outage, Affected]).then_some(Role::Region)?
    } else {
        of_time(name, &found, unit)?
    };
    Some((role, found.len()))
}

const DURATIONS: [Concept; 15] = [
    Duration,
    Outage,
    Time,
    Day,
    Hour,
    Minute,
    Second,
    OneHour,
    OneMinute,
    HourDigits,
    MinuteDigits,
    SecondDigits,
    Affected,
    Number,
    Total,
];

/// A begin, an end, a day, or a duration that is named by its unit.
fn of_time(name: &str, found: &[Concept], unit: Option<DurationUnit>) -> Option<Role> {
    let has = |concept: Concept| found.contains(&concept);
    let only = |allowed: &[Concept]| found.iter().all(|concept| allowed.contains(concept));
    if only(&[Start, Date, Time, Outage]) && has(Start) {
        return Some(Role::Start);
    }
    if only(&[End, Date, Time, Outage]) && has(End) {
        return Some(Role::End);
    }
    // `time out` is when the supply went off
    let is_out = name.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "out");
    if is_out && only(&[Affected, Date, Time, Outage]) && (has(Date) || has(Time)) {
        return Some(Role::Start);
    }
    // `restoration time (min)` takes so long, and `hours` or `minutes out` is a duration too; `hour` alone is one of the day
    let is_of_units =
        only(&[Total, Outage, Affected, End, Time, Day, Hour, Minute, Second, HourDigits, MinuteDigits, SecondDigits]);
    let is_timed = has(Hour) || has(Minute) || ((has(Outage) || has(End)) && unit.is_some());
    if is_of_units && is_timed && unit.is_some() {
        return Some(Role::Duration(unit));
    }
    if has(Date) && only(&[Date, Time, Outage]) {
        return Some(Role::Date);
    }
    // 정전시간 and `outage time`: the values decide
    (has(Outage) && has(Time) && only(&[Outage, Time])).then_some(Role::TimeOrDuration)
}

fn unit(found: &[Concept]) -> Option<DurationUnit> {
    let has = |concept: Concept| found.contains(&concept);
    if (has(HourDigits) || has(Hour)) && has(MinuteDigits) {
        return Some(DurationUnit::HoursMinutes);
    }
    if (has(MinuteDigits) || has(Minute)) && has(SecondDigits) {
        return Some(DurationUnit::MinutesSeconds);
    }
    let units = [
        (has(Day), DurationUnit::Days),
        (has(Hour) || has(OneHour), DurationUnit::Hours),
        (has(Minute) || has(OneMinute), DurationUnit::Minutes),
        (has(Second), DurationUnit::Seconds),
    ];
    let mut named = units.into_iter().filter(|(is_named, _)| *is_named).map(|(_, unit)| unit);
    let first = named.next()?;
    // `hours and minutes` names the notation
    match named.next() {
        None => Some(first),
        Some(DurationUnit::Minutes) if first == DurationUnit::Hours => Some(DurationUnit::HoursMinutes),
        Some(DurationUnit::Seconds) if first == DurationUnit::Minutes => Some(DurationUnit::MinutesSeconds),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
