//! Questions of the holders of a link.

use crate::data::{
    answerer::Answerer,
    problems::invalid,
    question::{SentQuestion, message},
};
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_http::{FieldError, Result};
use sisuiq_model::{Language, Text, UserId};
use utoipa::ToSchema;

/// The longest message, in Unicode scalar values. It is shorter than that of an account, because anybody may send it.
const MESSAGE_LIMIT: usize = 2_000;
/// Members of questions of accounts, which would name what a link does not open.
const OF_ACCOUNTS: [&str; 2] = ["dataset_id", "conversation_id"];

/// A question about the dataset of a link.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, is never built")]
pub(crate) struct SharedQuestionIn {
    /// The question, 1 to 2,000 characters, in Korean or English.
    #[schema(min_length = 1, max_length = 2_000, example = "사고유형별 사망자수 합계는?")]
    message: String,
}

/// A valid question about the dataset of a link.
#[derive(Debug)]
pub(crate) struct LinkQuestion {
    pub(crate) message: String,
    pub(crate) dataset: Dataset,
    /// The account that a model's answer is charged to.
    pub(crate) charged_to: UserId,
    pub(crate) answerer: Answerer,
    /// The language of errors.
    pub(crate) shown_in: Language,
}

/// Reads the message of a body. All errors are reported together.
pub(super) fn read(sent: &SentQuestion, shown_in: Language) -> Result<String> {
    let body = sent.members(shown_in)?;
    let message = message(body.get("message"), MESSAGE_LIMIT);
    let named = OF_ACCOUNTS.into_iter().filter(|name| body.get(*name).is_some_and(|value| !value.is_null()));
    let text =
        Text::new("링크로는 이 데이터셋에 대해서만 질문할 수 있습니다", "must not be sent: the link opens one dataset");
    let mut errors: Vec<FieldError> = named.map(|name| FieldError::new(name, text.get(shown_in))).collect();
    match message {
        Ok(message) if errors.is_empty() => Ok(message),
        Ok(_) => Err(invalid(errors)),
        Err(text) => {
            errors.insert(0, FieldError::new("message", text.get(shown_in)));
            Err(invalid(errors))
        }
    }
}
