//! Files and fields of `multipart/form-data`.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use futures::stream;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use multer::Multipart;
use tokio::time::timeout;

use crate::{FieldError, Problem};

/// The time in which a whole form has to arrive: its request occupies one of the `HTTP_AT_ONCE` permits meanwhile.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The maximum number of parts of a form.
const MOST_PARTS: usize = 16;
/// The maximum size of a part that is not a file, in bytes.
const LONGEST_TEXT: usize = 8 * 1024;

/// The parts of a form, in their order.
#[derive(Debug)]
pub struct Form {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    name: String,
    file_name: Option<String>,
    bytes: Bytes,
}

/// A file that was sent with a form.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The file name from the client; it can be anything.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Form {
    /// Reads a form. Refused with 415 when it is none, 408 when it comes too slowly, 413 when it is too large, and 400 when it
    /// cannot be parsed or its parts break a rule. `limit` is for the message of 413. The route's `DefaultBodyLimit` enforces
    /// it.
    pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S, limit: usize) -> Result<Self, Problem> {
        let declared = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let boundary =
            multer::parse_boundary(declared).map_err(|_| Problem::unsupported_media_type("multipart/form-data"))?;
        let arrived = timeout(TIMEOUT, Bytes::from_request(request, state)).await;
        let body = arrived.map_err(|_elapsed| Problem::too_slow(TIMEOUT))?.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return Problem::too_large(limit);
            }
            Problem::bad_request("the body could not be read").caused_by(rejection)
        })?;
        let whole = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
        Self::take_apart(Multipart::new(whole, boundary)).await
    }

    async fn take_apart(mut multipart: Multipart<'_>) -> Result<Self, Problem> {
        let unreadable = |error: multer::Error| {
            Problem::bad_request("the body is not complete multipart/form-data").caused_by(error)
        };
        let mut parts: Vec<Part> = Vec::new();
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(unreadable)?;
            if parts.len() == MOST_PARTS {
                return Err(Problem::bad_request(format!("a form may have at most {MOST_PARTS} parts")));
            }
            if file_name.is_none() && bytes.len() > LONGEST_TEXT {
                return Err(fault(&name, format!("may have at most {LONGEST_TEXT} bytes")));
            }
            if parts.iter().any(|part| part.name == name) {
                return Err(fault(&name, "must not be repeated"));
            }
            parts.push(Part { name, file_name, bytes });
        }
        Ok(Self { parts })
    }

    /// The text of this name, if there is one that is not empty.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        let Some(part) = self.parts.iter().find(|part| part.name == name) else { return Ok(None) };
        let text = std::str::from_utf8(&part.bytes).map_err(|_| fault(name, "must be UTF-8"))?;
        if text.contains('\0') {
            return Err(fault(name, "must not contain U+0000"));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// The file of this name.
    pub fn file(&self, name: &str) -> Result<SentFile, Problem> {
        let part = self.parts.iter().find(|part| part.name == name).ok_or_else(|| fault(name, "is required"))?;
        let sent_as = part.file_name.clone().ok_or_else(|| fault(name, "must be a file with a name"))?;
        Ok(SentFile { name: sent_as, bytes: part.bytes.clone() })
    }

    /// The fields and files, independent of the form's boundary.
    pub(crate) fn said(&self) -> Vec<&[u8]> {
        let mut said: Vec<&[u8]> = Vec::with_capacity(self.parts.len() * 3);
        for part in &self.parts {
            said.extend([part.name.as_bytes(), part.file_name.as_deref().unwrap_or_default().as_bytes(), &part.bytes]);
        }
        said
    }
}

/// 400 for one faulty field.
fn fault(field: &str, message: impl Into<String>) -> Problem {
    let field: String = field.chars().take(64).collect();
    let message = message.into();
    Problem::bad_request(format!("`{field}` {message}")).errors(vec![FieldError::new(field, message)])
}
