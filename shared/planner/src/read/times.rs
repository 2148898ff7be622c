//! Conditions on days, months and years.

use super::{Part, Reader};
use crate::{
    items::{Gap, Literal},
    refusal::Refusal,
    vocabulary::Role,
    words::{Relative, TimeUnit, Word},
};
use jiff::{ToSpan, civil::Date};
use sisuiq_frames::filter::{Filter, Operator, Scalar};
use sisuiq_model::Text;

/// Days from the first one to that before the second, and the item after them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    from: Date,
    to: Date,
    end: usize,
}

impl Reader<'_> {
    pub(super) fn times(&mut self) -> Result<(), Refusal> {
        let mut place = 0;
        let mut ends: Vec<(usize, usize)> = Vec::new();
        while place < self.parts.len() {
            let found = if self.is_used(place) { None } else { self.span(place) };
            let Some(first) = found else {
                place += 1;
                continue;
            };
            let (from, to, end) = self.bounded(place, first);
            (place..end).for_each(|own| self.take(own));
            let column = self.add_time(place, from, to)?;
            self.check_relative((place, end), column, from, to)?;
            ends.push((place, end));
            place = end;
        }
        self.join_times(&ends)
    }

    /// The time that begins at an item.
    pub(super) fn span(&self, place: usize) -> Option<Span> {
        match self.part(place)? {
            Part::Literal(Literal::Date(date)) => days(*date, place + 1),
            Part::Word(Word::Month(month)) => self.english_month(place, *month),
            Part::Literal(Literal::Number(_)) => self.year(place),
            Part::Word(Word::Relative(relative)) => self.relative_span(place, *relative),
            _ => None,
        }
    }

    fn whole(&self, place: usize, least: f64, most: f64) -> Option<i16> {
        let number = self.number(place).filter(|number| number.fract() == 0.0 && (least..=most).contains(number))?;
        format!("{number}").parse().ok()
    }

    /// "March 2020" and "March 5, 2020".
    fn english_month(&self, place: usize, month: i8) -> Option<Span> {
        let mut next = place + 1;
        let mut day = None;
        if let Some(number) = self.whole(next, 1.0, 31.0) {
            day = i8::try_from(number).ok();
            next += 1;
            while self.word(next) == Some(Word::Ordinal) || self.is_punctuation(next) {
                next += 1;
            }
        }
        if self.word(next) == Some(Word::Nothing) {
            next += 1;
        }
        let year = match self.relative(next) {
            Some(relative) => relative.year(self.today?)?,
            None => self.whole(next, 1_900.0, 2_100.0)?,
        };
        match day {
            Some(day) => days(Date::new(year, month, day).ok()?, next + 1),
            None => months(year, month, 1, next + 1),
        }
    }

    /// "2020년", "2020년 3월 5일", "2020년 1분기", or a year alone.
    fn year(&self, place: usize) -> Option<Span> {
        let year = self.whole(place, 1_900.0, 2_100.0)?;
        let mut next = place + 1;
        let has_unit = self.word(next) == Some(Word::Unit(TimeUnit::Year)) || self.is_column_word(next, "년");
        if has_unit {
            next += 1;
        } else if !self.is_bare_year(place) {
            return None;
        }
        self.within_year(year, next)
    }

    /// "작년", and "작년 3월".
    fn relative_span(&self, place: usize, relative: Relative) -> Option<Span> {
        let today = self.today?;
        if let Some(year) = relative.year(today) {
            return self.within_year(year, place + 1);
        }
        let [from, to] = relative.days(today)?;
        Some(Span { from, to, end: place + 1 })
    }

    /// A year, or the part of it that is named next.
    fn within_year(&self, year: i16, next: usize) -> Option<Span> {
        if let Some(Word::Half(half)) = self.word(next) {
            return months(year, 6 * half - 5, 6, next + 1);
        }
        if self.word(next + 1) == Some(Word::Quarter)
            && let Some(quarter) = self.whole(next, 1.0, 4.0)
        {
            return months(year, 3 * i8::try_from(quarter).ok()? - 2, 3, next + 2);
        }
        let is_month = self.word(next + 1) == Some(Word::Unit(TimeUnit::Month)) || self.is_column_word(next + 1, "월");
        if let Some(month) = self.whole(next, 1.0, 12.0).filter(|_| is_month) {
            let month = i8::try_from(month).ok()?;
            let is_day = self.word(next + 3) == Some(Word::Day);
            if let Some(day) = self.whole(next + 2, 1.0, 31.0).filter(|_| is_day) {
                return days(Date::new(year, month, i8::try_from(day).ok()?).ok()?, next + 4);
            }
            return months(year, month, 1, next + 2);
        }
        months(year, 1, 12, next)
    }

    /// A column of that name may hide a unit of time.
    fn is_column_word(&self, place: usize, unit: &str) -> bool {
        self.text(place) == unit && self.column(place).is_some()
    }

    /// A number of four digits is a year unless it is compared or counts something.
    fn is_bare_year(&self, place: usize) -> bool {
        let is_operand = |word: Option<Word>| matches!(word, Some(Word::Before(_) | Word::Top | Word::Bottom));
        let before = self.before(place);
        if before.is_some_and(|before| is_operand(self.word(before))) {
            return false;
        }
        let of_other_column = self.linked_before(place).and_then(|before| self.column(before)).is_some_and(|columns| {
            !columns.iter().any(|column| self.has_time(*column))
                && columns.iter().any(|column| self.is_numeric(*column))
        });
        let is_compared = before.is_some_and(|before| {
            matches!(
                self.part(before),
                Some(Part::Literal(Literal::Symbol(">" | "<" | ">=" | "<=" | "!=" | "≥" | "≤" | "≠")))
            )
        });
        let follows = self.word(place + 1);
        let counts =
            matches!(follows, Some(Word::After(_) | Word::Counter | Word::Measure | Word::Percent | Word::Scale(_)));
        !of_other_column && !is_compared && !counts
    }

    fn has_time(&self, column: usize) -> bool {
        self.vocabulary
            .column(column)
            .is_some_and(|column| column.roles.iter().any(|role| matches!(role, Role::Year | Role::Time)))
    }

    /// The bounds of a time with the words around it, and the item after it.
    fn bounded(&mut self, place: usize, first: Span) -> (Option<Date>, Option<Date>, usize) {
        let before = self.before(place).filter(|before| !self.is_used(*before));
        let word = before.and_then(|before| self.word(before));
        if let Some(before) =
            before.filter(|_| matches!(word, Some(Word::From | Word::Between | Word::TimeBefore(_) | Word::Until)))
        {
            self.take(before);
        }
        if let Some(second) = self.second(first.end, word) {
            let closing = self.after(second.end - 1);
            let is_closing = |next: &usize| matches!(self.word(*next), Some(Word::Until | Word::Between));
            let end = closing.filter(is_closing).map_or(second.end, |next| next + 1);
            return (Some(first.from), Some(second.to), end);
        }
        let next = self.after(first.end - 1);
        let after = next.and_then(|next| self.word(next));
        let end = next.map_or(first.end, |next| next + 1);
        match (word, after) {
            (_, Some(Word::TimeAfter(operator) | Word::After(operator))) => {
                let (from, to) = compared(operator, first);
                (from, to, end)
            }
            (_, Some(Word::From)) => (Some(first.from), None, end),
            (_, Some(Word::Until)) => (None, Some(first.to), end),
            (Some(Word::TimeBefore(operator)), _) => {
                let (from, to) = compared(operator, first);
                (from, to, first.end)
            }
            (Some(Word::Until), _) => (None, Some(first.to), first.end),
            (Some(Word::From), _) => (Some(first.from), None, first.end),
            _ => (Some(first.from), Some(first.to), first.end),
        }
    }

    /// The second time of a period.
    fn second(&self, end: usize, before: Option<Word>) -> Option<Span> {
        let mut next = end;
        // "March 2020 - May 2020"
        let mut is_joined = self.items.get(end).is_some_and(|item| item.gap == Gap::Sign('-'));
        while next < self.parts.len() {
            let is_range = match self.part(next)? {
                Part::Word(Word::From | Word::Until) => true,
                Part::Word(Word::And) => matches!(before, Some(Word::Between)),
                Part::Literal(Literal::Symbol(symbol)) => matches!(*symbol, "~" | "-"),
                Part::Word(Word::Nothing) if self.text(next).starts_with("에서") => true,
                _ if self.is_neutral(next) => {
                    next += 1;
                    continue;
                }
                _ => return if is_joined { self.span(next) } else { None },
            };
            if !is_range {
                return None;
            }
            is_joined = true;
            next += 1;
        }
        None
    }

    /// Adds the conditions of a time, and returns their column.
    fn add_time(&mut self, place: usize, from: Option<Date>, to: Option<Date>) -> Result<usize, Refusal> {
        let is_first = |date: Option<Date>| date.is_none_or(|date| date.month() == 1 && date.day() == 1);
        let are_years = is_first(from) && is_first(to);
        let column = self.time_column(place, are_years)?;
        let name = self.name(column);
        let is_year = self.vocabulary.column(column).is_some_and(|column| column.roles.contains(&Role::Year));
        let mut add = |operator, value| self.conditions.push((place, Filter::of(name.clone(), operator, Some(value))));
        if is_year {
            let first = from.map(|date| i64::from(date.year()));
            let last = to.map(|date| i64::from(date.year()) - 1);
            if let (Some(first), Some(last)) = (first, last)
                && first == last
            {
                add(Operator::Equal, Scalar::Integer(first));
                return Ok(column);
            }
            let bounds = [(Operator::GreaterOrEqual, first), (Operator::LessOrEqual, last)];
            for (operator, year) in bounds {
                if let Some(year) = year {
                    add(operator, Scalar::Integer(year));
                }
            }
            return Ok(column);
        }
        for (operator, date) in [(Operator::GreaterOrEqual, from), (Operator::Less, to)] {
            if let Some(date) = date {
                add(operator, Scalar::Text(date.to_string()));
            }
        }
        Ok(column)
    }

    /// The column that a time belongs to: the one named before it, or the only one.
    fn time_column(&mut self, place: usize, are_years: bool) -> Result<usize, Refusal> {
        let mut before = self.before(place);
        while before.is_some_and(|before| self.is_used(before) && self.column(before).is_none()) {
            before = before.and_then(|before| self.before(before));
        }
        if let Some(before) = before.filter(|before| !self.is_used(*before))
            && let Some(columns) = self.column(before)
        {
            let fit: Vec<usize> = columns.iter().copied().filter(|column| self.has_time(*column)).collect();
            if let [column] = fit.as_slice() {
                let column = *column;
                self.take(before);
                self.note(before, column);
                return Ok(column);
            }
        }
        let (years, times) = (self.vocabulary.of_role(Role::Year), self.vocabulary.of_role(Role::Time));
        let years = if are_years { years } else { Vec::new() };
        match (years.as_slice(), times.as_slice()) {
            ([column], []) | ([], [column]) => Ok(*column),
            // the year of the same event: 발생년 and 발생년월일시
            ([year], [time]) if self.start(*year) == self.start(*time) => Ok(*year),
            ([], []) => Err(self.no_dates(place)),
            _ => {
                let names = years.iter().chain(&times).map(|column| self.name(*column)).collect();
                Err(Refusal::ambiguous(self.text(place), names))
            }
        }
    }

    fn start(&self, column: usize) -> String {
        self.name(column).chars().take(2).collect()
    }

    fn no_dates(&self, place: usize) -> Refusal {
        let text = Text::new("이 데이터에는 날짜나 연도 열이 없습니다.", "The data have no column of dates or years.");
        Refusal { text: Box::new(text), ..Refusal::unknown(vec![self.text(place).to_owned()], Vec::new()) }
    }
}

/// One day.
fn days(date: Date, end: usize) -> Option<Span> {
    Some(Span { from: date, to: date.checked_add(1.day()).ok()?, end })
}

/// Months from a first one on.
fn months(year: i16, month: i8, count: i64, end: usize) -> Option<Span> {
    let from = Date::new(year, month, 1).ok()?;
    Some(Span { from, to: from.checked_add(count.months()).ok()?, end })
}

fn compared(operator: Operator, span: Span) -> (Option<Date>, Option<Date>) {
    match operator {
        Operator::GreaterOrEqual => (Some(span.from), None),
        Operator::Greater => (Some(span.to), None),
        Operator::LessOrEqual => (None, Some(span.to)),
        _ => (None, Some(span.from)),
    }
}
