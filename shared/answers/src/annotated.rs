//! What comes of a model's text.

use crate::Quote;
use sisuiq_model::QuoteMatch;
use std::str::FromStr;

/// Said behind a statement that nothing cited says.
pub const UNSUPPORTED: &str = "[unsupported]";

/// What becomes of statements that nothing cited says.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Unsupported {
    /// They are shown as they are written, with [`UNSUPPORTED`] behind them.
    #[default]
    Marked,
    /// They are left out; every statement is shown once it is judged.
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

/// A citation in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The place on the page.
    pub quote: Quote,
    /// How the words were found there.
    pub matched: QuoteMatch,
}

/// How much of a text is supported.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Grounding {
    /// Statements that could be true or false.
    pub judged: u32,
    /// Those of them that what they cite, or the figures of the newest table, says.
    pub supported: u32,
    /// Those that were left out.
    pub withheld: u32,
}

impl Grounding {
    /// The share of the statements shown that is supported, from 0 to 1; nothing when nothing was stated.
    #[must_use]
    pub fn score(self) -> Option<f64> {
        let shown = self.judged.saturating_sub(self.withheld);
        (shown > 0).then(|| f64::from(self.supported) / f64::from(shown))
    }
}

/// What came of a model's text.
#[derive(Debug)]
pub struct Annotated {
    /// What was still held back.
    pub rest: String,
    /// The citations, in the order of their numbers.
    pub cited: Vec<Cited>,
    /// How many marks were dropped because their words are not on the page.
    pub dropped: u32,
    /// How much of it is supported.
    pub grounding: Grounding,
}
