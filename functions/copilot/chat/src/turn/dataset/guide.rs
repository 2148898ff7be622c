//! Texts that explain the use of the chat.

use sisuiq_model::Text;
use sisuiq_planner::Vocabulary;

/// The most columns that are named.
const NAMED: usize = 20;

/// Questions for the use of the chat, in lower case and without punctuation.
const QUESTIONS: [&str; 16] = [
    "help",
    "도움말",
    "도움",
    "사용법",
    "사용 방법",
    "사용법 알려줘",
    "도움말 보여줘",
    "무엇을 할 수 있어",
    "뭘 할 수 있어",
    "무엇을 물어볼 수 있어",
    "무엇을 물어볼 수 있나요",
    "뭘 물어볼 수 있어",
    "what can i ask",
    "what can you do",
    "how does this work",
    "how do i use this",
];

/// Returns whether a question asks for the use of the chat.
pub(super) fn is_asked_for(question: &str) -> bool {
    let words = question.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    QUESTIONS.contains(&words.trim_end_matches(['?', '.', '!', ' ']))
}

/// What can be asked about a table with these words, or about none.
pub(super) fn text(vocabulary: &Vocabulary) -> Text {
    let mut names = vocabulary.names();
    let listed = names.by_ref().take(NAMED).map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    if listed.is_empty() {
        return choose_dataset();
    }
    let rest = if names.next().is_some() { ", …" } else { "" };
    Text::new(
        format!(
            "이 데이터의 건수, 합계, 평균, 최솟값과 최댓값, 분포, 비율, 상관관계, 이상치, 결측값, 기간, 목록을 물어볼 수 있습니다. 조건과 그룹은 열 \
             이름과 값으로 적어 주세요. 열: {listed}{rest}."
        ),
        format!(
            "You can ask for counts, sums, means, smallest and largest values, distributions, shares, correlations, outliers, missing \
             values, periods and lists of these data. Name conditions and groups by columns and values. Columns: {listed}{rest}."
        ),
    )
}

/// What can be asked without a dataset.
pub(super) fn choose_dataset() -> Text {
    Text::new(
        "데이터에 대해 물어보려면 데이터셋을 고르세요. 데이터셋 없이는 교통사고의 심각도(ECLO)를 예측할 수 있습니다. 예: \"ECLO 예측해줘\"라고 \
         묻고 날씨, 노면상태, 도로형태, 사고유형, 시군구, 날짜와 시각을 적어 주세요.",
        "Choose a dataset to ask about data. Without one, the severity (ECLO) of a traffic accident can be predicted. Ask for example \
         \"predict the ECLO\" and give weather, road surface, road type, accident type, district, date and hour.",
    )
}

/// A question that needs too many calls.
pub(super) fn too_many_calls() -> Text {
    Text::new("한 번에 구할 것이 너무 많습니다. 나누어 물어보세요.", "This asks for too much at once. Ask in parts.")
}

#[cfg(test)]
mod tests {
    use super::is_asked_for;

    #[test]
    fn only_whole_questions_ask_for_help() {
        assert!(is_asked_for("도움말"));
        assert!(is_asked_for("What can I  ask?"));
        assert!(!is_asked_for("help desk calls per month"));
    }
}
