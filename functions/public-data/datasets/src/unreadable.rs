//! The reasons why the file of a dataset cannot be read.

use serde::Serialize;
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_model::{Language, Text};
use utoipa::ToSchema;

/// The reason why a dataset failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetErrorOut {
    /// A stable code.
    #[schema(example = "no_rows")]
    code: String,
    /// An explanation for people.
    #[schema(example = "제목 행은 있지만 데이터가 없습니다.")]
    detail: String,
}

impl DatasetErrorOut {
    pub(crate) fn of(dataset: &Dataset, language: Language) -> Option<Self> {
        let code = dataset.error_code.clone()?;
        Some(Self { code, detail: reason(dataset)?.get(language).to_owned() })
    }
}

/// The reason in words; none if the dataset did not fail.
pub(crate) fn reason(dataset: &Dataset) -> Option<Text> {
    let (code, detail) = (dataset.error_code.as_deref()?, dataset.error_detail.as_deref()?);
    Some(Text::new(korean(code).unwrap_or(detail), detail))
}

/// The Korean sentence of a code; codes of a later release have none.
fn korean(code: &str) -> Option<&'static str> {
    Some(match code {
        "broken_off" => "파일이 완전하지 않습니다. 다시 내보내거나 내려받아 주세요.",
        "too_large" => "파일이 너무 큽니다. 허용된 크기보다 작은 파일을 올려 주세요.",
        "empty" => "표가 비어 있습니다. 제목 행과 데이터가 필요합니다.",
        "no_rows" => "제목 행은 있지만 데이터가 없습니다.",
        "quoted_lines" => "모든 행이 통째로 따옴표 안에 있어 한 칸으로 읽힙니다. 각 줄 앞뒤의 따옴표를 지워 주세요.",
        "hidden_sheets" => "숨긴 시트에만 데이터가 있습니다. 시트를 표시하거나 시트 이름을 지정해 주세요.",
        "wrong_mapping" => "지정한 읽기 설정이 표와 맞지 않습니다. 설정을 고쳐 주세요.",
        "too_many_rows" => "행이 너무 많습니다. 표를 나누어 올려 주세요.",
        "too_many_columns" => "열이 너무 많습니다. 필요한 열만 남겨 주세요.",
        "too_many_cells" => "셀이 너무 많습니다. 표를 나누어 올려 주세요.",
        "too_long_cell" => "내용이 너무 긴 셀이 있습니다.",
        "not_text" => "텍스트 파일이 아닙니다. UTF-8 CSV로 저장해 주세요.",
        "not_a_workbook" => "XLSX 통합 문서가 아닙니다.",
        "encrypted" => "암호가 걸려 있거나 오래된 형식의 통합 문서입니다. 암호 없이 XLSX로 저장해 주세요.",
        "damaged" => "통합 문서가 손상되었습니다. XLSX나 CSV로 다시 저장해 주세요.",
        "expands_too_much" => "압축을 푼 통합 문서가 너무 큽니다.",
        "unreadable" => "표를 읽을 수 없습니다. CSV로 저장하면 읽을 수 있는 경우가 많습니다.",
        "took_too_long" => "표를 읽는 데 시간이 너무 오래 걸립니다. CSV로 저장하면 나아지는 경우가 많습니다.",
        "upload_expired" => "업로드 주소가 만료되기 전에 파일이 올라오지 않았습니다. 다시 올려 주세요.",
        "object_changed" => "저장된 파일이 올린 파일과 다릅니다. 다시 올려 주세요.",
        "kept_failing" => "여러 번 시도했지만 표를 읽지 못했습니다. 파일은 보관되어 있으며 운영자가 다시 시도합니다.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::korean;
    use sisuiq_analytics::TableError;

    #[test]
    fn every_code_of_the_reader_has_a_korean_sentence() {
        for error in [
            TableError::Broken,
            TableError::TooLarge { bytes: 2, limit: 1 },
            TableError::Empty,
            TableError::NoRows,
            TableError::QuotedLines,
            TableError::HiddenSheets,
            TableError::Mapping(String::new()),
            TableError::TooManyRows(1),
            TableError::TooManyColumns(1),
            TableError::TooManyCells(1),
            TableError::TooLongCell { row: 1, limit: 1 },
            TableError::NotText,
            TableError::NotAWorkbook,
            TableError::Encrypted,
            TableError::Damaged,
            TableError::Bomb("x"),
            TableError::Unreadable,
            TableError::TookTooLong,
        ] {
            assert!(korean(error.code()).is_some(), "{}", error.code());
        }
        assert_eq!(korean("something_new"), None);
    }
}
