//! The words of questions that do not depend on a table: operations, comparisons, units of time, and words without a meaning of
//! their own.
//!
//! The tables are in `words/korean.rs` and `words/english.rs`. A word stands for one thing only. Words of a topic, such as the names
//! of regions or causes, come from the table that the question is about.

mod english;
mod korean;

use crate::text::key;
use foldhash::fast::RandomState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use sisuiq_frames::filter::Operator;
pub use sisuiq_frames::tools::TimeUnit;
use std::sync::LazyLock;

/// What is asked for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// The number of rows.
    Count,
    /// The mean.
    Mean,
    /// The sum.
    Sum,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The median.
    Median,
    /// The standard deviation.
    Std,
    /// A percentile.
    Percentile,
    /// The different values.
    Unique,
    /// Missing values.
    Missing,
    /// The relation of missing values to other columns.
    MissingPattern,
    /// Correlations.
    Correlation,
    /// Outliers.
    Outliers,
    /// Types of columns.
    Types,
    /// Rows, columns and their types.
    Overview,
    /// The first and the last date.
    Period,
    /// Random rows.
    Sample,
    /// Rows in an order.
    Sort,
    /// The distribution of a column.
    Distribution,
    /// Statistics of a column.
    Describe,
    /// Counts of pairs of values.
    CrossTab,
    /// A share in percent.
    Share,
    /// The bounds of coordinates.
    Bounds,
    /// Rows that fulfil a condition.
    List,
    /// A comparison of groups.
    Compare,
    /// The severity of an accident.
    Predict,
}

impl Operation {
    /// All operations that [`Operation::List`] only introduces, as in "show the mean".
    pub(crate) const SHOWN: [Self; 25] = [
        Self::Count,
        Self::Mean,
        Self::Sum,
        Self::Min,
        Self::Max,
        Self::Median,
        Self::Std,
        Self::Percentile,
        Self::Unique,
        Self::Missing,
        Self::MissingPattern,
        Self::Correlation,
        Self::Outliers,
        Self::Types,
        Self::Overview,
        Self::Period,
        Self::Sample,
        Self::Sort,
        Self::Distribution,
        Self::Describe,
        Self::CrossTab,
        Self::Share,
        Self::Bounds,
        Self::Compare,
        Self::Predict,
    ];
}

/// A time by its distance from the present one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Relative {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Word {
    Op(Operation),
    /// "By month".
    ByUnit(TimeUnit),
    /// The unit itself, as in "2020년" or "month".
    Unit(TimeUnit),
    Day,
    /// The next column is one of groups.
    By,
    /// The column before is one of groups.
    Each,
    Which,
    And,
    Or,
    Not,
    /// What stands before is excluded.
    Without,
    /// A comparison with the number after it.
    Before(Operator),
    /// A comparison with the number before it.
    After(Operator),
    Between,
    From,
    Until,
    /// Of the two times of a period the later one is meant: what lies after it, inclusive or not.
    TimeBefore(Operator),
    TimeAfter(Operator),
    Top,
    Bottom,
    Most,
    Least,
    Largest,
    Smallest,
    /// "가장", with an adjective further on.
    Superlative,
    /// An adjective that only a superlative gives a meaning: a quantity or a measure, large or small.
    Degree {
        is_quantity: bool,
        is_largest: bool,
    },
    /// A row of the table, whatever it is.
    Row,
    Columns,
    Empty,
    Present,
    Contains,
    Among,
    /// "Total": a sum of numbers, or all rows.
    Total,
    FollowUp,
    Only,
    Is,
    /// Ascending or descending.
    Order(bool),
    Month(i8),
    Half(i8),
    Quarter,
    /// A time that depends on today, such as "last year".
    Relative(Relative),
    Percent,
    Scale(u32),
    /// A counter after a number, such as 명.
    Counter,
    /// A unit of measurement after a number.
    Measure,
    Ordinal,
    Nothing,
    Refuse(Hindrance),
}

/// Why a question cannot be answered by any plan.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// It asks what will be.
    Forecast,
    /// It asks why something is so.
    Cause,
    /// It wants to change data.
    Change,
    /// A time that depends on today and has no certain length.
    RelativeTime,
}

type Table = HashMap<String, Word, RandomState>;

static WORDS: LazyLock<Table> = LazyLock::new(|| {
    let all = [korean::WORDS, english::WORDS].concat();
    all.iter().flat_map(|(forms, word)| forms.split('|').map(|form| (key(form), *word))).collect()
});

static PARTICLES: LazyLock<Table> = LazyLock::new(|| {
    korean::PARTICLES.iter().flat_map(|(forms, word)| forms.split('|').map(|form| (form.to_owned(), *word))).collect()
});

/// The meaning of a word in its compared form.
pub(crate) fn word(form: &str) -> Option<Word> {
    WORDS.get(form).copied()
}

/// The number of letters of the longest particle: a search for longer ones would take cubic time in long words.
pub(crate) const LONGEST_PARTICLE: usize = 12;

/// The meaning of what stands at the end of a Korean word.
pub(crate) fn particle(form: &str) -> Option<Word> {
    PARTICLES.get(form).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_meaning() {
        let mut conflicts = Vec::new();
        let mut seen: HashMap<String, Word, RandomState> = HashMap::default();
        for (forms, word) in [korean::WORDS, english::WORDS].concat() {
            for form in forms.split('|') {
                assert!(!key(form).is_empty(), "{form}");
                let before = seen.insert(key(form), word);
                conflicts.extend(
                    before.filter(|before| *before != word).map(|before| format!("{form}: {before:?} and {word:?}")),
                );
            }
        }
        assert!(conflicts.is_empty(), "{conflicts:?}");
        let mut particles = korean::PARTICLES.iter().flat_map(|(forms, _)| forms.split('|'));
        assert!(particles.all(|form| (1..=LONGEST_PARTICLE).contains(&form.chars().count())));
    }
}
