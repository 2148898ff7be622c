//! A numbered list of quoted recommendations and obligations.

use super::{Material, NEAR, Piece, plain, strategy};
use crate::{Claim, Support, extractive};

const TITLE: &str = "### Recommended Actions\n\n";
const NONE: &str = "No passage recommends or demands anything in so many words. What the documents say about it:\n\n";
const NOTES: &str = "\n\nImplementation notes: every action is quoted; owners, dates and effects are those that the quoted \
                     words name. What they leave open has to be agreed before work begins.";

/// The most actions.
const MOST: usize = 6;

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let actions = directives(material, MOST);
    if actions.is_empty() {
        return std::iter::once(plain([TITLE, NONE].concat())).chain(strategy::pieces(material)).collect();
    }
    let near = if *material.support == Support::Near { [NEAR, "\n\n"].concat() } else { String::new() };
    let numbered = actions.into_iter().zip(1..).flat_map(|(claim, number)| {
        let separator = if number == 1 { "" } else { "\n" };
        [plain(format!("{separator}{number}. ")), Piece::Claim(claim)]
    });
    std::iter::once(plain([TITLE, &near].concat())).chain(numbered).chain([plain(NOTES)]).collect()
}

/// What the documents want done about the question, best first.
pub(super) fn directives(material: &Material<'_>, most: usize) -> Vec<Claim> {
    extractive::directives(material.question, material.evidence, material.passages, most)
}
