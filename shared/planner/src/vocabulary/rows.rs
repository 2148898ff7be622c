//! Nouns that stand for a row of the table.

use super::columns::ColumnWords;
use crate::{
    text::{is_hangul, key, singular, words},
    words,
};
use sisuiq_frames::{Column, Kind};

/// Ends of the names of columns that identify a row.
const IDENTIFIERS: [&str; 10] =
    ["관리번호", "일련번호", "번호", "식별자", "id", "no", "number", "code", "아이디", "명"];

/// The words of a dataset's name, and the ends of Korean compounds: 교통사고 is a 사고.
pub(super) fn of_name(name: &str) -> Vec<String> {
    let name = name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 4 { stem } else { name });
    words(name).iter().flat_map(|word| heads(&singular(word))).filter(|form| !is_of_language(form)).collect()
}

/// Returns whether a form is a word of the language with a particle, as 합계는: taken for a noun, it would hide the word.
fn is_of_language(form: &str) -> bool {
    let ends = form.char_indices().map(|(place, _)| form.split_at(place));
    ends.into_iter().any(|(word, end)| words::word(word).is_some() && words::particle(end).is_some())
}

/// The noun in the name of a column that identifies a row, as accident in `accident_id`. Where each row has a day of its own, a row is
/// a day.
pub(super) fn of_column(words: &ColumnWords, column: &Column) -> Vec<String> {
    if !words.is_unique {
        return Vec::new();
    }
    if column.kind() == Kind::Date {
        return ["날", "일", "날짜", "day", "date"].map(str::to_owned).to_vec();
    }
    let name = key(&words.name);
    let stem = IDENTIFIERS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| stem.chars().count() > 1).map(heads).unwrap_or_default()
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
    }

    #[test]
    fn words_of_questions_are_no_nouns() {
        assert!(!of_name("합계는 999").contains(&"합계는".to_owned()));
        assert!(of_name("교통사고는").contains(&"교통사고는".to_owned()));
    }
}
