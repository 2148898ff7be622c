//! Formats the figures of an outage table, and decides whether a question is about them.

mod asked;

use crate::{
    question::Question,
    words::{stem, words},
};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The most regions, columns or categories in the summary.
const MOST_NAMED: usize = 5;
/// The most months in the trend; the latest ones are shown.
const MOST_MONTHS: usize = 6;
/// The least share of a question's weight in words of the data for the question to be about the data.
const LEAST_COVERED: f64 = 0.7;
/// The longest name from a table, in Unicode scalar values.
const LONGEST_NAME: usize = 80;
/// The longest note, in Unicode scalar values.
const LONGEST_NOTE: usize = 2_000;
/// Decimals of figures. ASAI needs more, because it is a share of time close to 1.
const DECIMALS: usize = 4;
const DECIMALS_OF_A_SHARE: usize = 6;

/// Figures with a standard name: key, label and unit.
const NAMED: [(&str, &str, &str); 7] = [
    ("saidi", "SAIDI", " hours per customer"),
    ("saifi", "SAIFI", " interruptions per customer"),
    ("caidi", "CAIDI", " hours per interruption"),
    ("asai", "ASAI", ""),
    ("maifi", "MAIFI", " momentary interruptions per customer"),
    ("total_events", "Events", ""),
    ("total_customers_affected", "Customers affected", ""),
];
/// Words in questions about figures that do not occur in the data itself.
const ABOUT_DATA: &str = "outage outages interruption interruptions event events customer customers affected region \
    regions cause causes month months monthly trend frequency duration reliability data dataset figures summary saidi \
    saifi caidi asai index indices highest lowest most least worst best average total number rate latest current";

/// The figures of one table.
#[derive(Clone, Debug)]
pub struct Figures {
    name: String,
    payload: Map<String, Value>,
}

impl Figures {
    /// Reads an analytics payload. Values of an unexpected form are left out.
    #[must_use]
    pub fn new(name: &str, payload: &Value) -> Self {
        Self { name: plain(name, usize::MAX), payload: payload.as_object().cloned().unwrap_or_default() }
    }

