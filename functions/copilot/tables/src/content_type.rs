//! The content types of tables.

use sisuiq_analytics::Kind;

/// The one content type that a table is uploaded with.
pub(crate) const fn content_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Csv => "text/csv",
        Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}
