//! `POST /api/datasets/upload`: a small dataset in the request itself.

use crate::{
    State, corrections,
    dataset::UploadedDatasetOut,
    problems::{invalid, wrong},
    unreadable,
};
use axum::extract::State as Extract;
use http::StatusCode;
use serde_json::json;
use sisuiq_analytics::Kind;
use sisuiq_datasets::{Direct, LONGEST_NAME, SentTable, dataset_name, finished, hide, take};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Form, IdempotencyHeader, Json, PayloadTooLarge, PreferredLanguage, Problem,
    RequestTimeout, Result, SubmittedForm, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
    UnsupportedMediaType,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{DocumentStatus, Language, Text};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// The largest file, in bytes. Lambda admits events of 6 MB, in which a binary body is Base64 and takes 4/3 of its length.
const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The largest form, in bytes: the file, the other fields and the boundaries.
pub(crate) const LARGEST_FORM: usize = LARGEST_FILE + 64 * 1024;
/// The longest description, in Unicode scalar values.
const LONGEST_DESCRIPTION: usize = 500;
/// The longest name of a file, in Unicode scalar values.
const LONGEST_FILE_NAME: usize = 500;
/// The longest name of an encoding, in Unicode scalar values.
const LONGEST_ENCODING: usize = 40;

/// The upload form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes a form, is never built")]
pub(crate) struct DatasetFormIn {
    /// A CSV or XLSX file of at most 4 MiB, its name ending with `.csv` or `.xlsx`. Larger ones, up to 50 MiB, are uploaded by
    /// `POST /api/datasets/uploads`.
    #[schema(value_type = String, format = Binary, max_length = 4_194_304, example = "사고일시,사망자수\n2021-01-01 14,0\n")]
    file: String,
    /// The dataset's name; the file's name without its ending by default. At most 255 characters.
    #[schema(min_length = 1, max_length = 255, example = "대구 교통사고 2021")]
    name: Option<String>,
    /// Its description; at most 500 characters.
    #[schema(max_length = 500, example = "2021년 대구광역시 교통사고 목록")]
    description: Option<String>,
    /// The character encoding of a CSV file, such as `euc-kr`; detected by default.
    #[schema(max_length = 40, example = "euc-kr")]
    encoding: Option<String>,
}

/// Upload a small dataset
///
/// Accepts a CSV or XLSX file of at most 4 MiB and returns its columns; with 202 when reading it takes longer than a few seconds. A file
/// that in this time turns out to be unreadable is rejected with the reason and deleted again.
#[utoipa::path(
    post,
    path = "/api/datasets/upload",
    tag = "datasets",
    extensions(("x-throttle" = json!("work"))),
    params(IdempotencyHeader),
    request_body(content = DatasetFormIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = UploadedDatasetOut), (status = 202, body = UploadedDatasetOut, description = "Processing continues"),
        BadRequest, Unauthorized, Forbidden, RequestTimeout, Conflict, PayloadTooLarge, UnsupportedMediaType, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn upload(
    caller: User<capabilities::TablesWrite, Uploads>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    form: Result<SubmittedForm<LARGEST_FORM>>,
) -> Result<(StatusCode, Json<UploadedDatasetOut>)> {
    let larger = ("POST /api/datasets/uploads", state.datasets.uploads.max_bytes);
    let refused = |problem: Problem| problem.naming_uploads(LARGEST_FILE, larger);
    let SubmittedForm { form, idempotency_key } = form.map_err(refused)?;
    let table = sent_table(&form, language).map_err(refused)?;
    let (id, _) = take(&state.datasets, &caller, &table, &idempotency_key).await?;
    let seen_by = caller.visibility();
    let ended = finished(&state.datasets, seen_by, id).await?;
    let connection = state.datasets.database.connection().await?;
    let (status, dataset) = match ended {
        Direct::Processing => (StatusCode::ACCEPTED, datasets::find_visible(&connection, seen_by, id).await?),
        Direct::Ended(dataset) if dataset.status == DocumentStatus::Failed => {
            drop(connection);
            hide(&state.datasets, &caller, id).await?;
            return Err(unreadable_file(&dataset, language));
        }
        Direct::Ended(dataset) => (StatusCode::OK, Some(*dataset)),
        Direct::Deleted => (StatusCode::OK, None),
    };
    let dataset = dataset.ok_or_else(|| deleted(language))?;
    let reading = datasets::find_reading(&connection, seen_by, id).await?;
    Ok((status, Json(UploadedDatasetOut::new(dataset, reading.as_ref(), language))))
}