    /// The name of the table.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The figures, one line each.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let named = NAMED
            .iter()
            .filter_map(|(key, name, unit)| Some(format!("{name}: {}{unit}{}", self.number(key)?, self.source(key))));
        let rows = self.number("row_count").map(|rows| format!("Rows: {rows}"));
        let sourced = |line: Option<String>, key: &str| line.map(|line| line + &self.source(key));
        let regions = line("Regions", self.list("top_regions").iter().take(MOST_NAMED).filter_map(region));
        let causes = line("Causes (% of events)", self.shares("outage_causes").into_iter());
        let listed = [
            self.period(),
            sourced(self.latest_year(), "by_year"),
            sourced(self.major_event_days(), "major_event_days"),
            sourced(regions, "top_regions"),
            sourced(causes, "outage_causes"),
            rows,
            self.dates(),
        ];
        let categories = self.map("category_counts").take(MOST_NAMED).filter_map(|(column, counts)| {
            line(&named_plainly(column), largest(counts.as_object()?).into_iter().take(MOST_NAMED))
        });
        let numeric = self.map("numeric_summary").take(MOST_NAMED).filter_map(|(column, summary)| {
            let figure = |key| number(summary.get(key)?);
            let column = named_plainly(column);
            Some(format!("{column}: mean {}, from {} to {}", figure("mean")?, figure("min")?, figure("max")?))
        });
        named.chain(listed.into_iter().flatten()).chain(categories).chain(numeric).collect()
    }

    /// Events of the latest months. `None` for fewer than two months.
    #[must_use]
    pub fn trend(&self) -> Option<String> {
        let months: Vec<String> = self.list("monthly_trend").iter().filter_map(month).collect();
        let latest = months.get(months.len().saturating_sub(MOST_MONTHS)..).unwrap_or_default();
        (latest.len() > 1).then(|| format!("Events by month: {}", latest.join(", ")))
    }

    /// The note on limits of the data, if there is one.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let note = plain(self.payload.get("note")?.as_str()?, LONGEST_NOTE);
        (!note.is_empty()).then_some(note)
    }

    /// The file, columns and number of rows behind a figure, if known.
    fn source(&self, key: &str) -> String {
        let source = self.payload.get("figure_sources").and_then(|sources| sources.get(key));
        let Some(rows) = source.and_then(|source| source.get("rows")?.as_u64()) else { return String::new() };
        let columns = source.and_then(|source| source.get("columns")?.as_array()).into_iter().flatten();
        let columns: Vec<String> = columns.filter_map(|column| column.as_str().map(named_plainly)).collect();
        let file = self.payload.get("file").and_then(Value::as_str).map(named_plainly);
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        let from = file.into_iter().chain((!columns.is_empty()).then(|| columns.join(", "))).chain([rows]);
        format!(" ({})", from.collect::<Vec<_>>().join("; "))
    }

    /// The period that the figures cover.
    fn period(&self) -> Option<String> {
        let period = self.payload.get("period")?;
        Some(format!("Period: {} to {}", period.get("start")?.as_str()?, period.get("end")?.as_str()?))
    }

    /// The figures of the latest year, if there are several years.
    fn latest_year(&self) -> Option<String> {
        let years = self.list("by_year");
        let latest = years.last().filter(|_| years.len() > 1)?;
        let told = |of: &Value| -> Option<String> {
            Some(format!("SAIDI {}, SAIFI {}", number(of.get("saidi")?)?, number(of.get("saifi")?)?))
        };
        let without = latest.get("without_major_event_days").and_then(told);
        let without = without.map(|figures| format!("; without major event days {figures}")).unwrap_or_default();
        Some(format!("Year {}: {}{without}", latest.get("year")?, told(latest)?))
    }

    /// Major event days of the latest year that has a threshold.
    fn major_event_days(&self) -> Option<String> {
        let latest = self.list("major_event_days").last()?;
        let days = latest.get("days")?.as_array()?;
        let days: Vec<&str> = days.iter().filter_map(|day| day.get("date")?.as_str()).take(MOST_NAMED).collect();
        let threshold = number(latest.get("threshold_saidi")?)?;
        let told = if days.is_empty() { "none".to_owned() } else { days.join(", ") };
        Some(format!("Major event days of {} (SAIDI above {threshold} hours): {told}", latest.get("year")?))
    }

    /// Returns whether a question is about these figures: they contain all of its names and most of its words.
    #[must_use]
    pub fn cover(&self, question: &Question) -> bool {
        let known = self.vocabulary();
        let lacks_name = question.terms.iter().any(|term| term.is_name && !known.contains(&term.stem));
        let held: f64 = question.terms.iter().filter(|term| known.contains(&term.stem)).map(|term| term.weight).sum();
        !lacks_name && held > 0.0 && held >= LEAST_COVERED * question.total_weight()
    }

    fn vocabulary(&self) -> HashSet<String> {
        let mut known: HashSet<String> = ABOUT_DATA.split_whitespace().filter_map(stem).collect();
        let texts = std::iter::once(self.name.clone()).chain(self.summary()).chain(self.trend());
        for text in texts {
            known.extend(words(&text.replace('_', " ")).map(|word| word.stem));
        }
        known
    }

    fn number(&self, key: &str) -> Option<String> {
        let decimals = if key == "asai" { DECIMALS_OF_A_SHARE } else { DECIMALS };
        rounded(self.payload.get(key)?, decimals)
    }

    fn list(&self, key: &str) -> &[Value] {
        self.payload.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    fn map(&self, key: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.payload.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    fn shares(&self, key: &str) -> Vec<String> {
        self.payload.get(key).and_then(Value::as_object).map(largest).unwrap_or_default()
    }

    fn dates(&self) -> Option<String> {
        let range = self.payload.get("date_range")?;
        Some(format!("Dates: {} to {}", range.get("min")?.as_str()?, range.get("max")?.as_str()?))
    }
}

fn line(name: &str, parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("{name}: {}", parts.join(", ")))
}

fn number(value: &Value) -> Option<String> {
    rounded(value, DECIMALS)
}

/// Formats a number. It is rounded only if it has more decimals than `decimals`.
fn rounded(value: &Value, decimals: usize) -> Option<String> {
    let exact = value.is_number().then(|| value.to_string())?;
    let has_more = exact.contains('e') || exact.split_once('.').is_some_and(|(_, after)| after.len() > decimals);
    match value.as_f64().filter(|_| has_more) {
        Some(number) => Some(format!("{number:.decimals$}")),
        None => Some(exact),
    }
}

