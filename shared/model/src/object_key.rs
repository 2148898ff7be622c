//! Keys of files in the bucket.

use crate::{DatasetId, DocumentFormat, DocumentId};
use std::{fmt, str::FromStr};

/// The key of one version of a document, written `docs/{document}/{version}.pdf`, or with the extension `html`, `xml` or `txt`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ObjectKey {
    /// The document.
    pub document_id: DocumentId,
    /// Its version, counted from 1.
    pub version: i32,
    /// The format of its file.
    pub format: DocumentFormat,
}

impl ObjectKey {
    /// The key of a document's first version, a PDF.
    #[must_use]
    pub fn first(document_id: DocumentId) -> Self {
        Self { document_id, version: 1, format: DocumentFormat::Pdf }
    }
}

impl DocumentFormat {
    /// The extension of files of this format, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Text => "txt",
        }
    }

    /// The content type that files of this format are uploaded with.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html => "text/html",
            Self::Xml => "application/xml",
            Self::Text => "text/plain",
        }
    }

    /// The format that the name of a file suggests: a PDF, unless its extension is that of another format.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("xml") => Self::Xml,
            Some("txt" | "text") => Self::Text,
            _ => Self::Pdf,
        }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "docs/{}/{}.{}", self.document_id, self.version, self.format.extension())
    }
}

/// The text is not the key of a document's version.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a key of the form docs/{{document}}/{{version}}.{{extension}}")]
pub struct ForeignKey;

impl FromStr for ObjectKey {
    type Err = ForeignKey;

    /// Takes exactly what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ForeignKey> {
        let parts = text.strip_prefix("docs/").and_then(|rest| rest.split_once('/'));
        let (document, file) = parts.ok_or(ForeignKey)?;
        let (version, extension) = file.split_once('.').ok_or(ForeignKey)?;
        let format = DocumentFormat::ALL.iter().copied().find(|format| format.extension() == extension);
        let key = Self {
            document_id: document.parse().map_err(|_| ForeignKey)?,
            version: version.parse().map_err(|_| ForeignKey)?,
            format: format.ok_or(ForeignKey)?,
        };
        if key.version >= 1 && key.to_string() == text { Ok(key) } else { Err(ForeignKey) }
    }
}

/// The key of a table's file, written `data/{dataset}/1.csv` or `data/{dataset}/1.xlsx`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TableKey {
    /// The dataset.
    pub dataset_id: DatasetId,
    /// File name extension.
    pub extension: &'static str,
}

/// The folder of all tables.
const TABLES: &str = "data/";
const EXTENSIONS: [&str; 2] = ["csv", "xlsx"];

impl TableKey {
    /// Returns whether a key is in the folder of tables.
    #[must_use]
    pub fn is_of_a_table(key: &str) -> bool {
        key.starts_with(TABLES)
    }
}

impl fmt::Display for TableKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{TABLES}{}/1.{}", self.dataset_id, self.extension)
    }
}

impl FromStr for TableKey {
    type Err = ForeignKey;

    /// Takes exactly what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ForeignKey> {
        let (dataset, extension) =
            text.strip_prefix(TABLES).and_then(|rest| rest.split_once("/1.")).ok_or(ForeignKey)?;
        let key = Self {
            dataset_id: dataset.parse().map_err(|_| ForeignKey)?,
            extension: EXTENSIONS.into_iter().find(|known| *known == extension).ok_or(ForeignKey)?,
        };
        if key.to_string() == text { Ok(key) } else { Err(ForeignKey) }
    }
}

/// The key of the columnar copy of one revision of a dataset, written `frames/{dataset}/{revision}`. Nothing is announced when such
/// an object is created or removed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct FrameKey {
    /// The dataset.
    pub dataset_id: DatasetId,
    /// The revision.
    pub revision: i32,
}

impl FrameKey {
    /// What the keys of all copies of a dataset begin with, and no other key.
    #[must_use]
    pub fn prefix(dataset_id: DatasetId) -> String {
        format!("frames/{dataset_id}/")
    }
}

impl fmt::Display for FrameKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", Self::prefix(self.dataset_id), self.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "docs/ed00a36e-d8d5-5c97-a665-3fe9e3ccd7e9/1.pdf";

    #[test]
    fn object_keys_round_trip() {
        let key: ObjectKey = KEY.parse().unwrap();
        assert_eq!((key, key.to_string().as_str()), (ObjectKey::first(key.document_id), KEY));
        for format in DocumentFormat::ALL.iter().copied() {
            let key = ObjectKey { version: 7, format, ..key };
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn names_suggest_formats() {
        let of = DocumentFormat::of_name;
        assert_eq!(
            ["a.HTM", "a.xml", "a.b.txt"].map(of),
            [DocumentFormat::Html, DocumentFormat::Xml, DocumentFormat::Text]
        );
        assert!(["a.pdf", "Regulation 833/2014", "a.docx", ""].iter().all(|name| of(name) == DocumentFormat::Pdf));
    }

    #[test]
    fn table_keys_round_trip() {
        for extension in EXTENSIONS {
            let text = format!("data/ed00a36e-d8d5-5c97-a665-3fe9e3ccd7e9/1.{extension}");
            let key: TableKey = text.parse().unwrap();
            assert_eq!((key.extension, key.to_string()), (extension, text));
        }
        for text in [
            "data/",
            "data/x/1.csv",
            "data/ed00a36e-d8d5-5c97-a665-3fe9e3ccd7e9/1.pdf",
            "data/ed00a36e-d8d5-5c97-a665-3fe9e3ccd7e9/2.csv",
            KEY,
        ] {
            assert_eq!(text.parse::<TableKey>(), Err(ForeignKey), "{text}");
        }
    }

    #[test]
    fn other_keys_are_foreign() {
        let without_dashes = KEY.replace('-', "");
        let upper = KEY.replace("ed", "ED");
        let (zero, padded) = (KEY.replace("/1.", "/0."), KEY.replace("/1.", "/01."));
        let longer = format!("{KEY}.pdf");
        let other = KEY.replace(".pdf", ".csv");
        for text in
            ["", "docs/", "docs/unasked/1.pdf", &without_dashes, &upper, &zero, &padded, &longer, &other, &KEY[1..]]
        {
            assert_eq!(text.parse::<ObjectKey>(), Err(ForeignKey), "{text}");
        }
    }
}
