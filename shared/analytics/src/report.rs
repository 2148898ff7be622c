//! The outage figures of a snapshot: each with its columns and rows, and figures that cannot be computed with the
//! reason.

use crate::{
    faults::Fault,
    outages::Outages,
    reliability::{Day, Indices, MajorEventDays, Service, Totals, major_event_days},
    sum::float,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The maximum number of shown regions.
const TOP_REGIONS: usize = 5;
/// The maximum number of shown causes; the others are combined.
const TOP_CAUSES: usize = 20;
/// The name of the combined causes.
const OTHER: &str = "(other causes)";
/// The maximum number of shown months: the latest, in order of time.
const MONTHS: usize = 120;
/// The maximum number of shown years: the latest, in order of time.
const YEARS: usize = 30;
/// The maximum number of shown names with several spellings.
const SPELLINGS: usize = 5;
/// The maximum number of shown major event days per year, worst first.
const MAJOR_DAYS: usize = 50;

/// All figures and notes of outages.
pub(crate) fn payload(outages: &Outages, served: Option<f64>) -> Map<String, Value> {
    let mut report =
        Report { outages, figures: Map::new(), sources: Map::new(), left_out: Vec::new(), notes: Vec::new() };
    let is_grouped = outages.day_groups.are_likely();
    // rows below a day are counted then
    let is_told = |fault: Fault| fault.is_of_all_figures() && !(is_grouped && fault == Fault::Undated);
    report.notes.extend(outages.faults.told(is_told));
    if is_grouped {
        report.leave_out_groups();
    } else {
        report.add_counts();
        report.add_indices(served);
        report.add_names();
        report.add_spellings();
    }
    report.add_doubts();
    report.figures.insert("left_out_rows".into(), outages.faults.payload());
    report.finish()
}

struct Report<'a> {
    outages: &'a Outages,
    figures: Map<String, Value>,
    sources: Map<String, Value>,
    left_out: Vec<(Vec<&'static str>, String)>,
    notes: Vec<String>,
}

impl Report<'_> {
    fn finish(mut self) -> Map<String, Value> {
        let left_out = self.left_out.iter().map(|(figures, reason)| json!({ "figures": figures, "reason": reason }));
        let left_out: Value = left_out.collect();
        let told = self.left_out.iter().map(|(figures, reason)| format!("{} left out: {reason}.", are(figures)));
        let notes: Vec<String> = told.chain(self.notes).collect();
        self.figures.insert("left_out".into(), left_out);
        self.figures.insert("figure_sources".into(), self.sources.into());
        self.figures.insert("note".into(), notes.join(" ").into());
        self.figures
    }

    /// Stores a figure with the columns and the number of rows that it comes from.
    fn add(&mut self, figure: &str, value: impl Into<Value>, places: &[usize], rows: u64) {
        self.figures.insert(figure.into(), value.into());
        let columns: Vec<&str> = places.iter().map(|place| self.outages.name(*place)).collect();
        self.sources.insert(figure.into(), json!({ "columns": columns, "rows": rows }));
    }

    fn leave_out(&mut self, figures: &[&'static str], reason: impl Into<String>) {
        self.left_out.push((figures.to_vec(), reason.into()));
    }

    /// Days that stand in the first rows of groups only: the other rows are outages too, perhaps of these days.
    fn leave_out_groups(&mut self) {
        let blanks = self.outages.day_groups.blanks;
        let events = self.outages.events + self.outages.faults.count(Fault::Undated);
        self.add("total_events", events, &[], events);
        let name = self.outages.columns.begin.day.map(|place| self.outages.name(place)).unwrap_or_default();
        let rows = if blanks == 1 { "1 row has".to_owned() } else { format!("{blanks} rows have") };
        let reason = format!(
            "{rows} no {name}, which seems to stand in the first row of each group only: if blank cells mean the value above, fill them in"
        );
        let figures = [
            "Customers affected",
            "SAIFI",
            "SAIDI",
            "CAIDI",
            "ASAI",
            "MAIFI",
            "Major event days",
            "Regions",
            "Causes",
            "Months",
        ];
        self.leave_out(&figures, reason);
    }

    fn add_counts(&mut self) {
        let events = self.outages.events;
        self.add("total_events", events, &[], events);
        match self.outages.columns.customers {
            Some(place) if self.outages.open_numbers.contains(&place) => {
                self.leave_out(&["Customers affected"], "their numbers are ambiguous");
            }
            Some(_) if self.outages.affected.1 == 0 => {
                self.leave_out(&["Customers affected"], "no row has a readable number of them");
            }
            Some(place) => {
                let (sum, rows) = &self.outages.affected;
                self.add("total_customers_affected", number(sum.total()), &[place], *rows);
            }
            None => self.leave_out(&["Customers affected"], "there is no column of affected customers"),
        }
    }

    fn add_indices(&mut self, served: Option<f64>) {
        let outages = self.outages;
        let columns = &outages.columns;
        let places: Vec<usize> = columns.of_durations().into_iter().chain(columns.customers).collect();
        let missing = [
            (columns.customers.is_none(), "a column of affected customers"),
            (!columns.has_durations(), "a column of durations, or columns of start and end times"),
            (served.is_none(), "the number of customers served (entered with the upload)"),
        ];
        let missing: Vec<&str> = missing.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| *what).collect();
        let all = ["SAIFI", "SAIDI", "CAIDI", "ASAI", "MAIFI", "Major event days"];
        let Some(served) = served.filter(|_| missing.is_empty()) else {
            return self.leave_out(&all, format!("they need {}", missing.join(", ")));
        };
        let open: Vec<&str> =
            outages.open_numbers.iter().chain(&outages.open_times).map(|place| outages.name(*place)).collect();
        if !open.is_empty() {
            return self.leave_out(&all, format!("the values of {} are ambiguous", open.join(", ")));
        }
        if outages.period().is_none() {
            return self.leave_out(&all, "no row has a readable date, so the period that they cover is unknown");
        }
        let (largest, line) = outages.largest;
        if largest > served {
            let reason = format!("row {line} has {largest} affected customers, and only {served} are served");
            return self.leave_out(&all, reason);
        }
        if let Some(line) = outages.total_above() {
            let reason =
                format!("row {line} has the sums of all other rows and may be their total: delete it if it is one");
            return self.leave_out(&all, reason);
        }
        self.notes.extend(outages.faults.told(|fault| !fault.is_of_all_figures()));
        if outages.sustained.rows + outages.momentary.1 == 0 {
            return self.leave_out(&all, "no row has both a readable duration and a readable number of customers");
        }
        self.figures.insert("customers_served".into(), number(served));
        self.add_of_period(served, &places);
        self.add_momentary(served, &places);
        let dated = dated(outages, &places);
        self.add_years(served, &dated);
    }

    fn add_of_period(&mut self, served: f64, places: &[usize]) {
        let outages = self.outages;
        let period = outages.period();
        let hours = period.map(|(first, last)| 24.0 * float(days_of(first, last)));
        let Some(found) = outages.sustained.indices(Service { customers: served, hours }) else { return };
        let Indices { saifi, saidi, caidi, asai } = found;
        let rows = outages.sustained.rows;
        if let Some((first, last)) = period {
            let days = days_of(first, last);
            self.figures.insert("period".into(), json!({ "start": first, "end": last, "days": days }));
            self.notes.push("The period covers the whole months from the first event to the last.".to_owned());
        }
        self.add("saifi", saifi, places, rows);
        self.add("saidi", saidi, places, rows);
        match caidi {
            Some(caidi) => self.add("caidi", caidi, places, rows),
            None => self.leave_out(&["CAIDI"], "no customer was interrupted for more than five minutes"),
        }
        match (asai, period) {
            (Some(asai), Some(_)) => {
                self.add("asai", asai, &dated(outages, places), rows);
            }
            (None, Some(_)) => self.leave_out(&["ASAI"], "more hours were lost than the period has"),
            (_, None) => self.leave_out(&["ASAI"], "no row has a readable date"),
        }
    }

    fn add_momentary(&mut self, served: f64, places: &[usize]) {
        let (customers, rows) = &self.outages.momentary;
        if *rows == 0 {
            return self.leave_out(&["MAIFI"], "the table has no events of at most five minutes");
        }
        self.add("maifi", customers.total() / served, places, *rows);
        let events = if *rows == 1 { "1 event" } else { &format!("{rows} events") };
        self.notes.push(format!(
            "{events} of at most five minutes count for MAIFI only, each row as one momentary interruption."
        ));
    }

    fn add_years(&mut self, served: f64, places: &[usize]) {
        let outages = self.outages;
        let days: Vec<Day> =
            outages.days.iter().map(|(date, totals)| Day { date: *date, saidi: totals.saidi(served) }).collect();
        let dayless: u64 = outages.dayless.values().map(|totals| totals.rows).sum();
        // a day is a major one beside all others: with days missing the threshold is unknown
        let major = if dayless == 0 { major_event_days(&days) } else { BTreeMap::new() };
        let years: Vec<Value> = years(outages, served, &major);
        let latest = years.get(years.len().saturating_sub(YEARS)..).unwrap_or_default().to_vec();
        let rows = outages.days.values().chain(outages.dayless.values()).map(|totals| totals.rows).sum();
        if !latest.is_empty() {
            self.add("by_year", latest, places, rows);
        }
        if dayless > 0 {
            let rows = if dayless == 1 { "1 row has".to_owned() } else { format!("{dayless} rows have") };
            return self.leave_out(&["Major event days"], format!("{rows} a month without a day"));
        }
        if major.is_empty() {
            return self.leave_out(&["Major event days"], "they require the days of at least one earlier year");
        }
        let told: Vec<Value> = major.iter().map(|(year, found)| told(*year, found)).collect();
        self.add("major_event_days", told, places, rows);
        if major.values().any(|found| found.years < 5) {
            self.notes.push("Some thresholds of major event days come from fewer than five years.".to_owned());
        }
        self.notes.push("The same number of customers served is used for all years.".to_owned());
    }

    fn add_names(&mut self) {
        let outages = self.outages;
        let regions = outages.columns.region.zip(outages.regions.by_frequency());
        match regions.filter(|(_, names)| !names.is_empty()) {
            Some((place, _)) if outages.region_groups.are_likely() => {
                let (blanks, name) = (outages.region_groups.blanks, outages.name(place));
                let reason = format!(
                    "{blanks} of {} outages have no {name}, which seems to stand in the first row of each group only: if blank cells \
                     mean the value above, fill them in",
                    outages.events
                );
                self.leave_out(&["Regions"], reason);
            }
            Some((place, names)) => {
                let rows = names.iter().map(|(_, events)| events).sum();
                let regions: Vec<Value> =
                    names.iter().take(TOP_REGIONS).map(|(name, events)| self.region(name, *events)).collect();
                self.add("top_regions", regions, &[place], rows);
                self.add_nameless("region", place, rows);
            }
            None => self.leave_out(&["Regions"], "there is no column of regions with at most 2,000 different ones"),
        }
        let causes = outages.columns.cause.zip(outages.causes.by_frequency());
        match causes.filter(|(_, names)| !names.is_empty()) {
            Some((place, names)) => {
                let rows = names.iter().map(|(_, events)| events).sum();
                self.add("outage_causes", self.shares(&names), &[place], rows);
                self.add_nameless("cause", place, rows);
            }
            None => self.leave_out(&["Causes"], "there is no column of causes with at most 2,000 different ones"),
        }
        let Some(place) = outages.columns.begin.places().next().filter(|_| !outages.months.is_empty()) else {
            return self.leave_out(&["Months"], "no row has a readable date");
        };
        let rows = outages.months.values().sum();
        let months = outages.months.iter().skip(outages.months.len().saturating_sub(MONTHS));
        let months =
            months.map(|((year, month), events)| json!({ "month": format!("{year:04}-{month:02}"), "events": events }));
        self.add("monthly_trend", months.collect::<Vec<Value>>(), &[place], rows);
    }

    /// Rows that are counted, but may mean something else.
    fn add_doubts(&mut self) {
        let outages = self.outages;
        let doubts = [
            (
                outages.repeating,
                "has the sum of the customers above it and was counted as an outage: if it is a total, delete it",
            ),
            (
                outages.fractional,
                "has a number of customers that is not whole: it may be in another unit, such as thousands",
            ),
        ];
        for ((count, line), doubt) in doubts.into_iter().filter(|((count, _), _)| *count > 0) {
            let others = if count > 1 { format!(" ({count} such rows)") } else { String::new() };
            self.notes.push(format!("Row {line} {doubt}{others}."));
        }
    }

    /// Events whose name is empty, which are in no share of a name.
    fn add_nameless(&mut self, what: &str, place: usize, rows: u64) {
        let nameless = self.outages.events.saturating_sub(rows);
        if nameless > 0 {
            let events = self.outages.events;
            self.notes.push(format!("{nameless} of {events} outages have no {what} in {}.", self.outages.name(place)));
        }
    }

    /// Names of which several spellings are counted together.
    fn add_spellings(&mut self) {
        for (names, place) in
            [(&self.outages.regions, self.outages.columns.region), (&self.outages.causes, self.outages.columns.cause)]
        {
            let merged = names.merged();
            let (Some(place), false) = (place, merged.is_empty()) else { continue };
            let shown: Vec<String> = merged.iter().take(SPELLINGS).map(|spellings| spellings.join(" = ")).collect();
            let more = merged.len().saturating_sub(SPELLINGS);
            let more = if more > 0 { format!("; {more} more") } else { String::new() };
            let column = self.outages.name(place);
            self.notes.push(format!("Spellings in {column} are counted as one name: {}{more}.", shown.join("; ")));
        }
    }

    fn region(&self, name: &str, events: u64) -> Value {
        json!({ "region": name, "events": events, "percentage": self.percentage(events) })
    }

    fn shares(&self, names: &[(&str, u64)]) -> Map<String, Value> {
        let (told, others) = names.split_at(names.len().min(TOP_CAUSES));
        let others: u64 = others.iter().map(|(_, events)| events).sum();
        let other = (others > 0).then_some((OTHER, others));
        let shares = told.iter().copied().chain(other);
        shares.map(|(name, events)| (name.to_owned(), self.percentage(events).into())).collect()
    }

    /// A share of all events in percent, to one decimal.
    fn percentage(&self, events: u64) -> f64 {
        (1_000.0 * float(events) / float(self.outages.events).max(1.0)).round() / 10.0
    }
}

