//! The places in results that the figures of a text come from.

use super::{
    evidence::Evidence,
    figures::{Figure, located, plain, unnumbered},
    sentences,
};
use crate::answer::{CallResult, FigureRef};
use serde_json::Value;
use std::iter::once;
use unicode_normalization::UnicodeNormalization;

/// The most values of all results that figures are looked for in.
const MOST_VALUES: usize = 20_000;
/// The place of the number of rows.
const ROW_COUNT: &str = "#/row_count";

/// A figure of a text, and the value that it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundFigure {
    /// Its start in the text, in Unicode scalar values.
    pub start: usize,
    /// Its end, exclusive.
    pub end: usize,
    /// The value.
    pub figure: FigureRef,
}

/// A value of a result.
struct Source {
    call: usize,
    path: String,
    value: Value,
    evidence: Evidence,
}

/// The figures of a text whose values results contain, in their order. Of several values that a figure may show, the one that equals it
/// counts, then the first one.
#[must_use]
pub fn bind(text: &str, results: &[CallResult]) -> Vec<BoundFigure> {
    let (evidence, sources) = (Evidence::of(results), sources(results));
    let (mut found, mut offset) = (Vec::new(), 0);
    for sentence in text.split_inclusive('\n').flat_map(sentences) {
        let letters: Vec<char> = sentence.chars().collect();
        for (figure, start, end) in placed(&evidence.masked(sentence), letters.len()) {
            let is_negative = matches!(figure, Figure::Number { value, .. } if value < 0.0);
            let start = if is_negative { start.saturating_sub(1) } else { start };
            let Some(source) = source(&figure, &sources) else { continue };
            let shown: String = letters.get(start..end).unwrap_or_default().iter().collect();
            let figure = FigureRef { shown, value: source.value.clone(), call: source.call, path: source.path.clone() };
            found.push(BoundFigure { start: offset + start, end: offset + end, figure });
        }
        offset += letters.len();
    }
    found
}

/// The figures of a masked sentence with their places among its letters. None if the letters of the sentence have other places in the
/// form in which figures are read.
fn placed(masked: &str, length: usize) -> Vec<(Figure, usize, usize)> {
    let (mut text, mut places) = (String::with_capacity(masked.len()), Vec::new());
    for (place, letter) in masked.chars().enumerate() {
        for part in once(unnumbered(letter)).nfkc().flat_map(char::to_lowercase) {
            text.push(part);
            places.extend(std::iter::repeat_n(place, part.len_utf8()));
        }
    }
    if masked.chars().count() != length || text != plain(masked) {
        return Vec::new();
    }
    let in_letters = |(figure, range): (Figure, std::ops::Range<usize>)| {
        let (start, last) = (places.get(range.start)?, places.get(range.end.checked_sub(1)?)?);
        Some((figure, *start, last + 1))
    };
    located(&text).into_iter().filter_map(in_letters).collect()
}

fn source<'a>(figure: &Figure, sources: &'a [Source]) -> Option<&'a Source> {
    let mut able = sources.iter().filter(|source| source.evidence.supports(figure));
    let first = able.next()?;
    let Figure::Number { value, .. } = figure else { return Some(first) };
    let is_equal = |source: &&Source| source.value.as_f64().is_some_and(|own| (own - value).abs() < 1e-9);
    std::iter::once(first).chain(able).find(is_equal).or(Some(first))
}

/// The values of all results, and then the numbers of rows.
fn sources(results: &[CallResult]) -> Vec<Source> {
    let mut found = Vec::new();
    for (call, result) in results.iter().enumerate().filter(|(_, result)| result.error.is_none()) {
        let is_share = result.data.get("normalize").and_then(Value::as_bool).unwrap_or_default();
        collect(&result.data, "", (call, String::new(), is_share), &mut found);
    }
    for (call, result) in results.iter().enumerate().filter(|(_, result)| result.error.is_none()) {
        let value = Value::from(result.row_count);
        let evidence = Evidence::of_value(&value, "row_count", false);
        found.push(Source { call, path: ROW_COUNT.to_owned(), value, evidence });
    }
    found
}

fn collect(value: &Value, key: &str, (call, path, is_share): (usize, String, bool), found: &mut Vec<Source>) {
    if found.len() >= MOST_VALUES {
        return;
    }
    match value {
        Value::Array(list) => {
            for (place, own) in list.iter().enumerate() {
                collect(own, key, (call, format!("{path}/{place}"), is_share), found);
            }
        }
        Value::Object(members) => {
            for (name, own) in members {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                collect(own, name, (call, format!("{path}/{escaped}"), is_share), found);
            }
        }
        Value::Number(_) | Value::String(_) => {
            let evidence = Evidence::of_value(value, key, is_share);
            if !evidence.is_empty() {
                found.push(Source { call, path, value: value.clone(), evidence });
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn results() -> Vec<CallResult> {
        let first = CallResult { data: json!({ "total": 12 }), row_count: 5, ..CallResult::default() };
        let second = CallResult {
            data: json!({ "groups": [{ "group": "PM10/a", "value": 1234 }, { "group": "나", "value": -0.054 }] }),
            row_count: 7,
            ..CallResult::default()
        };
        vec![first, second]
    }

    fn bound(text: &str) -> Vec<(String, usize, String)> {
        let letters: Vec<char> = text.chars().collect();
        let found = bind(text, &results()).into_iter().map(|own| {
            let shown: String = letters[own.start..own.end].iter().collect();
            assert_eq!(shown, own.figure.shown);
            (shown, own.figure.call, own.figure.path)
        });
        found.collect()
    }

    #[test]
    fn figures_have_places_in_results() {
        let text = "합계는 １２입니다. PM10/a는 1,234이고\n'나'는 -0.05입니다. 행은 7개, 5개입니다.";
        let expected = [
            ("１２", 0, "/total"),
            ("1,234", 1, "/groups/0/value"),
            ("-0.05", 1, "/groups/1/value"),
            ("7", 1, ROW_COUNT),
            ("5", 0, ROW_COUNT),
        ];
        let expected = expected.map(|(shown, call, path)| (shown.to_owned(), call, path.to_owned()));
        assert_eq!(bound(text), expected);
    }

    #[test]
    fn other_figures_have_none() {
        assert_eq!(bound("99개, 2등, 1. 첫째"), []);
    }
}
