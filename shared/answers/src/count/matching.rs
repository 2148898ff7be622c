//! The rows of a table that have the values of a question.
//!
//! "North East" and "non-public" are other values than "North" and "public", although they have their words. Cells are therefore
//! compared whole wherever one of them is the value alone.

use super::{COMPARING, asked::Asked, cell, is_number, stems};
use crate::{
    question::Term,
    wanted::is_year,
    words::{Word, words},
};
use sisuiq_documents::row::cells;
use std::collections::{HashMap, HashSet};

/// Words that change no value.
const ARTICLES: [&str; 4] = ["a", "an", "of", "the"];
/// Words that turn a value into its opposite.
const NEGATIONS: [&str; 9] = ["cannot", "neither", "never", "no", "non", "none", "nor", "not", "without"];
/// Signs and words between the items of a cell with several values.
const BETWEEN_ITEMS: [&str; 5] = [", ", "; ", "/", " & ", " and "];
/// The most words of a cell that is a value. A longer one is a text, which mentions things.
const MOST_OF_VALUE: usize = 4;
/// The most words of a cell with the date of a year.
const MOST_OF_DATE: usize = 3;

/// A cell that has the word of a value.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Held {
    /// It is the value, or one of its items is.
    Whole,
    /// It is a text, or has a number or a remark beside the value, or the value is a number beside words.
    Open,
    /// It says more: the stems of its other words.
    Among(Vec<String>),
    /// It says the opposite.
    Negated,
}

/// A cell with a value: the number of cells after it, and how it has the value.
type Place = (usize, Held);

/// The rows that have all values.
pub(super) struct Matching<'a> {
    asked: &'a Asked<'a>,
    /// The stems of the question in their order.
    stems: Vec<String>,
    /// The columns of texts, as the numbers of cells after them.
    texts: HashSet<usize>,
    /// By row and value, the cells that have the value: numbers in the columns that the question names, words in any.
    places: HashMap<&'a str, Vec<Vec<Place>>>,
    /// The columns of each value in which a cell is that value alone; empty if no cell is.
    whole: Vec<Vec<usize>>,
}

