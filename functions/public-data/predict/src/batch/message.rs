//! The state of a batch in words.

use sisuiq_accidents::Language;
use sisuiq_model::{PredictionBatchError, PredictionBatchStatus};

/// The state of a batch, for people.
pub(super) const fn of(status: PredictionBatchStatus, language: Language) -> &'static str {
    match (status, language) {
        (PredictionBatchStatus::Pending, Language::Korean) => "처리를 기다리고 있습니다.",
        (PredictionBatchStatus::Pending, Language::English) => "The batch is waiting.",
        (PredictionBatchStatus::Processing, Language::Korean) => "처리하고 있습니다.",
        (PredictionBatchStatus::Processing, Language::English) => "The batch is being processed.",
        (PredictionBatchStatus::Success, Language::Korean) => "처리를 마쳤습니다.",
        (PredictionBatchStatus::Success, Language::English) => "The batch is complete.",
        (PredictionBatchStatus::Failed, Language::Korean) => "처리하지 못했습니다.",
        (PredictionBatchStatus::Failed, Language::English) => "The batch failed.",
    }
}

/// The reason of a failure, and what to do.
pub(super) const fn of_error(error: PredictionBatchError, language: Language) -> &'static str {
    match (error, language) {
        (PredictionBatchError::TimedOut, Language::Korean) => {
            "처리 시간이 600초를 넘어 중단했습니다. 끝나지 않은 사고를 다시 보내 주세요."
        }
        (PredictionBatchError::TimedOut, Language::English) => {
            "The batch was stopped because it took longer than 600 seconds. Send the unfinished accidents again."
        }
    }
}
