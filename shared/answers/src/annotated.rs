//! The result of checking a model's text.

use crate::Quote;
use sisuiq_model::QuoteMatch;
use std::str::FromStr;

/// The label after an unsupported statement.
pub const UNSUPPORTED: &str = "[unsupported]";

/// The treatment of unsupported statements.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Unsupported {
    /// Shows them with [`UNSUPPORTED`] after them.
    #[default]
    Marked,
    /// Leaves them out. Every statement is shown only after it is judged.
    Withheld,
}

impl FromStr for Unsupported {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "mark" => Ok(Self::Marked),
            "withhold" => Ok(Self::Withheld),
            _ => Err("must be mark or withhold"),
        }
    }
}

/// A citation before it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The place on the page.
    pub quote: Quote,
    /// The kind of match between the quoted words and the page.
    pub matched: QuoteMatch,
}

/// Counts of judged and supported statements in a text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Grounding {
    /// Statements that could be true or false.
    pub judged: u32,
    /// Statements that their citations or the figures of the newest table support.
    pub supported: u32,
    /// Unsupported statements that were left out.
    pub withheld: u32,
    /// Remarks that the documents lack something.
    pub lacking: u32,
}

impl Grounding {
    /// The supported share of the visible statements, from 0 to 1. `None` if there are no statements.
    #[must_use]
    pub fn score(self) -> Option<f64> {
        let shown = self.judged.saturating_sub(self.withheld);
        (shown > 0).then(|| f64::from(self.supported) / f64::from(shown))
    }
}

/// The result for a model's text.
#[derive(Debug)]
pub struct Annotated {
    /// The remaining text that was not shown yet.
    pub rest: String,
    /// The citations, in the order of their numbers.
    pub cited: Vec<Cited>,
    /// The number of marks that were dropped because their words are not on the page.
    pub dropped: u32,
    /// The counts of supported statements.
    pub grounding: Grounding,
}
