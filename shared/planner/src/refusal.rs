//! The reasons why a question is not answered.

use crate::words::Hindrance;
use serde::{Deserialize, Serialize};
use sisuiq_frames::tools::OtherTexts;
use sisuiq_model::Text;

/// Why a question is not answered, and what can be asked instead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// The reason.
    pub kind: RefusalKind,
    /// The words that it is about.
    pub words: Vec<String>,
    /// Columns or readings to choose from.
    pub candidates: Vec<String>,
    /// The fields of an accident that are known so far, if a prediction is asked for.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub given: Box<serde_json::Map<String, serde_json::Value>>,
    /// What happened and what to do.
    pub text: Box<Text>,
}

/// The reason why a question is not answered.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// Words that are neither of the language of questions nor of the table.
    UnknownWords,
    /// Several readings are possible.
    Ambiguous,
    /// Nothing is asked for.
    NoOperation,
    /// The operation needs a column.
    MissingColumn,
    /// The column has the wrong type.
    UnfitColumn,
    /// The parts of the question do not fit together, or no tool does it.
    Unsupported,
    /// It asks what will be.
    Forecast,
    /// It asks why something is so.
    Cause,
    /// It wants to change data.
    Change,
    /// A time that depends on today.
    RelativeTime,
    /// It asks several things at once.
    Several,
    /// Fields of an accident are missing.
    MissingFields,
    /// It continues a question, and there is none before.
    NoPrevious,
    /// It is too long.
    TooLong,
}

impl Refusal {
    pub(crate) fn new(kind: RefusalKind, text: Text) -> Self {
        Self { kind, words: Vec::new(), candidates: Vec::new(), given: Box::default(), text: Box::new(text) }
    }

    pub(crate) fn unknown(words: Vec<String>, closest: Vec<String>) -> Self {
        let listed = quoted(&words);
        let mut text = Text::new(
            format!("질문의 {listed} 부분을 이 데이터에서 찾을 수 없어 답하지 않았습니다."),
            format!("I do not understand {listed} for this dataset, so I have not answered."),
        );
        if closest.is_empty() {
            text.push(" 열 이름이나 값으로 다시 물어보세요.", " Ask again with names of columns or values.");
        } else {
            let names = quoted(&closest);
            text.push(&format!(" 비슷한 열: {names}."), &format!(" Similar columns: {names}."));
        }
        Self { words, candidates: closest, ..Self::new(RefusalKind::UnknownWords, text) }
    }

    pub(crate) fn ambiguous(word: &str, candidates: Vec<String>) -> Self {
        let listed = quoted(&candidates);
        let text = Text::new(
            format!("'{word}' 부분은 여러 가지로 읽힙니다. 어느 것인지 함께 적어 주세요: {listed}."),
            format!("'{word}' can mean several things. Name the one that you mean: {listed}."),
        );
        Self { words: vec![word.to_owned()], candidates, ..Self::new(RefusalKind::Ambiguous, text) }
    }

    pub(crate) fn unsupported(korean: &str, english: &str) -> Self {
        Self::new(RefusalKind::Unsupported, Text::new(korean, english))
    }

    pub(crate) fn no_operation() -> Self {
        let text = Text::new(
            "무엇을 구할지 알 수 없습니다. 예를 들어 건수, 합계, 평균, 분포, 목록 가운데 하나를 적어 주세요.",
            "It is not clear what to compute. Name for example a count, sum, mean, distribution or list.",
        );
        Self::new(RefusalKind::NoOperation, text)
    }

    pub(crate) fn missing_column(candidates: Vec<String>) -> Self {
        let listed = quoted(&candidates);
        let text = Text::new(
            format!("어느 열인지 적어 주세요. 가능한 열: {listed}."),
            format!("Name the column. Possible columns: {listed}."),
        );
        Self { candidates, ..Self::new(RefusalKind::MissingColumn, text) }
    }

    pub(crate) fn unfit(column: &str, korean: &str, english: &str) -> Self {
        let text = Text::new(format!("'{column}' 열은 {korean}"), format!("The column '{column}' {english}"));
        Self { words: vec![column.to_owned()], ..Self::new(RefusalKind::UnfitColumn, text) }
    }

    /// A column without numbers; `others` are the texts that keep it from being one of numbers.
    pub(crate) fn not_numeric(column: &str, others: Option<&OtherTexts>) -> Self {
        let Some(others) = others else {
            let (korean, english) =
                ("숫자 열이 아닙니다. 숫자 열을 고르세요.", "has no numbers. Choose a column of numbers.");
            return Self::unfit(column, korean, english);
        };
        let text = others.text(column, str::to_owned);
        Self { words: vec![column.to_owned()], ..Self::new(RefusalKind::UnfitColumn, text) }
    }

    pub(crate) fn several() -> Self {
        let text = Text::new("한 번에 하나씩 물어보세요.", "Ask one thing at a time.");
        Self::new(RefusalKind::Several, text)
    }

    pub(crate) fn hindrance(hindrance: Hindrance, word: &str) -> Self {
        let (kind, korean, english) = match hindrance {
            Hindrance::Forecast => (
                RefusalKind::Forecast,
                "미래의 값은 이 데이터로 계산할 수 없습니다. 데이터에 있는 기간의 값을 물어보세요.",
                "Future values cannot be computed from the data. Ask about the period that the data cover.",
            ),
            Hindrance::Cause => (
                RefusalKind::Cause,
                "데이터만으로는 원인을 알 수 없습니다. 건수, 분포, 상관관계를 물어보세요.",
                "The data alone do not show causes. Ask for counts, distributions or correlations.",
            ),
            Hindrance::Change => (
                RefusalKind::Change,
                "대화에서는 데이터를 바꿀 수 없습니다. 데이터에 대한 질문에만 답합니다.",
                "Data cannot be changed in the chat. It only answers questions about them.",
            ),
            Hindrance::RelativeTime => (
                RefusalKind::RelativeTime,
                "오늘을 기준으로 한 시기는 쓸 수 없습니다. 연도나 날짜를 적어 주세요.",
                "Times relative to today are not supported. Write the year or the date.",
            ),
        };
        Self { words: vec![word.to_owned()], ..Self::new(kind, Text::new(korean, english)) }
    }
}

/// Names in quotation marks, separated by commas.
pub(crate) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_nearly_all_numbers_says_what_is_none() {
        let others = OtherTexts { count: 1, example: "n.v.".to_owned() };
        let refusal = Refusal::not_numeric("units", Some(&others));
        assert_eq!(refusal.kind, RefusalKind::UnfitColumn);
        assert!(refusal.text.english.contains("1 of its values is no number, such as 'n.v.'"), "{:?}", refusal.text);
        assert!(refusal.text.korean.contains("'n.v.'"), "{:?}", refusal.text);
        let plain = Refusal::not_numeric("name", None).text;
        assert_eq!(plain.english, "The column 'name' has no numbers. Choose a column of numbers.");
    }
}
