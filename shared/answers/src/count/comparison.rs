//! Comparisons of a question with a number: "after 2010", "at least 12 beds", "40 metres or more".

use crate::{
    calculate::Figure,
    form_words::is_form_word,
    wanted::is_year,
    words::{Word, words},
};

/// Auxiliaries of a state that began before.
const PERFECT: [&str; 2] = ["have", "has"];
/// The words before "than", and behind "or", for larger and later numbers.
const MORE: [&str; 8] = ["bigger", "greater", "higher", "larger", "later", "longer", "more", "taller"];
/// The same for smaller and earlier ones.
const LESS: [&str; 7] = ["earlier", "fewer", "less", "lower", "shorter", "smaller", "before"];
/// Stems of words for the factor of numbers.
const SCALES: [&str; 7] = ["000", "000s", "billion", "bn", "million", "mn", "thousand"];
/// The most words between a number and "or more".
const MOST_BETWEEN: usize = 2;

/// The numbers that satisfy a comparison.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Side {
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// A comparison with a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Comparison {
    side: Side,
    number: Figure,
    /// The places of its words in the question.
    pub(super) places: Vec<usize>,
    /// The stem of the word after the number; `None` if it says nothing.
    pub(super) unit: Option<String>,
    /// The signs of the question that are no words, such as `%` and `€`.
    signs: Vec<char>,
    /// The scales that it names: "million".
    scales: Vec<String>,
    /// True if its words are those for points in time, so that the number is a year.
    is_of_time: bool,
}

