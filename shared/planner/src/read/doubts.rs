//! Questions whose words fit a plan, although it would answer another question. They are refused.

use super::{Part, Reader};
use crate::{
    items::{Gap, Literal},
    refusal::Refusal,
    text::is_hangul,
    vocabulary::Role,
    words::{Operation, Word},
};

/// What stands before a value in a condition.
const LINKS: [&str; 12] = ["for", "where", "is", "are", "was", "were", "of", "with", "and", "or", "equals", "equal to"];

/// What a share may be of.
#[derive(Clone, Copy, PartialEq)]
enum Operand {
    Condition,
    Group,
}

impl Reader<'_> {
    /// A word of the language that is a value of the table too, where a value may stand: "units for A".
    pub(super) fn words_as_values(&self) -> Result<(), Refusal> {
        let is_korean = self.items.iter().any(|item| item.text.chars().any(is_hangul));
        for (place, item) in self.items.iter().enumerate() {
            let whole: Vec<_> = item.values.iter().filter(|value| value.is_whole).collect();
            if item.is_particle || whole.is_empty() || !matches!(self.part(place), Some(Part::Word(_))) {
                continue;
            }
            let before = place.checked_sub(1);
            let is_linked = before.is_some_and(|before| {
                let is_sign = matches!(self.part(before), Some(Part::Literal(Literal::Symbol("=" | "==" | ":"))));
                let is_own =
                    self.column(before).is_some_and(|columns| whole.iter().any(|own| columns.contains(&own.place)));
                is_sign || is_own || LINKS.contains(&self.text(before))
            });
            let is_foreign = is_korean && !item.text.chars().any(is_hangul);
            if is_linked || is_foreign {
                let text = self.text(place);
                let candidates = whole.iter().map(|own| format!("{} = '{text}'", self.name(own.place))).collect();
                return Err(Refusal::ambiguous(text, candidates));
            }
        }
        Ok(())
    }

    /// Calculations with several columns, and figures of figures: the maximum of sums.
    pub(super) fn calculations(&self) -> Result<(), Refusal> {
        if (0..self.parts.len()).any(|place| self.is_calculation(place)) {
            return Err(Refusal::unsupported(
                "열끼리, 또는 열과 수로 계산할 수는 없습니다. 한 열의 값을 물어보거나, 여러 열의 값을 따로 보려면 '와', '과'로 이어 주세요.",
                "Calculations between columns, or of a column and a number, are not supported. Ask for the figures of one column, or join columns by 'and' for the figures of each.",
            ));
        }
        let is_product = (0..self.parts.len()).any(|place| {
            let is_column = |own: Option<usize>| own.is_some_and(|own| matches!(self.part(own), Some(Part::Column(_))));
            matches!(self.text(place), "time" | "times")
                && self.word(place) == Some(Word::Counter)
                && is_column(place.checked_sub(1))
                && (place + 1..self.parts.len())
                    .find(|next| !self.is_measure(*next))
                    .is_some_and(|next| is_column(Some(next)))
        });
        let is_nested = (0..self.parts.len()).any(|place| self.is_measure(place) && self.is_of_measure(place));
        if is_product || is_nested {
            return Err(Refusal::unsupported(
                "계산한 값을 다시 계산하거나 열끼리 계산할 수는 없습니다. 한 열의 값을 하나씩 물어보세요.",
                "Figures of figures, and calculations with several columns, are not possible. Ask for the figures of one column.",
            ));
        }
        Ok(())
    }

    /// Returns whether a sign between a column of numbers and another one or a number stands at or before a part.
    fn is_calculation(&self, place: usize) -> bool {
        let Some(item) = self.items.get(place) else { return false };
        let symbol = match self.part(place) {
            Some(Part::Literal(Literal::Symbol(symbol))) => Some(*symbol),
            _ => None,
        };
        let is_minus = symbol == Some("-") && item.gap == Gap::Nothing;
        let is_sign = matches!(symbol, Some("*" | "+" | "×" | "÷"));
        // "max - min"; a slash joins figures as "and" does
        if item.gap == Gap::Sign('-')
            && self.is_measure(place)
            && self.before(place).is_some_and(|before| self.is_measure(before))
        {
            return true;
        }
        let is_per = self.text(place) == "per" && self.word(place) == Some(Word::By);
        let right = match (item.gap, is_minus || is_sign || is_per) {
            (_, true) => place + 1,
            (Gap::Sign(_), false) => place,
            _ => return false,
        };
        let left = (0..place).rev().find(|own| !self.is_beside_operand(*own));
        let right = (right..self.parts.len()).find(|own| !self.is_beside_operand(*own));
        let (Some(left), Some(right)) = (left, right) else { return false };
        // a year after a hyphen says when: "deaths - 2013"
        let is_number = |own: usize| self.number(own).is_some() && (is_sign || self.span(own).is_none());
        self.is_quantity(left) && (self.is_quantity(right) || is_number(right) && !is_per)
            || is_sign && is_number(left) && self.is_quantity(right)
    }

    /// Returns whether a part is a column of numbers that are no times.
    fn is_quantity(&self, place: usize) -> bool {
        let is = |column: &usize| {
            self.vocabulary.column(*column).is_some_and(|own| {
                let is_time = |role: &Role| !matches!(role, Role::Count);
                own.kind.is_numeric() && !own.roles.iter().any(is_time)
            })
        };
        self.column(place).is_some_and(|columns| columns.iter().any(is))
    }

    /// What may stand between an operand and its sign: "the mean of", 합계.
    fn is_beside_operand(&self, place: usize) -> bool {
        self.is_neutral(place)
            || self.is_measure(place)
            || matches!(self.word(place), Some(Word::Total | Word::Op(Operation::Count)))
    }

    fn is_measure(&self, place: usize) -> bool {
        use Operation::{Max, Mean, Median, Min, Std, Sum};
        matches!(self.word(place), Some(Word::Op(Sum | Mean | Min | Max | Median | Std)))
    }

    /// Returns whether a figure is one of another figure: "maximum of the monthly sums", "합계의 최댓값".
    fn is_of_measure(&self, place: usize) -> bool {
        let mut is_of = self.text(place).ends_with(" of");
        for next in place + 1..self.parts.len() {
            if self.is_measure(next) {
                return is_of;
            }
            is_of |= matches!(self.text(next), "of" | "의");
            let is_between = self.is_neutral(next)
                || matches!(
                    self.word(next),
                    Some(Word::ByUnit(_) | Word::Unit(_) | Word::Total | Word::By | Word::Each)
                );
            if !is_between {
                return false;
            }
        }
        false
    }

    /// A column of the row with the largest value: "사망자수가 가장 많은 사고의 시군구". What could be computed are sums by that column.
    pub(super) fn columns_of_extreme_rows(&self) -> Result<(), Refusal> {
        let is_extreme = |place: usize| {
            let word = self.word(place);
            matches!(word, Some(Word::Most | Word::Least | Word::Largest | Word::Smallest | Word::Degree { .. }))
        };
        let is_row = |place: usize| self.word(place) == Some(Word::Row) || self.part(place) == Some(&Part::Row);
        for place in (0..self.parts.len()).filter(|place| is_extreme(*place)) {
            let (row, of) = (place + 1, place + 2);
            let is_of = self.items.get(of).is_some_and(|item| item.is_particle && item.text == "의");
            if is_row(row) && is_of && self.after(of).is_some_and(|column| self.column(column).is_some()) {
                return Err(Refusal::unsupported(
                    "값이 가장 크거나 작은 행의 다른 열만 따로 구할 수는 없습니다. 그 행의 목록을 물어보세요. 예: '사망자수가 가장 많은 사고 1건'.",
                    "A column of the row with the largest or smallest value is not computed alone. Ask for the row: 'top 1 row by deaths'.",
                ));
            }
        }
        Ok(())
    }

    /// The share of a condition within each group. What could be computed is the share of each group among the rows of the condition.
    pub(super) fn shares_within_groups(&self) -> Result<(), Refusal> {
        let has_groups = !self.groups.is_empty()
            || self.parts.iter().enumerate().any(|(place, _)| self.operand(place) == Some(Operand::Group));
        if self.conditions.is_empty() || !has_groups {
            return Ok(());
        }
        for place in (0..self.parts.len()).filter(|place| self.word(*place) == Some(Word::Op(Operation::Share))) {
            let is_korean = self.text(place).chars().any(is_hangul);
            let before = (0..place).rev().find_map(|own| self.operand(own));
            let after = (place + 1..self.parts.len()).find_map(|own| self.operand(own));
            let beside = place.checked_sub(1).and_then(|own| self.operand(own));
            let of = if is_korean { before } else { beside.filter(|own| *own == Operand::Condition).or(after) };
            if of == Some(Operand::Condition) {
                return Err(Refusal::unsupported(
                    "그룹마다 조건에 맞는 행의 비율은 구할 수 없습니다. 두 열의 교차표를 물어보거나, 그룹 하나를 골라 '대구 사고 중 야간 비율'처럼 물어보세요.",
                    "The share of a condition within each group is not computed. Ask for a cross table of the two columns, or for one group: 'share of X among Y'.",
                ));
            }
        }
        Ok(())
    }

    /// What a part of the question would be a share of.
    fn operand(&self, place: usize) -> Option<Operand> {
        match self.part(place)? {
            Part::Value(_)
            | Part::Literal(Literal::Number(_) | Literal::Date(_) | Literal::Quoted(_))
            | Part::Word(Word::After(_) | Word::Before(_) | Word::Empty | Word::Present | Word::Without | Word::Not) => {
                Some(Operand::Condition)
            }
            Part::Word(Word::ByUnit(_) | Word::Each | Word::By) => Some(Operand::Group),
            Part::Column(_) | Part::Either(..) => {
                let next = self.after(place);
                let is_condition = next.is_some_and(|next| {
                    matches!(
                        self.part(next),
                        Some(Part::Value(_) | Part::Literal(Literal::Number(_) | Literal::Quoted(_)))
                    ) || matches!(self.word(next), Some(Word::Empty | Word::Present | Word::Before(_) | Word::Contains))
                });
                let is_number = self.column(place)?.iter().all(|own| self.is_numeric(*own));
                match (is_condition, is_number) {
                    (true, _) => Some(Operand::Condition),
                    (false, true) => None,
                    (false, false) => Some(Operand::Group),
                }
            }
            _ => None,
        }
    }
}
