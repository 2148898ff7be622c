//! What each mode prefers, and what it makes of quoted statements when no model writes.

mod actions;
mod analytics;
mod regulatory;
mod strategy;

pub use regulatory::DISCLAIMER;

use crate::{Claim, Evidence, Figures, Question, Support};
use sisuiq_model::{ChatMode, DocumentSource, Passage};

/// Whoever published what a mode prefers.
#[must_use]
pub const fn preferred(mode: ChatMode) -> DocumentSource {
    match mode {
        ChatMode::StrategyQa | ChatMode::Actions | ChatMode::Analytics => DocumentSource::Uetcl,
        ChatMode::Regulatory => DocumentSource::Era,
    }
}

/// Which documents hold what a mode is asked for.
#[must_use]
pub const fn helpful(mode: ChatMode) -> &'static str {
    match mode {
        ChatMode::StrategyQa => "a strategic plan, a corporate plan or an annual report",
        ChatMode::Actions => "a plan, a review or an audit with recommendations",
        ChatMode::Analytics => "a table of outages or a report on them",
        ChatMode::Regulatory => "a regulation, a licence or a guideline",
    }
}

/// What there is to answer from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// What is asked.
    pub question: &'a Question,
    /// What was found, best first.
    pub passages: &'a [Passage],
    /// Their parts, best first.
    pub evidence: &'a [Evidence],
    /// Whether they answer it.
    pub support: &'a Support,
    /// Figures of the newest table, in a mode that reads them.
    pub figures: Option<&'a Figures>,
}

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words of ours between statements.
    Plain(String),
    /// A statement, to be cited.
    Claim(Claim),
}

/// Why nothing can be answered; nothing when something can.
#[must_use]
pub fn declines<'a>(mode: ChatMode, material: &Material<'a>) -> Option<&'a [String]> {
    let Support::TooLittle { missing } = material.support else { return None };
    let is_about_data = || material.figures.is_some_and(|figures| figures.cover(material.question));
    (mode != ChatMode::Analytics || !is_about_data()).then_some(missing.as_slice())
}

/// An answer out of quoted statements, in the form of its mode.
#[must_use]
pub fn quoted(mode: ChatMode, material: &Material<'_>) -> Vec<Piece> {
    match mode {
        ChatMode::StrategyQa => strategy::pieces(material),
        ChatMode::Actions => actions::pieces(material),
        ChatMode::Analytics => analytics::pieces(material),
        ChatMode::Regulatory => regulatory::pieces(material),
    }
}

/// Said before passages that are about what was asked and do not answer it in so many words.
pub const NEAR: &str = "No passage states this literally. Related passages:";

fn plain(text: impl Into<String>) -> Piece {
    Piece::Plain(text.into())
}

/// Claims below each other.
fn paragraphs(claims: Vec<Claim>) -> Vec<Piece> {
    let separated = claims.into_iter().flat_map(|claim| [plain("\n\n"), Piece::Claim(claim)]);
    separated.skip(1).collect()
}
