//! Figures of outage tables.

use crate::{
    Cell,
    columns::OutageColumns,
    faults::{Fault, Faults},
    names::Names,
    reliability::{Interruption, Totals},
    report,
    sum::Sum,
};
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The longest interruption that is a momentary one, in hours: five minutes (IEEE Std 1366-2012, clause 2).
const MOMENTARY: f64 = 5.0 / 60.0;

/// The outages of a table in the making.
#[derive(Debug)]
pub(crate) struct Outages {
    pub(crate) columns: OutageColumns,
    pub(crate) header: Vec<String>,
    pub(crate) events: u64,
    /// Customers of all events that name any, and how many of these there are.
    pub(crate) affected: (Sum, u64),
    pub(crate) sustained: Totals,
    /// Customers of momentary events, and how many of these there are.
    pub(crate) momentary: (Sum, u64),
    /// The most customers that one event names, and its row.
    pub(crate) largest: (f64, u64),
    pub(crate) regions: Names,
    pub(crate) causes: Names,
    pub(crate) months: BTreeMap<(i16, i8), u64>,
    pub(crate) days: BTreeMap<Date, Totals>,
    pub(crate) faults: Faults,
}

/// One outage, as far as its row describes it.
struct Outage {
    date: Option<Date>,
    hours: Result<f64, Fault>,
    customers: Result<f64, Fault>,
}

impl Outages {
    /// The figures of a table with these columns; none if it is not an outage table.
    pub(crate) fn new(header: &[String]) -> Option<Self> {
        let columns = OutageColumns::of(header);
        columns.are_of_outages().then(|| Self {
            columns,
            header: header.to_vec(),
            events: 0,
            affected: (Sum::default(), 0),
            sustained: Totals::default(),
            momentary: (Sum::default(), 0),
            largest: (0.0, 0),
            regions: Names::default(),
            causes: Names::default(),
            months: BTreeMap::new(),
            days: BTreeMap::new(),
            faults: Faults::default(),
        })
    }

    /// Takes in the row of this line.
    pub(crate) fn add(&mut self, line: u64, row: &[Cell]) {
        self.events += 1;
        for (names, place) in [(&mut self.regions, self.columns.region), (&mut self.causes, self.columns.cause)] {
            if let Some(name) = cell(row, place).map(Cell::text).filter(|name| !name.is_empty()) {
                names.add(&name);
            }
        }
        let outage = self.outage(row);
        match outage.date {
            Some(date) => *self.months.entry((date.year(), date.month())).or_default() += 1,
            None => self.faults.add(Fault::Undated, line),
        }
        for fault in [outage.hours.err(), outage.customers.err()].into_iter().flatten() {
            self.faults.add(fault, line);
        }
        let Ok(customers) = outage.customers else { return };
        self.affected.0.add(customers);
        self.affected.1 += 1;
        if customers > self.largest.0 {
            self.largest = (customers, line);
        }
        let Ok(hours) = outage.hours else { return };
        if hours <= MOMENTARY {
            self.momentary.0.add(customers);
            self.momentary.1 += 1;
            return;
        }
        let interruption = Interruption { customers, hours };
        self.sustained.add(interruption);
        if let Some(date) = outage.date {
            self.days.entry(date).or_default().add(interruption);
        }
    }

    fn outage(&self, row: &[Cell]) -> Outage {
        let began = cell(row, self.columns.date).and_then(Cell::date);
        let customers = cell(row, self.columns.customers).and_then(Cell::number);
        Outage {
            date: began.map(DateTime::date),
            hours: self.hours(row, began),
            customers: customers
                .ok_or(Fault::NoCustomers)
                .and_then(|number| non_negative(number, Fault::NegativeCustomers)),
        }
    }

    /// The duration: from its column, or from its start and end.
    fn hours(&self, row: &[Cell], began: Option<DateTime>) -> Result<f64, Fault> {
        if let Some((place, unit)) = self.columns.duration {
            let hours = match cell(row, Some(place)) {
                Some(Cell::Number(number)) => unit.hours(*number),
                Some(Cell::Text(text)) => clock_hours(text).ok_or(Fault::NoDuration)?,
                _ => return Err(Fault::NoDuration),
            };
            return non_negative(hours, Fault::NegativeDuration);
        }
        let ended = cell(row, self.columns.end).and_then(Cell::date);
        let (began, ended) = began.zip(ended).ok_or(Fault::NoDuration)?;
        non_negative(began.duration_until(ended).as_secs_f64() / 3_600.0, Fault::EndsBeforeStart)
    }

    /// The figures, with their columns and rows and the reasons for missing ones; `served` is the number of customers served.
    pub(crate) fn payload(&self, served: Option<f64>) -> Map<String, Value> {
        report::payload(self, served)
    }

    /// Whole calendar months from the first event to the last.
    pub(crate) fn period(&self) -> Option<(Date, Date)> {
        let (first, _) = self.months.first_key_value()?;
        let (last, _) = self.months.last_key_value()?;
        let of = |(year, month): &(i16, i8)| Date::new(*year, *month, 1).ok();
        Some((of(first)?, of(last)?.last_of_month()))
    }

    /// The name of a column.
    pub(crate) fn name(&self, place: usize) -> &str {
        self.header.get(place).map(String::as_str).unwrap_or_default()
    }
}

fn cell(row: &[Cell], place: Option<usize>) -> Option<&Cell> {
    row.get(place?)
}

fn non_negative(number: f64, otherwise: Fault) -> Result<f64, Fault> {
    if number >= 0.0 { Ok(number) } else { Err(otherwise) }
}

/// A span written as hours and minutes, and perhaps seconds: `2:30` or `26:05:30`.
fn clock_hours(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let hours: u32 = parts.next()?.parse().ok()?;
    let sixtieth = |part: &str| part.parse::<u8>().ok().filter(|number| *number < 60 && part.len() == 2).map(f64::from);
    let minutes = sixtieth(parts.next()?)?;
    let seconds = parts.next().map_or(Some(0.0), sixtieth)?;
    parts.next().is_none().then_some(f64::from(hours) + minutes / 60.0 + seconds / 3_600.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_durations_are_read_as_hours() {
        assert_eq!((clock_hours("2:30"), clock_hours("26:00:36")), (Some(2.5), Some(26.01)));
        for text in ["", "2", "2:5", "2:60", "-1:30", "1:00:00:00", "a:bc", "2:30:99", "2:30:5", "2:30:"] {
            assert_eq!(clock_hours(text), None, "{text}");
        }
    }
}
