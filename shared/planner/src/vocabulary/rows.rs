//! Nouns that stand for a row of the table: those of its name, and those that its columns show.
//!
//! A noun stands for a row only while nothing in the table says otherwise: a column that counts accidents, or that names the same
//! accident in several rows, makes "how many accidents" another question than the number of rows.

use super::{columns::ColumnWords, nouns::Noun};
use crate::{
    text::{is_hangul, key, singular, words},
    words,
};
use foldhash::fast::RandomState;
use hashbrown::HashSet;
use sisuiq_frames::{Column, Kind, Values};

/// Ends of the names of columns that identify a row. Different things may have one name; codes and numbers may be those of kinds.
const IDENTIFIERS: [&str; 11] =
    ["관리번호", "일련번호", "번호", "식별자", "id", "no", "number", "code", "아이디", "명", "name"];
const NAMES: [&str; 2] = ["명", "name"];
const KIND_NUMBERS: [&str; 3] = ["no", "number", "code"];
/// Ends of the names of columns that describe the event of a row.
const KINDS: [&str; 16] = [
    "유형",
    "종류",
    "구분",
    "원인",
    "일시",
    "일자",
    "날짜",
    "내용",
    "type",
    "kind",
    "category",
    "cause",
    "date",
    "time",
    "severity",
    "description",
];
/// Ends and beginnings of the names of columns that count things.
const COUNTS: [&str; 8] = ["발생건수", "건수", "횟수", "개수", "대수", "수", "count", "number"];
const COUNTED: [&str; 5] = ["numberof", "number", "num", "countof", "count"];
/// Words of a dataset's name before which its noun stands.
const PREPOSITIONS: [&str; 9] = ["by", "per", "in", "at", "near", "for", "from", "with", "since"];

/// The nouns that a column gives or takes away.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Nouns of columns that identify a row.
    named: Vec<String>,
    /// Nouns of columns that describe an event.
    described: Vec<String>,
    /// Nouns that stand for something else than a row.
    other: Vec<String>,
}

impl Hints {
    /// Adds what a column shows.
    pub(super) fn add(&mut self, words: &ColumnWords, column: &Column) {
        let name = key(&words.name);
        let stem = |ends: &[&str]| {
            let found = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|stem| stem.chars().count() > 1);
            found.map(str::to_owned)
        };
        if words.is_unique && column.kind() == Kind::Date {
            self.named.extend(["날", "일", "날짜", "day", "date"].map(str::to_owned));
        } else if let Some(own) = stem(&IDENTIFIERS) {
            let ends = |all: &[&str]| all.iter().any(|end| name.ends_with(end));
            let (are_names, present) = (ends(&NAMES), column.present_count());
            match distinct(column) {
                Some(distinct) if present == column.len() && are_different(distinct, present, are_names) => {
                    self.named.extend(heads(&own));
                }
                Some(distinct) if !are_different(distinct, present, are_names) && !ends(&KIND_NUMBERS) => {
                    self.other.push(own);
                }
                _ => {}
            }
        }
        // where some rows have none, a row need not be one: refund_date
        self.described.extend(stem(&KINDS).filter(|_| column.missing_count() == 0));
        if column.kind() == Kind::Integer {
            let counted = COUNTED.iter().find_map(|start| name.strip_prefix(start)).map(str::to_owned);
            self.other.extend(stem(&COUNTS).or(counted));
        }
    }

    /// The nouns for rows of a dataset of this name. A form that `is_column` is rather the name of a column than a noun that was
    /// derived.
    pub(super) fn nouns(self, name: &str, is_column: impl Fn(&str) -> bool) -> Vec<String> {
        let is_same =
            |left: &str, right: &str| left == right || Noun::of(left).is_some_and(|noun| Some(noun) == Noun::of(right));
        let mut found = of_name(name);
        let of_name = found.iter().filter_map(|form| Noun::of(form)).next_back();
        let is_named = |form: &String| self.named.iter().any(|own| is_same(own, form));
        let is_other = |form: &String| self.other.iter().any(|own| is_same(own, form)) && !is_named(form);
        found.retain(|form| !is_other(form));
        let described = event(&self.described).filter(|event| {
            let others = self.named.iter().filter_map(|form| Noun::of(form)).chain(of_name);
            others.into_iter().all(|noun| noun == *event)
        });
        let own = found.iter().chain(&self.named).filter_map(|form| Noun::of(form)).chain(described);
        let derived: Vec<String> =
            own.flat_map(Noun::forms).filter(|form| !is_column(form) && !is_other(form)).collect();
        found.extend(self.named.iter().cloned());
        found.extend(derived);
        found.sort();
        found.dedup();
        found
    }
}

/// The only event that columns describe.
fn event(described: &[String]) -> Option<Noun> {
    let mut all = described.iter().filter_map(|form| Noun::of(form)).filter(|noun| noun.is_event);
    let first = all.next()?;
    all.all(|noun| noun == first).then_some(first)
}

