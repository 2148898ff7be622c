//! The text of an answer that declines: the searched documents, the missing words, and the documents that would help.

use super::{context::RetrievedTurn, source};
use sisuiq_answers::modes::{self, DISCLAIMER};
use sisuiq_documents_db::documents::WithoutText;
use sisuiq_model::{ChatMode, DocumentFilter, Passage};

/// The most searched documents that are named.
const NAMED: usize = 3;

/// The first words of an answer about sanctions law that declines.
const NOT_THERE: &str = "The answer is not in the documents.";

/// The text in place of an answer. `missing` are words of the question that no visible document contains.
pub(super) fn text(turn: &RetrievedTurn, missing: &[String]) -> String {
    let nearest = source::unique(turn.search.findings.passages.iter().map(Passage::source_name));
    FailedSearch {
        mode: turn.context.question.mode,
        nearest: nearest.into_iter().take(NAMED).collect(),
        // a day does not narrow a question to documents
        is_narrowed: !DocumentFilter { law: None, ..turn.context.question.filter.clone() }.is_empty(),
        by_words_alone: turn.search.degradation.semantic_search,
        without_text: &turn.search.without_text,
    }
    .text(missing)
}

/// The search that found too little.
struct FailedSearch<'a> {
    mode: ChatMode,
    /// Names of the documents that are closest to the question.
    nearest: Vec<String>,
    /// `true` when the question was narrowed to some documents.
    is_narrowed: bool,
    /// `true` when semantic search was unavailable.
    by_words_alone: bool,
    /// Documents that the question was narrowed to and that have pages without text.
    without_text: &'a [WithoutText],
}

impl FailedSearch<'_> {
    fn text(&self, missing: &[String]) -> String {
        let said = match (self.nearest.as_slice(), self.without_text) {
            ([], []) => self.found_nothing().to_owned(),
            ([], unreadable) => format!(
                "{} Such pages may be pictures, as from a scanner. Upload a version with text, wait until it is ready, and ask again.",
                listed(unreadable)
            ),
            (_, []) => self.too_little(missing),
            (_, unreadable) => {
                format!("{} These pages could not be searched: {}", self.too_little(missing), listed(unreadable))
            }
        };
        match self.mode {
            ChatMode::Regulatory => [&said, "\n\n", DISCLAIMER].concat(),
            // what only words were searched for may be there all the same
            ChatMode::Sanctions if !self.by_words_alone => [NOT_THERE, "\n\n", &said].concat(),
            _ => said,
        }
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

/// A sentence for each document.
fn listed(documents: &[WithoutText]) -> String {
    let sentences = documents.iter().map(|WithoutText { name, pages, without_text }| match (without_text, pages) {
        (1, 1) => format!("The page of {name} has no text that can be read."),
        (without, pages) if without == pages => {
            format!("None of the {pages} pages of {name} has text that can be read.")
        }
        (1, pages) => format!("1 of the {pages} pages of {name} has no text that can be read."),
        (without, pages) => format!("{without} of the {pages} pages of {name} have no text that can be read."),
    });
    sentences.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: FailedSearch<'_> = FailedSearch {
        mode: ChatMode::StrategyQa,
        nearest: Vec::new(),
        is_narrowed: false,
        by_words_alone: false,
        without_text: &[],
    };

    fn scan(pages: i32, without_text: i32) -> WithoutText {
        WithoutText { name: "scan.pdf".to_owned(), pages, without_text }
    }

    #[test]
    fn text_names_documents_without_text() {
        let search = FailedSearch { is_narrowed: true, without_text: &[scan(12, 12)], ..FAILED };
        let said = search.text(&[]);
        assert!(said.starts_with("None of the 12 pages of scan.pdf has text that can be read. Such pages"), "{said}");
        assert_eq!(listed(&[scan(1, 1)]), "The page of scan.pdf has no text that can be read.");
    }

    #[test]
    fn text_counts_pages_not_searched() {
        let nearest = vec!["scan.pdf".to_owned()];
        let search = FailedSearch { nearest, is_narrowed: true, without_text: &[scan(12, 3)], ..FAILED };
        let said = search.text(&[]);
        assert!(said.ends_with("searched: 3 of the 12 pages of scan.pdf have no text that can be read."), "{said}");
        assert_eq!(listed(&[scan(12, 1)]), "1 of the 12 pages of scan.pdf has no text that can be read.");
    }

    #[test]
    fn text_names_gaps_documents_and_help() {
        let search = FailedSearch { nearest: vec!["UETCL - plan.pdf".to_owned(), "notes.pdf".to_owned()], ..FAILED };
        assert_eq!(
            search.text(&["Mongolia".to_owned()]),
            "The documents you can see do not say enough to answer this; I found nothing on: Mongolia. Nearest to it: UETCL - \
             plan.pdf; notes.pdf. What would help: a strategic plan, a corporate plan or an annual report that covers it."
        );
        assert!(search.text(&[]).contains("; nothing in them answers it directly."));
    }

    #[test]
    fn text_distinguishes_reasons_for_finding_nothing() {
        assert!(FAILED.text(&[]).starts_with("There is no document yet"));
        assert!(
            FailedSearch { is_narrowed: true, ..FAILED }
                .text(&[])
                .starts_with("None of the documents that the question was")
        );
        for is_narrowed in [true, false] {
            let degraded = FailedSearch { by_words_alone: true, is_narrowed, ..FAILED };
            assert!(degraded.text(&[]).starts_with("Documents can be searched by their words alone"));
        }
    }

    #[test]
    fn declined_advice_refers_to_official_text() {
        assert!(FailedSearch { mode: ChatMode::Regulatory, ..FAILED }.text(&[]).ends_with(DISCLAIMER));
    }

    #[test]
    fn declined_sanctions_law_is_not_in_the_documents() {
        let search = FailedSearch { mode: ChatMode::Sanctions, ..FAILED };
        assert!(search.text(&[]).starts_with("The answer is not in the documents.\n\nThere is no document yet"));
        let degraded = FailedSearch { by_words_alone: true, ..search };
        assert!(degraded.text(&[]).starts_with("Documents can be searched by their words alone"));
    }
}
