//! Comparisons of the figures of groups: "districts with more than 10 accidents".

use super::{Part, Reader};
use crate::{
    query::Having,
    refusal::Refusal,
    words::{Operation, TimeUnit, Word},
};
use sisuiq_frames::filter::Operator;

impl Reader<'_> {
    /// A comparison of a number with the number of rows: "more than 10 accidents", "사고가 10건 이상", "건수가 10 이상". `end` is the item
    /// after the number and its units. Takes its parts.
    pub(super) fn compares_rows(&mut self, place: usize, value: f64, end: usize) -> Result<bool, Refusal> {
        let is_row = |own: &Self, place: usize| matches!(own.part(place), Some(Part::Row | Part::Word(Word::Row)));
        let counter = self.after(end - 1).filter(|next| is_row(self, *next));
        let trailing = self.after(counter.unwrap_or(end - 1)).and_then(|next| match self.word(next) {
            Some(Word::After(operator) | Word::TimeAfter(operator)) => Some((next, operator)),
            _ => None,
        });
        let leading = place.checked_sub(1).and_then(|before| match self.word(before) {
            Some(Word::Before(operator)) => Some((before, operator)),
            _ => None,
        });
        let Some((comparison, operator)) = trailing.or(leading) else { return Ok(false) };
        let start = if trailing.is_some() { place } else { comparison };
        let compared = self.linked_before(start);
        let is_count = compared.is_some_and(|own| self.word(own) == Some(Word::Op(Operation::Count)));
        let is_row_before = compared.is_some_and(|own| is_row(self, own));
        let has_column = compared.is_some_and(|own| self.column(own).is_some());
        // "10 or more accidents"; in Korean the noun after a comparison is what it describes
        let is_english = self.text(comparison).is_ascii();
        let noun = self.after(comparison.max(end - 1)).filter(|next| is_english && is_row(self, *next));
        if has_column || !(is_count || is_row_before || counter.is_some() || noun.is_some()) {
            return Ok(false);
        }
        self.set_having(Having { operator, value, of_rows: true })?;
        let own = [compared.filter(|_| is_count || is_row_before), counter, noun.filter(|_| counter.is_none())];
        own.into_iter().flatten().chain([comparison]).chain(place..end).for_each(|own| self.take(own));
        if let Some(compared) = compared.filter(|_| is_count) {
            self.take_nouns_before(compared);
            self.drop_count(compared);
        }
        Ok(true)
    }

    /// The nouns for rows that a count belongs to: 사고 건수.
    fn take_nouns_before(&mut self, place: usize) {
        if let Some(before) = self.before(place).filter(|before| self.part(*before) == Some(&Part::Row)) {
            self.take(before);
        }
    }

    /// The count is what is compared, not what is asked for, unless it is asked for elsewhere too.
    fn drop_count(&mut self, place: usize) {
        let is_count = |own: &usize| self.word(*own) == Some(Word::Op(Operation::Count));
        if !(0..self.parts.len()).any(|own| own != place && is_count(&own)) {
            self.query.operations.retain(|own| *own != Operation::Count);
        }
    }

    /// A comparison of a statistic: "total deaths over 10". The statistic is next to the column. Returns whether it is one.
    pub(super) fn compares_statistic(
        &mut self,
        (place, column): (usize, usize),
        operator: Operator,
        value: f64,
    ) -> Result<bool, Refusal> {
        let is_statistic = |own: Option<usize>| {
            own.and_then(|own| self.word(own)).is_some_and(|word| match word {
                Word::Op(operation) => crate::compose::AGGREGATES.contains(&operation),
                word => word == Word::Total,
            })
        };
        if !is_statistic(self.before(place)) && !is_statistic(self.after(place)) {
            return Ok(false);
        }
        self.set_having(Having { operator, value, of_rows: false })?;
        let name = self.name(column);
        if !self.query.columns.contains(&name) {
            self.query.columns.push(name);
        }
        Ok(true)
    }

    fn set_having(&mut self, having: Having) -> Result<(), Refusal> {
        if self.query.having.replace(having).is_some() { Err(Refusal::several()) } else { Ok(()) }
    }

    /// A unit of time of which some are wanted, as in "months with more than 10 accidents", is one of groups.
    pub(super) fn units_of_compared_groups(&mut self) -> Result<(), Refusal> {
        if self.query.having.is_none() {
            return Ok(());
        }
        for place in 0..self.parts.len() {
            let is_after_number = place.checked_sub(1).is_some_and(|before| self.number(before).is_some());
            if let Some(unit) = self.unit(place).filter(|_| !self.is_used(place) && !is_after_number) {
                self.take(place);
                self.add_unit(unit)?;
            }
        }
        Ok(())
    }

    /// The unit of time that a part stands for.
    pub(super) fn unit(&self, place: usize) -> Option<TimeUnit> {
        match self.word(place) {
            Some(Word::Unit(unit)) => Some(unit),
            Some(Word::Quarter) => Some(TimeUnit::Quarter),
            _ => None,
        }
    }

    /// Adds a unit of time of groups.
    pub(super) fn add_unit(&mut self, unit: TimeUnit) -> Result<(), Refusal> {
        match (self.query.unit, self.query.second_unit) {
            (Some(own), _) if own == unit => {}
            (None, _) => self.query.unit = Some(unit),
            (Some(_), None) => self.query.second_unit = Some(unit),
            (Some(_), Some(own)) if own == unit => {}
            _ => {
                return Err(Refusal::unsupported(
                    "시간 단위는 두 개까지 쓸 수 있습니다.",
                    "At most two units of time can be used.",
                ));
            }
        }
        Ok(())
    }
}
