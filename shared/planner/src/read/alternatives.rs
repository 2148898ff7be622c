//! Several times of one column.

use super::{Part, Reader};
use crate::{
    items::{Gap, Literal},
    refusal::Refusal,
    words::{Operation, Word},
};
use sisuiq_frames::filter::{AnyOf, Filter, Operator, Scalar};

impl Reader<'_> {
    /// Several times of one column are alternatives if "and" joins them.
    pub(super) fn join_times(&mut self, ends: &[(usize, usize)]) -> Result<(), Refusal> {
        let [(first, _), rest @ ..] = ends else { return Ok(()) };
        if rest.is_empty() {
            return Ok(());
        }
        let is_joint = |own: usize| {
            matches!(self.word(own), Some(Word::And | Word::Or | Word::Op(Operation::Compare)))
                || self.is_neutral(own)
                || self.is_punctuation(own)
        };
        let are_joined = ends.windows(2).all(|pair| match pair {
            [(_, end), (next, _)] => (*end..*next).all(is_joint),
            _ => false,
        });
        // "2020-01-01/2020-03-01" may be a period as well
        let is_slash = |(next, _): &&(usize, usize)| {
            let is_date = matches!(self.part(*next), Some(Part::Literal(Literal::Date(_))));
            is_date && self.items.get(*next).is_some_and(|item| item.gap == Gap::Sign('/'))
        };
        let are_joined = are_joined && !rest.iter().any(|own| is_slash(&own));
        let is_time = |place: &usize| ends.iter().any(|(own, _)| own == place);
        let mut alternatives: Vec<Filter> = Vec::new();
        for (place, _) in ends {
            let own = self.conditions.iter().filter(|(other, _)| other == place).map(|(_, filter)| filter.clone());
            alternatives.extend(crate::compose::all(own.collect()));
        }
        let columns: Vec<Option<String>> = alternatives.iter().map(column_of).collect();
        if !are_joined || columns.windows(2).any(|pair| pair.first() != pair.last()) {
            return Err(Refusal::unsupported(
                "시기를 여러 개 쓰려면 '와', '과'나 쉼표로 이어 주세요.",
                "Join several times by 'and' or commas.",
            ));
        }
        self.conditions.retain(|(place, _)| !is_time(place));
        for (_, end) in ends {
            (*end..self.parts.len())
                .take_while(|own| self.word(*own) == Some(Word::Or))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|own| self.take(own));
        }
        self.conditions.push((*first, alternative(alternatives)));
        Ok(())
    }
}

/// The column of a condition or of all its parts.
fn column_of(filter: &Filter) -> Option<String> {
    match filter {
        Filter::Condition(own) => Some(own.column.clone()),
        Filter::All(all) => all.all.first().and_then(column_of),
        _ => None,
    }
}

/// One of several conditions: a list if all are equalities.
fn alternative(alternatives: Vec<Filter>) -> Filter {
    let value = |filter: &Filter| match filter {
        Filter::Condition(own) if own.operator == Operator::Equal => own.value.clone(),
        _ => None,
    };
    let values: Option<Vec<Scalar>> = alternatives.iter().map(value).collect();
    let column = alternatives.first().and_then(column_of);
    match (values, column) {
        (Some(values), Some(column)) => Filter::of(column, Operator::In, Some(Scalar::List(values))),
        _ => Filter::Any(AnyOf { any: alternatives }),
    }
}
