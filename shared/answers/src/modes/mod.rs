//! The answer formats of the chat modes, and the quoted answers that need no model.

mod actions;
mod analytics;
mod regulatory;
mod sanctions;
mod strategy;

pub use regulatory::DISCLAIMER;

use crate::{Claim, Evidence, Figures, Place, Question, Support, compose, nearest, parts_of_question};
use sisuiq_model::{ChatMode, DocumentSource, Passage};

/// The publisher whose documents a mode prefers, if it prefers any.
#[must_use]
pub const fn preferred(mode: ChatMode) -> Option<DocumentSource> {
    match mode {
        ChatMode::StrategyQa | ChatMode::Actions | ChatMode::Analytics => Some(DocumentSource::Uetcl),
        ChatMode::Regulatory => Some(DocumentSource::Era),
        ChatMode::Sanctions => None,
    }
}

/// The documents that help to answer questions of a mode.
#[must_use]
pub const fn helpful(mode: ChatMode) -> &'static str {
    match mode {
        ChatMode::StrategyQa => "a strategic plan, a corporate plan or an annual report",
        ChatMode::Actions => "a plan, a review or an audit with recommendations",
        ChatMode::Analytics => "a table of outages or a report on them",
        ChatMode::Regulatory => "a regulation, a licence or a guideline",
        ChatMode::Sanctions => "a regulation, a decision or guidance of an authority",
    }
}

/// The input for an answer.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The question.
    pub question: &'a Question,
    /// The retrieved passages, best first.
    pub passages: &'a [Passage],
    /// Parts of the passages, best first.
    pub evidence: &'a [Evidence],
    /// The degree to which they answer the question.
    pub support: &'a Support,
    /// The figure that the question asks for, computed from cells.
    pub computed: Option<&'a Claim>,
    /// Figures of the newest table, in a mode that uses them.
    pub figures: Option<&'a Figures>,
}

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Fixed text between statements.
    Plain(String),
    /// A statement with citations, and its place behind the text before.
    Claim(Claim, Place),
}

/// The missing words if the question cannot be answered, or `None` if it can.
#[must_use]
pub fn declines<'a>(mode: ChatMode, material: &Material<'a>) -> Option<&'a [String]> {
    let Support::TooLittle { missing } = material.support else { return None };
    let is_about_data = || material.figures.is_some_and(|figures| figures.cover(material.question));
    (mode != ChatMode::Analytics || !is_about_data()).then_some(missing.as_slice())
}

/// Builds an answer from quoted statements, in the format of its mode.
#[must_use]
pub fn quoted(mode: ChatMode, material: &Material<'_>) -> Vec<Piece> {
    match mode {
        ChatMode::StrategyQa => strategy::pieces(material),
        ChatMode::Actions => actions::pieces(material),
        ChatMode::Analytics => analytics::pieces(material),
        ChatMode::Regulatory => regulatory::pieces(material),
        ChatMode::Sanctions => sanctions::pieces(material),
    }
}

/// The introduction to related passages, of which one may answer the question all the same.
const NEAR: &str = "No passage clearly answers this. The closest passages:";
/// The introduction to an answer that lacks parts of the question, which follow.
const PARTIAL: &str = "The documents do not say enough to answer this part of the question: ";

/// The introduction to an answer that is not full: what it is instead, or which parts of the question it lacks.
#[must_use]
pub fn introduction(question: &Question, support: &Support) -> Option<String> {
    match support {
        Support::Near => Some([NEAR, "\n\n"].concat()),
        Support::Partial { unanswered } => {
            let asked = parts_of_question::unanswered(question, unanswered);
            let quoted: Vec<String> = asked.iter().map(|part| format!("\u{201c}{part}\u{201d}")).collect();
            (!quoted.is_empty()).then(|| format!("{PARTIAL}{}.\n\n", quoted.join("; ")))
        }
        Support::Full | Support::TooLittle { .. } => None,
    }
}

/// The statements that answer the question, or the related ones if none does.
fn claims(material: &Material<'_>) -> Vec<Claim> {
    let Material { question, evidence, passages, .. } = material;
    match material.support {
        Support::Near => nearest(question, evidence, passages),
        Support::Partial { unanswered } if !question.parts.is_empty() => {
            parts_of_question::compose_all(question, evidence, passages, unanswered)
        }
        Support::Partial { .. } | Support::Full | Support::TooLittle { .. } => compose(question, evidence, passages),
    }
}

fn plain(text: impl Into<String>) -> Piece {
    Piece::Plain(text.into())
}

/// A statement as an item of a list.
fn item(mark: impl Into<String>, claim: Claim) -> [Piece; 2] {
    let mark = mark.into();
    let indent = mark.trim_start_matches('\n').chars().count();
    [plain(mark), Piece::Claim(claim, Place::Item(indent))]
}

/// Separates claims by blank lines, apart from rows of one table.
fn paragraphs(claims: Vec<Claim>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut above: Option<Vec<String>> = None;
    for claim in claims {
        let names = claim.row.as_ref().map(|row| row.names.clone());
        let continues = names.is_some() && names == above;
        if !pieces.is_empty() {
            pieces.push(plain(if continues { "\n" } else { "\n\n" }));
        }
        pieces.push(Piece::Claim(claim, if continues { Place::NextRow } else { Place::Block }));
        above = names;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NamedRow;

    #[test]
    fn rows_of_one_table_share_its_header() {
        let owned = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        let row = |names, cells| {
            let row = NamedRow { names: owned(names), cells: owned(cells) };
            Claim { text: String::new(), row: Some(row), quotes: Vec::new() }
        };
        let actions = ["Action", "Owner"];
        let claims = vec![
            row(actions, ["Paint", "Works"]),
            row(actions, ["Fit banks", "Sales"]),
            row(["Risk", "Owner"], ["Theft", "Works"]),
            Claim { text: "The end.".to_owned(), row: None, quotes: Vec::new() },
        ];
        let shown = paragraphs(claims).into_iter().map(|piece| match piece {
            Piece::Plain(text) => text,
            Piece::Claim(claim, place) => claim.markdown(place, " [1]"),
        });
        let first = "| Action | Owner |\n|---|---|\n| Paint | Works [1] |\n| Fit banks | Sales [1] |";
        let second = "| Risk | Owner |\n|---|---|\n| Theft | Works [1] |";
        assert_eq!(shown.collect::<String>(), [first, second, "The end. [1]"].join("\n\n"));
    }
}
