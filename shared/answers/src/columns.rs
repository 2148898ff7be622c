//! Finds the columns of a table that a question names, and the row with the highest or lowest value in a column.

use crate::{
    marks,
    question::{Question, Term},
    wanted::Wanted,
    words::words,
};
use sisuiq_documents::row::{cells, column_names};

/// Labels of rows that summarise other rows.
pub(crate) const TOTALS: [&str; 14] = [
    "all", "average", "mean", "overall", "sum", "total", "totals", "whole", "계", "소계", "전체", "총계", "평균",
    "합계",
];
const HIGHEST: [&str; 9] =
    ["biggest", "fastest", "greatest", "highest", "largest", "longest", "maximum", "most", "worst"];
/// Korean: adverbs that make the highest degree, and the beginnings of the adjectives behind them ("가장 높은", "제일 적게").
const KOREAN_MOST: [&str; 2] = ["가장", "제일"];
const KOREAN_HIGHEST: [&str; 11] =
    ["높은", "높게", "높았", "많은", "많이", "많았", "큰 ", "크게", "긴 ", "길게", "길었"];
const KOREAN_LOWEST: [&str; 9] = ["낮은", "낮게", "낮았", "적은", "적게", "적었", "작은", "짧은", "짧게"];
const LOWEST: [&str; 7] = ["fewest", "least", "lowest", "minimum", "shortest", "slowest", "smallest"];

/// The end of a column that a question asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Extreme {
    /// The largest figure.
    Highest,
    /// The smallest figure.
    Lowest,
}

impl Extreme {
    /// The extreme that a question asks for, and the index of the term that names it, if that word is a term.
    pub(crate) fn of(text: &str, terms: &[Term]) -> Option<(Self, Option<usize>)> {
        let lower: Vec<String> = words(text).map(|word| word.surface.to_lowercase()).collect();
        let asks = lower.iter().any(|word| ["which", "what", "who", "where"].contains(&word.as_str()));
        let found = lower.iter().find_map(|word| {
            let end = [(Self::Highest, &HIGHEST[..]), (Self::Lowest, &LOWEST[..])];
            let (extreme, _) = end.into_iter().find(|(_, words)| words.contains(&word.as_str()))?;
            Some((extreme, terms.iter().position(|term| term.surface.eq_ignore_ascii_case(word))))
        });
        found.filter(|_| asks).or_else(|| Some((Self::of_korean(text)?, None)))
    }

    /// The extreme that a question in Korean asks for, whose adverb and adjective are words of their own.
    fn of_korean(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace().skip_while(|word| !KOREAN_MOST.contains(word)).skip(1);
        let adjective = format!("{} ", words.next()?);
        let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| adjective.starts_with(beginning));
        if begins(&KOREAN_HIGHEST) { Some(Self::Highest) } else { begins(&KOREAN_LOWEST).then_some(Self::Lowest) }
    }

    /// The index of the row with the extreme value of the column that the question names. `None` if the column is
    /// ambiguous or fewer than two rows have a figure in it.
    pub(crate) fn row(self, question: &Question, header: &str, rows: &[&str]) -> Option<usize> {
        let column_names = column_names(header);
        let names: Vec<&str> = column_names.iter().map(String::as_str).collect();
        let asked = asked(question, &names);
        let [column] = asked.as_slice() else { return None };
        let from_end = names.len() - column;
        let figure = |row: &&str| {
            let cells: Vec<&str> = cells(row).collect();
            let label = cells.first()?.to_lowercase();
            let is_total = label.split_whitespace().any(|word| TOTALS.contains(&word));
            let place = cells.len().checked_sub(from_end).filter(|place| *place > 0 && !is_total)?;
            number(cells.get(place)?)
        };
        let figures: Vec<(usize, f64)> =
            (0..).zip(rows).filter_map(|(place, row)| Some((place, figure(row)?))).collect();
        if figures.len() < 2 {
            return None;
        }
        let largest = |(place, figure): &(usize, f64)| (*place, if self == Self::Highest { *figure } else { -figure });
        figures.iter().map(largest).max_by(|left, right| left.1.total_cmp(&right.1)).map(|(place, _)| place)
    }
}

fn number(cell: &str) -> Option<f64> {
    marks::without(cell)?.trim_end_matches('%').trim().replace(',', "").parse().ok()
}