/// The words of a dataset's name, and the ends of Korean compounds: 교통사고 is a 사고. Of several nouns the last one is the head: the
/// rows of `customer_orders` are orders.
fn of_name(name: &str) -> Vec<String> {
    let name = name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 4 { stem } else { name });
    let all = words(name);
    let parts: Vec<Vec<String>> = all
        .iter()
        .map(|word| heads(&singular(word.trim_end_matches(|letter: char| letter.is_ascii_digit()))))
        .filter(|forms| forms.iter().any(|form| !form.is_empty()))
        .collect();
    let noun = |forms: &Vec<String>| forms.iter().find_map(|form| Noun::of(form));
    let end = parts.iter().position(|forms| forms.iter().any(|form| PREPOSITIONS.contains(&form.as_str())));
    let head = parts.iter().take(end.unwrap_or(parts.len())).filter_map(noun).next_back();
    let is_head = |forms: &&Vec<String>| head.is_none() || noun(forms).is_none_or(|own| Some(own) == head);
    parts.iter().filter(is_head).flatten().filter(|form| !is_of_language(form)).cloned().collect()
}

/// Returns whether a form is a word of the language with a particle, as 합계는: taken for a noun, it would hide the word.
fn is_of_language(form: &str) -> bool {
    let ends = form.char_indices().map(|(place, _)| form.split_at(place));
    ends.into_iter().any(|(word, end)| words::word(word).is_some() && words::particle(end).is_some())
}

/// Returns whether rows have different values. A name may occur twice.
const fn are_different(distinct: usize, rows: usize, are_names: bool) -> bool {
    rows > 1 && (distinct == rows || are_names && 10 * distinct >= 9 * rows)
}

/// The number of different values of a column of texts or whole numbers.
fn distinct(column: &Column) -> Option<usize> {
    match column.values() {
        Values::Text(_, texts) => Some(texts.len()),
        Values::Integer(values) => {
            let present =
                values.iter().enumerate().filter(|(row, _)| !column.is_missing(*row)).map(|(_, value)| *value);
            Some(present.collect::<HashSet<i64, RandomState>>().len())
        }
        _ => None,
    }
}

/// A word and, if it is Korean, its ends of at least two syllables.
fn heads(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let last = if letters.iter().all(|letter| is_hangul(*letter)) { letters.len().saturating_sub(1) } else { 1 };
    (0..last.max(1)).filter_map(|start| letters.get(start..)).map(|letters| letters.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_the_heads_of_names() {
        assert!(of_name("교통사고 2017.csv").contains(&"사고".to_owned()));
        assert!(!of_name("교통사고").contains(&"교통".to_owned()));
        assert_eq!(of_name("outages.csv"), ["outage"]);
        assert_eq!(of_name("customer_orders_2017"), ["order"]);
        assert_eq!(of_name("outages by customer"), ["outage", "by"]);
        assert_eq!(of_name("accidents2017"), ["accident"]);
    }

    #[test]
    fn words_of_questions_are_no_nouns() {
        assert!(!of_name("합계는 999").contains(&"합계는".to_owned()));
        assert!(of_name("교통사고는").contains(&"교통사고는".to_owned()));
    }

    fn nouns(name: &str, named: &[&str], described: &[&str], other: &[&str]) -> Vec<String> {
        let owned = |all: &[&str]| all.iter().map(|form| (*form).to_owned()).collect();
        let hints = Hints { named: owned(named), described: owned(described), other: owned(other) };
        hints.nouns(name, |form| form == "column")
    }

    #[test]
    fn nouns_have_forms_in_both_languages() {
        assert_eq!(nouns("utf8_accident_2017", &[], &[], &[]), ["accident", "utf", "사고"]);
        assert!(nouns("교통사고", &[], &[], &[]).contains(&"accident".to_owned()));
        assert_eq!(nouns("", &["고객"], &[], &[]), ["client", "customer", "고객"]);
    }

    #[test]
    fn described_events_stand_for_rows_if_nothing_else_does() {
        assert_eq!(nouns("", &[], &["사고", "도로", "accident"], &[]), ["accident", "사고"]);
        for (name, named, described, other) in [
            ("", &[][..], &["도로"][..], &[][..]),
            ("", &[], &["사고", "order"], &[]),
            ("", &["고객"], &["order"], &[]),
            ("roads", &[], &["사고"], &[]),
            ("", &[], &["사고"], &["accident"]),
        ] {
            let found = nouns(name, named, described, other);
            assert!(
                !found.iter().any(|form| ["accident", "사고", "order", "주문", "도로"].contains(&form.as_str()))
                    || name == "roads" && !found.contains(&"사고".to_owned()),
                "{found:?}"
            );
        }
    }

    #[test]
    fn counted_and_repeated_things_are_no_rows() {
        assert!(nouns("accidents", &[], &[], &["사고"]).is_empty());
        assert_eq!(nouns("orders", &["order"], &[], &["order"]).len(), 2, "each row has an order of its own");
    }
}
