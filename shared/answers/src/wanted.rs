//! Determines the expected kind of answer, and whether a text contains it.

use crate::{
    measure::Measure,
    page::Part,
    place,
    quantities::{quantities, tokens},
    question::{Question, Term},
    units::{self, Quantity},
    words::{Word, words},
};
use sisuiq_documents::UnitKind;
use std::{cell::LazyCell, collections::HashSet, sync::LazyLock};

/// The expected kind of answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Wanted {
    /// A number: "how much", "what percentage".
    Number,
    /// A count, with the indexes of the terms that name the counted thing.
    Count(Vec<usize>),
    /// An amount of money, or a share of one.
    Money,
    /// A duration.
    Duration,
    /// A frequency.
    Frequency,
    /// A point in time.
    Time,
    /// A measure: "how long", "how heavy".
    Measure(Measure),
    /// A place.
    Place,
    /// A person's name.
    Person,
    /// A person or body.
    Who,
    /// A definition or meaning.
    Definition,
    /// Anything else.
    Anything,
}

const UNITS_OF_TIME: [&str; 9] = ["second", "minute", "hour", "day", "night", "week", "month", "year", "decade"];
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const OFTEN: [&str; 13] = [
    "every",
    "each",
    "per",
    "yearly",
    "annual",
    "annually",
    "monthly",
    "weekly",
    "daily",
    "quarterly",
    "once",
    "twice",
    "times",
];
const MONEY: [&str; 14] = [
    "usd",
    "dollar",
    "dollars",
    "eur",
    "euro",
    "euros",
    "ugx",
    "shilling",
    "shillings",
    "percent",
    "million",
    "millions",
    "billion",
    "billions",
];
/// `one` is missing, because it is more often a pronoun than a number.
const NUMBER_WORDS: [&str; 31] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "half",
    "third",
    "quarter",
];
/// Units of measurement, which are not the counted thing.
const UNITS: [&str; 14] = [
    "megawatt",
    "megawatts",
    "mw",
    "gwh",
    "mwh",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "km",
    "metres",
    "meters",
    "percent",
    "times",
];
/// Words in the names of offices and bodies. They do not name a person.
const BODIES: [&str; 37] = [
    "act",
    "agency",
    "authority",
    "bank",
    "board",
    "chair",
    "chairperson",
    "chief",
    "commission",
    "committee",
    "company",
    "condition",
    "council",
    "department",
    "director",
    "electricity",
    "executive",
    "general",
    "government",
    "head",
    "licence",
    "licensee",
    "limited",
    "ltd",
    "manager",
    "managing",
    "ministry",
    "office",
    "officer",
    "part",
    "plan",
    "regulation",
    "safety",
    "schedule",
    "secretary",
    "transmission",
    "tribunal",
];

/// Openings of questions about a property.
const PROPERTY_OF: [&str; 4] = ["what is the ", "what was the ", "what are the ", "what were the "];
/// The most words of a property: `average age of`.
const LONGEST_PROPERTY: usize = 3;

/// Openings of questions about a duration.
const OF_A_DURATION: [&str; 12] = [
    " how long does ",
    " how long do ",
    " how long may ",
    " how long must ",
    " how long can ",
    " how long will ",
    " within what time ",
    " how soon ",
    " how far in advance ",
    " within how many ",
    " how quickly ",
    " how much time ",
];

