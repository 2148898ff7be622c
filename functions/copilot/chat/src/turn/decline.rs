//! What is said where nothing can be answered: what was looked at, what is missing, and what would help.

use super::{Turn, source};
use sisuiq_answers::modes::{self, DISCLAIMER};
use sisuiq_model::{ChatMode, Passage};

/// How many of the documents that were looked at are named.
const NAMED: usize = 3;

/// The text in place of an answer; `missing` are words of the question that nothing holds.
pub(super) fn text(turn: &Turn, missing: &[String]) -> String {
    let nearest = source::unique(turn.weighed.passages.iter().map(Passage::source_name));
    Looked {
        mode: turn.question.mode,
        nearest: nearest.into_iter().take(NAMED).collect(),
        is_narrowed: !turn.question.filter.is_empty(),
        by_words_alone: turn.away.meaning,
    }
    .text(missing)
}

/// Where an answer was looked for.
struct Looked {
    mode: ChatMode,
    /// Names of the documents that came nearest.
    nearest: Vec<String>,
    /// Whether the question was narrowed to some documents.
    is_narrowed: bool,
    /// Whether the search by meaning was away.
    by_words_alone: bool,
}

impl Looked {
    fn text(&self, missing: &[String]) -> String {
        let said = if self.nearest.is_empty() { self.found_nothing().to_owned() } else { self.too_little(missing) };
        if self.mode == ChatMode::Regulatory { [&said, "\n\n", DISCLAIMER].concat() } else { said }
    }

    fn too_little(&self, missing: &[String]) -> String {
        let documents = if self.is_narrowed {
            "The documents that the question was narrowed to"
        } else {
            "The documents you can see"
        };
        let gap = match missing {
            [] => "nothing in them answers it directly".to_owned(),
            words => format!("I found nothing on: {}", words.join(", ")),
        };
        let (nearest, helpful) = (self.nearest.join("; "), modes::helpful(self.mode));
        format!(
            "{documents} do not say enough to answer this; {gap}. Nearest to it: {nearest}. What would help: {helpful} that covers it."
        )
    }

    const fn found_nothing(&self) -> &'static str {
        match (self.by_words_alone, self.is_narrowed) {
            (true, _) => {
                "Documents can be searched by their words alone just now, and none has those of the question. Ask again later, \
                 or in other words."
            }
            (false, true) => {
                "None of the documents that the question was narrowed to is there and ready. Narrow it to others, or upload what \
                 is missing, wait until it is ready, and ask again."
            }
            (false, false) => {
                "There is no document yet that I could answer this from. Upload one, wait until it is ready, and ask again."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOKED: Looked =
        Looked { mode: ChatMode::StrategyQa, nearest: Vec::new(), is_narrowed: false, by_words_alone: false };

    #[test]
    fn what_is_missing_is_named_with_what_was_looked_at_and_what_would_help() {
        let looked = Looked { nearest: vec!["UETCL - plan.pdf".to_owned(), "notes.pdf".to_owned()], ..LOOKED };
        assert_eq!(
            looked.text(&["Mongolia".to_owned()]),
            "The documents you can see do not say enough to answer this; I found nothing on: Mongolia. Nearest to it: UETCL - \
             plan.pdf; notes.pdf. What would help: a strategic plan, a corporate plan or an annual report that covers it."
        );
        assert!(looked.text(&[]).contains("; nothing in them answers it directly."));
    }

    #[test]
    fn no_document_is_told_from_none_among_those_asked_for_and_from_a_search_that_is_away() {
        assert!(LOOKED.text(&[]).starts_with("There is no document yet"));
        assert!(
            Looked { is_narrowed: true, ..LOOKED }.text(&[]).starts_with("None of the documents that the question was")
        );
        for is_narrowed in [true, false] {
            let away = Looked { by_words_alone: true, is_narrowed, ..LOOKED };
            assert!(away.text(&[]).starts_with("Documents can be searched by their words alone"));
        }
    }

    #[test]
    fn advice_that_is_declined_sends_to_the_official_text_too() {
        assert!(Looked { mode: ChatMode::Regulatory, ..LOOKED }.text(&[]).ends_with(DISCLAIMER));
    }
}
