//! Questions about a dataset, as clients send them.

use super::problems::invalid;
use garde::Validate;
use serde::Deserialize;
use serde_json::{Map, Value};
use sisuiq_http::{FieldError, Result};
use sisuiq_model::{ChatSessionId, DatasetId, Language, Text};
use std::str::FromStr;
use utoipa::ToSchema;

/// The longest message, in Unicode scalar values.
const MESSAGE_LIMIT: usize = 10_000;

/// A question about a dataset.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, is never built")]
pub(crate) struct DatasetQuestionIn {
    /// The dataset. That of the conversation when absent; without one, only the use of the chat is explained and accidents are
    /// predicted.
    dataset_id: Option<DatasetId>,
    /// The question, 1 to 10,000 characters, in Korean or English.
    #[schema(min_length = 1, max_length = 10_000, example = "사고유형별 사망자수 합계는?")]
    message: String,
    /// The conversation to continue. A new one when absent.
    conversation_id: Option<ChatSessionId>,
}

/// A body as it was sent. Its errors are 400 with the fields, in the reader's language.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
#[serde(transparent)]
pub(crate) struct SentQuestion(Value);

/// A valid question about a dataset.
#[derive(Clone, Debug)]
pub(crate) struct DatasetQuestion {
    pub(crate) message: String,
    pub(crate) dataset: Option<DatasetId>,
    pub(crate) conversation: Option<ChatSessionId>,
    /// The language of errors.
    pub(crate) shown_in: Language,
}

impl SentQuestion {
    /// Reads the question. All errors are reported together.
    pub(crate) fn read(&self, shown_in: Language) -> Result<DatasetQuestion> {
        let mut errors = Vec::new();
        let body = self.members(shown_in)?;
        let mut refuse = |field: &str, text: &Text| errors.push(FieldError::new(field, text.get(shown_in)));
        let message = message(body.get("message"), MESSAGE_LIMIT).map_err(|text| refuse("message", &text)).ok();
        let dataset = id(body.get("dataset_id")).map_err(|text| refuse("dataset_id", &text)).unwrap_or_default();
        let conversation =
            id(body.get("conversation_id")).map_err(|text| refuse("conversation_id", &text)).unwrap_or_default();
        match message {
            Some(message) if errors.is_empty() => Ok(DatasetQuestion { message, dataset, conversation, shown_in }),
            _ => Err(invalid(errors)),
        }
    }

    /// The members of the body.
    pub(crate) fn members(&self, shown_in: Language) -> Result<&Map<String, Value>> {
        self.0.as_object().ok_or_else(|| {
            let text = Text::new("JSON 객체여야 합니다", "must be a JSON object");
            invalid(vec![FieldError::new("", text.get(shown_in))])
        })
    }
}

/// Reads a message of at most so many Unicode scalar values.
pub(crate) fn message(sent: Option<&Value>, longest: usize) -> std::result::Result<String, Text> {
    let message = match sent {
        Some(Value::String(message)) => message,
        Some(Value::Null) | None => return Err(Text::new("질문을 적어 주세요", "is required")),
        Some(_) => return Err(Text::new("문자열이어야 합니다", "must be a string")),
    };
    let trimmed = message.trim();
    if trimmed.is_empty() {
        return Err(Text::new("질문을 적어 주세요", "must not be blank"));
    }
    if message.chars().count() > longest {
        let longest = grouped(longest);
        return Err(Text::new(
            format!("{longest}자까지 쓸 수 있습니다"),
            format!("must have at most {longest} characters"),
        ));
    }
    Ok(trimmed.to_owned())
}

/// A number below a million with a comma between its thousands.
fn grouped(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

fn id<Id: FromStr>(sent: Option<&Value>) -> std::result::Result<Option<Id>, Text> {
    match sent {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let id = value.as_str().and_then(|text| text.parse().ok());
            id.map(Some).ok_or_else(|| Text::new("UUID여야 합니다", "must be a UUID"))
        }
    }
}

/// Words that make a question with Korean names in it an English one.
const ENGLISH: [&str; 22] = [
    "how", "what", "which", "when", "where", "who", "why", "the", "of", "by", "is", "are", "was", "were", "per",
    "with", "for", "in", "show", "list", "give", "and",
];

/// The language of a question: English if it has no Korean letters, or English words around Korean names.
pub(crate) fn language(question: &str) -> Language {
    let is_korean =
        |letter: char| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    let lower = question.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    if !lower.contains(is_korean) || words.any(|word| ENGLISH.contains(&word)) {
        return Language::English;
    }
    Language::Korean
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(body: Value) -> Vec<String> {
        let problem = SentQuestion(body).read(Language::English).unwrap_err();
        assert_eq!(problem.status(), 400);
        let text = format!("{problem:?}");
        ["message", "dataset_id", "conversation_id"]
            .into_iter()
            .filter(|field| text.contains(&format!("field: \"{field}\"")))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn errors_name_their_fields() {
        assert_eq!(fields(json!({})), ["message"]);
        assert_eq!(fields(json!({ "message": " \n" })), ["message"]);
        assert_eq!(fields(json!({ "message": "가".repeat(10_001) })), ["message"]);
        assert_eq!(
            fields(json!({ "message": 7, "dataset_id": "x", "conversation_id": 1 })),
            ["message", "dataset_id", "conversation_id"]
        );
        assert!(fields(json!([])).is_empty());
    }

    #[test]
    fn message_is_trimmed_and_ids_are_optional() {
        let body = json!({ "message": " 몇 건? ", "dataset_id": null });
        let question = SentQuestion(body).read(Language::Korean).unwrap();
        assert_eq!((question.message.as_str(), question.dataset, question.conversation), ("몇 건?", None, None));
    }

    #[test]
    fn language_is_that_of_the_question() {
        assert_eq!(language("사고는 몇 건이야?"), Language::Korean);
        assert_eq!(language("ECLO 평균은?"), Language::Korean);
        assert_eq!(language("count 열의 합계"), Language::Korean);
        assert_eq!(language("How many accidents?"), Language::English);
        assert_eq!(language("sum of 사망자수 by 발생지시도"), Language::English);
        assert_eq!(language("2021?"), Language::English);
    }
}
