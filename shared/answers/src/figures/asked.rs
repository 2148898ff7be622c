//! The figure that a question about an outage table asks for.

use super::{DECIMALS_OF_A_SHARE, Figures, NAMED, named_plainly, number, rounded};
use crate::{columns::Extreme, question::Question, words::words};
use serde_json::Value;
use std::collections::HashSet;

/// The name under which less frequent causes are counted together.
const OTHER: &str = "(other causes)";
/// Words for events.
const EVENTS: &str = "outage event interruption occur happen";
/// Words for the number of all.
const TOTALS: &str = "number total count overall";
/// Words for the most and the least.
const EXTREMES: &str = "most highest largest greatest biggest worst maximum least fewest lowest smallest minimum";
/// An entry of a list: a region, cause, month or year.
struct Entry {
    name: String,
    /// Name and figure for people.
    text: String,
    size: f64,
}

/// The words of a question, as stems.
struct Asked {
    /// All of them.
    stated: HashSet<String>,
    /// Those that say what is asked for.
    terms: Vec<String>,
}

impl Figures {
    /// The figure that a question asks for, with its period: an index, the region, cause, month or year with the most or fewest
    /// events, or that which it names. `None` if it asks for none of these, if any other word of it would be left out, or for the
    /// least of a list that is not complete.
    #[must_use]
    pub fn asked(&self, question: &Question) -> Option<String> {
        let stated = words(question.text()).map(|word| word.stem).collect();
        let asked = Asked { stated, terms: question.terms.iter().map(|term| term.stem.clone()).collect() };
        let extreme = question.extreme.map(|(extreme, _)| extreme);
        match NAMED.into_iter().find(|(key, ..)| asked.has(key)) {
            Some(index) => self.index(&asked, extreme, index),
            None => self.entry(&asked, extreme).or_else(|| self.total(&asked)),
        }
    }

    /// An index: of the year that the question names, of the year with the most or least of it, or of the whole period.
    fn index(&self, asked: &Asked, extreme: Option<Extreme>, (key, name, unit): (&str, &str, &str)) -> Option<String> {
        let of_year = |of: &Value| {
            let (year, value) = (of.get("year")?.to_string(), of.get(key)?);
            let days = between(of, "start", "end").unwrap_or_default();
            let text = format!("{name} of {year}: {}{unit}{days}", index_value(key, value)?);
            Some(Entry { name: year, text, size: value.as_f64()? })
        };
        let known: Vec<Entry> = self.list("by_year").iter().filter_map(of_year).collect();
        if let Some(year) = known.iter().find(|year| asked.has(&year.name)) {
            return asked.consists_of(&[key, &year.name, "year"]).then(|| year.text.clone());
        }
        if let Some(extreme) = extreme {
            let is_of_years = asked.has("year") && asked.consists_of(&[key, "year", EXTREMES]);
            return extreme_of(extreme, known).filter(|_| is_of_years).map(|year| year.text);
        }
        let whole = self.payload.get(key).filter(|_| asked.consists_of(&[key, "total overall"]))?;
        Some(format!("{name}: {}{unit}{}", index_value(key, whole)?, self.of_period()))
    }

    /// The region, cause or month that a question names, or the one with the most or fewest events.
    fn entry(&self, asked: &Asked, extreme: Option<Extreme>) -> Option<String> {
        let lists = [("region", self.regions()), ("cause", self.causes()), ("month", self.months())];
        if let Some(extreme) = extreme {
            let is_asked = |dimension: &str| {
                asked.has_any(dimension) && asked.consists_of(&[dimension, EVENTS, EXTREMES, "frequent"])
            };
            let (_, (entries, is_complete)) = lists.into_iter().find(|(dimension, _)| is_asked(dimension))?;
            let can_tell = extreme == Extreme::Highest || is_complete;
            return extreme_of(extreme, entries).filter(|_| can_tell).map(|entry| entry.text);
        }
        let entries =
            lists.iter().flat_map(|(dimension, (entries, _))| entries.iter().map(move |entry| (dimension, entry)));
        let (_, named) = entries
            .filter(|(_, entry)| asked.names(&entry.name))
            .find(|(dimension, entry)| asked.consists_of(&[dimension, &entry.name, EVENTS, TOTALS]))?;
        Some(named.text.clone())
    }

