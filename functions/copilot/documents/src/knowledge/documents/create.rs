//! `POST /api/v1/knowledge/datasets/{name}/documents`: creates an upload into a dataset.

use super::super::{no_dataset, writable};
use crate::{
    State,
    creation::{self, CreatedOut, DocumentIn, NewLaw},
    names::parse_optional,
};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use jiff::civil::Date;
use serde::Deserialize;
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, IdempotencyHeader, NotFound, Path, PayloadTooLarge, Problem, Result,
    Submitted, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{DeclaredLaw, DocumentFormat, DocumentSource, DocumentType};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// The most documents of a dataset: a question about it names them all.
const MOST: i64 = 1_000;
/// The largest file that is no PDF, in bytes.
const LARGEST_TEXT: u64 = 10 << 20;

/// A legal text to upload.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct DatasetDocumentIn {
    /// The display name, 1 to 500 characters.
    #[garde(length(chars, min = 1, max = 500), custom(|name: &str, (): &()| printable(name)))]
    #[schema(min_length = 1, max_length = 500, example = "regulation-833-2014.xml")]
    name: String,
    /// The document type; `other` by default.
    #[serde(default, rename = "type")]
    #[schema(value_type = Option<DocumentType>)]
    kind: Option<String>,
    /// The publisher, ignoring case; `other` by default.
    #[serde(default)]
    #[schema(value_type = Option<DocumentSource>)]
    source: Option<String>,
    /// The size in bytes; the upload has to have exactly this size. A file that is no PDF has at most 10 MB.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 48_213)]
    size: u64,
    /// The format of the file. When absent, the extension of the name decides, and a name with another one is that of a PDF. Text
    /// is read in the encoding that its first bytes or its markup declare, and otherwise in UTF-8.
    #[serde(default)]
    #[schema(value_type = Option<DocumentFormat>)]
    format: Option<String>,
    /// The short name of the act, at most 200 characters, by which answers cite it. As far as it states it, the text decides when absent.
    #[garde(inner(length(chars, min = 1, max = 200), custom(|name: &str, (): &()| printable(name))))]
    #[schema(min_length = 1, max_length = 200, example = "Regulation (EU) No 833/2014")]
    act: Option<String>,
    /// The language by ISO 639-1. When absent, it is recognised by common words of the text.
    #[schema(min_length = 2, max_length = 2, pattern = "^[a-z]{2}$", example = "en")]
    language: Option<String>,
    /// The first day on which this version of the text applies. The text decides when absent.
    #[schema(min_length = 10, max_length = 10, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2014-07-31")]
    valid_from: Option<String>,
    /// The first day on which it no longer applies.
    #[schema(min_length = 10, max_length = 10, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2015-01-01")]
    valid_to: Option<String>,
}

/// Create an upload into a dataset
///
/// Registers one legal text of the dataset, a PDF, HTML, XML or plain text, and returns the form to upload it with, as
/// `POST /api/documents` does. Its passages keep the article or section that they belong to. What is declared here counts more than
/// what the text says. Owners add to their own datasets, administrators also to those for everyone. A dataset can have 1,000 documents.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/datasets/{name}/documents",
    tag = "knowledge",
    extensions(("x-throttle" = json!("work"))),
    request_body = DatasetDocumentIn,
    params(
        ("name" = String, Path, description = "The dataset", min_length = 3, max_length = 60, example = "Swiss-SECO"),
        IdempotencyHeader
    ),
    responses(
        (status = 201, body = CreatedOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite, Uploads>,
    Extract(state): Extract<State>,
    Path(name): Path<String>,
    Submitted { input, idempotency_key }: Submitted<DatasetDocumentIn>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let found = knowledge_datasets::find_visible(&connection, caller.visibility(), &name).await?;
    drop(connection);
    let dataset = writable(found.ok_or_else(no_dataset)?, &caller)?;
    if dataset.documents >= MOST {
        return Err(Problem::conflict(format!(
            "a dataset can have at most {MOST} documents: delete one, or use another dataset"
        )));
    }
    let (format, declared) = read(&input)?;
    let DatasetDocumentIn { name, kind, source, size, .. } = input;
    let submitted = Submitted { input: DocumentIn { name, kind, source, size }, idempotency_key };
    creation::create(&state, &caller, submitted, Some(NewLaw { dataset: &dataset, format, declared })).await
}

/// The format of a file, and what its form declares.
fn read(input: &DatasetDocumentIn) -> Result<(DocumentFormat, DeclaredLaw)> {
    let mut errors = Vec::new();
    let named = parse_optional(input.format.as_deref(), "format", &mut errors);
    let format = named.unwrap_or_else(|| DocumentFormat::of_name(input.name.trim()));
    if format != DocumentFormat::Pdf && input.size > LARGEST_TEXT {
        errors.push(FieldError::new("size", format!("must be at most {LARGEST_TEXT} bytes for a file that is no PDF")));
    }
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_lowercase());
    if input.language.as_deref().is_some_and(|language| !is_code(language)) {
        errors.push(FieldError::new("language", "must be a code of two small letters such as en"));
    }
    let valid_from = day(input.valid_from.as_deref(), "valid_from", &mut errors);
    let valid_to = day(input.valid_to.as_deref(), "valid_to", &mut errors);
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to <= from) {
        errors.push(FieldError::new("valid_to", "must be later than valid_from"));
    }
    if !errors.is_empty() {
        return Err(Problem::unprocessable(errors));
    }
    let act = input.act.as_deref().map(|act| act.trim().to_owned());
    Ok((format, DeclaredLaw { act, language: input.language.clone(), valid_from, valid_to }))
}

/// A day, without a time; the parser of dates accepts times as well.
fn day(text: Option<&str>, field: &str, errors: &mut Vec<FieldError>) -> Option<Date> {
    let day = Date::strptime("%Y-%m-%d", text?).ok().filter(|day| (1000..=9999).contains(&day.year()));
    if day.is_none() {
        errors.push(FieldError::new(field, "must be a date such as 2014-07-31"));
    }
    day
}
