use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::unit::UnitId;

/// What could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// A label has two readings, and neither the labels around nor the text decide. The more usual one was taken.
    AmbiguousLabel,
    /// A label follows after a gap: "(a)" and then "(c)".
    Gap,
    /// A sequence does not begin with its first label.
    IrregularStart,
    /// A label fits nowhere and stayed text.
    LabelAsText,
    /// An item is nested too deeply and became a child of the innermost open unit.
    TooDeep,
    /// Nothing closed the quotation of an amendment.
    UnclosedQuotation,
    /// The target of a reference to this text was not found, or is one of several.
    UnresolvedReference,
    /// A provision has the label of an earlier one. References to the label are resolved to the first one.
    RepeatedLabel,
    /// A sentence states a date, and its subject is not clear, or another sentence states another one. No date was set.
    UndecidedDate,
    /// The text states something else than was declared. What was declared was taken.
    Contradiction,
}

/// Something that could not be decided, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Doubt {
    /// What it is.
    pub kind: DoubtKind,
    /// The unit in question.
    pub unit: UnitId,
    /// The words in question; empty at the start of the text if the text as a whole is.
    pub span: Span,
}
