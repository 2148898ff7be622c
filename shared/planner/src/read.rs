//! From the items of a question to what it asks.

mod alternatives;
mod columns;
mod comparisons;
mod doubts;
mod having;
mod leftovers;
mod relative;
mod times;
mod values;

pub(crate) use relative::shown as shown_times;

use crate::{
    items::{Item, Literal},
    query::{Query, Remark},
    refusal::Refusal,
    vocabulary::{ValueAt, Vocabulary},
    words::{Hindrance, Operation, Word},
};
use jiff::civil::Date;
use sisuiq_frames::filter::{Filter, Operator};

/// The meaning of an item in a reading of the question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Word(Word),
    /// A column; several if the name fits several equally well.
    Column(Vec<usize>),
    Value(Vec<ValueAt>),
    /// A name of a column that is also a value.
    Either(Vec<usize>, Vec<ValueAt>),
    Row,
    Literal(Literal),
    Unknown,
}

/// A reading of a question in progress.
pub(crate) struct Reader<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) today: Option<Date>,
    pub(crate) items: &'a [Item],
    pub(crate) parts: Vec<Part>,
    pub(crate) used: Vec<bool>,
    pub(crate) query: Query,
    /// Conditions with the item at which each begins.
    pub(crate) conditions: Vec<(usize, Filter)>,
    /// Columns of groups with their items.
    pub(crate) groups: Vec<(usize, usize)>,
    pub(crate) is_follow_up: bool,
}

/// What was read.
pub(crate) struct Reading {
    pub(crate) query: Query,
    /// It begins with the words of a question that continues another.
    pub(crate) is_follow_up: bool,
}

/// Reads a question that is asked `today`. With `names_first`, whole names of columns go before words of the language.
pub(crate) fn read(
    items: &[Item],
    vocabulary: &Vocabulary,
    today: Option<Date>,
    names_first: bool,
) -> Result<Reading, Refusal> {
    let parts: Vec<Part> = items.iter().map(|item| part(item, vocabulary, names_first)).collect();
    let mut reader = Reader {
        vocabulary,
        today,
        items,
        used: vec![false; parts.len()],
        parts,
        query: Query::default(),
        conditions: Vec::new(),
        groups: Vec::new(),
        is_follow_up: false,
    };
    reader.hindrances()?;
    reader.unknown()?;
    reader.words_as_values()?;
    reader.calculations()?;
    reader.columns_of_extreme_rows()?;
    reader.operations();
    reader.mark_groups()?;
    reader.times()?;
    reader.comparisons()?;
    reader.units_of_compared_groups()?;
    reader.values()?;
    reader.columns()?;
    reader.leftovers()?;
    reader.contradictions()?;
    reader.shares_within_groups()?;
    Ok(reader.finish())
}

fn part(item: &Item, vocabulary: &Vocabulary, names_first: bool) -> Part {
    if let Some(literal) = &item.literal {
        return quoted(literal, vocabulary).unwrap_or_else(|| Part::Literal(literal.clone()));
    }
    let is_column = item.is_exact && !item.columns.is_empty() && !item.is_particle;
    if let Some(word) = item.word {
        let is_weak = matches!(word, Word::Unit(_));
        return if is_column && (names_first || is_weak) {
            Part::Column(item.columns.clone())
        } else {
            Part::Word(word)
        };
    }
    // a value in the name of the dataset is a value: to take it for a row would drop a condition
    let is_value = item.values.iter().any(|value| value.is_whole);
    match (item.columns.is_empty(), item.values.is_empty()) {
        _ if item.is_row && !is_column && !is_value => Part::Row,
        (false, true) => Part::Column(item.columns.clone()),
        // a single Latin letter is a value only beside the name of its column
        (true, false) => Part::Value(item.values.clone()),
        (false, false) => Part::Either(item.columns.clone(), item.values.clone()),
        (true, true) => Part::Unknown,
    }
}

