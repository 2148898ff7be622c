//! Conditions by values of the table's columns.

use super::{Part, Reader};
use crate::{
    items::Literal,
    refusal::Refusal,
    vocabulary::ValueAt,
    words::{Operation, Word},
};
use sisuiq_frames::filter::{Filter, Operator, Scalar};

/// A value of a column in the question.
struct Mention {
    place: usize,
    column: usize,
    values: Vec<Scalar>,
    is_negated: bool,
}

impl Reader<'_> {
    pub(super) fn values(&mut self) -> Result<(), Refusal> {
        self.contained()?;
        let mut mentions: Vec<Mention> = Vec::new();
        for place in 0..self.parts.len() {
            let options = match self.part(place) {
                Some(Part::Value(options)) => options.clone(),
                Some(Part::Either(_, options)) if !self.is_used(place) && self.qualifier(place, options).is_some() => {
                    options.clone()
                }
                _ => continue,
            };
            if self.is_used(place) {
                continue;
            }
            let option = self.chosen(place, &options)?;
            self.take(place);
            let is_negated = self.is_negated(place);
            mentions.push(Mention { place, column: option.place, values: option.values, is_negated });
        }
        self.add_mentions(mentions)
    }

    /// The column directly before a value, if the value is one of it.
    fn qualifier(&self, place: usize, options: &[ValueAt]) -> Option<(usize, usize)> {
        let mut before = self.before(place)?;
        if self.word(before) == Some(Word::Not) {
            before = self.before(before)?;
        }
        let columns = self.column(before)?;
        let fit = columns.iter().find(|column| options.iter().any(|option| option.place == **column))?;
        Some((before, *fit))
    }

    /// The value that is meant of those that have the form: that of the column before it, or the only one.
    fn chosen(&mut self, place: usize, options: &[ValueAt]) -> Result<ValueAt, Refusal> {
        if let Some((before, column)) = self.qualifier(place, options) {
            if !self.is_used(before) {
                self.take(before);
                self.note(before, column);
            }
            let option = options.iter().find(|option| option.place == column);
            return option.cloned().ok_or_else(Refusal::no_operation);
        }
        // a single Latin letter is a value only beside its column
        if self.text(place).len() == 1 {
            return Err(Refusal::unknown(vec![self.text(place).to_owned()], Vec::new()));
        }
        if let [option] = options {
            return Ok(option.clone());
        }
        let names = options.iter().map(|option| format!("{} = {}", self.name(option.place), self.text(place)));
        Err(Refusal::ambiguous(self.text(place), names.collect()))
    }

    /// "이름에 '빛'이 포함된" and "names containing 'x'".
    fn contained(&mut self) -> Result<(), Refusal> {
        for place in 0..self.parts.len() {
            if self.word(place) != Some(Word::Contains) {
                continue;
            }
            let is_text =
                |part: Option<&Part>| matches!(part, Some(Part::Literal(Literal::Quoted(_)) | Part::Value(_)));
            let sides = [self.before(place), self.after(place)];
            let text = sides.into_iter().flatten().find(|side| is_text(self.part(*side)));
            let column = text
                .into_iter()
                .chain([place])
                .filter_map(|side| self.before(side))
                .find(|side| self.column(*side).is_some());
            let (Some(text), Some(side)) = (text, column) else {
                return Err(Refusal::unsupported(
                    "어느 열에 어떤 글자가 포함되는지 열 이름과 따옴표 안의 글자로 적어 주세요.",
                    "Name the column, and write the text that it contains in quotation marks.",
                ));
            };
            let columns = self.column(side).map(<[usize]>::to_vec).unwrap_or_default();
            let column = self.one(side, &columns)?;
            let wanted = match self.part(text) {
                Some(Part::Literal(Literal::Quoted(wanted))) => wanted.clone(),
                _ => self.text(text).to_owned(),
            };
            for own in [place, text, side] {
                self.take(own);
            }
            self.note(side, column);
            self.conditions.push((side, Filter::of(self.name(column), Operator::Contains, Some(Scalar::Text(wanted)))));
        }
        Ok(())
    }

    /// Adds conditions; values of one column that "and" joins are alternatives.
    fn add_mentions(&mut self, mentions: Vec<Mention>) -> Result<(), Refusal> {
        let mut groups: Vec<Vec<Mention>> = Vec::new();
        for mention in mentions {
            let group = groups.iter_mut().find(|group| {
                group
                    .first()
                    .is_some_and(|first| first.column == mention.column && first.is_negated == mention.is_negated)
            });
            let Some(group) = group else {
                groups.push(vec![mention]);
                continue;
            };
            let last = group.last().map_or(0, |last| last.place);
            let is_joint = |place: usize| {
                let is_word = matches!(self.word(place), Some(Word::And | Word::Or | Word::Op(Operation::Compare)));
                self.is_neutral(place) || is_word || self.is_punctuation(place)
            };
            if !(last + 1..mention.place).all(is_joint) || last + 1 == mention.place {
                return Err(Refusal::unsupported(
                    "같은 열의 값을 여러 개 쓰려면 '와', '과'나 쉼표로 이어 주세요.",
                    "Join several values of one column by 'and' or commas.",
                ));
            }
            (last + 1..mention.place)
                .filter(|own| self.word(*own) == Some(Word::Or))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|own| self.take(own));
            group.push(mention);
        }
        for group in groups {
            let Some(first) = group.first() else { continue };
            let (place, name, is_negated) = (first.place, self.name(first.column), first.is_negated);
            let values: Vec<Scalar> = group.into_iter().flat_map(|mention| mention.values).collect();
            self.conditions.push((place, condition(name, values, is_negated)));
        }
        Ok(())
    }
}

fn condition(name: String, mut values: Vec<Scalar>, is_negated: bool) -> Filter {
    let (one, many) = if values.len() == 1 { (values.pop(), None) } else { (None, Some(Scalar::List(values))) };
    let is_one = one.is_some();
    let operator = match (is_one, is_negated) {
        (true, false) => Operator::Equal,
        (true, true) => Operator::NotEqual,
        (false, _) => Operator::In,
    };
    let filter = Filter::of(name, operator, one.or(many));
    if is_negated && !is_one { Filter::Not(sisuiq_frames::filter::NotOf { not: Box::new(filter) }) } else { filter }
}
