//! A numbered list of quoted recommendations and obligations.

use super::{Material, Piece, claims, introduction, item, plain};
use crate::{Claim, Support, extractive};

const TITLE: &str = "### Recommended Actions\n\n";
const NONE: &str = "No passage literally recommends or requires an action. Related passages:\n\n";
const NOTES: &str = "\n\nImplementation notes: every action is quoted; owners, dates and effects are those in the \
                     quotes. Agree on anything they leave open before work begins.";

const NOTES_OF_NONE: &str = "\n\nImplementation notes: none of this is required; decide first whether to act on it, \
                             who does so and by when.";

/// The most actions.
const MOST: usize = 6;

pub(super) fn pieces(material: &Material<'_>) -> Vec<Piece> {
    let actions = directives(material, MOST);
    let introduction = introduction(material.question, material.support).unwrap_or_default();
    let (listed, head, notes) = if !actions.is_empty() {
        (actions, introduction, NOTES)
    } else if *material.support == Support::Near {
        (claims(material), NONE.to_owned(), NOTES_OF_NONE)
    } else {
        (claims(material), [&introduction, NONE].concat(), NOTES_OF_NONE)
    };
    let numbered = listed.into_iter().zip(1..).flat_map(|(claim, number)| {
        let separator = if number == 1 { "" } else { "\n" };
        item(format!("{separator}{number}. "), claim)
    });
    std::iter::once(plain([TITLE, &head].concat())).chain(numbered).chain([plain(notes)]).collect()
}

/// Recommendations and obligations on the question, best first.
pub(super) fn directives(material: &Material<'_>, most: usize) -> Vec<Claim> {
    extractive::directives(material.question, material.evidence, material.passages, most)
}
