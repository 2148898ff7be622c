//! The columns of outage tables, found by the words of their names.

use super::words::{
    Concept::{
        self, Affected, Cause, Customer, Date, Day, Duration, End, Hour, HourDigits, Kind, Minute, MinuteDigits, Month,
        Name, Number, Off, On, OneHour, OneMinute, Outage, Region, Report, Restored, Second, SecondDigits, Service,
        Start, Supply, Time, Total, Unit, Without, Zone,
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
    let (whole, parts) = names.split_first()?;
    let of_part = |part: &String| of_name(part).filter(|(role, _)| !is_changed(whole, part, *role));
    of_name(whole).or_else(|| parts.iter().find_map(of_part))
}

/// Returns whether the other words of a name, which stand above or below a part of it, may change what that part counts:
/// `customers` below `Served`, or `hours` below `Repair`.
fn is_changed(whole: &str, part: &str, role: Role) -> bool {
    let (of_whole, of_part) = (concepts(whole), concepts(part));
    let has = |concept: &Concept| of_part.contains(concept);
    let is_explicit = has(&Affected) || has(&Outage);
    let is_bare = match role {
        Role::Customers => !is_explicit,
        Role::Duration(_) => !is_explicit && !has(&Duration),
        _ => false,
    };
    let is_other = |concept: &Concept| [Without, Supply, Service, Restored, On].contains(concept) && !has(concept);
    let is_count = matches!(role, Role::Customers | Role::Duration(_));
    is_bare || of_whole.contains(&Without) || (is_count && of_whole.iter().any(is_other))
}

/// Returns whether a name says that its customers are affected ones.
pub(crate) fn is_of_affected(names: &[String]) -> bool {
    names
        .iter()
        .filter_map(|name| settled(concepts(name)))
        .any(|found| found.contains(&Affected) || found.contains(&Outage))
}

/// Returns whether a name speaks of customers, though it does not say clearly that they are affected ones.
pub(crate) fn has_other_customers(names: &[String]) -> bool {
    let others = [Kind, Name, Unit, Day, Hour, Minute, Second, OneHour, OneMinute, Duration, Date, Time, Region, Cause];
    let found: Vec<Concept> = names.first().map(|name| concepts(name)).unwrap_or_default();
    found.contains(&Customer) && !found.iter().any(|concept| others.contains(concept))
}

/// Returns whether a name speaks of a duration that may be one with supply instead of an outage.
pub(crate) fn has_other_duration(names: &[String]) -> bool {
    let units = [Day, Hour, Minute, Second, OneHour, OneMinute, HourDigits, MinuteDigits, Duration];
    let found: Vec<Concept> = names.first().map(|name| concepts(name)).unwrap_or_default();
    let has_any = |any: &[Concept]| found.iter().any(|concept| any.contains(concept));
    has_any(&units) && has_any(&[Supply, Without, On, Service]) && !found.contains(&Customer)
}

/// Returns whether a name denies something of its customers: `not affected`.
pub(crate) fn denies(names: &[String]) -> bool {
    names.first().is_some_and(|name| concepts(name).contains(&Without))
}

/// The concepts of a name where a negation and the supply are resolved: customers without supply are affected ones. None if an
/// outage is denied, or if it is the supply that a name speaks of instead of an outage.
fn settled(mut found: Vec<Concept>) -> Option<Vec<Concept>> {
    let is_of = |found: &[Concept], any: &[Concept]| found.iter().any(|concept| any.contains(concept));
    let denials = found.iter().filter(|concept| **concept == Without).count();
    let is_interrupted = is_of(&found, &[Outage, Affected]);
    if denials > 0 {
        if denials > 1 || is_interrupted || !is_of(&found, &[Supply, Service]) {
            return None;
        }
        found.retain(|concept| ![Without, Supply, Service].contains(concept));
        found.push(Affected);
    } else if found.contains(&Supply) {
        if !is_interrupted && !is_of(&found, &[On, Off, Restored, Cause, Region]) {
            return None;
        }
        found.retain(|concept| *concept != Supply);
    }
    Some(found)
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
    let found = settled(concepts(name))?;
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
    } else if has(Report) && only(&[Report, Date, Time, Outage, Start, Off, End, Restored, On]) {
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
    if only(&[Start, Off, Date, Time, Outage]) && (has(Start) || has(Off)) {
        return Some(Role::Start);
    }
    if only(&[End, Restored, On, Date, Time, Outage]) && (has(End) || has(Restored) || has(On)) {
        return Some(Role::End);
    }
    // `time out` is when the supply went off
    let is_out = name.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "out");
    if is_out && only(&[Affected, Date, Time, Outage]) && (has(Date) || has(Time)) {
        return Some(Role::Start);
    }
    // `restoration time (min)` takes so long, and `hours` or `minutes out` is a duration too, but `hours on` is none; `hour` alone
    // is one of the day
    let units = [Day, Hour, Minute, Second, HourDigits, MinuteDigits, SecondDigits];
    let is_of_units = found
        .iter()
        .all(|concept| units.contains(concept) || [Total, Outage, Affected, Restored, Time].contains(concept));
    let is_timed = has(Hour) || has(Minute) || ((has(Outage) || has(Restored)) && unit.is_some());
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