/// Text from a table on one line, without characters that could form a link, an image or a tag.
fn plain(text: &str, most: usize) -> String {
    let kept = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let kept: String = kept.filter(|letter| !"<>[]`\\|".contains(*letter)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// A name from a table in plain text.
fn named_plainly(name: &str) -> String {
    plain(name, LONGEST_NAME)
}

fn region(region: &Value) -> Option<String> {
    let (name, events) = (named_plainly(region.get("region")?.as_str()?), number(region.get("events")?)?);
    let percentage = region.get("percentage").and_then(number).map(|share| format!(" ({share} %)"));
    Some(format!("{name} {events}{}", percentage.unwrap_or_default()))
}

/// Names with their numbers, largest first.
fn largest(shares: &Map<String, Value>) -> Vec<String> {
    let mut known: Vec<(&String, f64, String)> =
        shares.iter().filter_map(|(name, value)| Some((name, value.as_f64()?, number(value)?))).collect();
    known.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
    known.into_iter().map(|(name, _, number)| format!("{} {number}", named_plainly(name))).collect()
}

fn month(month: &Value) -> Option<String> {
    Some(format!("{} {}", month.get("month")?.as_str()?, number(month.get("events")?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn outages() -> Figures {
        let payload = json!({
            "total_events": 1247, "saifi": 5.2, "saidi": 10.3, "note": "Made up.",
            "top_regions": [{ "region": "Central", "events": 524, "percentage": 42.0 }, { "region": "Eastern", "events": 386 }],
            "outage_causes": { "weather": 28, "vegetation": 18 },
            "monthly_trend": [{ "month": "Oct", "events": 98 }, { "month": "Nov", "events": 112 }],
        });
        Figures::new("demo_outages", &payload)
    }

    #[test]
    fn what_has_another_form_than_expected_is_left_out() {
        let odd =
            json!({ "saidi": "ten", "top_regions": { "Central": 1 }, "monthly_trend": [{ "month": 3 }], "note": 7 });
        let figures = Figures::new("odd", &odd);
        assert!(figures.summary().is_empty() && figures.trend().is_none() && figures.note().is_none());
        assert!(Figures::new("none", &json!([1])).summary().is_empty());
    }

    #[test]
    fn a_question_about_something_else_is_not_about_the_data() {
        for other in ["How many outages did earthquakes cause?", "What was the SAIDI of Gulu?", "Who chairs the board?"]
        {
            assert!(!outages().cover(&Question::new(other)), "{other}");
        }
    }

    #[test]
    fn a_question_in_its_words_is_about_the_data() {
        for about in ["Which region has the most outages?", "What is the SAIDI?", "How many events did weather cause?"]
        {
            assert!(outages().cover(&Question::new(about)), "{about}");
        }
    }

    #[test]
    fn figures_are_told_with_their_units() {
        let told = outages().summary();
        let expected = [
            "SAIDI: 10.3 hours per customer",
            "SAIFI: 5.2 interruptions per customer",
            "Events: 1247",
            "Regions: Central 524 (42.0 %), Eastern 386",
            "Causes (% of events): weather 28, vegetation 18",
        ];
        assert_eq!(told, expected);
        assert_eq!(outages().trend().as_deref(), Some("Events by month: Oct 98, Nov 112"));
    }

    #[test]
    fn each_figure_says_where_it_comes_from() {
        let payload = json!({
            "file": "outages.csv", "saidi": 0.550_000_01, "asai": 0.999_836_168_7, "note": "CAIFI is left out.",
            "period": { "start": "2023-01-01", "end": "2024-12-31" },
            "by_year": [{ "year": 2023, "saidi": 1.0, "saifi": 2.0 }, {
                "year": 2024, "saidi": 3.0, "saifi": 4.0, "without_major_event_days": { "saidi": 2.5, "saifi": 3.5 }
            }],
            "major_event_days": [{ "year": 2024, "threshold_saidi": 0.426_23, "days": [{ "date": "2024-03-14" }] }],
            "figure_sources": {
                "saidi": { "columns": ["duration_hours", "affected_customers"], "rows": 3 },
                "by_year": { "columns": ["date"], "rows": 1 },
            },
        });
        let expected = [
            "SAIDI: 0.5500 hours per customer (outages.csv; duration_hours, affected_customers; 3 rows)",
            "ASAI: 0.999836",
            "Period: 2023-01-01 to 2024-12-31",
            "Year 2024: SAIDI 3.0, SAIFI 4.0; without major event days SAIDI 2.5, SAIFI 3.5 (outages.csv; date; 1 row)",
            "Major event days of 2024 (SAIDI above 0.4262 hours): 2024-03-14",
        ];
        let figures = Figures::new("outages", &payload);
        assert_eq!(
            (figures.summary(), figures.note().as_deref()),
            (expected.map(str::to_owned).to_vec(), Some("CAIFI is left out."))
        );
    }

    #[test]
    fn a_name_out_of_a_table_is_no_markup() {
        let cause = "![x](http://evil.example/p.png)\n<img src=x> `code`";
        let payload = json!({ "outage_causes": { (cause): 100.0 }, "top_regions": [{ "region": cause, "events": 1 }] });
        for told in Figures::new("[a](b)\nc", &payload).summary() {
            assert!(!told.contains(['<', '>', '[', ']', '`', '\n']), "{told}");
        }
    }

    #[test]
    fn a_table_of_any_columns_is_told_by_its_profile() {
        let payload = json!({
            "row_count": 12, "date_range": { "column": "day", "min": "2024-01-01", "max": "2024-02-03" },
            "category_counts": { "station": { "Harbour": 7, "Tarn": 5 } },
            "numeric_summary": { "load": { "mean": 4.5, "min": 1, "max": 9 } },
        });
        let expected = [
            "Rows: 12",
            "Dates: 2024-01-01 to 2024-02-03",
            "station: Harbour 7, Tarn 5",
            "load: mean 4.5, from 1 to 9",
        ];
        assert_eq!(Figures::new("loads", &payload).summary(), expected);
    }
}
