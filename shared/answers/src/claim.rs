//! Statements of an answer and their sources.

use sisuiq_documents::Span;

/// One statement of an answer, with the places that support it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The text of the statement.
    pub text: String,
    /// The supporting places.
    pub quotes: Vec<Quote>,
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