impl Comparison {
    /// The only comparison of a question.
    pub(super) fn of(question: &str) -> Option<Self> {
        let all: Vec<Word<'_>> = words(question).collect();
        let lower: Vec<String> = all.iter().map(|word| word.surface.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let mut found = (0..all.len()).filter_map(|at| Some((at, Self::at(&lower, at)?)));
        let (at, first) = found.next().filter(|_| found.next().is_none())?;
        let next = all.get(at + 1).filter(|next| !is_form_word(&next.surface.to_lowercase()));
        Some(Self {
            unit: next.filter(|_| !first.places.contains(&(at + 1))).map(|next| next.stem.clone()),
            signs: question.chars().filter(|letter| is_sign(*letter)).collect(),
            scales: scales(question),
            ..first
        })
    }

    /// The comparison with the number at a place.
    fn at(words: &[&str], at: usize) -> Option<Self> {
        let is_number = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let number = words.get(at).filter(|word| is_number(word))?;
        // "2010/11" and "2010-05" are no bare numbers
        if words.get(at + 1).is_some_and(is_number) {
            return None;
        }
        let before = words.get(..at)?;
        let before = before.strip_suffix(&["the", "year"]).or_else(|| before.strip_suffix(&["year"])).unwrap_or(before);
        let after = words.get(at + 1..)?;
        let (side, opening, is_of_time) = match before {
            [.., "no" | "not", more, "than"] if MORE.contains(more) => (Side::AtMost, 3, false),
            [.., "no" | "not", less, "than"] if LESS.contains(less) => (Side::AtLeast, 3, false),
            [.., "later", "than"] => (Side::Above, 2, true),
            [.., "earlier", "than"] => (Side::Below, 2, true),
            [.., more, "than"] if MORE.contains(more) => (Side::Above, 2, false),
            [.., less, "than"] if LESS.contains(less) => (Side::Below, 2, false),
            [.., "at", "least"] => (Side::AtLeast, 2, false),
            [.., "at", "most"] | [.., "up", "to"] => (Side::AtMost, 2, false),
            [.., "in", "or", "after"] => (Side::AtLeast, 3, true),
            [.., "in", "or", "before"] => (Side::AtMost, 3, true),
            [.., "after"] => (Side::Above, 1, true),
            [.., "before"] => (Side::Below, 1, true),
            // "has been a member since 2010" asks for a state in that year
            [.., "since"] if !words.iter().any(|word| PERFECT.contains(word)) => (Side::AtLeast, 1, true),
            [.., "over" | "above"] => (Side::Above, 1, false),
            [.., "under" | "below"] => (Side::Below, 1, false),
            [.., "from"] if after.first().is_some_and(|word| word.starts_with("onward")) => (Side::AtLeast, 1, true),
            _ => return Self::closed(words, at),
        };
        // "over 40 or more" says two things
        let places = before.len() - opening..=at + usize::from(before.ends_with(&["from"]));
        let number = Figure::read(number).filter(|_| Self::closed(words, at).is_none())?;
        Some(Self::with(side, number, places.collect(), is_of_time))
    }

    /// The comparison behind a number: "40 metres or more".
    fn closed(words: &[&str], at: usize) -> Option<Self> {
        let after = words.get(at + 1..)?;
        let or = after.iter().take(MOST_BETWEEN + 1).position(|word| *word == "or")?;
        let end = after.get(or + 1)?;
        let side = match *end {
            "after" => Side::AtLeast,
            more if MORE.contains(&more) => Side::AtLeast,
            less if LESS.contains(&less) => Side::AtMost,
            _ => return None,
        };
        let is_of_time = ["after", "before", "earlier", "later"].contains(end);
        let number = Figure::read(words.get(at)?)?;
        Some(Self::with(side, number, vec![at, at + or + 1, at + or + 2], is_of_time))
    }

    const fn with(side: Side, number: Figure, places: Vec<usize>, is_of_time: bool) -> Self {
        Self { side, number, places, is_of_time, unit: None, signs: Vec::new(), scales: Vec::new() }
    }

    /// Returns whether each cell has a number to compare: a year if the comparison is of points in time, and all with the same unit.
    pub(super) fn compares_with(&self, cells: &[&str]) -> bool {
        let figures: Option<Vec<Figure>> = cells.iter().map(|cell| Figure::read(cell)).collect();
        let is_a_year = |cell: &&str| is_year(cell);
        let is_asked_year = is_year(&self.number.value.to_string());
        figures.is_some_and(|figures| {
            figures.iter().all(|figure| Some(&figure.unit) == figures.first().map(|first| &first.unit))
        }) && (!self.is_of_time || is_asked_year)
            && (is_asked_year && cells.iter().all(is_a_year) || !self.is_of_time && !cells.iter().all(is_a_year))
    }

    /// Returns whether the number of a cell satisfies it.
    pub(super) fn is_satisfied(&self, cell: &str) -> bool {
        Figure::read(cell).is_some_and(|Figure { value, .. }| match self.side {
            Side::Above => value > self.number.value,
            Side::AtLeast => value >= self.number.value,
            Side::Below => value < self.number.value,
            Side::AtMost => value <= self.number.value,
        })
    }

    /// Returns whether the number has the unit of a column: that of its name or of all cells, and the same scale, which may stand above
    /// the table.
    pub(super) fn has_unit<'a>(&self, name: &str, cells: &[&str], mut above: impl Iterator<Item = &'a str>) -> bool {
        let has = |text: &str, unit: &String| words(text).any(|word| word.stem == *unit);
        let is_in = |is_held: &dyn Fn(&str) -> bool| is_held(name) || cells.iter().all(|cell| is_held(cell));
        let is_scaled = !scales(name).is_empty() || above.any(|text| !scales(text).is_empty());
        self.unit.as_ref().is_none_or(|unit| is_in(&|text| has(text, unit)))
            && self.signs.iter().all(|sign| is_in(&|text| text.contains(*sign)))
            && if is_scaled { scales(name) == self.scales } else { self.scales.is_empty() }
    }
}

/// Returns whether a character is the sign of a currency or of percent.
const fn is_sign(letter: char) -> bool {
    matches!(letter, '%' | '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}')
}

fn scales(text: &str) -> Vec<String> {
    words(text).map(|word| word.stem).filter(|stem| SCALES.contains(&stem.as_str())).collect()
}
