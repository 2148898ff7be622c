//! Figures of outage tables.

pub(crate) mod columns;
pub(crate) mod durations;
mod groups;
mod times;
pub(crate) mod totals;

use crate::{
    cell::{Cell, zone::Zone},
    columns::evidence::{Notation, Seen},
    faults::{Fault, Faults},
    names::Spellings,
    reliability::{Interruption, Totals},
    report,
    sum::Sum,
};
use columns::OutageColumns;
use durations::DurationColumns;
use groups::{DayOrder, Groups};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use times::{Clockwork, When};
use totals::{Label, Numbers, Repeated, RunningSums, label};

/// The longest interruption that is a momentary one, in hours: five minutes (IEEE Std 1366-2012, clause 2).
const MOMENTARY: f64 = 5.0 / 60.0;
/// The fewest rows whose sums another row hardly repeats by chance.
const SEVERAL: u64 = 3;

/// The outages of a table in the making.
#[derive(Debug)]
pub(crate) struct Outages {
    pub(crate) columns: OutageColumns,
    pub(crate) durations: DurationColumns,
    pub(crate) header: Vec<String>,
    pub(crate) events: u64,
    /// Customers of all events that name any, and how many of these there are.
    pub(crate) affected: (Sum, u64),
    pub(crate) sustained: Totals,
    /// Customers of momentary events, and how many of these there are.
    pub(crate) momentary: (Sum, u64),
    /// The most customers that one event names, and its row.
    pub(crate) largest: (f64, u64),
    pub(crate) regions: Spellings,
    pub(crate) causes: Spellings,
    pub(crate) months: BTreeMap<(i16, i8), u64>,
    pub(crate) days: BTreeMap<Date, Totals>,
    /// Outages of which only the month is known.
    pub(crate) dayless: BTreeMap<(i16, i8), Totals>,
    pub(crate) faults: Faults,
    pub(crate) clockwork: Clockwork,
    sums: RunningSums,
    /// Some row of the table has a readable date.
    has_dates: bool,
    /// The column of the begin has days: months among them are those of totals.
    has_days: bool,
    /// Rows that are counted although they repeat sums of rows above, and the first of them.
    pub(crate) repeating: (u64, u64),
    /// Rows whose number of customers is not whole, and the first of them.
    pub(crate) fractional: (u64, u64),
    /// The first outage: its row and its numbers.
    first: Option<(u64, Numbers)>,
    /// The last outage, if it repeats the sum of the customers above it.
    last_repeating: Option<u64>,
    /// Rows that are totals, as all rows together show.
    pub(crate) suspects: Vec<u64>,
    /// Regions, and days or months, that stand in the first row of a group only.
    pub(crate) region_groups: Groups<String>,
    pub(crate) day_groups: Groups<When>,
    /// The order of the days.
    order: DayOrder,
    /// Columns of numbers and of times whose notation is ambiguous.
    pub(crate) open_numbers: Vec<usize>,
    pub(crate) open_times: Vec<usize>,
}

/// What is known before the rows are read for the figures.
pub(crate) struct Plan {
    pub(crate) columns: OutageColumns,
    pub(crate) durations: DurationColumns,
    pub(crate) zone: Zone,
    /// Zones of single columns, as the user chose them.
    pub(crate) zones: Vec<(usize, Zone)>,
    /// Columns of numbers in different units, which cannot be added.
    pub(crate) mixed: Vec<usize>,
    /// Dates of workbooks have a time of day also at midnight.
    pub(crate) is_workbook: bool,
}

/// One row, as its cells are read.
pub(crate) struct OutageRow<'a, 'b> {
    pub(crate) line: u64,
    pub(crate) cells: &'a [Cell<'b>],
    /// Columns of numbers that are merged over several rows.
    pub(crate) merged: &'a [usize],
}

impl Outages {
    pub(crate) fn new(header: Vec<String>, plan: Plan, seen: &[Seen], notations: &[Notation]) -> Self {
        let day = plan.columns.begin.day;
        let readable = |place: usize| Some(seen.get(place)?.readable_dates(*notations.get(place)?));
        let is = |place: &usize, is: fn(&Notation) -> bool| notations.get(*place).is_some_and(is);
        let columns = &plan.columns;
        let numbers = columns.durations.iter().map(|(place, _)| *place).chain(columns.customers);
        let is_open = |place: &usize| is(place, |notation| notation.has_open_numbers) || plan.mixed.contains(place);
        let open_numbers = numbers.filter(is_open).collect();
        let times = columns.begin.places().chain(columns.end.places());
        let open_times = times.filter(|place| is(place, |notation| notation.has_open_dates)).collect();
        let clockwork = Clockwork::new(&plan, seen, &header);
        Self {
            columns: plan.columns,
            durations: plan.durations,
            header,
            events: 0,
            affected: (Sum::default(), 0),
            sustained: Totals::default(),
            momentary: (Sum::default(), 0),
            largest: (0.0, 0),
            regions: Spellings::default(),
            causes: Spellings::default(),
            months: BTreeMap::new(),
            days: BTreeMap::new(),
            dayless: BTreeMap::new(),
            faults: Faults::default(),
            clockwork,
            sums: RunningSums::default(),
            open_numbers,
            open_times,
            has_dates: day.and_then(readable).is_some_and(|dates| dates > 0),
            has_days: day.and_then(|place| seen.get(place)).is_some_and(|seen| seen.dates() > 0),
            repeating: (0, 0),
            fractional: (0, 0),
            first: None,
            last_repeating: None,
            suspects: Vec::new(),
            region_groups: Groups::default(),
            day_groups: Groups::default(),
            order: DayOrder::default(),
        }
    }

