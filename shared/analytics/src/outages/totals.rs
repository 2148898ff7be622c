//! Rows of totals among outages: by their labels and by the sums that they repeat.

use crate::{
    columns::words::folded,
    sum::{Sum, float},
};

/// Words of totals, folded.
const TOTALS: [&str; 42] = [
    "total",
    "totals",
    "totaal",
    "totale",
    "totais",
    "totales",
    "totaux",
    "subtotal",
    "subtotals",
    "subtotale",
    "sum",
    "sums",
    "somme",
    "summe",
    "zwischensumme",
    "gesamtsumme",
    "gesamt",
    "gesamtergebnis",
    "teilergebnis",
    "insgesamt",
    "suma",
    "soma",
    "somma",
    "ensemble",
    "overall",
    "cumulative",
    "ytd",
    "toplam",
    "jumlah",
    "итого",
    "всего",
    "mean",
    "average",
    "averages",
    "avg",
    "durchschnitt",
    "mittelwert",
    "moyenne",
    "promedio",
    "media",
    "mittel",
    "sous",
];
/// Words of periods: a row that they label without a day is one of a period.
const PERIODS: [&str; 20] = [
    "quarter",
    "quarterly",
    "qtr",
    "year",
    "yearly",
    "annual",
    "half",
    "monthly",
    "month",
    "trimestre",
    "trimestral",
    "trimestriel",
    "quartal",
    "jahr",
    "annee",
    "annuel",
    "ano",
    "anual",
    "semestre",
    "mes",
];
/// Words that may stand beside them.
const BESIDE: [&str; 24] = [
    "grand", "sub", "all", "of", "the", "for", "general", "geral", "generale", "data", "de", "du", "del", "la", "st",
    "nd", "rd", "th", "events", "outages", "partial", "parcial", "partiel", "in",
];
/// Words of totals in scripts without spaces.
const EAST_ASIAN: [&str; 17] = [
    "합계", "총계", "소계", "누계", "총합", "평균", "合计", "总计", "小计", "总和", "累计", "共计", "平均", "合計",
    "小計", "總計", "総計",
];
/// The longest label, in bytes.
const LONGEST: usize = 80;

/// A label of a total.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Label {
    /// A part of the text: `North total`.
    Part,
    /// All of the text: `Grand total`, `1st Qtr`.
    Whole,
}

/// The label of a total in a text.
pub(crate) fn label(text: &str) -> Option<Label> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(found) = east_asian(text) {
        return Some(found);
    }
    let lower: String = text.to_lowercase().chars().flat_map(folded).collect();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_total = |word: &&str| TOTALS.contains(word);
    let is_period = |word: &&str| PERIODS.contains(word) || is_quarter(word);
    let is_beside =
        |word: &&str| BESIDE.contains(word) || word.bytes().next().is_some_and(|first| first.is_ascii_digit());
    let is_known = |word: &&str| is_total(word) || is_period(word) || is_beside(word);
    if words.iter().all(is_known) && words.iter().any(|word| is_total(word) || is_period(word)) {
        return Some(Label::Whole);
    }
    let ends = [words.first(), words.last()];
    let sub_total = words.windows(2).any(|pair| pair == ["sub", "total"] || pair == ["sous", "total"]);
    (sub_total || ends.into_iter().flatten().any(is_total)).then_some(Label::Part)
}

/// `q1` to `q4`.
fn is_quarter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'q', b'1'..=b'4'] | [b'1'..=b'4', b'q'])
}

fn east_asian(text: &str) -> Option<Label> {
    let is_mark = |letter: char| letter.is_whitespace() || "()[]（）:：".contains(letter);
    let plain: String = text.chars().filter(|letter| !is_mark(*letter)).collect();
    if plain == "계" || plain == "计" || EAST_ASIAN.contains(&plain.as_str()) {
        return Some(Label::Whole);
    }
    EAST_ASIAN.iter().any(|word| plain.ends_with(word) || plain.starts_with(word)).then_some(Label::Part)
}

/// Running sums of a column, since the beginning and since the last total.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    all: Sum,
    since: Sum,
}

impl Run {
    fn add(&mut self, number: Option<f64>) {
        if let Some(number) = number {
            self.all.add(number);
            self.since.add(number);
        }
    }

