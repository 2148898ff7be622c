//! `GET /api/documents/{id}/file`: the original.

use crate::{State, document::CONTENT_TYPE, version_query::VersionIn};
use aws_sdk_s3::{error::SdkError, operation::head_object::HeadObjectError, presigning::PresigningConfig};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Redirect},
};
use sisuiq_documents_db::{
    document_versions,
    documents::{self, Document},
};
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentFormat, DocumentId, ObjectKey};
use std::time::Duration;

/// The validity of a download URL.
const LIFETIME: Duration = Duration::from_mins(5);
const STORAGE_RETRY: Duration = Duration::from_secs(2);

/// Download the original file
///
/// Redirects to a URL that serves the original for five minutes: exactly the bytes that were processed, whatever was
/// uploaded later.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/file",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document"), VersionIn),
    responses(
        (status = 303, description = "The URL is in the header `Location`"),
        BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn file(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
    Query(VersionIn { version }): Query<VersionIn>,
) -> Result<impl IntoResponse> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = match version {
        Some(version) => {
            let details = document_versions::find_visible(&connection, seen_by, id, version).await?;
            details.map(|details| details.document)
        }
        None => documents::find_visible(&connection, seen_by, id).await?,
    };
    drop(connection);
    let document = found.ok_or_else(|| Problem::not_found("document"))?;
    if document.object_version_id.is_none() && document.size.is_none() {
        return Err(Problem::not_found("file").detail("the file has not been uploaded yet"));
    }
    let version = stored_version(&state, &document).await?;
    let address = address(&state, &document, version).await?;
    Ok(Redirect::to(&address))
}

/// The version of the object that was read. Where a restored bucket has it no longer, the current one serves if its bytes are
/// the same.
async fn stored_version(state: &State, document: &Document) -> Result<Option<String>> {
    let look = |version: Option<String>| {
        let request = state.objects.head_object().bucket(&state.uploads.bucket).key(&document.object_key);
        request.set_version_id(version).send()
    };
    let pinned = document.object_version_id.clone();
    match look(pinned.clone()).await {
        Ok(_) => return Ok(pinned),
        Err(error) if is_gone(&error) && pinned.is_some() => {}
        Err(error) => return Err(unavailable(error)),
    }
    let current = match look(None).await {
        Ok(current) => current,
        Err(error) if status(&error) == Some(404) => {
            return Err(Problem::not_found("file").detail("the stored file was removed"));
        }
        Err(error) => return Err(unavailable(error)),
    };
    let etag = current.e_tag().map(|etag| etag.trim_matches('"'));
    if etag != document.object_etag.as_deref() {
        return Err(Problem::not_found("file").detail("the stored file has changed since it was processed"));
    }
    Ok(current.version_id().map(str::to_owned))
}

/// Returns whether the version is gone. A response to HEAD has no error code: 400 is for an id that the bucket never issued,
/// 404 for a missing version, 405 for a delete marker.
fn is_gone(error: &SdkError<HeadObjectError>) -> bool {
    matches!(status(error), Some(400 | 404 | 405))
}

fn status(error: &SdkError<HeadObjectError>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> Problem {
    Problem::unavailable("document store", STORAGE_RETRY).caused_by(error)
}

async fn address(state: &State, document: &Document, version: Option<String>) -> Result<String> {
    let config = PresigningConfig::expires_in(LIFETIME).map_err(Problem::internal)?;
    let request = state
        .objects
        .get_object()
        .bucket(&state.uploads.bucket)
        .key(&document.object_key)
        .set_version_id(version)
        .response_content_type(content_type(&document.object_key))
        .response_content_disposition(disposition(&document.name))
        .presigned(config)
        .await
        .map_err(unavailable)?;
    Ok(state.uploads.reachable(request.uri()))
}

/// The content type of a file. Markup is plain text: it is not to be rendered at the origin of the pages.
fn content_type(key: &str) -> &'static str {
    match key.parse().map(|key: ObjectKey| key.format) {
        Ok(DocumentFormat::Html | DocumentFormat::Xml | DocumentFormat::Text) => DocumentFormat::Text.content_type(),
        Ok(DocumentFormat::Pdf) | Err(_) => CONTENT_TYPE,
    }
}

/// The name for the download, in both forms of RFC 6266.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || ".-_ ".contains(letter) { letter } else { '_' })
        .collect();
    let encoded: String = name.bytes().map(encode).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn name_cannot_break_out_of_header() {
        let header = disposition("plan\"; x=\"\r\n2024 \u{20ac}.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"plan__ x____2024 _.pdf\"; filename*=UTF-8''plan%22%3B%20x%3D%22%0D%0A2024%20%E2%82%AC.pdf"
        );
    }
}
