//! Lists that begin on a page and go on at the top of the next one.

use crate::page::Span;
use crate::units::{Unit, UnitKind, item_form, starts_item};

/// The most units of a list on one page.
const MOST_UNITS: usize = 36;
/// The most characters of the items on the next page.
const LONGEST: usize = 2_000;

/// Units in the text of a page.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) units: &'a [Unit],
}

impl Lines<'_> {
    fn of(&self, place: usize) -> &str {
        self.units.get(place).and_then(|unit| unit.span().of(self.text)).unwrap_or_default()
    }

    fn is_item(&self, place: usize) -> bool {
        let may_be = self.units.get(place).is_some_and(|unit| may_be_listed(*unit));
        may_be && starts_item(self.of(place)) && !self.is_within_line(place)
    }

    /// Returns whether a unit stands behind another one on its line.
    fn is_within_line(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.units.get(before));
        before.zip(self.units.get(place)).is_some_and(|(before, unit)| {
            let gap = Span { start: before.end, end: unit.start }.of(self.text).unwrap_or("\n");
            !gap.contains('\n')
        })
    }

    /// The items of the introduced list with which the units end, last first.
    fn items_at_end(&self) -> Vec<&str> {
        let mut items = Vec::new();
        for place in (0..self.units.len()).rev().take(MOST_UNITS) {
            let unit = self.of(place);
            if self.is_item(place) {
                items.push(unit);
            } else if unit.ends_with([':', '：']) {
                return items;
            } else if !self.is_within_line(place) {
                break;
            }
        }
        Vec::new()
    }
}

/// The items at the top of a page that go on a list with which the page before ends: they have the form of one of its items and the
/// next number. The list stands below an introduction.
pub(super) fn items_after(page: Lines<'_>, next: Lines<'_>) -> Option<Span> {
    let items = page.items_at_end();
    let follows = |item: &str| {
        let before = items.iter().find(|before| item_form(before) == item_form(item));
        before.is_some_and(|before| is_next(mark(before), mark(item)))
    };
    let first = next.units.first().filter(|_| next.is_item(0) && follows(next.of(0)))?;
    let forms: Vec<String> = items.iter().map(|item| item_form(item)).collect();
    let belongs = |place: &usize| {
        if next.is_item(*place) { forms.contains(&item_form(next.of(*place))) } else { next.is_within_line(*place) }
    };
    let last = (0..next.units.len()).take(MOST_UNITS).take_while(belongs).last()?;
    let span = Span { start: first.start, end: next.units.get(last)?.end };
    (span.end - span.start <= LONGEST).then_some(span)
}

const fn may_be_listed(unit: Unit) -> bool {
    matches!(unit.kind, UnitKind::Bullet | UnitKind::Sentence | UnitKind::Heading)
}

fn mark(item: &str) -> &str {
    item.split_whitespace().next().unwrap_or_default().trim_matches(['(', ')', '.', ':', '、', '．'])
}

/// Returns whether a mark follows another one: the next number or letter, or the same sign.
fn is_next(mark: &str, next: &str) -> bool {
    if !next.chars().any(char::is_alphanumeric) {
        return mark == next;
    }
    let follows = |number: fn(&str) -> Option<u32>| {
        number(mark).zip(number(next)).is_some_and(|(number, next)| next == number + 1)
    };
    follows(|mark| mark.parse().ok()) || follows(letter) || follows(roman)
}

/// The place of a single letter or numeral in its order.
fn letter(mark: &str) -> Option<u32> {
    let mut letters = mark.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    Some(u32::from(letter.to_ascii_lowercase()))
}

fn roman(mark: &str) -> Option<u32> {
    let value = |letter: char| match letter {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Option<Vec<u32>> = mark.chars().map(value).collect();
    let values = values.filter(|values| !values.is_empty())?;
    let mut largest = 0;
    Some(values.iter().rev().fold(0, |sum: u32, value| {
        largest = largest.max(*value);
        if *value < largest { sum.saturating_sub(*value) } else { sum + value }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::units;

    fn rest(page: &str, next: &str) -> Option<String> {
        let (own, others) = (units(page), units(next));
        let span = items_after(Lines { text: page, units: &own }, Lines { text: next, units: &others })?;
        span.of(next).map(str::to_owned)
    }

    #[test]
    fn items_with_the_next_mark_go_on() {
        for (page, next, items) in [
            (
                "Divers shall:\n(a) rest;\n(b) eat;",
                "(c) sleep; and\n(d) swim.\nTea is free.",
                "(c) sleep; and\n(d) swim.",
            ),
            ("The box has:\n• a lamp\n• a rope", "• a knife\nBoxes are red.", "• a knife"),
            ("Steps:\n1. Wash it. Dry it.", "2. Paint it. Sell it.", "2. Paint it. Sell it."),
            ("The pilot:\n(ii) looks;", "(iii) lands.", "(iii) lands."),
            (
                "The pilot shall:\n(a) land;\n(b) file:\n(i) a map;",
                "(ii) a plan;\n(c) sleep.",
                "(ii) a plan;\n(c) sleep.",
            ),
        ] {
            assert_eq!(rest(page, next).as_deref(), Some(items), "{next}");
        }
    }

    #[test]
    fn other_items_and_texts_begin_anew() {
        for (page, next) in [
            ("Divers shall:\n(a) rest;\n(b) eat;", "(a) sleep."),
            ("Divers shall:\n(a) rest;\n(b) eat;", "(d) sleep."),
            ("Divers shall:\n(a) rest;\n(b) eat;", "Tea is free.\n(c) sleep."),
            ("The box has:\n• a lamp", "- a knife"),
            ("Divers rest.\n4. Tea is free.", "5. Cake is free."),
            ("Divers shall:\n(a) rest.\nThey are paid.", "(b) sleep."),
        ] {
            assert_eq!(rest(page, next), None, "{next}");
        }
    }
}
