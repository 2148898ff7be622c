//! The version of the reader.

/// The version of the reader: the code that turns a PDF into the text of its pages, and that text into chunks and units. Each
/// page range stores the version that made it.
///
/// Bump it in a release whose reader makes another text, other chunks or other units of a file (`sisuiq-documents`, or the
/// limits that `ingest` gives it). The sweep then reads every document again, page range by page range. A change of the
/// embedding needs no bump: the name of a vector collection states its model and layout.
pub const READER_VERSION: i32 = 3;