impl Wanted {
    /// The kind of answer to the question with these terms.
    pub(crate) fn of(text: &str, terms: &[Term]) -> Self {
        let lower = format!(" {} ", text.to_lowercase().replace(['?', ','], " "));
        let asks = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
        let of_an_amount = asks(&[" what ", " how much ", " how high ", " how large ", " which "]);
        if asks(&[" who is the ", " who was the ", " who are the ", " who is our ", " name of the "]) {
            Self::Person
        } else if asks(&[" how often ", " how many times ", " how frequently "]) {
            Self::Frequency
        } else if asks(&OF_A_DURATION) && !lower.trim_end().ends_with(" be") {
            Self::Duration
        } else if asks(&[" how many "]) {
            let counts_money = words(behind_how_many(&lower)).take(2).any(|word| MONEY.contains(&word.surface));
            if counts_money { Self::Money } else { Self::Count(counted(&lower, terms)) }
        } else if of_an_amount && asks(&[" cost ", " costs ", " price ", " salary ", " fee ", " penalty ", " budget "])
        {
            Self::Money
        } else if let Some(measure) = Measure::of(&lower) {
            Self::Measure(measure)
        } else if lower.starts_with(" when ")
            || asks(&[
                " and when ",
                " by when ",
                " until when ",
                " since when ",
                " what year ",
                " which year ",
                " what date ",
                " which month ",
                " what month ",
            ])
        {
            Self::Time
        } else if asks(&[
            " how much ",
            " percentage ",
            " what number ",
            " total ",
            " how large ",
            " how big ",
            " capacity ",
            " what share ",
        ]) {
            Self::Number
        } else if asks(&[" who ", " whom "]) {
            Self::Who
        } else if asks(&[" what does ", " definition ", " define ", " meaning of ", " stand for "]) {
            Self::Definition
        } else if lower.starts_with(" where ") {
            Self::Place
        } else {
            Self::Anything
        }
    }

    /// Returns whether only this kind of answer is acceptable.
    pub(crate) const fn is_strict(&self) -> bool {
        !matches!(self, Self::Who | Self::Definition | Self::Place | Self::Anything)
    }
}

fn behind_how_many(lower: &str) -> &str {
    lower.split_once(" how many ").map_or("", |(_, rest)| rest)
}

/// The terms directly after "how many". One of them is the counted thing.
fn counted(lower: &str, terms: &[Term]) -> Vec<usize> {
    let noun: Vec<Word<'_>> = words(behind_how_many(lower)).take(2).collect();
    let is_unit = noun.iter().any(|word| UNITS.contains(&word.surface));
    let places = (0..).zip(terms).filter(|(_, term)| noun.iter().any(|word| word.stem == term.stem));
    if is_unit { Vec::new() } else { places.map(|(place, _)| place).collect() }
}

/// Indexes of the terms that every answer needs: the property that is asked for ("what is the population of"), or all
/// terms that describe the counted thing.
pub(crate) fn essential(text: &str, terms: &[Term], wanted: &Wanted) -> Vec<usize> {
    let plain = || (0..).zip(terms).filter(|(_, term)| !term.is_name);
    if matches!(wanted, Wanted::Count(_)) {
        return plain().map(|(place, _)| place).collect();
    }
    let lower = text.to_lowercase();
    let property = PROPERTY_OF.iter().find_map(|asks| {
        let words: Vec<&str> = lower.split_once(asks)?.1.split_whitespace().take(LONGEST_PROPERTY + 1).collect();
        let end = words.iter().position(|word| ["of", "for"].contains(word))?;
        words.get(end.checked_sub(1)?).copied()
    });
    let stem = property.and_then(|property| words(property).last()).map(|word| word.stem);
    plain().filter(|(_, term)| Some(&term.stem) == stem.as_ref()).map(|(place, _)| place).collect()
}

/// Returns whether the part contains the expected kind of answer.
pub(crate) fn is_held(question: &Question, part: &Part<'_>) -> bool {
    let with_columns = || std::iter::once(part.text.as_ref()).chain(part.column_texts.iter().copied());
    match &question.wanted {
        Wanted::Number => has_new_number(question, part),
        Wanted::Count(places) => {
            let names = |place: &usize| {
                part.own.contains(*place) || part.columns.contains(*place) || part.heading.contains(*place)
            };
            has_new_number(question, part) && (places.is_empty() || places.iter().any(names))
        }
        Wanted::Money => {
            let is_money = |text: &str| text.contains(['$', '€', '%']) || has_any(text, &MONEY) || has_money(text);
            has_new_number(question, part) && with_columns().any(is_money)
        }
        Wanted::Duration => has_span_of_time(&part.text),
        Wanted::Frequency => has_any(&part.text, &OFTEN) || has_span_of_time(&part.text),
        Wanted::Time => has_span_of_time(&part.text) || is_dated(question, part) || has_any(&part.text, &OFTEN),
        Wanted::Measure(measure) => measure.is_in(question, part),
        Wanted::Place => place::may_be_in(question, part),
        Wanted::Person => has_name(question, &part.text),
        Wanted::Who | Wanted::Definition | Wanted::Anything => true,
    }
}

