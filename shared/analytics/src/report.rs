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
/// The maximum number of shown major event days per year, worst first.
const MAJOR_DAYS: usize = 50;

/// All figures and notes of outages.
pub(crate) fn payload(outages: &Outages, served: Option<f64>) -> Map<String, Value> {
    let mut report =
        Report { outages, figures: Map::new(), sources: Map::new(), left_out: Vec::new(), notes: Vec::new() };
    report.add_counts();
    report.add_indices(served);
    report.add_names();
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

    fn add_counts(&mut self) {
        let events = self.outages.events;
        self.add("total_events", events, &[], events);
        match self.outages.columns.customers {
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
        let (largest, line) = outages.largest;
        if largest > served {
            let reason = format!("row {line} has {largest} affected customers, and only {served} are served");
            return self.leave_out(&all, reason);
        }
        if outages.sustained.rows + outages.momentary.1 == 0 {
            return self.leave_out(&all, "no row has both a readable duration and a readable number of customers");
        }
        self.figures.insert("customers_served".into(), number(served));
        self.notes.extend(outages.faults.told(|fault| fault != Fault::Undated));
        self.add_of_period(served, &places);
        self.add_momentary(served, &places);
        let dated: Vec<usize> = columns.date.into_iter().chain(places).collect();
        self.add_years(served, &dated);
    }

    fn add_of_period(&mut self, served: f64, places: &[usize]) {
        let outages = self.outages;
        let period = outages.period();
        let hours = period.map(|(first, last)| 24.0 * float(days_of(first, last)));
        let Some(found) = outages.sustained.indices(Service { customers: served, hours }) else { return };
        let Indices { saifi, saidi, caidi, asai } = found;
        let rows = outages.sustained.rows;
        self.add("saifi", saifi, places, rows);
        self.add("saidi", saidi, places, rows);
        match caidi {
            Some(caidi) => self.add("caidi", caidi, places, rows),
            None => self.leave_out(&["CAIDI"], "no customer was interrupted for more than five minutes"),
        }
        match (asai, period) {
            (Some(asai), Some((first, last))) => {
                let dated: Vec<usize> = outages.columns.date.into_iter().chain(places.iter().copied()).collect();
                self.add("asai", asai, &dated, rows);
                self.figures
                    .insert("period".into(), json!({ "start": first, "end": last, "days": days_of(first, last) }));
                self.notes.push("The period covers the whole months from the first event to the last.".to_owned());
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
        let major = major_event_days(&days);
        let years: Vec<Value> = years(outages, served, &major);
        let latest = years.get(years.len().saturating_sub(YEARS)..).unwrap_or_default().to_vec();
        let rows = outages.days.values().map(|totals| totals.rows).sum();
        if !latest.is_empty() {
            self.add("by_year", latest, places, rows);
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
            Some((place, names)) => {
                let rows = names.iter().map(|(_, events)| events).sum();
                let regions: Vec<Value> =
                    names.iter().take(TOP_REGIONS).map(|(name, events)| self.region(name, *events)).collect();
                self.add("top_regions", regions, &[place], rows);
            }
            None => self.leave_out(&["Regions"], "there is no column of regions with at most 2,000 different ones"),
        }
        let causes = outages.columns.cause.zip(outages.causes.by_frequency());
        match causes.filter(|(_, names)| !names.is_empty()) {
            Some((place, names)) => {
                let rows = names.iter().map(|(_, events)| events).sum();
                self.add("outage_causes", self.shares(&names), &[place], rows);
            }
            None => self.leave_out(&["Causes"], "there is no column of causes with at most 2,000 different ones"),
        }
        self.notes.extend(outages.faults.told(|fault| fault == Fault::Undated));
        let Some(place) = outages.columns.date.filter(|_| !outages.months.is_empty()) else {
            return self.leave_out(&["Months"], "no row has a readable date");
        };
        let rows = outages.months.values().sum();
        let months = outages.months.iter().skip(outages.months.len().saturating_sub(MONTHS));
        let months =
            months.map(|((year, month), events)| json!({ "month": format!("{year:04}-{month:02}"), "events": events }));
        self.add("monthly_trend", months.collect::<Vec<Value>>(), &[place], rows);
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
mod tests {
    use crate::{Cell, Style, outages::Outages};
    use serde_json::{Value, json};

    fn payload(lines: &[&str], served: Option<f64>) -> Value {
        let row =
            |line: &&str| -> Vec<Cell> { line.split(',').map(|text| Cell::parse(text, Style::default())).collect() };
        let header: Vec<String> = lines[0].split(',').map(str::to_owned).collect();
        let mut outages = Outages::new(&header).unwrap();
        for (line, number) in lines[1..].iter().zip(2..) {
            outages.add(number, &row(line));
        }
        Value::Object(outages.payload(served))
    }

    fn note(found: &Value) -> &str {
        found["note"].as_str().unwrap()
    }

    const HEADER: &str = "date,region,cause,duration_hours,affected_customers";

    #[test]
    fn indices_need_customers_served() {
        let found = payload(&[HEADER, "2024-01-05,Central,weather,2,100"], None);
        assert!(["saifi", "saidi", "caidi", "asai"].iter().all(|name| found.get(name).is_none()));
        assert!(note(&found).contains("they need the number of customers served"), "{found}");
        assert_eq!(found["left_out"][0]["figures"][0], "SAIFI");
        assert_eq!((&found["total_events"], &found["total_customers_affected"]), (&json!(1), &json!(100)));
    }

    #[test]
    fn documented_columns_give_all_indices() {
        let rows = [
            HEADER,
            "2024-01-05,Central,weather,2,100",
            "2024-01-20,Eastern,theft,0.5,300",
            "2024-02-01,Central,weather,4,50",
        ];
        let found = payload(&rows, Some(1_000.0));
        let is = |name: &str, expected: f64| (found[name].as_f64().unwrap() - expected).abs() < 1e-12;
        assert!(is("saifi", 0.45) && is("saidi", 0.55) && is("caidi", 550.0 / 450.0), "{found}");
        assert!(is("asai", 1.0 - 0.55 / (60.0 * 24.0)), "January and February of 2024 have 60 days: {found}");
        assert_eq!(found["top_regions"][0], json!({ "region": "Central", "events": 2, "percentage": 66.7 }));
        assert_eq!(found["outage_causes"], json!({ "theft": 33.3, "weather": 66.7 }));
        assert_eq!(
            found["monthly_trend"],
            json!([{ "month": "2024-01", "events": 2 }, { "month": "2024-02", "events": 1 }])
        );
        let source = json!({ "columns": ["duration_hours", "affected_customers"], "rows": 3 });
        assert_eq!(found["figure_sources"]["saidi"], source);
    }

    #[test]
    fn momentary_and_incomplete_events_are_noted() {
        let rows = [
            HEADER,
            "2024-01-05,A,x,0.05,100",
            "2024-01-06,A,x,,100",
            "2024-01-07,A,x,1,",
            "2024-01-08,A,x,1,100",
            "2024-01-09,A,x,-1,-5",
        ];
        let found = payload(&rows, Some(1_000.0));
        assert_eq!((&found["total_events"], &found["saifi"], &found["saidi"]), (&json!(5), &json!(0.1), &json!(0.1)));
        assert_eq!((&found["maifi"], &found["total_customers_affected"]), (&json!(0.1), &json!(300)));
        for said in [
            "1 event of at most five minutes",
            "Row 3 has no readable duration",
            "Row 4 has no readable number of customers",
            "Row 6 has a negative duration",
            "Row 6 has a negative number of customers",
        ] {
            assert!(note(&found).contains(said), "{said}: {found}");
        }
    }

    #[test]
    fn more_customers_than_served_prevent_indices() {
        let found = payload(&[HEADER, "2024-01-05,A,x,1,100", "2024-01-06,A,x,1,1001"], Some(1_000.0));
        assert!(found.get("saifi").is_none() && found.get("saidi").is_none());
        assert!(note(&found).contains("row 3 has 1001 affected customers, and only 1000 are served"), "{found}");
    }

    #[test]
    fn end_before_start_is_noted() {
        let header = "start_time,end_time,customers";
        let rows = [header, "2024-01-05 10:00,2024-01-05 12:30,100", "2024-01-05 10:00,2024-01-05 09:00,100"];
        let found = payload(&rows, Some(1_000.0));
        assert_eq!((&found["saifi"], &found["saidi"]), (&json!(0.1), &json!(0.25)));
        assert!(note(&found).contains("Row 3 ends before it begins"), "{found}");
        assert_eq!(found["figure_sources"]["saidi"]["columns"], json!(["start_time", "end_time", "customers"]));
    }

    #[test]
    fn undated_events_give_indices_without_availability() {
        let found = payload(&[HEADER, "soon,A,x,1,100"], Some(1_000.0));
        assert_eq!((&found["saifi"], found.get("asai"), found.get("by_year")), (&json!(0.1), None, None));
        assert!(note(&found).contains("ASAI is left out: no row has a readable date"), "{found}");
    }

    #[test]
    fn second_year_has_major_event_days() {
        let rows = [
            HEADER,
            "2023-03-01,A,x,1,100",
            "2023-04-01,A,x,1,200",
            "2023-05-01,A,x,1,400",
            "2024-03-01,A,x,1,90000",
            "2024-04-01,A,x,1,100",
        ];
        let found = payload(&rows, Some(100_000.0));
        let year = &found["major_event_days"][0];
        assert_eq!(
            (&year["year"], &year["years_of_data"], &year["days"][0]["date"]),
            (&json!(2024), &json!(1), &json!("2024-03-01"))
        );
        assert_eq!((&year["count"], &year["days_of_data"]), (&json!(1), &json!(3)));
        let of_2024 = &found["by_year"][1];
        let without = of_2024["without_major_event_days"]["saifi"].as_f64().unwrap();
        assert!((without - 100.0 / 100_000.0).abs() < 1e-12, "{found}");
        assert_eq!(
            (&of_2024["year"], &of_2024["start"], &of_2024["end"]),
            (&json!(2024), &json!("2024-01-01"), &json!("2024-04-30"))
        );
    }

    #[test]
    fn causes_beyond_twenty_are_merged() {
        let lines: Vec<String> = (0..30).map(|number| format!("2024-01-05,A,cause {number:02},1,1")).collect();
        let rows: Vec<&str> = std::iter::once(HEADER).chain(lines.iter().map(String::as_str)).collect();
        let causes = payload(&rows, None)["outage_causes"].as_object().unwrap().clone();
        assert_eq!((causes.len(), &causes["(other causes)"]), (21, &json!(33.3)));
    }
}