    /// The number of all events, or of all customers affected.
    fn total(&self, asked: &Asked) -> Option<String> {
        let is_total = asked.has_any("many number total");
        let is_of_customers = asked.has_any("customer");
        let (name, key, words) = if is_of_customers {
            ("Customers affected", "total_customers_affected", "customer affected")
        } else {
            ("Events", "total_events", "")
        };
        let is_counted = is_of_customers || asked.has_any(EVENTS);
        let is_asked = is_total && is_counted && asked.consists_of(&[words, EVENTS, TOTALS]);
        let total = self.number(key).filter(|_| is_asked)?;
        Some(format!("{name}: {total}{}", self.of_period()))
    }

    /// Regions with their events, and whether they are all.
    fn regions(&self) -> (Vec<Entry>, bool) {
        let total = self.number("total_events");
        let of_total = total.map(|total| format!(" of {total}")).unwrap_or_default();
        let region = |region: &Value| {
            let (name, events) = (named_plainly(region.get("region")?.as_str()?), region.get("events")?);
            let share = region.get("percentage").and_then(number).map(|share| format!(" ({share} %)"));
            let share = share.unwrap_or_default();
            let text = format!("{name}: {}{of_total} events{share}{}", number(events)?, self.of_period());
            Some(Entry { name, text, size: events.as_f64()? })
        };
        let regions: Vec<Entry> = self.list("top_regions").iter().filter_map(region).collect();
        let rows = self.rows_of("top_regions");
        let listed: f64 = regions.iter().map(|region| region.size).sum();
        let is_complete = rows.is_some_and(|rows| (listed - rows).abs() < 0.5);
        (regions, is_complete)
    }

    /// Causes with their shares of the events, and whether they are all.
    fn causes(&self) -> (Vec<Entry>, bool) {
        let shares = self.payload.get("outage_causes").and_then(Value::as_object);
        let cause = |(name, share): (&String, &Value)| {
            let name = named_plainly(name);
            let text = format!("{name}: {} % of events{}", number(share)?, self.of_period());
            Some(Entry { name, text, size: share.as_f64()? })
        };
        let causes: Vec<Entry> = shares.into_iter().flatten().filter_map(cause).collect();
        let (others, named): (Vec<_>, Vec<_>) =
            causes.into_iter().partition(|cause| cause.name.eq_ignore_ascii_case(OTHER));
        (named, others.is_empty())
    }

    /// The latest months with their events. Older ones are not listed, so that the period is told.
    fn months(&self) -> (Vec<Entry>, bool) {
        let all = self.list("monthly_trend");
        let name_of = |month: Option<&Value>| Some(named_plainly(month?.get("month")?.as_str()?));
        let span = name_of(all.first()).zip(name_of(all.last()));
        let span = span.map(|(first, last)| format!(" (among {first} to {last})")).unwrap_or_default();
        let month = |month: &Value| {
            let (name, events) = (name_of(Some(month))?, month.get("events")?);
            Some(Entry { text: format!("{name}: {} events{span}", number(events)?), name, size: events.as_f64()? })
        };
        (all.iter().filter_map(month).collect(), true)
    }

    fn rows_of(&self, key: &str) -> Option<f64> {
        self.payload.get("figure_sources")?.get(key)?.get("rows")?.as_f64()
    }

    /// The days from the first event to the last, as an addition.
    fn of_period(&self) -> String {
        let between = |key: &str, first, last| between(self.payload.get(key)?, first, last);
        between("period", "start", "end").or_else(|| between("date_range", "min", "max")).unwrap_or_default()
    }
}

impl Asked {
    fn has(&self, stem: &str) -> bool {
        self.stated.contains(stem)
    }

    fn has_any(&self, text: &str) -> bool {
        words(text).any(|word| self.has(&word.stem))
    }

    /// Returns whether it has all words of a name.
    fn names(&self, name: &str) -> bool {
        let mut words = words(name).peekable();
        words.peek().is_some() && words.all(|word| self.has(&word.stem))
    }

    /// Returns whether it asks for nothing but these words, so that a figure leaves nothing out.
    fn consists_of(&self, texts: &[&str]) -> bool {
        let allowed: HashSet<String> = texts.iter().flat_map(|text| words(text)).map(|word| word.stem).collect();
        self.terms.iter().all(|term| allowed.contains(term))
    }
}

/// Two days, as an addition: `, 2019-01-01 to 2024-12-31`.
fn between(of: &Value, first: &str, last: &str) -> Option<String> {
    Some(format!(", {} to {}", of.get(first)?.as_str()?, of.get(last)?.as_str()?))
}

