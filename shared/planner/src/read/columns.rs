//! Columns that are groups, yes-or-no conditions, or measures.

use super::{Part, Reader};
use crate::{
    items::Literal,
    refusal::Refusal,
    words::{Operation, Word},
};
use sisuiq_frames::filter::{Filter, NotOf, Operator};

/// Operations that describe a column of yes and no, rather than choose rows by it.
const DESCRIBING: [Operation; 8] = [
    Operation::Unique,
    Operation::Distribution,
    Operation::Describe,
    Operation::CrossTab,
    Operation::Missing,
    Operation::MissingPattern,
    Operation::Compare,
    Operation::Correlation,
];

impl Reader<'_> {
    /// Finds the columns that are groups: those after "by" and before 별.
    pub(super) fn mark_groups(&mut self) -> Result<(), Refusal> {
        for place in 0..self.parts.len() {
            match self.word(place) {
                Some(Word::Each) => {
                    self.take(place);
                    let before = place.checked_sub(1);
                    if let Some(before) = before.filter(|before| self.column(*before).is_some()) {
                        self.add_group(before)?;
                    } else if let Some(unit) = before.and_then(|before| self.unit(before)) {
                        self.take(place - 1);
                        self.add_unit(unit)?;
                    } else {
                        return Err(Refusal::unknown(vec![self.text_around(place)], Vec::new()));
                    }
                }
                Some(Word::ByUnit(unit)) => {
                    self.take(place);
                    self.add_unit(unit)?;
                    self.mark_joined(place)?;
                }
                Some(Word::By | Word::Which) => self.mark_following(place)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The columns after "by": one, and those that "and" joins to it.
    fn mark_following(&mut self, place: usize) -> Result<(), Refusal> {
        self.take(place);
        let mut next = self.after(place);
        while let Some(found) = next {
            if let Some(unit) = self.unit(found) {
                self.take(found);
                self.add_unit(unit)?;
                return self.mark_joined(found);
            }
            let Some(columns) = self.column(found) else { return Ok(()) };
            let is_order = self.query.is_any(&[Operation::Sort]) || self.has_rank();
            if is_order && columns.iter().all(|column| self.is_numeric(*column)) {
                return Ok(());
            }
            self.add_group(found)?;
            next = self.after(found).filter(|next| self.word(*next) == Some(Word::And)).and_then(|and| self.after(and));
        }
        Ok(())
    }

    /// Another unit of time or column of texts that "and" joins to a unit of time.
    fn mark_joined(&mut self, place: usize) -> Result<(), Refusal> {
        let and = self.after(place).filter(|next| self.word(*next) == Some(Word::And));
        let Some(next) = and.and_then(|and| self.after(and)) else { return Ok(()) };
        if let Some(unit) = self.unit(next) {
            self.take(next);
            return self.add_unit(unit);
        }
        match self.column(next) {
            Some(columns) if !columns.iter().any(|column| self.is_numeric(*column)) => self.add_group(next),
            _ => Ok(()),
        }
    }

    fn has_rank(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Word(Word::Top | Word::Bottom)))
    }

    fn add_group(&mut self, place: usize) -> Result<(), Refusal> {
        let columns = self.column(place).map(<[usize]>::to_vec).unwrap_or_default();
        let column = self.one(place, &columns)?;
        if !self.is_used(place) {
            self.take(place);
            self.note(place, column);
            self.groups.push((place, column));
        }
        Ok(())
    }

    fn text_around(&self, place: usize) -> String {
        let before = place.checked_sub(1).map_or("", |before| self.text(before));
        format!("{before}{}", self.text(place))
    }

    /// The columns that are left: conditions of yes and no, missing values, and measures.
    pub(super) fn columns(&mut self) -> Result<(), Refusal> {
        for place in 0..self.parts.len() {
            if self.is_used(place) {
                continue;
            }
            if let Some(Part::Either(columns, values)) = self.part(place) {
                let names = columns.iter().chain(values.iter().map(|value| &value.place));
                let names = names.map(|column| self.name(*column)).collect();
                return Err(Refusal::ambiguous(self.text(place), names));
            }
            let Some(columns) = self.column(place).map(<[usize]>::to_vec) else { continue };
            let column = self.one(place, &self.done(place, columns))?;
            self.take(place);
            self.note(place, column);
            if !self.add_condition(place, column) {
                let name = self.name(column);
                if !self.query.columns.contains(&name) {
                    self.query.columns.push(name);
                }
            }
        }
        self.query.groups = self.groups.iter().map(|(_, column)| self.name(*column)).collect();
        Ok(())
    }

    /// Of several columns the one of yes and no, if the word says that something is done: CCTV가 설치된.
    fn done(&self, place: usize, columns: Vec<usize>) -> Vec<usize> {
        let is_done = self.items.get(place + 1).is_some_and(|next| next.is_particle && next.text.starts_with('된'));
        let is_yes_no = |column: &usize| self.vocabulary.column(*column).is_some_and(|column| column.yes_no.is_some());
        let found: Vec<usize> = columns.iter().copied().filter(is_yes_no).collect();
        if is_done && found.len() == 1 { found } else { columns }
    }

    /// A condition that a column makes alone.
    fn add_condition(&mut self, place: usize, column: usize) -> bool {
        let name = self.name(column);
        let next = self.after(place);
        let word = next.and_then(|next| self.word(next));
        if let (Some(next), Some(word @ (Word::Empty | Word::Present))) = (next, word) {
            self.take(next);
            let missing = Filter::of(name, Operator::IsMissing, None);
            let is_empty = word == Word::Empty;
            let filter = if is_empty { missing } else { Filter::Not(NotOf { not: Box::new(missing) }) };
            self.conditions.push((place, filter));
            return true;
        }
        let Some([yes, no]) = self.vocabulary.column(column).and_then(|column| column.yes_no.clone()) else {
            return false;
        };
        if self.query.is_any(&DESCRIBING)
            || self.query.operations.is_empty() && !self.query.has_rows && !self.is_follow_up
        {
            return false;
        }
        let value = if self.is_negated(place) { no } else { yes };
        self.conditions.push((place, Filter::of(name, Operator::Equal, Some(value))));
        true
    }

    /// Returns whether a part is negated by the word after it, or before it in English. Takes the word.
    pub(super) fn is_negated(&mut self, place: usize) -> bool {
        if let Some(next) =
            self.after(place).filter(|next| self.word(*next) == Some(Word::Without) && !self.is_used(*next))
        {
            self.take(next);
            return true;
        }
        let before =
            self.before(place).filter(|before| self.word(*before) == Some(Word::Not) && !self.is_used(*before));
        if let Some(before) = before {
            self.take(before);
        }
        before.is_some()
    }

    /// Returns whether a part is punctuation.
    pub(super) fn is_punctuation(&self, place: usize) -> bool {
        matches!(self.part(place), Some(Part::Literal(Literal::Symbol("," | "?" | "." | ":" | "=" | "=="))))
    }
}
