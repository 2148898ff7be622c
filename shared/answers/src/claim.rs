//! Statements of an answer and their sources.

use sisuiq_documents::Span;

/// One statement of an answer, with the places that support it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The text of the statement: the quoted lines, or a row as a sentence.
    pub text: String,
    /// The row that the statement shows, if it is better shown as a table than as a sentence.
    pub row: Option<NamedRow>,
    /// The supporting places.
    pub quotes: Vec<Quote>,
}

/// A row of a table with the names of its columns.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedRow {
    /// The names; empty for a column without one.
    pub names: Vec<String>,
    /// The cells, one for each name; empty for a cell without a value.
    pub cells: Vec<String>,
}

/// A place on a retrieved page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// Index of the passage.
    pub passage: usize,
    /// The position on its page.
    pub span: Span,
    /// The degree of support for the answer, from 0 to 1.
    pub score: f64,
}