/// The indexes of the columns that the question names best. A column with numbers in its name matches only if the
/// question has all of them. If several columns match, those with the most common words win.
pub(crate) fn asked(question: &Question, names: &[&str]) -> Vec<usize> {
    let counts: Vec<(usize, usize)> =
        (0..).zip(names).map(|(place, name)| (place, named(question, name))).filter(|(_, words)| *words > 0).collect();
    let most = counts.iter().map(|(_, words)| *words).max().unwrap_or_default();
    counts.into_iter().filter(|(_, words)| *words == most).map(|(place, _)| place).collect()
}

/// The number of words of a column's name that the question has. Zero if the question lacks a number of the name.
fn named(question: &Question, name: &str) -> usize {
    let is_asked = |stem: &str| question.terms.iter().any(|term| term.stem == stem);
    let stems: Vec<String> = words(name).map(|word| word.stem).collect();
    let lacks = |stem: &&String| stem.bytes().all(|byte| byte.is_ascii_digit()) && !is_asked(stem);
    let is_measure = matches!(question.wanted, Wanted::Measure(measure) if measure.names(name));
    let named = stems.iter().filter(|stem| is_asked(stem)).count() + usize::from(is_measure);
    if stems.iter().any(|stem| lacks(&stem)) { 0 } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Region | SAIDI 2023 | SAIDI 2024 | SAIFI 2024";
    const ROWS: [&str; 4] = [
        "Harbour | 4.1 | 3.6 | 1.9",
        "North | 9.8 | 11.4 | 5.7",
        "West | 7.7 | 7.2 | 6.1",
        "Whole grid | 6.4 | 16.2 | 3.2",
    ];

    fn row(text: &str) -> Option<usize> {
        let question = Question::new(text);
        question.extreme.and_then(|(extreme, _)| extreme.row(&question, HEADER, &ROWS))
    }

    #[test]
    fn the_row_at_the_end_that_is_asked_for_is_found_and_no_total_is_one() {
        assert_eq!(row("Which region had the highest SAIDI in 2024?"), Some(1));
        assert_eq!(row("Which region had the lowest SAIDI in 2024?"), Some(0));
        assert_eq!(row("Which region had the highest SAIFI in 2024?"), Some(2));
    }

    #[test]
    fn korean_extremes_are_understood() {
        let header = "구분 | 건수 | 치사율";
        let rows = ["추돌 | 1,187 | 0.3", "도로 이탈 | 31 | 3.2", "횡단 중 | 512 | 2.7", "합 계 | 6,119 | 9.9"];
        let row = |text: &str| {
            let question = Question::new(text);
            question.extreme.and_then(|(extreme, _)| extreme.row(&question, header, &rows))
        };
        assert_eq!(row("사고 유형 중에서 치사율이 제일 높은 건 뭐야?"), Some(1));
        assert_eq!(row("건수가 가장 적은 유형은 무엇입니까?"), Some(1));
        assert_eq!(row("치사율이 가장 낮은 유형은?"), Some(0));
        for other in [
            "추돌 사고의 치사율은 얼마인가요?",
            "치사율을 줄이는 데 가장 적절한 방법은 무엇인가요?",
            "제일병원의 치사율은 얼마인가요?",
            "치사율에서 가장 긴급한 문제는 무엇인가요?",
        ] {
            assert_eq!(row(other), None, "{other}");
        }
    }

    #[test]
    fn no_row_stands_out_in_a_column_that_is_not_named() {
        assert_eq!(row("Which region had the highest losses?"), None);
        assert_eq!(row("Which region had the highest SAIDI?"), None, "there are two");
        assert_eq!(row("What was the SAIDI in 2024?"), None);
    }

    #[test]
    fn footnote_marks_change_no_figure() {
        assert_eq!(
            [number("320¹"), number("5.2⁽²⁾"), number("1,250"), number("10⁶")],
            [Some(320.0), Some(5.2), Some(1250.0), None]
        );
    }

    #[test]
    fn the_columns_named_best_are_asked_for() {
        let names = ["Description", "2018/19 (Baseline)", "2019/20", "2020/21"];
        assert_eq!(asked(&Question::new("How many substations in 2020/21?"), &names), [3]);
        assert!(asked(&Question::new("How many substations?"), &names).is_empty());
    }
}
