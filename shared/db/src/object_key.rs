//! Where a file lies in the bucket.

use crate::DocumentId;
use std::{fmt, str::FromStr};

/// The key of one version of a document, written `docs/{document}/{version}.pdf`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ObjectKey {
    /// The document.
    pub document_id: DocumentId,
    /// Its version, counted from 1.
    pub version: i32,
}

impl ObjectKey {
    /// The key of a document's first version.
    #[must_use]
    pub fn first(document_id: DocumentId) -> Self {
        Self { document_id, version: 1 }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "docs/{}/{}.pdf", self.document_id, self.version)
    }
}

/// The text is not the key of a document's version.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a key of the form docs/{{document}}/{{version}}.pdf")]
pub struct ForeignKey;

impl FromStr for ObjectKey {
    type Err = ForeignKey;

    /// Takes exactly what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ForeignKey> {
        let parts = text.strip_prefix("docs/").and_then(|rest| rest.strip_suffix(".pdf"));
        let (document, version) = parts.and_then(|parts| parts.split_once('/')).ok_or(ForeignKey)?;
        let key = Self {
            document_id: document.parse().map_err(|_| ForeignKey)?,
            version: version.parse().map_err(|_| ForeignKey)?,
        };
        if key.version >= 1 && key.to_string() == text { Ok(key) } else { Err(ForeignKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "docs/ed00a36e-d8d5-5c97-a665-3fe9e3ccd7e9/1.pdf";

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key: ObjectKey = KEY.parse().unwrap();
        assert_eq!((key, key.to_string().as_str()), (ObjectKey::first(key.document_id), KEY));
    }

    #[test]
    fn any_other_text_is_foreign() {
        let without_dashes = KEY.replace('-', "");
        let upper = KEY.replace("ed", "ED");
        let (zero, padded) = (KEY.replace("/1.", "/0."), KEY.replace("/1.", "/01."));
        let longer = format!("{KEY}.pdf");
        for text in ["", "docs/", "docs/unasked/1.pdf", &without_dashes, &upper, &zero, &padded, &longer, &KEY[1..]] {
            assert_eq!(text.parse::<ObjectKey>(), Err(ForeignKey), "{text}");
        }
    }
}