    /// Returns whether a number is the sum of all rows or of those since the last total, if they are at least so many.
    fn is(&self, number: f64, rows: Rows, least: u64) -> bool {
        (rows.all >= least && is_near(self.all.total(), number))
            || (rows.since >= least && is_near(self.since.total(), number))
    }
}

/// What tells whether a duration is the mean of those above.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    customers: Sum,
    hours: Sum,
    /// Each duration as often as it has customers.
    weighted: Sum,
    rows: u64,
    timed: u64,
    first: Option<f64>,
    /// The durations are not all the same, of which any one is the mean.
    differs: bool,
}

impl Scope {
    fn add(&mut self, numbers: Numbers) {
        self.rows += 1;
        let customers = numbers.customers.unwrap_or_default();
        self.customers.add(customers);
        let Some(hours) = numbers.hours else { return };
        self.timed += 1;
        self.hours.add(hours);
        self.weighted.add(customers * hours);
        let first = *self.first.get_or_insert(hours);
        self.differs |= !is_near(first, hours);
    }

    /// The scope without a row that it has.
    fn without(mut self, numbers: Numbers) -> Self {
        self.rows = self.rows.saturating_sub(1);
        let customers = numbers.customers.unwrap_or_default();
        self.customers.add(-customers);
        if let Some(hours) = numbers.hours {
            self.timed = self.timed.saturating_sub(1);
            self.hours.add(-hours);
            self.weighted.add(-customers * hours);
        }
        self
    }

    /// Returns whether the customers are the sum of several rows, and the duration is their mean, or the mean for a customer, or
    /// is missing although each of them has one.
    fn has_mean(&self, numbers: Numbers) -> bool {
        let is_sum = numbers.customers.is_some_and(|number| number > 0.0 && is_near(self.customers.total(), number));
        if self.rows < 2 || !is_sum {
            return false;
        }
        let Some(hours) = numbers.hours else { return self.timed == self.rows };
        let plain = self.hours.total() / float(self.timed);
        let weighted = self.weighted.total() / self.customers.total();
        self.timed > 1 && self.differs && (is_rounded(plain, hours) || is_rounded(weighted, hours))
    }
}

/// Returns whether a mean is written as this number: with all decimals, or rounded to two, one or none of a large one.
fn is_rounded(mean: f64, number: f64) -> bool {
    let rounded = |factor: f64| (mean * factor).round() / factor;
    is_near(mean, number)
        || is_near(rounded(100.0), number)
        || is_near(rounded(10.0), number)
        || (mean >= 10.0 && is_near(mean.round(), number))
}

fn is_near(sum: f64, number: f64) -> bool {
    (sum - number).abs() <= 1e-6 * sum.abs().max(1e-9)
}

#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    all: u64,
    since: u64,
}

/// Sums of the rows so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RunningSums {
    customers: Run,
    hours: Run,
    rows: Rows,
    all: Scope,
    since: Scope,
}

/// The numbers of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) customers: Option<f64>,
    pub(crate) hours: Option<f64>,
}

/// The sums that a row repeats.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Repeated {
    pub(crate) customers: bool,
    /// The duration is a sum too, or the mean of those whose customers are summed up.
    pub(crate) hours: bool,
}

impl RunningSums {
    pub(crate) fn repeated(&self, numbers: Numbers) -> Repeated {
        let is =
            |run: &Run, number: Option<f64>| number.is_some_and(|number| number > 0.0 && run.is(number, self.rows, 2));
        let has_mean = self.all.has_mean(numbers) || self.since.has_mean(numbers);
        Repeated {
            customers: is(&self.customers, numbers.customers),
            hours: is(&self.hours, numbers.hours) || has_mean,
        }
    }

    /// Returns whether the customers of a row are the sum of at least so many rows.
    pub(crate) fn repeats_several(&self, numbers: Numbers, least: u64) -> bool {
        numbers.customers.is_some_and(|number| number > 0.0 && self.customers.is(number, self.rows, least))
    }

    /// The number of rows.
    pub(crate) const fn rows(&self) -> u64 {
        self.rows.all
    }

