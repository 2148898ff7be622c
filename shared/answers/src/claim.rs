//! What an answer states, and where each statement stands.

use sisuiq_documents::Span;

/// One statement of an answer with the places that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// As the answer writes it.
    pub text: String,
    /// Where it stands.
    pub quotes: Vec<Quote>,
}

/// A place on a retrieved page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// Index of the passage whose page it is on.
    pub passage: usize,
    /// Where on the page.
    pub span: Span,
    /// How well it supports the answer, 0 to 1.
    pub score: f64,
}