/// The indices of each year, also without its major event days where these are known.
fn years(outages: &Outages, served: f64, major: &BTreeMap<i16, MajorEventDays>) -> Vec<Value> {
    let Some((start, end)) = outages.period() else { return Vec::new() };
    let mut by_year: BTreeMap<i16, Totals> =
        (start.year()..=end.year()).map(|year| (year, Totals::default())).collect();
    for (date, totals) in &outages.days {
        by_year.entry(date.year()).or_default().merge(totals);
    }
    for ((year, _), totals) in &outages.dayless {
        by_year.entry(*year).or_default().merge(totals);
    }
    let told = by_year.iter().filter_map(|(year, totals)| {
        let first = start.max(Date::new(*year, 1, 1).ok()?);
        let last = end.min(Date::new(*year, 12, 31).ok()?);
        let service = Service { customers: served, hours: Some(24.0 * float(days_of(first, last))) };
        let mut told = json!({ "year": year, "start": first, "end": last, "rows": totals.rows });
        let told_object = told.as_object_mut()?;
        told_object.extend(told_indices(totals.indices(service)?));
        if let Some(found) = major.get(year) {
            let mut others = Totals::default();
            let is_usual = |date: &Date| date.year() == *year && !found.days.iter().any(|day| day.date == *date);
            outages.days.iter().filter(|(date, _)| is_usual(date)).for_each(|(_, totals)| others.merge(totals));
            let others = told_indices(others.indices(service)?);
            told_object.insert("without_major_event_days".into(), others.into());
        }
        Some(told)
    });
    told.collect()
}