/// Returns whether few texts contain the expected kind of answer by chance: a period, a date, a name.
pub(crate) const fn is_kind_distinct(question: &Question) -> bool {
    matches!(question.wanted, Wanted::Duration | Wanted::Frequency | Wanted::Time | Wanted::Measure(_) | Wanted::Person)
}

fn lower_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn has_any(text: &str, wanted: &[&str]) -> bool {
    lower_words(text).any(|word| wanted.contains(&word.as_str()))
}

/// Returns whether the text has an amount in any currency.
fn has_money(text: &str) -> bool {
    text.contains(units::is_currency_sign)
        || quantities(&tokens(text)).iter().any(|found| found.quantity == Quantity::Money)
}

/// Returns whether the part has a number that is neither in the question nor in a column name.
fn has_new_number(question: &Question, part: &Part<'_>) -> bool {
    let is_asked = |number: &str| question.terms.iter().any(|term| term.stem == number);
    let names_a_column =
        |number: &str| part.column_texts.iter().flat_map(|text| crate::words::numbers(text)).any(|it| it == number);
    let mut digits = figures(&part.text, part.kind == UnitKind::Row).into_iter();
    digits.any(|number| !is_asked(&number) && !names_a_column(&number))
        || lower_words(&part.text).any(|word| is_number_word(&word) && !is_asked(&word))
}

/// The numbers of a text without its years. In a row and before a unit ("2050 million") a number is no year.
fn figures(text: &str, is_row: bool) -> Vec<String> {
    // hardly any text has a year, and stemming takes most of the time
    let stems = LazyCell::new(|| words(text).map(|word| word.stem).collect::<Vec<_>>());
    let is_measured = |number: &str| {
        let followed = stems.windows(2).filter(|pair| pair.first().is_some_and(|first| first == number));
        followed.filter_map(|pair| pair.get(1)).any(|next| is_unit(next))
    };
    let numbers = crate::words::numbers(text);
    numbers.filter(|number| !is_year(number) || is_row || is_measured(number)).collect()
}

/// Returns whether a stem is that of a unit of measurement, a currency or a number word.
fn is_unit(stem: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let all = UNITS.into_iter().chain(MONEY).chain(NUMBER_WORDS);
        all.filter_map(crate::words::stem).collect()
    });
    STEMS.contains(stem)
}

/// Returns whether a word is a number such as `forty`.
pub(crate) fn is_number_word(word: &str) -> bool {
    NUMBER_WORDS.contains(&word)
}

pub(crate) fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20") || number.starts_with("21"))
}

/// Returns whether the text has a number and at most two words later a unit of time.
fn has_span_of_time(text: &str) -> bool {
    let words: Vec<String> = lower_words(text).collect();
    let is_number = |word: &String| word.chars().all(|letter| letter.is_ascii_digit()) || is_number_word(word);
    let is_unit = |word: &String| UNITS_OF_TIME.contains(&word.trim_end_matches('s'));
    words.iter().enumerate().any(|(place, word)| is_number(word) && words.iter().skip(place + 1).take(2).any(is_unit))
}

/// Returns whether the part has a year, a month or a date that the question does not name.
pub(crate) fn is_dated(question: &Question, part: &Part<'_>) -> bool {
    let is_asked =
        |word: &str| question.terms.iter().any(|term| term.stem == word || term.surface.eq_ignore_ascii_case(word));
    let is_date = |word: &String| {
        (is_year(word) || MONTHS.contains(&word.as_str()) || ["noon", "midnight", "evening"].contains(&word.as_str()))
            && !is_asked(word)
    };
    let in_columns = part.column_texts.iter().any(|text| lower_words(text).any(|word| is_date(&word)));
    lower_words(&part.text).any(|word| is_date(&word)) || in_columns
}

