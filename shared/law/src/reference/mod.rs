//! Cross-references: "Article 5(1)(a) of Regulation (EU) No 833/2014", "§ 591.406(b)", "points (a) to (c)".

mod before;
mod index;
mod mention;
mod resolve;
mod scan;
mod us;

use serde::{Deserialize, Serialize};

use crate::span::Span;
use crate::unit::UnitId;

pub(crate) use before::Before;
pub(crate) use index::{Index, number};
pub(crate) use mention::{Head, Part, Pin};
pub(crate) use resolve::{Own, resolve};
pub(crate) use scan::mentions;

/// A reference in the text of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The unit whose text contains it.
    pub unit: UnitId,
    /// Its position.
    pub span: Span,
    /// The reference as it is printed.
    pub text: String,
    /// What it refers to.
    pub target: Target,
}

/// What a reference refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Units of this document, in its order.
    Units(Vec<UnitId>),
    /// Another act, or a part of this one that the document does not contain.
    External {
        /// The act's name as it is printed.
        act: String,
        /// Its identifier in EUR-Lex, for acts of the European Union with a number.
        celex: Option<String>,
        /// The provision: "Article 5(1)(a)". Empty if the act as a whole is meant.
        provision: String,
    },
    /// A provision of this act that the document does not contain, or that cannot be found.
    Unresolved,
}
