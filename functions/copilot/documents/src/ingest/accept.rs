//! The form of an uploaded PDF and its validation.

use axum::body::Bytes;
use garde::Validate;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sisuiq_http::{FieldError, Form, Problem, Result};
use sisuiq_model::{DocumentSource, DocumentType};
use utoipa::ToSchema;

use super::LARGEST_FILE;
use crate::names::parse;

/// The longest name, in Unicode scalar values.
const LONGEST_NAME: usize = 500;
/// The number of first bytes in which `%PDF-` is looked for.
const HEAD: usize = 1024;
const NAMELESS: &str = "document.pdf";

/// A PDF and its description.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
#[expect(dead_code, reason = "describes a form, is never built")]
pub(crate) struct IngestIn {
    /// The PDF, whose name ends with `.pdf`; at most 4 MiB. Larger ones are uploaded by `POST /api/documents`.
    #[schema(
        value_type = String,
        format = Binary,
        content_media_type = "application/pdf",
        max_length = 4_194_304,
        example = "%PDF-1.7"
    )]
    file: Vec<u8>,
    /// The display name, up to 500 characters; the file's name by default.
    #[schema(max_length = 500, example = "corporate-plan.pdf")]
    name: Option<String>,
    /// The document type; `other` by default.
    doc_type: Option<DocumentType>,
    /// The publisher, ignoring case; `other` by default.
    source: Option<DocumentSource>,
}

/// A validated form.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) name: String,
    pub(crate) kind: DocumentType,
    pub(crate) source: DocumentSource,
    pub(crate) bytes: Bytes,
    /// Lower-case hex.
    pub(crate) sha256: String,
}

/// Validates the form. Returns 400 with all fields that are wrong, or 413 for a file that is too large.
pub(crate) fn accept(form: &Form) -> Result<Accepted> {
    let file = form.file("file")?;
    if file.bytes.len() > LARGEST_FILE {
        return Err(Problem::too_large(LARGEST_FILE));
    }
    let mut errors = Vec::new();
    let kind = parse(form.text("doc_type")?, "doc_type", DocumentType::Other, &mut errors);
    let source = parse(form.text("source")?, "source", DocumentSource::Other, &mut errors);
    if !file.name.to_lowercase().ends_with(".pdf") {
        errors.push(FieldError::new("file", "must have a name that ends with .pdf"));
    } else if !is_pdf(&file.bytes) {
        errors.push(FieldError::new("file", "is not a PDF"));
    }
    let name = match form.text("name")?.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => check(name, &mut errors),
        None => plain(&file.name),
    };
    if let Some(first) = errors.first() {
        let detail = format!("`{}` {}", first.field, first.message);
        return Err(Problem::bad_request(detail).errors(errors));
    }
    let sha256 = hex::encode(Sha256::digest(&file.bytes));
    Ok(Accepted { name, kind, source, bytes: file.bytes, sha256 })
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    head.windows(5).any(|window| window == b"%PDF-")
}

fn check(name: &str, errors: &mut Vec<FieldError>) -> String {
    if name.chars().count() > LONGEST_NAME {
        errors.push(FieldError::new("name", format!("must have at most {LONGEST_NAME} characters")));
    } else if name.chars().any(is_hidden) {
        errors.push(FieldError::new("name", "must not contain control characters"));
    }
    name.to_owned()
}

/// The last part of a file's path, separated by `/` or `\`, without invisible characters. It is for display only: the storage
/// key is made of the document's id.
fn plain(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|letter| !is_hidden(*letter)).take(LONGEST_NAME).collect();
    let shown = shown.trim();
    if shown.is_empty() || shown.eq_ignore_ascii_case(".pdf") { NAMELESS.to_owned() } else { shown.to_owned() }
}

/// Control characters and characters that change the text direction.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn hostile_name_is_made_plain() {
        for (sent, shown) in [
            ("plan.pdf", "plan.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\grace\\plan 2030.pdf", "plan 2030.pdf"),
            ("plan\r\nSet-Cookie: a=b.pdf", "planSet-Cookie: a=b.pdf"),
            ("annual\u{202e}fdp.exe.pdf", "annualfdp.exe.pdf"),
            ("uploads/.pdf", "document.pdf"),
            ("\u{7f}.PDF", "document.pdf"),
            ("", "document.pdf"),
            ("<script>.pdf", "<script>.pdf"),
        ] {
            assert_eq!(plain(sent), shown, "{sent:?}");
        }
        assert_eq!(plain(&"x".repeat(600)).chars().count(), 500);
    }
}