fn told_indices(Indices { saifi, saidi, caidi, asai }: Indices) -> Map<String, Value> {
    let figures = [("saifi", Some(saifi)), ("saidi", Some(saidi)), ("caidi", caidi), ("asai", asai)];
    figures.into_iter().filter_map(|(name, figure)| Some((name.to_owned(), figure?.into()))).collect()
}

fn told(year: i16, found: &MajorEventDays) -> Value {
    let mut days = found.days.clone();
    days.sort_by(|left, right| right.saidi.total_cmp(&left.saidi));
    let worst: Vec<Value> =
        days.iter().take(MAJOR_DAYS).map(|day| json!({ "date": day.date, "saidi": day.saidi })).collect();
    json!({
        "year": year,
        "count": days.len(),
        "days": worst,
        "threshold_saidi": found.threshold.saidi,
        "alpha": found.threshold.alpha,
        "beta": found.threshold.beta,
        "years_of_data": found.years,
        "days_of_data": found.threshold.days,
    })
}

/// The columns of the day with others, each once.
fn dated(outages: &Outages, places: &[usize]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for place in outages.columns.begin.places().chain(places.iter().copied()) {
        if !all.contains(&place) {
            all.push(place);
        }
    }
    all
}

fn days_of(first: Date, last: Date) -> u64 {
    u64::try_from(first.until(last).map_or(0, |span| span.get_days())).unwrap_or_default() + 1
}

fn are(figures: &[&str]) -> String {
    match figures {
        [one] => format!("{one} {}", if one.ends_with('s') || *one == "Customers affected" { "are" } else { "is" }),
        [others @ .., last] => format!("{} and {last} are", others.join(", ")),
        [] => String::new(),
    }
}

/// The number in JSON, without a fraction if it is whole.
fn number(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
    let whole = number as i64;
    if number.fract() == 0.0 && number.abs() < 9e15 { whole.into() } else { number.into() }
}

#[cfg(test)]
mod tests;
