//! What is left of a question: limits, orders and percentages. Anything that has a meaning and no place makes the question refused.

use super::{Part, Reader};
use crate::{
    items::Literal,
    query::Extreme,
    refusal::{Refusal, RefusalKind, quoted},
    words::{Operation, Word},
};
use sisuiq_model::Text;

impl Reader<'_> {
    pub(super) fn leftovers(&mut self) -> Result<(), Refusal> {
        self.orders();
        for place in 0..self.parts.len() {
            if !self.is_used(place) && self.number(place).is_some() {
                self.number_left(place)?;
            }
        }
        let mut unused: Vec<String> = Vec::new();
        for place in 0..self.parts.len() {
            if self.is_used(place) || self.is_ignorable(place) {
                continue;
            }
            match self.word(place) {
                Some(Word::Columns) => self.query.has_columns = true,
                Some(Word::Row) => self.query.has_rows = true,
                _ if self.part(place) == Some(&Part::Row) => self.query.has_rows = true,
                _ => unused.push(self.text(place).to_owned()),
            }
        }
        if unused.is_empty() { Ok(()) } else { Err(unused_words(unused)) }
    }

    fn orders(&mut self) {
        for place in 0..self.parts.len() {
            let extreme = match self.word(place) {
                Some(Word::Top) => Extreme { is_largest: true, is_quantity: true, is_rank: true },
                Some(Word::Bottom) => Extreme { is_largest: false, is_quantity: true, is_rank: true },
                Some(Word::Most) => Extreme { is_largest: true, is_quantity: true, is_rank: false },
                Some(Word::Least) => Extreme { is_largest: false, is_quantity: true, is_rank: false },
                Some(Word::Largest) => Extreme { is_largest: true, is_quantity: false, is_rank: false },
                Some(Word::Smallest) => Extreme { is_largest: false, is_quantity: false, is_rank: false },
                Some(Word::Superlative) => match self.degree_after(place) {
                    Some(extreme) => extreme,
                    None => continue,
                },
                Some(Word::Order(ascending)) if self.query.ascending.is_none() => {
                    self.query.ascending = Some(ascending);
                    self.take(place);
                    continue;
                }
                _ => continue,
            };
            let is_same = self.query.extreme.is_none_or(|own| own.is_largest == extreme.is_largest);
            if is_same {
                self.take(place);
                // "top" gives the number, "most" the measure
                let own = self.query.extreme.unwrap_or(extreme);
                self.query.extreme = Some(Extreme {
                    is_quantity: own.is_quantity && extreme.is_quantity,
                    is_rank: own.is_rank || extreme.is_rank,
                    ..extreme
                });
            }
        }
    }

    /// The adjective of a superlative. Takes it.
    fn degree_after(&mut self, place: usize) -> Option<Extreme> {
        let found = (place + 1..self.parts.len()).find(|next| matches!(self.word(*next), Some(Word::Degree { .. })))?;
        let Some(Word::Degree { is_quantity, is_largest }) = self.word(found) else { return None };
        self.take(found);
        Some(Extreme { is_largest, is_quantity, is_rank: false })
    }

    /// A number that is in no condition: a percentage or a limit.
    fn number_left(&mut self, place: usize) -> Result<(), Refusal> {
        let number = self.number(place).unwrap_or_default();
        let next = place + 1;
        let is_percent = self.word(next) == Some(Word::Percent) || self.symbol_at(next) == Some("%");
        let is_percentile = self.query.has(Operation::Percentile);
        let is_limit = self.query.extreme.is_some()
            || self.query.is_any(&[Operation::Sample, Operation::Sort])
            || matches!(self.word(next), Some(Word::Counter | Word::Row)) && self.query.has(Operation::List);
        let is_whole = number.fract() == 0.0 && (1.0..=1_000.0).contains(&number);
        if (is_percent || is_percentile) && self.query.percent.is_none() {
            self.query.percent = Some(number);
            if is_percent {
                self.take(next);
            }
        } else if is_limit && is_whole && self.query.limit.is_none() {
            self.query.limit = format!("{number}").parse().ok();
        } else {
            return Err(unused_words(vec![self.text(place).to_owned()]));
        }
        self.take(place);
        Ok(())
    }

    fn symbol_at(&self, place: usize) -> Option<&'static str> {
        match self.part(place) {
            Some(Part::Literal(Literal::Symbol(symbol))) => Some(symbol),
            _ => None,
        }
    }

    /// Words without a meaning of their own, and those that only join others.
    fn is_ignorable(&self, place: usize) -> bool {
        let is_after_number = place.checked_sub(1).is_some_and(|before| self.number(before).is_some());
        match self.word(place) {
            Some(
                Word::Nothing
                | Word::Is
                | Word::Only
                | Word::Counter
                | Word::And
                | Word::By
                | Word::Which
                | Word::From
                | Word::Until
                | Word::Between,
            ) => true,
            Some(Word::Ordinal | Word::Percent | Word::Measure) => is_after_number,
            // "얼마 이상": the figure itself is asked for
            Some(Word::After(_)) => place.checked_sub(1).is_some_and(|before| self.text(before) == "얼마"),
            Some(Word::Among) => !self.conditions.is_empty() || self.query.has_rows || self.has_row_before(place),
            _ => self.is_punctuation(place),
        }
    }

    fn has_row_before(&self, place: usize) -> bool {
        (0..place).any(|before| matches!(self.part(before), Some(Part::Row | Part::Word(Word::Row | Word::Total))))
    }
}

fn unused_words(words: Vec<String>) -> Refusal {
    let listed = quoted(&words);
    let text = Text::new(
        format!("질문의 {listed} 부분을 어떻게 쓸지 알 수 없어 답하지 않았습니다. 다르게 적어 주세요."),
        format!("It is not clear what {listed} belongs to, so I have not answered. Put it differently."),
    );
    Refusal { words, ..Refusal::new(RefusalKind::Unsupported, text) }
}