impl<'a> Matching<'a> {
    pub(super) fn of(asked: &'a Asked<'a>, rows: &[&'a str]) -> Self {
        let is_text = |text: &str| words(text).count() > MOST_OF_VALUE && !text.contains(BETWEEN_ITEMS[0]);
        let of_texts = |place: &usize| 2 * rows.iter().filter(|row| is_text(cell(row, *place))).count() > rows.len();
        let mut matching = Self {
            asked,
            stems: without_articles(stems(asked.question.text())).collect(),
            texts: (0..=asked.names.len()).filter(of_texts).collect(),
            places: HashMap::new(),
            whole: Vec::new(),
        };
        matching.places = rows.iter().map(|row| (*row, matching.places_in(row))).collect();
        matching.whole = (0..asked.values.len()).map(|value| matching.whole_of(value)).collect();
        matching
    }

    /// Returns whether a row has all values.
    pub(super) fn fits(&self, row: &str) -> bool {
        self.values(row).all(|(places, whole)| {
            if whole.is_empty() {
                places.iter().any(|(_, held)| *held != Held::Negated)
            } else {
                is_at(places, whole, &|held| *held == Held::Whole)
            }
        })
    }

    /// The cell for which a row is left out: it has the words of a value and others.
    pub(super) fn left_out<'r>(&self, row: &'r str) -> Option<&'r str> {
        let has_all = self.values(row).all(|(places, _)| places.iter().any(|(_, held)| *held != Held::Negated));
        if !has_all || self.fits(row) {
            return None;
        }
        let mut others = self.values(row).filter(|(places, whole)| !is_at(places, whole, &|held| *held == Held::Whole));
        let (place, _) = others.find_map(|(places, whole)| {
            places.iter().find(|(place, held)| whole.contains(place) && *held != Held::Negated)
        })?;
        Some(cell(row, *place))
    }

    /// Returns whether a row has the words of all values without having the values.
    pub(super) fn resembles(&self, row: &str) -> bool {
        self.values(row).all(|(places, _)| !places.is_empty()) && !self.fits(row)
    }

    /// Returns whether a cell for which a row is left out may yet mean the value: a text, or a number with words.
    pub(super) fn may_mean_it(&self, row: &str) -> bool {
        self.left_out(row).is_some()
            && self.values(row).any(|(places, whole)| is_at(places, whole, &|held| *held == Held::Open))
    }

    /// Returns whether the rows that fit have nothing that tells them apart: where no cell is the value alone, the other words of
    /// its cells are the same.
    pub(super) fn is_certain(&self) -> bool {
        // a value that is whole cells of two columns is meant in one of them
        if self.whole.iter().any(|columns| columns.len() > 1) {
            return false;
        }
        let is_value = |stem: &String| self.asked.values.iter().any(|value| value.stem == *stem);
        // names and texts differ
        let is_free = |place: usize| place == self.asked.label || self.texts.contains(&place);
        let unsettled = (0..).zip(&self.asked.values).zip(&self.whole).filter(|(_, whole)| whole.is_empty());
        unsettled.into_iter().all(|((at, value), _)| {
            let mut others = HashSet::new();
            let of_value = self.places.iter().filter_map(|(row, values)| Some((row, values.get::<usize>(at)?)));
            for (row, (place, held)) in of_value.flat_map(|(row, places)| places.iter().map(move |place| (row, place)))
            {
                match held {
                    Held::Among(words) if !is_free(*place) => _ = others.insert(words),
                    Held::Open if is_number(&value.stem) && compares(cell(row, *place)) => return false,
                    _ => {}
                }
            }
            others.len() < 2 && !others.into_iter().flatten().any(is_value)
        })
    }

    /// The cells of a row with each value, and the columns in which that value stands alone.
    fn values(&self, row: &str) -> impl Iterator<Item = (&[Place], &[usize])> {
        let whole = self.whole.iter().map(Vec::as_slice);
        let places = self.places.get(row).map(Vec::as_slice).unwrap_or_default();
        (0..).zip(whole).map(|(at, whole)| (places.get::<usize>(at).map(Vec::as_slice).unwrap_or_default(), whole))
    }

    /// The columns in which a cell is a value alone, or those of them that the question names. Labels are names, which have the words
    /// of values in any combination.
    fn whole_of(&self, value: usize) -> Vec<usize> {
        let is_whole = |(place, held): &Place| {
            (*held == Held::Whole && *place != self.asked.label && !self.texts.contains(place)).then_some(*place)
        };
        let of_value = self.places.values().filter_map(|values| values.get(value)).flatten();
        let all: HashSet<usize> = of_value.filter_map(is_whole).collect();
        let named: Vec<usize> = all.iter().copied().filter(|place| self.asked.columns.contains(place)).collect();
        if named.is_empty() { all.into_iter().collect() } else { named }
    }

    fn places_in(&self, row: &str) -> Vec<Vec<Place>> {
        let of_value = |value: &&Term| -> Vec<Place> {
            let is_bound = is_number(&value.stem) && !self.asked.columns.is_empty();
            let all = (0..cells(row).count()).filter(|place| !is_bound || self.asked.columns.contains(place));
            all.filter_map(|place| Some((place, self.held(value, row, place)?))).collect()
        };
        self.asked.values.iter().map(of_value).collect()
    }

    fn held(&self, value: &Term, row: &str, place: usize) -> Option<Held> {
        let text = cell(row, place);
        let own: Vec<String> = stems(text).collect();
        if !own.contains(&value.stem) {
            return None;
        }
        let is_short = own.len() <= MOST_OF_VALUE;
        let mut items = vec![text];
        for between in BETWEEN_ITEMS {
            items = items.into_iter().flat_map(|item| item.split(between)).collect();
        }
        items.retain(|item| stems(item).any(|stem| stem == value.stem));
        items.retain(|item| stems(item).count() > MOST_OF_VALUE || !self.negates(item));
        let is_dated = is_year(&value.stem) && own.len() <= MOST_OF_DATE && !compares(text);
        // a remark in brackets may leave the value what it is: "in progress (late)"
        let is_remarked = text.split_once('(').is_some_and(|(plain, _)| {
            stems(plain).any(|stem| stem == value.stem) && self.is_asked(plain, place) && !self.negates(plain)
        });
        Some(if items.is_empty() && !is_number(&value.stem) && !is_remarked {
            Held::Negated
        } else if is_dated || items.iter().any(|item| self.is_asked(item, place)) {
            Held::Whole
        } else if !is_short || is_number(&value.stem) || is_remarked {
            Held::Open
        } else {
            let is_other = |stem: &String| *stem != value.stem && !is_number(stem);
            let mut others: Vec<String> = self.telling(text, place).filter(is_other).collect();
            others.sort();
            // a number may be a date: "completed 2019"
            if others.is_empty() { Held::Open } else { Held::Among(others) }
        })
    }

    /// Returns whether the words of an item stand together in the question.
    fn is_asked(&self, item: &str, place: usize) -> bool {
        let own: Vec<String> = self.telling(item, place).collect();
        own.is_empty() || self.stems.windows(own.len()).any(|words| words == own)
    }

    /// The words that tell a cell from others: none of its column's name nor of the counted things.
    fn telling(&self, text: &str, place: usize) -> impl Iterator<Item = String> {
        let general: HashSet<String> = stems(self.asked.name(place)).collect();
        let is_thing = |stem: &String| self.asked.things.iter().any(|thing| thing.stem == *stem);
        let is_value = |stem: &String| self.asked.values.iter().any(|value| value.stem == *stem);
        without_articles(stems(text)).filter(move |stem| is_value(stem) || !general.contains(stem) && !is_thing(stem))
    }

    /// Returns whether a cell has a negation that the question lacks.
    fn negates(&self, text: &str) -> bool {
        let all: Vec<Word<'_>> = words(text).collect();
        let mut pairs = all.iter().zip(all.iter().skip(1).map(Some).chain([None]));
        pairs.any(|(word, next)| {
            let lower = word.surface.to_lowercase();
            // "No. 3" is the third one
            let is_numbered = lower == "no" && next.is_some_and(|next| is_number(&next.stem));
            let is_negation = NEGATIONS.contains(&lower.as_str()) || lower.ends_with("n't") || lower.ends_with("n’t");
            is_negation && !is_numbered && !self.stems.contains(&word.stem)
        })
    }
}

/// Returns whether one of the cells in some columns has the value in a certain way.
fn is_at(places: &[Place], columns: &[usize], is_held: &dyn Fn(&Held) -> bool) -> bool {
    places.iter().any(|(place, held)| columns.contains(place) && is_held(held))
}

fn without_articles(stems: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    stems.filter(|stem| !ARTICLES.contains(&stem.as_str()))
}

fn compares(text: &str) -> bool {
    words(text).any(|word| COMPARING.contains(&word.surface.to_lowercase().as_str()))
}