/// A quoted text is a whole name or value.
fn quoted(literal: &Literal, vocabulary: &Vocabulary) -> Option<Part> {
    let Literal::Quoted(text) = literal else { return None };
    let form = vocabulary.form(&crate::text::key(text))?;
    let columns: Vec<usize> = form.columns.iter().filter(|(_, tier)| *tier == 0).map(|(place, _)| *place).collect();
    let values: Vec<ValueAt> = form.values.iter().filter(|value| value.is_whole).cloned().collect();
    match (columns.is_empty(), values.is_empty()) {
        (false, true) => Some(Part::Column(columns)),
        (true, false) => Some(Part::Value(values)),
        (false, false) => Some(Part::Either(columns, values)),
        (true, true) => None,
    }
}

impl Reader<'_> {
    pub(crate) fn part(&self, place: usize) -> Option<&Part> {
        self.parts.get(place)
    }

    pub(crate) fn word(&self, place: usize) -> Option<Word> {
        match self.parts.get(place) {
            Some(Part::Word(word)) => Some(*word),
            _ => None,
        }
    }

    pub(crate) fn is_used(&self, place: usize) -> bool {
        self.used.get(place).copied().unwrap_or(true)
    }

    pub(crate) fn take(&mut self, place: usize) {
        if let Some(used) = self.used.get_mut(place) {
            *used = true;
        }
    }

    pub(crate) fn text(&self, place: usize) -> &str {
        self.items.get(place).map_or("", |item| &item.text)
    }

    /// Returns whether a part has no meaning for what stands on both sides of it.
    pub(crate) fn is_neutral(&self, place: usize) -> bool {
        match self.parts.get(place) {
            Some(Part::Word(word)) => {
                matches!(word, Word::Nothing | Word::Is | Word::Only | Word::Counter | Word::Measure)
            }
            Some(Part::Literal(Literal::Symbol(symbol))) => matches!(*symbol, "=" | "==" | ":"),
            _ => false,
        }
    }

    /// The next part with a meaning.
    pub(crate) fn after(&self, place: usize) -> Option<usize> {
        (place + 1..self.parts.len()).find(|next| !self.is_neutral(*next))
    }

    /// The part with a meaning before this one.
    pub(crate) fn before(&self, place: usize) -> Option<usize> {
        (0..place).rev().find(|before| !self.is_neutral(*before))
    }

    /// The part before this one, with nothing between but particles and "is". A preposition separates: "customers in 2021".
    pub(crate) fn linked_before(&self, place: usize) -> Option<usize> {
        let is_link = |own: &usize| {
            let is_particle = self.items.get(*own).is_some_and(|item| item.is_particle);
            let is_sign = matches!(self.part(*own), Some(Part::Literal(Literal::Symbol("=" | "==" | ":" | "-"))));
            self.word(*own) == Some(Word::Is) || is_sign || is_particle && self.is_neutral(*own)
        };
        (0..place).rev().find(|own| !is_link(own))
    }

    pub(crate) fn number(&self, place: usize) -> Option<f64> {
        match self.parts.get(place) {
            Some(Part::Literal(Literal::Number(number))) => Some(*number),
            _ => None,
        }
    }

    /// The columns of a part that is one.
    pub(crate) fn column(&self, place: usize) -> Option<&[usize]> {
        match self.parts.get(place) {
            Some(Part::Column(places) | Part::Either(places, _)) => Some(places),
            _ => None,
        }
    }

    pub(crate) fn name(&self, column: usize) -> String {
        self.vocabulary.column(column).map(|column| column.name.clone()).unwrap_or_default()
    }

    /// The one column of a part; a question back if there are several.
    pub(crate) fn one(&self, place: usize, columns: &[usize]) -> Result<usize, Refusal> {
        if let [column] = columns {
            return Ok(*column);
        }
        let names = columns.iter().map(|column| self.name(*column)).collect();
        Err(Refusal::ambiguous(self.text(place), names))
    }

    /// Notes a column that was named by a part of its name.
    pub(crate) fn note(&mut self, place: usize, column: usize) {
        let Some(item) = self.items.get(place) else { return };
        // a quoted name is a whole one
        if !item.is_exact && !matches!(item.literal, Some(Literal::Quoted(_))) {
            let remark = Remark::Column { word: item.text.clone(), column: self.name(column) };
            if !self.query.remarks.contains(&remark) {
                self.query.remarks.push(remark);
            }
        }
    }

    pub(crate) fn is_numeric(&self, column: usize) -> bool {
        self.vocabulary.column(column).is_some_and(|column| column.kind.is_numeric())
    }

    fn hindrances(&self) -> Result<(), Refusal> {
        let hindrance = |part: &Part| match part {
            Part::Word(Word::Refuse(hindrance)) => Some(*hindrance),
            Part::Word(Word::Relative(_)) if self.today.is_none() => Some(Hindrance::RelativeTime),
            _ => None,
        };
        let found = self.parts.iter().enumerate().find_map(|(place, part)| Some((place, hindrance(part)?)));
        match found {
            Some((place, hindrance)) => Err(Refusal::hindrance(hindrance, self.text(place))),
            None => Ok(()),
        }
    }

    /// A question with words that nothing explains is not answered.
    fn unknown(&self) -> Result<(), Refusal> {
        let is_quoted = |part: &Part| matches!(part, Part::Literal(Literal::Quoted(_)));
        let has_contains = self.parts.contains(&Part::Word(Word::Contains));
        let is_unknown = |part: &Part| *part == Part::Unknown || is_quoted(part) && !has_contains;
        let places = self.parts.iter().enumerate().filter(|(_, part)| is_unknown(part));
        let words: Vec<String> = places.map(|(place, _)| self.text(place).to_owned()).collect();
        if words.is_empty() {
            return Ok(());
        }
        let mut closest: Vec<String> = Vec::new();
        for name in words.iter().flat_map(|word| self.vocabulary.closest(word)) {
            if !closest.contains(&name) {
                closest.push(name);
            }
        }
        closest.truncate(5);
        Err(Refusal::unknown(words, closest))
    }

    /// Two values of one column at once are no condition that anyone means.
    fn contradictions(&self) -> Result<(), Refusal> {
        let equal = |filter: &Filter| match filter {
            Filter::Condition(own) if matches!(own.operator, Operator::Equal | Operator::In) => {
                Some(own.column.clone())
            }
            _ => None,
        };
        let mut columns: Vec<String> = self.conditions.iter().filter_map(|(_, filter)| equal(filter)).collect();
        columns.sort();
        match columns.windows(2).find(|pair| pair.first() == pair.last()) {
            Some(pair) => Err(Refusal::ambiguous(pair.first().map_or("", String::as_str), columns.clone())),
            None => Ok(()),
        }
    }

    fn operations(&mut self) {
        for place in 0..self.parts.len() {
            match self.word(place) {
                Some(Word::Op(operation)) => {
                    self.take(place);
                    if !self.query.has(operation) {
                        self.query.operations.push(operation);
                    }
                }
                Some(Word::Total) => {
                    self.take(place);
                    self.query.is_total = true;
                }
                Some(Word::FollowUp) => {
                    self.take(place);
                    self.is_follow_up = true;
                }
                _ => {}
            }
        }
    }

    fn finish(mut self) -> Reading {
        self.conditions.sort_by_key(|(place, _)| *place);
        let among = (0..self.parts.len()).rev().find(|place| self.word(*place) == Some(Word::Among));
        let is_share = self.query.has(Operation::Share);
        let first = self.conditions.first().map_or(usize::MAX, |(place, _)| *place);
        let copula = (0..self.parts.len()).find(|place| {
            *place > first
                && self.word(*place) == Some(Word::Is)
                && !self.items.get(*place).is_some_and(|item| item.is_particle)
        });
        if let Some(place) = among.or(copula.filter(|_| is_share)) {
            let before = self.conditions.iter().filter(|(own, _)| *own < place).count();
            self.query.base = (is_share && before > 0 && before < self.conditions.len()).then_some(before);
        }
        self.query.conditions = self.conditions.into_iter().map(|(_, condition)| condition).collect();
        Reading { query: self.query, is_follow_up: self.is_follow_up }
    }
}