    /// Takes in a row; `false` if it is a total, which is no event.
    pub(crate) fn add(&mut self, row: &OutageRow<'_, '_>) -> bool {
        let date = self.clockwork.when(&self.columns, row.cells);
        let customers = cell(row.cells, self.columns.customers).and_then(Cell::number);
        let numbers = Numbers { customers, hours: self.durations.plain(row.cells) };
        let repeated = self.sums.repeated(numbers);
        if self.is_total(row, date, repeated) {
            self.faults.add(Fault::Total, row.line);
            self.restart_sums();
            return false;
        }
        self.look_at_day(row, date, numbers);
        if self.is_possible_total(row.line, date, repeated) {
            self.faults.add(Fault::PossibleTotal, row.line);
            self.restart_sums();
            return false;
        }
        if date.is_none() && self.has_dates {
            self.faults.add(Fault::Undated, row.line);
            return true;
        }
        self.look_at_sums(row.line, numbers, repeated);
        self.sums.add(numbers);
        self.count(row, date);
        let is_merged = |places: &[usize]| places.iter().any(|place| row.merged.contains(place));
        let of_customers: Vec<usize> = self.columns.customers.into_iter().collect();
        let customers = match customers.ok_or(Fault::NoCustomers) {
            _ if is_merged(&of_customers) => Err(Fault::Merged),
            Ok(number) if number < 0.0 => Err(Fault::NegativeCustomers),
            other => other,
        };
        let hours = if is_merged(&self.columns.of_durations()) { Err(Fault::Merged) } else { self.hours(row.cells) };
        let faults = [
            hours.err().filter(|_| self.columns.has_durations()),
            customers.err().filter(|_| self.columns.customers.is_some()),
        ];
        faults.into_iter().flatten().for_each(|fault| self.faults.add(fault, row.line));
        if let Ok(customers) = customers {
            self.interrupt(row.line, date, customers, hours.ok());
        }
        true
    }

    /// Begins new sums after a total, which has the rows above among its outages: none of them is a total.
    fn restart_sums(&mut self) {
        self.sums.restart();
        self.last_repeating = None;
    }

    /// Leaves out a row whose cells are not where its columns are.
    pub(crate) fn leave_out(&mut self, fault: Fault, line: u64) {
        self.faults.add(fault, line);
    }