/// The only entry with the largest or smallest figure. Several with the same figure are no answer.
fn extreme_of(extreme: Extreme, entries: Vec<Entry>) -> Option<Entry> {
    let sign = if extreme == Extreme::Highest { 1.0 } else { -1.0 };
    let mut sorted = entries;
    sorted.sort_by(|left, right| (sign * right.size).total_cmp(&(sign * left.size)));
    let mut sorted = sorted.into_iter();
    let (first, second) = (sorted.next()?, sorted.next()?);
    ((first.size - second.size).abs() > f64::EPSILON).then_some(first)
}

fn index_value(key: &str, value: &Value) -> Option<String> {
    if key == "asai" { rounded(value, DECIMALS_OF_A_SHARE) } else { number(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(question: &str) -> Option<String> {
        let payload = json!({
            "total_events": 1673, "total_customers_affected": 52_000, "saidi": 42.97, "asai": 0.999_182_4,
            "period": { "start": "2019-01-01", "end": "2024-12-31" },
            "by_year": [
                { "year": 2023, "saidi": 7.5, "start": "2023-01-01", "end": "2023-12-31" },
                { "year": 2024, "saidi": 5.86, "start": "2024-01-01", "end": "2024-12-31" },
            ],
            "top_regions": [
                { "region": "Harbour", "events": 683, "percentage": 40.8 },
                { "region": "Old Town", "events": 520, "percentage": 31.1 },
            ],
            "outage_causes": { "weather": 28, "vegetation": 18, "(other causes)": 40 },
            "monthly_trend": [{ "month": "2024-11", "events": 98 }, { "month": "2024-12", "events": 112 }],
            "figure_sources": { "top_regions": { "rows": 1600 } },
        });
        Figures::new("outages", &payload).asked(&Question::new(question))
    }

    #[test]
    fn other_words_leave_it_unanswered() {
        for question in [
            "Which region has the fewest outages?",
            "Which cause is the least frequent?",
            "What was the SAIDI in 2017?",
            "What is the SAIDI of Harbour?",
            "What is the MAIFI?",
            "How many outages were there in each region?",
            "How many outages did Harbour have in 2024?",
            "How many outages did weather cause in Harbour?",
            "How many customers were affected in Harbour?",
            "Which region has the longest outages in hours?",
            "Which region had the highest SAIDI?",
            "Which month had the worst SAIDI?",
            "How many outages did Kampala have?",
            "How many outages were there in December?",
            "How many planned outages were there?",
            "What is the most frequent cause in Harbour?",
            "How many customer hours were lost?",
            "How many customers were affected per outage on average?",
            "What is the SAIDI without major event days?",
            "What is the target of SAIDI?",
            "How did the SAIDI change from 2023 to 2024?",
            "What does the plan say about outages?",
        ] {
            assert_eq!(asked(question), None, "{question}");
        }
    }

    #[test]
    fn equal_figures_have_no_first() {
        let payload = json!({ "top_regions": [{ "region": "A", "events": 3 }, { "region": "B", "events": 3 }] });
        let question = Question::new("Which region has the most outages?");
        assert_eq!(Figures::new("outages", &payload).asked(&question), None);
    }

    #[test]
    fn figures_have_their_period() {
        for (question, figure) in [
            ("Which region has the most outages?", "Harbour: 683 of 1673 events (40.8 %)"),
            ("How many outages did the Old Town have?", "Old Town: 520 of 1673 events (31.1 %)"),
            ("What is the most frequent cause of outages?", "weather: 28 % of events"),
            ("How many events did vegetation cause?", "vegetation: 18 % of events"),
            ("What is the SAIDI?", "SAIDI: 42.97 hours per customer"),
            ("What is the ASAI?", "ASAI: 0.999182"),
            ("How many outages were there?", "Events: 1673"),
            ("How many customers were affected?", "Customers affected: 52000"),
        ] {
            assert_eq!(asked(question), Some(format!("{figure}, 2019-01-01 to 2024-12-31")), "{question}");
        }
    }

    #[test]
    fn years_and_months_have_their_own_period() {
        for (question, figure) in [
            ("What was the SAIDI in 2024?", "SAIDI of 2024: 5.86 hours per customer, 2024-01-01 to 2024-12-31"),
            ("Which year had the worst SAIDI?", "SAIDI of 2023: 7.5 hours per customer, 2023-01-01 to 2023-12-31"),
            ("Which month had the most outages?", "2024-12: 112 events (among 2024-11 to 2024-12)"),
            ("Which month had the fewest outages?", "2024-11: 98 events (among 2024-11 to 2024-12)"),
        ] {
            assert_eq!(asked(question).as_deref(), Some(figure), "{question}");
        }
    }
}