    /// Whether these numbers are half of the sums: those of a row that has as much as all others together.
    pub(crate) fn half(&self, numbers: Numbers) -> Repeated {
        let is = |run: &Run, number: Option<f64>| {
            number.is_some_and(|number| number > 0.0 && is_near(run.all.total(), 2.0 * number))
        };
        let has_mean = self.all.without(numbers).has_mean(numbers);
        Repeated {
            customers: is(&self.customers, numbers.customers),
            hours: is(&self.hours, numbers.hours) || has_mean,
        }
    }

    pub(crate) fn add(&mut self, numbers: Numbers) {
        self.customers.add(numbers.customers);
        self.hours.add(numbers.hours);
        self.all.add(numbers);
        self.since.add(numbers);
        self.rows.all += 1;
        self.rows.since += 1;
    }

    /// Begins new sums after a total.
    pub(crate) fn restart(&mut self) {
        self.customers.since = Sum::default();
        self.hours.since = Sum::default();
        self.since = Scope::default();
        self.rows.since = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_no_totals() {
        for text in [
            "",
            "North",
            "2024-01-05",
            "tree",
            "Sumatra",
            "totality",
            "계룡시",
            "Average Joe's feeder 3 station",
            "1st Street",
            "Q5",
            "12",
        ] {
            assert!(label(text).is_none() || label(text) == Some(Label::Part), "{text}");
        }
        assert_eq!(label("Sumatra"), None);
    }

    #[test]
    fn totals_of_several_languages_are_known() {
        let texts = [
            "Total",
            "TOTAL:",
            "Grand Total",
            "Sub-total",
            "Subtotal",
            "Total for 2024",
            "1st Qtr",
            "Q1",
            "Yearly Data",
            "Gesamt",
            "Summe",
            "Zwischensumme",
            "Total général",
            "Sous-total",
            "Somme",
            "Suma",
            "Total geral",
            "합계",
            "소계",
            "계",
            "총 계",
            "合计",
            "小计：",
            "Итого",
        ];
        for text in texts {
            assert_eq!(label(text), Some(Label::Whole), "{text}");
        }
        for text in ["North total", "Total North", "북부 소계", "北部小计", "Summe Nord", "Total loss of supply"]
        {
            assert_eq!(label(text), Some(Label::Part), "{text}");
        }
    }

    #[test]
    fn sums_restart_after_a_total() {
        let mut sums = RunningSums::default();
        let numbers = |customers, hours| Numbers { customers: Some(customers), hours: Some(hours) };
        for row in [numbers(100.0, 1.0), numbers(200.0, 2.0)] {
            sums.add(row);
        }
        assert_eq!(sums.repeated(numbers(300.0, 3.0)), Repeated { customers: true, hours: true });
        sums.restart();
        for row in [numbers(10.0, 1.0), numbers(20.0, 0.1)] {
            sums.add(row);
        }
        assert_eq!(sums.repeated(numbers(30.0, 1.1)), Repeated { customers: true, hours: true });
        assert_eq!(sums.repeated(numbers(330.0, 4.2)), Repeated { customers: true, hours: false });
    }

    #[test]
    fn durations_of_totals_may_be_means() {
        let mut sums = RunningSums::default();
        let numbers = |customers, hours| Numbers { customers: Some(customers), hours };
        for row in [numbers(100.0, Some(1.0)), numbers(300.0, Some(2.0)), numbers(200.0, Some(0.2))] {
            sums.add(row);
        }
        // the mean, its rounded forms, the mean for a customer, and none
        for hours in [Some(3.2 / 3.0), Some(1.07), Some(1.1), Some(740.0 / 600.0), None] {
            assert_eq!(sums.repeated(numbers(600.0, hours)), Repeated { customers: true, hours: true }, "{hours:?}");
        }
        assert!(!sums.repeated(numbers(600.0, Some(2.0))).hours && !sums.repeated(numbers(599.0, None)).customers);
        let mut equal = RunningSums::default();
        equal.add(numbers(1.0, Some(1.0)));
        equal.add(numbers(1.0, Some(1.0)));
        assert!(!equal.repeated(numbers(2.0, Some(1.0))).hours, "equal durations say nothing");
    }
}