    /// Returns whether a row is a total: it is labelled as one and has no date or repeats sums, or it is a month among days and
    /// repeats sums, or it repeats all sums and lacks a region or a cause, or has others than all rows above.
    fn is_total(&self, row: &OutageRow<'_, '_>, date: Option<When>, repeated: Repeated) -> bool {
        let is_blank =
            |place: Option<usize>| place.is_some() && cell(row.cells, place).is_none_or(|cell| *cell == Cell::Empty);
        let names = [self.columns.region, self.columns.cause];
        let has_blank = names.into_iter().any(is_blank);
        let Repeated { customers, hours } = repeated;
        if date.is_some() && !has_blank && !customers {
            return false;
        }
        if self.has_days && matches!(date, Some(When::Month(_))) && customers {
            return true;
        }
        let first = row.cells.iter().position(|cell| *cell != Cell::Empty);
        // elsewhere words such as `average` or `monthly` may be values
        let is_label = |place: usize| date.is_none() || Some(place) == first || names.contains(&Some(place));
        let texts = row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
            Cell::Text(text) if is_label(place) => label(text),
            _ => None,
        });
        match (texts.max(), date) {
            (Some(_), None) => true,
            (Some(Label::Whole), Some(_)) => has_blank || customers,
            (Some(Label::Part), Some(_)) | (None, None) => customers,
            (None, Some(_)) => customers && hours && (has_blank || self.has_new_names(row)),
        }
    }

    /// Returns whether region and cause of a row are those of no row above it, of which there are several.
    fn has_new_names(&self, row: &OutageRow<'_, '_>) -> bool {
        let names = [(self.columns.region, &self.regions), (self.columns.cause, &self.causes)];
        let is_known = |(place, known): (Option<usize>, &Spellings)| {
            cell(row.cells, place).map(Cell::text).is_some_and(|name| known.has(&name))
        };
        let has_names = names.iter().any(|(place, _)| place.is_some());
        has_names && self.sums.rows() >= SEVERAL && !names.into_iter().any(is_known)
    }

    /// Returns whether a row with a date may be a total though no name says so: it repeats the sums or means of the rows above,
    /// or all rows together show it.
    fn is_possible_total(&self, line: u64, date: Option<When>, Repeated { customers, hours }: Repeated) -> bool {
        self.suspects.contains(&line) || (date.is_some() && customers && hours)
    }

    /// Notes what may be a total, though nothing says so.
    fn look_at_sums(&mut self, line: u64, numbers: Numbers, repeated: Repeated) {
        let is_repeating = repeated.customers;
        if is_repeating {
            note(&mut self.repeating, line);
        }
        self.last_repeating = self.sums.repeats_several(numbers, SEVERAL).then_some(line);
        self.first.get_or_insert((line, numbers));
    }

    /// Takes in the day of a row; one that is blank may be the day above.
    fn look_at_day(&mut self, row: &OutageRow<'_, '_>, date: Option<When>, numbers: Numbers) {
        if let Some(When::Day(day)) = date {
            self.order.add(day);
        }
        let day = cell(row.cells, self.columns.begin.day);
        let Some(when) = date else {
            let is_blank = day.is_none_or(|cell| *cell == Cell::Empty);
            let is_outage = numbers.customers.is_some() || numbers.hours.is_some();
            return if is_blank && is_outage { self.day_groups.skip() } else { self.day_groups.refute() };
        };
        // times differ from row to row: a blank one is missing
        let has_time = matches!(day, Some(Cell::Date(moment)) if moment.has_time);
        if has_time && self.columns.begin.clock.is_none() {
            self.day_groups.refute();
        } else {
            self.day_groups.fill(&when);
        }
    }

    /// Returns whether the days of a table begin anew with this row, as those of another table do.
    pub(crate) fn begins_anew(&mut self, cells: &[Cell<'_>]) -> bool {
        matches!(self.clockwork.when(&self.columns, cells), Some(When::Day(day)) if self.order.is_broken_by(day))
    }

    /// Rows that are totals of all others: the first or the last one.
    pub(crate) fn suspected(&self) -> Vec<u64> {
        self.total_above().into_iter().chain(self.last_repeating).collect()
    }

    /// The first outage, if its customers and its duration are those of all the others together, as a total above them has.
    pub(crate) fn total_above(&self) -> Option<u64> {
        let (line, numbers) = self.first?;
        let Repeated { customers, hours } = self.sums.half(numbers);
        (self.sums.rows() > SEVERAL && customers && hours).then_some(line)
    }

    fn count(&mut self, row: &OutageRow<'_, '_>, date: Option<When>) {
        self.events += 1;
        if self.columns.region.is_some() {
            match cell(row.cells, self.columns.region).map(Cell::text).filter(|name| !name.is_empty()) {
                Some(name) => self.region_groups.fill(name.as_ref()),
                None => self.region_groups.skip(),
            }
        }
        for (names, place) in [(&mut self.regions, self.columns.region), (&mut self.causes, self.columns.cause)] {
            if let Some(name) = cell(row.cells, place).map(Cell::text).filter(|name| !name.is_empty()) {
                names.add(&name);
            }
        }
        if let Some(date) = date {
            *self.months.entry(date.month()).or_default() += 1;
        }
    }

    fn interrupt(&mut self, line: u64, date: Option<When>, customers: f64, hours: Option<f64>) {
        if customers.fract() != 0.0 {
            note(&mut self.fractional, line);
        }
        self.affected.0.add(customers);
        self.affected.1 += 1;
        if customers > self.largest.0 {
            self.largest = (customers, line);
        }
        let Some(hours) = hours else { return };
        if hours <= MOMENTARY {
            self.momentary.0.add(customers);
            self.momentary.1 += 1;
            return;
        }
        let interruption = Interruption { customers, hours };
        self.sustained.add(interruption);
        match date {
            Some(When::Day(date)) => self.days.entry(date).or_default().add(interruption),
            Some(month @ When::Month(_)) => self.dayless.entry(month.month()).or_default().add(interruption),
            None => {}
        }
    }

    /// The duration: from its columns, or from begin and end. Where both are known and differ, it is unknown.
    fn hours(&mut self, row: &[Cell<'_>]) -> Result<f64, Fault> {
        if self.durations.is_empty() {
            return self.clockwork.between(&self.columns, row);
        }
        let (hours, precision) = self.durations.hours(row)?;
        if hours < 0.0 {
            return Err(Fault::NegativeDuration);
        }
        if self.columns.end.is_some()
            && let Ok(between) = self.clockwork.between(&self.columns, row)
            && (between - hours).abs() > precision.max(between / 100.0)
        {
            return Err(Fault::Contradiction);
        }
        Ok(hours)
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

/// Counts a row, and keeps the first one.
const fn note(rows: &mut (u64, u64), line: u64) {
    *rows = (rows.0 + 1, if rows.0 == 0 { line } else { rows.1 });
}

pub(crate) fn cell<'a, 'b>(row: &'a [Cell<'b>], place: Option<usize>) -> Option<&'a Cell<'b>> {
    row.get(place?)
}
