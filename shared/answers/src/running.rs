//! Detects running headers and footers: first and last lines that repeat across the pages of a document.

use std::collections::HashMap;

/// The number of pages from which a repeated line is a running line.
const LEAST_PAGES: usize = 3;

/// The running lines of one document.
#[derive(Debug, Default)]
pub(crate) struct RunningLines(HashMap<Form, Vec<Slot>>);

/// The common part of a running line on every page.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Form {
    letters: String,
    numbers: usize,
}

/// A number in a running line. It is constant, or it differs from the page number by a constant.
#[derive(Clone, Copy, Debug)]
struct Slot {
    constant: i64,
    distance: i64,
}

impl RunningLines {
    /// Detects the running lines of numbered pages. The numbers in such a line are constant or follow the page number.
    /// Table rows that only share their words are therefore not running lines.
    pub(crate) fn of<'a>(pages: impl Iterator<Item = (i32, &'a str)>) -> Self {
        let mut found: HashMap<Form, HashMap<i32, Vec<i64>>> = HashMap::new();
        for (page, text) in pages {
            for line in [text.lines().next(), text.lines().next_back()].into_iter().flatten() {
                let (form, numbers) = taken_apart(line);
                found.entry(form).or_default().insert(page, numbers);
            }
        }
        let with_slots = found.into_iter().filter(|(form, _)| !form.letters.is_empty()).map(|(form, lines)| {
            let slots: Vec<Slot> = (0..form.numbers).map(|place| Slot::of(&lines, place)).collect();
            let fitting = lines.iter().filter(|(page, numbers)| fit(&slots, **page, numbers)).count();
            (form, slots, fitting)
        });
        Self(with_slots.filter(|(.., fitting)| *fitting >= LEAST_PAGES).map(|(form, slots, _)| (form, slots)).collect())
    }

    /// Returns whether the first or last line of this page is a running line.
    pub(crate) fn hold(&self, page: i32, line: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let (form, numbers) = taken_apart(line);
        self.0.get(&form).is_some_and(|slots| fit(slots, page, &numbers))
    }
}

impl Slot {
    fn of(lines: &HashMap<i32, Vec<i64>>, place: usize) -> Self {
        let numbers = || lines.iter().filter_map(|(page, numbers)| Some((i64::from(*page), *numbers.get(place)?)));
        let distances = numbers().map(|(page, number)| number.saturating_sub(page));
        Self { constant: most_common(numbers().map(|(_, number)| number)), distance: most_common(distances) }
    }
}

/// The most common number; the smallest one if several are equally common.
fn most_common(numbers: impl Iterator<Item = i64>) -> i64 {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for number in numbers {
        *counts.entry(number).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(number, count)| (*count, std::cmp::Reverse(*number))).unwrap_or_default().0
}

fn fit(slots: &[Slot], page: i32, numbers: &[i64]) -> bool {
    let fits = |(slot, number): (&Slot, &i64)| {
        *number == slot.constant || number.saturating_sub(i64::from(page)) == slot.distance
    };
    slots.iter().zip(numbers).all(fits)
}

/// Splits a line into its letters and its numbers.
fn taken_apart(line: &str) -> (Form, Vec<i64>) {
    let digits = line.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let numbers: Vec<i64> = digits.map(|digits| digits.parse().unwrap_or(i64::MAX)).collect();
    let letters = line.chars().filter(|letter| letter.is_alphabetic()).collect();
    (Form { letters, numbers: numbers.len() }, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pages: &[(i32, &'static str)]) -> RunningLines {
        RunningLines::of(pages.iter().copied())
    }

    #[test]
    fn a_title_with_its_year_and_the_number_of_the_page_is_one() {
        let running = of(&[(4, "Report 2019 | 1\nOne."), (5, "Report 2019 | 2\nTwo."), (9, "Report 2019 | 6\nThree.")]);
        assert!(running.hold(4, "Report 2019 | 1") && running.hold(7, "Report 2019 | 4"));
        assert!(!running.hold(7, "Report 2019 | 40") && !running.hold(4, "One."));
    }

    #[test]
    fn a_title_without_numbers_is_one() {
        let running = of(&[(1, "Text.\nAnnual report"), (2, "More.\nAnnual report"), (3, "Rest.\nAnnual report")]);
        assert!(running.hold(2, "Annual report"));
    }

    #[test]
    fn rows_that_end_three_pages_are_none() {
        let rows = [(1, "Plan\nTotal | 3,000"), (2, "Plan\nTotal | 4,120"), (3, "Losses\nTotal | 5,017")];
        assert!(rows.iter().all(|(page, text)| !of(&rows).hold(*page, text.lines().next_back().unwrap())));
    }

    #[test]
    fn lines_of_two_pages_and_bare_numbers_are_none() {
        let running = of(&[(1, "Notice\n1"), (2, "Notice\n2"), (3, "Other\n3")]);
        assert!(!running.hold(1, "Notice") && !running.hold(3, "3"));
    }
}