/// Returns whether the text has two adjacent capitalised words that are neither in the question nor part of an office
/// or body.
fn has_name(question: &Question, text: &str) -> bool {
    let is_of_name = |word: &&str| {
        let plain = word.trim_matches(|letter: char| !letter.is_alphabetic());
        let lower = plain.to_lowercase();
        let is_asked = words(plain).any(|word| question.terms.iter().any(|term| term.stem == word.stem));
        plain.starts_with(char::is_uppercase)
            && !is_asked
            && !BODIES.contains(&lower.as_str())
            && !MONTHS.contains(&lower.as_str())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let ends_sentence = pair.first().is_some_and(|first| first.len() > 2 && first.ends_with(['.', ':', ';', ',']));
        pair.iter().all(is_of_name) && !ends_sentence && pair.iter().any(|word| word.chars().any(char::is_lowercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::TermIndex;

    fn wanted(text: &str) -> Wanted {
        Question::new(text).wanted
    }

    fn held(question: &str, text: &str) -> bool {
        let question = Question::new(question);
        let index = TermIndex::new(&question);
        let part = Part {
            span: sisuiq_documents::Span { start: 0, end: text.chars().count() },
            text: text.into(),
            kind: UnitKind::Sentence,
            introduces: false,
            header: None,
            carried: None,
            own: index.held_by(text),
            columns: index.held_by(""),
            column_texts: Vec::new(),
            heading: index.held_by(""),
            section: index.held_by(""),
            only_names: false,
            section_text: "",
            referred: index.held_by(""),
            names_columns: false,
        };
        is_held(&question, &part)
    }

    #[test]
    fn the_kind_of_answer_is_recognised() {
        assert_eq!(wanted("How many substations are there?"), Wanted::Count(vec![0]));
        assert_eq!(wanted("How many US dollars is the bond worth?"), Wanted::Money);
        assert_eq!(wanted("Who chairs the board?"), Wanted::Who);
        assert_eq!(wanted("Who is the Managing Director?"), Wanted::Person);
        assert_eq!(wanted("What does \"Delivery Point\" mean?"), Wanted::Definition);
        assert_eq!(wanted("What does the new system cost?"), Wanted::Money);
        assert_eq!(wanted("How long must records be kept?"), Wanted::Duration);
        assert_eq!(wanted("How often are meters tested?"), Wanted::Frequency);
        assert_eq!(wanted("When does the licence end?"), Wanted::Time);
    }

    #[test]
    fn a_property_and_what_is_counted_are_essential() {
        let essential = |text: &str| -> Vec<String> {
            let question = Question::new(text);
            question.essential.iter().map(|place| question.terms[*place].surface.clone()).collect()
        };
        assert_eq!(essential("What is the population of the Lakeshore region?"), ["population"]);
        assert_eq!(essential("What is the average age of the poles?"), ["age"]);
        assert_eq!(
            essential("How many outages were caused by earthquakes in 2024?"),
            ["outages", "caused", "earthquakes"]
        );
        for none in ["What is the vision?", "What is the plan that was made for towers?", "What do poles cost?"] {
            assert!(essential(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn a_number_of_something_else_is_no_count() {
        assert!(!held("How many members has the Tribunal?", "An appeal goes to the Tribunal within thirty days."));
        assert!(held("How many members has the Tribunal?", "The Tribunal has nine members."));
        assert!(held("How many megawatts is Upper Tarn?", "Upper Tarn gives 64 MW."));
    }

    #[test]
    fn a_year_is_no_number_but_before_a_unit() {
        let question = "How many million shillings does the fund hold?";
        assert!(!held(question, "The fund holds what it held in 2050, in shillings."));
        assert!(held(question, "The fund holds 2050 million shillings."));
        assert!(held("How much does the line carry?", "It carries 1950 MW."));
    }

    #[test]
    fn an_office_is_no_name() {
        let question = "Who is the Managing Director of the company?";
        assert!(!held(question, "The Safety Office answers to the Managing Director alone."));
        assert!(held(question, "The Managing Director, Joan Okello, signed it."));
    }

    #[test]
    fn a_voltage_is_no_price_and_a_number_of_customers_no_time() {
        assert!(!held("How much does the interconnector cost?", "A 220 kV interconnector was agreed."));
        assert!(held("How much does the interconnector cost?", "The interconnector costs USD 22 million."));
        assert!(!held("How long does the licence last?", "A licence with more than 2,000 customers."));
        assert!(held("How long does the licence last?", "It is in force for twenty-five years."));
    }
}