/// Validates the form. Returns 400 with all fields that are wrong, or 413 for a file that is too large.
fn sent_table(form: &Form, language: Language) -> Result<SentTable> {
    let file = form.file("file")?;
    if file.bytes.len() > LARGEST_FILE {
        return Err(Problem::too_large(LARGEST_FILE));
    }
    let mut errors = Vec::new();
    let mut refuse = |field: &str, text: &Text| errors.push(wrong(language, field, text));
    let file_name = file.name.trim().to_owned();
    let kind = Kind::of_name(&file_name);
    if let Err(text) = check_file(&file_name, file.bytes.is_empty()) {
        refuse("file", &text);
    }
    let said = form.text("name")?;
    let dataset_name = dataset_name(said, &file_name);
    if said.is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        refuse("name", &at_most(LONGEST_NAME));
    } else if kind.is_some() && printable(&dataset_name).is_err() {
        refuse(
            "name",
            &Text::new("비어 있거나 제어 문자가 있으면 안 됩니다", "must not be blank or contain control characters"),
        );
    }
    let description = form.text("description")?;
    if description.is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
        refuse("description", &at_most(LONGEST_DESCRIPTION));
    }
    let encoding = form.text("encoding")?.map(str::trim).filter(|name| !name.is_empty());
    if encoding.is_some_and(|name| name.chars().count() > LONGEST_ENCODING) {
        refuse("encoding", &at_most(LONGEST_ENCODING));
    } else if encoding.is_some() && kind == Some(Kind::Xlsx) {
        refuse("encoding", &corrections::of_other_kind(Kind::Xlsx));
    }
    match kind {
        Some(kind) if errors.is_empty() => Ok(SentTable {
            kind,
            file_name,
            file: file.bytes,
            dataset_name,
            customers_served: None,
            description: description.map(str::to_owned),
            mapping: encoding.map_or_else(|| json!({}), |encoding| json!({ "encoding": encoding })),
        }),
        _ => Err(invalid(errors)),
    }
}

fn check_file(name: &str, is_empty: bool) -> std::result::Result<(), Text> {
    if is_empty {
        return Err(Text::new("파일이 비어 있습니다", "must not be empty"));
    }
    if Kind::of_name(name).is_none() {
        let korean = "CSV 또는 XLSX 파일만 올릴 수 있습니다";
        return Err(Text::new(korean, "must have a name that ends with .csv or .xlsx"));
    }
    if name.chars().count() > LONGEST_FILE_NAME || printable(name).is_err() {
        let korean = "파일 이름은 제어 문자 없이 500자까지 쓸 수 있습니다";
        return Err(Text::new(korean, "must have a name of at most 500 characters without control characters"));
    }
    Ok(())
}

fn at_most(characters: usize) -> Text {
    Text::new(format!("{characters}자까지 쓸 수 있습니다"), format!("must have at most {characters} characters"))
}

/// 400 for a file that cannot be read.
fn unreadable_file(dataset: &Dataset, language: Language) -> Problem {
    // the encoding is the only correction that the form has
    let field = if dataset.error_code.as_deref() == Some("wrong_mapping") { "encoding" } else { "file" };
    refusal(language, field, &unreadable::reason(dataset).unwrap_or_default())
}

fn deleted(language: Language) -> Problem {
    let text = Text::new("처리하기 전에 삭제되었습니다.", "The dataset was deleted before it was read.");
    refusal(language, "file", &text)
}

fn refusal(language: Language, field: &str, reason: &Text) -> Problem {
    let problem = Problem::bad_request("the file cannot be read").in_korean("파일을 읽을 수 없습니다");
    problem.errors(vec![wrong(language, field, reason)])
}
