//! Compares a citation with the stored page.

use serde::Serialize;
use sisuiq_chat_db::citations::{CitedDocument, StoredCitation};
use sisuiq_documents::{Located, Match, SHORTEST_QUOTE, Span, locate_near};
use sisuiq_model::Citation;
use utoipa::ToSchema;

/// The state of a citation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CitationLabel)]
pub(crate) enum CitationStatus {
    /// The quoted version is the current one, and its stored page contains the quotation at the same position.
    Valid,
    /// The caller may see the document, but its version or file, or the quotation on the stored page, has changed.
    Stale,
    /// The document is deleted, or the caller may no longer see it.
    Withdrawn,
}

/// The reason for a citation's state.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CitationCause)]
pub(crate) enum Cause {
    /// The quotation, its page and its version are unchanged.
    Unchanged,
    /// The document has a newer version.
    NewerVersion,
    /// The stored file differs from the quoted file.
    FileChanged,
    /// The stored page contains the quotation at another position.
    Moved,
    /// The stored page does not contain the quotation any more, or is no longer stored.
    #[serde(rename = "gone")]
    NotFound,
    /// The document is deleted, or the caller may no longer see it.
    DocumentWithdrawn,
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verification {
    pub(super) cause: Cause,
    pub(super) reason: String,
    /// The position of the quotation on the stored page of the quoted version.
    pub(super) found: Option<Located>,
}

impl Cause {
    pub(super) fn status(self) -> CitationStatus {
        match self {
            Self::Unchanged => CitationStatus::Valid,
            Self::NewerVersion | Self::FileChanged | Self::Moved | Self::NotFound => CitationStatus::Stale,
            Self::DocumentWithdrawn => CitationStatus::Withdrawn,
        }
    }
}

/// Compares a citation with its document, version, page and offsets. Chunks and embeddings of the page do not matter.
pub(super) fn verify(StoredCitation { citation, document }: &StoredCitation) -> Verification {
    let Some(document) = document else {
        let reason = "The document was deleted or is no longer visible to you.".to_owned();
        return Verification { cause: Cause::DocumentWithdrawn, reason, found: None };
    };
    let found = document.page_text.as_deref().and_then(|text| find(text, citation, is_telling(citation, document)));
    let (cause, reason) = compare(citation, document, found);
    Verification { cause, reason, found }
}

fn compare(citation: &Citation, document: &CitedDocument, found: Option<Located>) -> (Cause, String) {
    if document.sha256.as_ref().is_some_and(|sha256| *sha256 != citation.document_sha256) {
        return (Cause::FileChanged, "The stored file has changed since it was quoted.".to_owned());
    }
    if document.current_version != citation.version {
        let (current, quoted) = (document.current_version, citation.version);
        let reason = format!("The document is now at version {current}; the quote is from version {quoted}.");
        return (Cause::NewerVersion, reason);
    }
    match found {
        Some(found) if Some(found.span()) == place(citation) => {
            (Cause::Unchanged, "The stored page still contains the quote at the same position.".to_owned())
        }
        Some(Located { start, end, matched, .. }) => {
            let besides = if matched == Match::Exact { "" } else { ", with different spacing or punctuation" };
            (Cause::Moved, format!("The stored page now contains the quote at {start} to {end}{besides}."))
        }
        None if document.page_text.is_none() => (Cause::NotFound, "The page is no longer stored.".to_owned()),
        None if !is_telling(citation, document) => {
            let reason =
                "The document was read again, and a quote of so few characters may stand on its page by chance.";
            (Cause::NotFound, reason.to_owned())
        }
        None => (Cause::NotFound, "The stored page no longer contains the quote.".to_owned()),
    }
}

/// Returns whether the same characters at the same position are the quotation. Few characters may stand there by chance when the page
/// was read again.
fn is_telling(citation: &Citation, document: &CitedDocument) -> bool {
    !document.is_reread || citation.quote.chars().count() >= SHORTEST_QUOTE
}

/// Finds the quotation at its position if that is telling, or elsewhere on the page.
fn find(text: &str, citation: &Citation, is_telling: bool) -> Option<Located> {
    let place = place(citation)?;
    if is_telling && place.of(text) == Some(citation.quote.as_str()) {
        return Some(Located { start: place.start, end: place.end, matched: Match::Exact, score: 1.0 });
    }
    locate_near(text, &citation.quote, place.start)
}

fn place(citation: &Citation) -> Option<Span> {
    let start = usize::try_from(citation.start_offset).ok()?;
    Some(Span { start, end: usize::try_from(citation.end_offset).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_model::{ChunkId, CitationId, DocumentId, DocumentSource, QuoteMatch};
    use uuid::Uuid;

    const PAGE: &str = "À propos. The vision is a reliable grid.";

    fn stored(page_text: Option<&str>, change: impl FnOnce(&mut CitedDocument)) -> StoredCitation {
        let mut document = CitedDocument {
            current_version: 1,
            sha256: Some("5ha".to_owned()),
            page_text: page_text.map(str::to_owned),
            word_boxes: None,
            is_reread: false,
        };
        change(&mut document);
        let citation = Citation {
            id: CitationId(Uuid::nil()),
            ordinal: 1,
            document_id: DocumentId(Uuid::nil()),
            version: 1,
            document_name: "plan.pdf".to_owned(),
            document_source: DocumentSource::Era,
            document_sha256: "5ha".to_owned(),
            page: 1,
            chunk_id: ChunkId(Uuid::nil()),
            quote: "The vision is a reliable grid.".to_owned(),
            start_offset: 10,
            end_offset: 40,
            matched: QuoteMatch::Exact,
            score: 1.0,
            ocr: false,
            provision: None,
        };
        StoredCitation { citation, document: Some(document) }
    }

    fn cause(page_text: Option<&str>, change: impl FnOnce(&mut CitedDocument)) -> (Cause, Option<usize>) {
        let verification = verify(&stored(page_text, change));
        assert!(verification.reason.ends_with('.'), "{}", verification.reason);
        (verification.cause, verification.found.map(|found| found.start))
    }

    #[test]
    fn invisible_document_is_withdrawn() {
        let withdrawn = StoredCitation { document: None, ..stored(Some(PAGE), |_| {}) };
        let verification = verify(&withdrawn);
        assert_eq!((verification.cause, verification.found), (Cause::DocumentWithdrawn, None));
        assert_eq!(verification.cause.status(), CitationStatus::Withdrawn);
    }

    #[test]
    fn one_wrong_letter_means_not_found() {
        assert_eq!(cause(Some("À propos. The vision is a reliable grit."), |_| {}), (Cause::NotFound, None));
        assert_eq!(cause(Some(""), |_| {}), (Cause::NotFound, None));
        assert_eq!(cause(None, |_| {}), (Cause::NotFound, None));
        assert_eq!(Cause::NotFound.status(), CitationStatus::Stale);
    }

    #[test]
    fn quotation_elsewhere_has_moved() {
        assert_eq!(cause(Some("The vision is a reliable grid."), |_| {}), (Cause::Moved, Some(0)));
        let twice = "The vision is a reliable grid. And: The vision is a reliable grid.";
        assert_eq!(cause(Some(twice), |_| {}), (Cause::Moved, Some(0)));
        assert_eq!(cause(Some("À propos.  The vision\nis a reliable grid."), |_| {}), (Cause::Moved, Some(11)));
    }

    #[test]
    fn file_and_version_outrank_text() {
        assert_eq!(cause(Some(PAGE), |document| document.current_version = 2), (Cause::NewerVersion, Some(10)));
        let other_file = |document: &mut CitedDocument| document.sha256 = Some("0ther".to_owned());
        assert_eq!(cause(Some(PAGE), other_file), (Cause::FileChanged, Some(10)));
    }

    #[test]
    fn few_characters_prove_nothing_after_a_rereading() {
        let verified = |quote: &str, is_reread: bool| {
            let mut stored = stored(Some("Losses | 5 | 5.1 million"), |document| document.is_reread = is_reread);
            let start = if quote.len() == 1 { 9 } else { 13 };
            let end = start + i32::try_from(quote.len()).unwrap();
            stored.citation =
                Citation { quote: quote.to_owned(), start_offset: start, end_offset: end, ..stored.citation };
            verify(&stored).cause
        };
        assert_eq!(verified("5", true), Cause::NotFound);
        assert_eq!(verified("5", false), Cause::Unchanged);
        assert_eq!(verified("5.1 million", true), Cause::Unchanged);
    }

    #[test]
    fn words_in_place_are_valid() {
        assert_eq!(cause(Some(PAGE), |_| {}), (Cause::Unchanged, Some(10)));
        let around = "0123456789The vision is a reliable grid. The vision is a reliable grid.";
        assert_eq!(cause(Some(around), |_| {}), (Cause::Unchanged, Some(10)));
        assert_eq!(Cause::Unchanged.status(), CitationStatus::Valid);
    }
}
