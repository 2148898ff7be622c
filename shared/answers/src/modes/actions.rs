//! A numbered list of quoted recommendations and obligations.

use super::{Material, NEAR, Piece, plain};
use crate::{Claim, Support, compose, extractive, nearest};

const TITLE: &str = "### Recommended Actions\n\n";
const NONE: &str = "No passage literally recommends or requires an action. Related passages:\n\n";
const NOTES: &str = "\n\nImplementation notes: every action is quoted; owners, dates and effects are those in the \
                     quotes. Agree on anything they leave open before work begins.";

const NOTES_OF_NONE: &str = "\n\nImplementation notes: none of this is required; decide first whether to act on it, \
                             who does so and by when.";

/// The most actions.
const MOST: usize = 6;

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let Material { question, passages, evidence, support, .. } = material;
    let is_near = **support == Support::Near;
    let actions = directives(material, MOST);
    let (listed, head, notes) = if !actions.is_empty() {
        (actions, if is_near { [NEAR, "\n\n"].concat() } else { String::new() }, NOTES)
    } else if is_near {
        (nearest(question, evidence, passages), NONE.to_owned(), NOTES_OF_NONE)
    } else {
        (compose(question, evidence, passages), NONE.to_owned(), NOTES_OF_NONE)
    };
    let numbered = listed.into_iter().zip(1..).flat_map(|(claim, number)| {
        let separator = if number == 1 { "" } else { "\n" };
        [plain(format!("{separator}{number}. ")), Piece::Claim(claim)]
    });
    std::iter::once(plain([TITLE, &head].concat())).chain(numbered).chain([plain(notes)]).collect()
}

/// Recommendations and obligations on the question, best first.
pub(super) fn directives(material: &Material<'_>, most: usize) -> Vec<Claim> {
    extractive::directives(material.question, material.evidence, material.passages, most)
}
