//! Conditions that compare a column of numbers.

use super::{Part, Reader};
use crate::{
    items::{Gap, Literal},
    query::Remark,
    refusal::Refusal,
    text::is_hangul,
    words::Word,
};
use sisuiq_frames::filter::{Filter, Operator, Scalar};
use sisuiq_model::Text;

/// A number with what belongs to it.
struct Figure {
    value: f64,
    /// The item after the number and its units.
    end: usize,
    /// A unit of measurement.
    unit: Option<String>,
}

impl Reader<'_> {
    pub(super) fn comparisons(&mut self) -> Result<(), Refusal> {
        let mut last: Option<(usize, usize)> = None;
        for place in 0..self.parts.len() {
            if self.is_used(place) || self.number(place).is_none() {
                continue;
            }
            let figure = self.figure(place);
            let found = if let Some(range) = self.range(place, &figure)? {
                Some(range)
            } else if self.compares_rows(place, figure.value, figure.end)? {
                None
            } else if let Some(operator) = self.operator(place, &figure) {
                Some(self.compared(place, &figure, operator, last)?)
            } else {
                self.equality(place, &figure)?
            };
            if let Some((column, end)) = found {
                last = Some((column, end));
            }
        }
        Ok(())
    }

    fn figure(&self, place: usize) -> Figure {
        let (mut value, mut end, mut unit) = (self.number(place).unwrap_or_default(), place + 1, None);
        // a minus sign follows nothing that it could subtract from
        let is_minus = place.checked_sub(1).is_some_and(|before| self.symbol(before) == Some("-"))
            && place.checked_sub(2).is_none_or(|before| self.number(before).is_none());
        if is_minus {
            value = -value;
        }
        loop {
            match self.word(end) {
                Some(Word::Scale(scale)) => value *= f64::from(scale),
                Some(Word::Measure) => unit = Some(crate::text::key(self.text(end))),
                Some(Word::Counter) => {}
                _ => break,
            }
            end += 1;
        }
        Figure { value, end, unit }
    }

    fn symbol(&self, place: usize) -> Option<&'static str> {
        match self.part(place) {
            Some(Part::Literal(Literal::Symbol(symbol))) => Some(symbol),
            _ => None,
        }
    }

    /// The comparison of a number, by the word after it or before it. Takes the words.
    fn operator(&mut self, place: usize, figure: &Figure) -> Option<Operator> {
        let next = self.after(figure.end - 1);
        if let Some(next) = next
            && let Some(Word::After(operator) | Word::TimeAfter(operator)) = self.word(next)
        {
            (place..=next).for_each(|own| self.take(own));
            return Some(operator);
        }
        let mut before = place.checked_sub(1)?;
        if self.symbol(before) == Some("-") {
            self.take(before);
            before = before.checked_sub(1)?;
        }
        let operator = match (self.word(before), self.symbol(before)) {
            (Some(Word::Before(operator) | Word::TimeBefore(operator)), _) => operator,
            (_, Some(">")) => Operator::Greater,
            (_, Some("<")) => Operator::Less,
            (_, Some(">=" | "≥")) => Operator::GreaterOrEqual,
            (_, Some("<=" | "≤")) => Operator::LessOrEqual,
            (_, Some("!=" | "≠")) => Operator::NotEqual,
            _ => return None,
        };
        (before..figure.end).for_each(|own| self.take(own));
        Some(operator)
    }

    fn compared(
        &mut self,
        place: usize,
        figure: &Figure,
        operator: Operator,
        last: Option<(usize, usize)>,
    ) -> Result<(usize, usize), Refusal> {
        let end = self.last_taken(figure.end);
        let before = self.used.clone();
        // "60 이상 80 이하": the second comparison is of the same column
        let column = match self.near_column(place, end)? {
            Some(column) => column,
            None => match last.filter(|(_, before)| self.is_joined(*before, place)) {
                Some((column, _)) => column,
                None => return Err(self.without_column(place)),
            },
        };
        let taken = (0..self.parts.len()).find(|own| self.is_used(*own) && before.get(*own) == Some(&false));
        if let Some(named) = taken
            && self.compares_statistic((named, column), operator, figure.value)?
        {
            return Ok((column, end));
        }
        self.add_comparison(place, column, operator, figure)?;
        Ok((column, end))
    }

    fn last_taken(&self, from: usize) -> usize {
        let mut end = from;
        while end < self.parts.len() && (self.is_used(end) || self.is_neutral(end)) {
            end += 1;
        }
        end
    }

    fn is_joined(&self, from: usize, to: usize) -> bool {
        (from..to).all(|place| {
            self.is_used(place)
                || self.is_neutral(place)
                || self.word(place) == Some(Word::And)
                || self.is_punctuation(place)
        })
    }

    fn without_column(&self, place: usize) -> Refusal {
        let text = Text::new(
            format!("'{}' 값을 어느 열과 비교할지 적어 주세요.", self.text(place)),
            format!("Name the column that is compared with '{}'.", self.text(place)),
        );
        let numeric = self.vocabulary.columns.iter().filter(|column| column.kind.is_numeric());
        let candidates = numeric.map(|column| column.name.clone()).take(10).collect();
        Refusal {
            text: Box::new(text),
            words: vec![self.text(place).to_owned()],
            ..Refusal::missing_column(candidates)
        }
    }

    /// The column of numbers directly before or after a comparison. Takes it.
    fn near_column(&mut self, place: usize, end: usize) -> Result<Option<usize>, Refusal> {
        let mut before = place;
        while let Some(next) = before.checked_sub(1) {
            before = next;
            let is_passed = self.is_used(before) && self.column(before).is_none() || self.is_neutral(before);
            if !is_passed {
                break;
            }
        }
        if before < place
            && let Some(column) = self.take_numeric(before)?
        {
            return Ok(Some(column));
        }
        let next = (end..self.parts.len()).find(|next| !self.is_neutral(*next) && !self.is_used(*next));
        match next.filter(|next| (end..*next).all(|between| self.is_neutral(between))) {
            Some(next) => self.take_numeric(next),
            None => Ok(None),
        }
    }

    /// Takes a part that is a column of numbers.
    fn take_numeric(&mut self, place: usize) -> Result<Option<usize>, Refusal> {
        if self.is_used(place) {
            return Ok(None);
        }
        let Some(columns) = self.column(place).map(<[usize]>::to_vec) else { return Ok(None) };
        let numeric: Vec<usize> = columns.iter().copied().filter(|column| self.is_numeric(*column)).collect();
        if numeric.is_empty() {
            return Ok(None);
        }
        let column = self.one(place, &numeric)?;
        self.take(place);
        self.note(place, column);
        Ok(Some(column))
    }

    /// "between 20 and 30", "20~30" and "20에서 30 사이".
    fn range(&mut self, place: usize, figure: &Figure) -> Result<Option<(usize, usize)>, Refusal> {
        let before = self.before(place);
        let is_between = before.is_some_and(|before| matches!(self.word(before), Some(Word::Between | Word::From)));
        let joint = (figure.end..self.parts.len()).find(|next| !self.is_neutral(*next) || self.text(*next) == "에서");
        let Some(joint) = joint else { return Ok(None) };
        let is_range = matches!(self.symbol(joint), Some("~" | "-"))
            || self.text(joint) == "에서"
            || matches!(self.word(joint), Some(Word::From | Word::Until))
            || is_between && self.word(joint) == Some(Word::And);
        let second = joint + 1;
        if !is_range || self.number(second).is_none() || self.is_used(second) {
            return Ok(None);
        }
        let other = self.figure(second);
        let mut end = other.end;
        if let Some(closing) =
            self.after(end - 1).filter(|next| matches!(self.word(*next), Some(Word::Between | Word::Until)))
        {
            self.take(closing);
            end = closing + 1;
        }
        (place..end).for_each(|own| self.take(own));
        if let Some(before) = before.filter(|_| is_between) {
            self.take(before);
        }
        let Some(column) = self.near_column(place, end)? else { return Err(self.without_column(place)) };
        let high =
            Figure { value: if symbol_minus(self.symbol(joint)) { other.value.abs() } else { other.value }, ..other };
        self.add_comparison(place, column, Operator::GreaterOrEqual, figure)?;
        self.add_comparison(place, column, Operator::LessOrEqual, &high)?;
        Ok(Some((column, end)))
    }

    /// A number directly behind a column of numbers: "제한속도가 30인".
    fn equality(&mut self, place: usize, figure: &Figure) -> Result<Option<(usize, usize)>, Refusal> {
        let is_other =
            |word: Option<Word>| matches!(word, Some(Word::Percent | Word::Row | Word::Ordinal | Word::Op(_)));
        if is_other(self.word(figure.end)) || self.symbol(figure.end) == Some("%") {
            return Ok(None);
        }
        let Some(before) = self.linked_before(place) else { return Ok(None) };
        // "units2" and "units²" are no comparisons
        let is_part_of_name = before + 1 == place
            && self.items.get(place).is_some_and(|item| item.gap == Gap::Nothing)
            && !self.text(before).ends_with(is_hangul);
        if is_part_of_name {
            return Ok(None);
        }
        let Some(column) = self.take_numeric(before)? else { return Ok(None) };
        (place..figure.end).for_each(|own| self.take(own));
        let is_negated = self.is_negated(figure.end - 1);
        let operator = if is_negated { Operator::NotEqual } else { Operator::Equal };
        self.add_comparison(place, column, operator, figure)?;
        Ok(Some((column, figure.end)))
    }

    fn add_comparison(
        &mut self,
        place: usize,
        column: usize,
        operator: Operator,
        figure: &Figure,
    ) -> Result<(), Refusal> {
        let name = self.name(column);
        let own = self.vocabulary.column(column).and_then(|column| column.unit.clone());
        match (&figure.unit, own) {
            (Some(unit), Some(own)) if *unit != own => {
                return Err(Refusal::unfit(
                    &name,
                    &format!("단위가 '{own}'입니다. 그 단위로 적어 주세요."),
                    &format!("has the unit '{own}'. Write the number in that unit."),
                ));
            }
            (Some(unit), None) => self.query.remarks.push(Remark::Unit(unit.clone())),
            _ => {}
        }
        self.conditions.push((place, Filter::of(name, operator, Some(scalar(figure.value)))));
        Ok(())
    }
}

fn symbol_minus(symbol: Option<&str>) -> bool {
    symbol == Some("-")
}

/// A number as a whole one where it is one.
pub(crate) fn scalar(value: f64) -> Scalar {
    let written = format!("{value}");
    written.parse().map_or(Scalar::Number(value), Scalar::Integer)
}
