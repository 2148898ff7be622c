//! Errors of conversations about datasets, in both languages.

use sisuiq_http::{FieldError, Problem};
use std::time::Duration;

/// The time after which a client asks again for a dataset that is being read.
const READING_RETRY: Duration = Duration::from_secs(5);
/// A key that Anthropic does not accept.
pub(crate) const REJECTED_KEY: &str = "Anthropic rejected the key in X-Anthropic-API-Key: check it and ask again";
pub(crate) const REJECTED_KEY_KOREAN: &str =
    "Anthropic이 X-Anthropic-API-Key의 키를 거절했습니다. 키를 확인하고 다시 질문하세요";
const STORAGE_RETRY: Duration = Duration::from_secs(2);

/// 400 for fields with invalid values.
pub(crate) fn invalid(errors: Vec<FieldError>) -> Problem {
    Problem::bad_request("some values are invalid").in_korean("일부 값이 올바르지 않습니다").errors(errors)
}

/// 404 for a dataset that is missing or hidden from the caller.
pub(crate) fn no_dataset() -> Problem {
    Problem::not_found("dataset").in_korean("데이터셋을 찾을 수 없습니다")
}

/// 404 for a conversation that is missing, another account's, or about documents.
pub(crate) fn no_conversation() -> Problem {
    Problem::not_found("conversation").in_korean("대화를 찾을 수 없습니다")
}

/// 409 for a dataset that its conversation is not about.
pub(crate) fn other_dataset() -> Problem {
    Problem::conflict("the conversation is about another dataset: begin a new one")
        .in_korean("다른 데이터셋에 관한 대화입니다. 새 대화를 시작하세요")
}

/// 409 for a dataset whose columns are not stored yet.
pub(crate) fn being_prepared() -> Problem {
    Problem::not_ready("the dataset is being prepared: try again in a few seconds", READING_RETRY)
        .in_korean("데이터셋을 준비하고 있습니다. 몇 초 후에 다시 시도하세요")
}

/// 409 for a dataset whose file cannot be read.
pub(crate) fn unreadable() -> Problem {
    Problem::conflict("the file of the dataset cannot be read").in_korean("데이터셋의 파일을 읽을 수 없습니다")
}

/// 503 for a store that cannot be reached.
pub(crate) fn no_store(cause: impl std::error::Error + Send + Sync + 'static) -> Problem {
    Problem::unavailable("table store", STORAGE_RETRY).caused_by(cause)
}

/// 401 for a key that cannot be one of Anthropic's.
pub(crate) fn malformed_key() -> Problem {
    Problem::unauthorized()
        .detail("X-Anthropic-API-Key must begin with sk- and have 20 to 256 visible ASCII characters")
        .in_korean("X-Anthropic-API-Key는 sk-로 시작하는 20–256자의 공백 없는 ASCII 문자여야 합니다")
}

/// 401 for a question without a key, where each caller brings one.
pub(crate) fn key_required() -> Problem {
    Problem::unauthorized()
        .detail("send your key of Anthropic's API in X-Anthropic-API-Key")
        .in_korean("X-Anthropic-API-Key 헤더에 Anthropic API 키를 보내세요")
}

/// 401 for a key that Anthropic does not accept.
pub(crate) fn rejected_key() -> Problem {
    Problem::unauthorized().detail(REJECTED_KEY).in_korean(REJECTED_KEY_KOREAN)
}

/// 409 for an answer about a dataset, which would be the same again.
pub(crate) fn not_regenerated() -> Problem {
    Problem::conflict("answers about a dataset cannot be given anew: ask the question again")
        .in_korean("데이터셋에 관한 답변은 다시 생성할 수 없습니다. 질문을 다시 보내세요")
}
