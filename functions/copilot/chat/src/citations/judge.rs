//! Compares a citation with the stored page.

use serde::Serialize;
use sisuiq_chat_db::citations::{Recalled, RecalledDocument};
use sisuiq_documents::{Located, Match, Span, locate_near};
use sisuiq_model::Citation;
use utoipa::ToSchema;

/// The state of a citation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CitationLabel)]
pub(crate) enum Label {
    /// The stored page has the quotation in the same place, in the version that is searched now.
    Valid,
    /// The caller may see the document, but the quotation or its place has changed.
    Stale,
    /// The document is deleted, or the caller may no longer see it.
    Withdrawn,
}

/// The reason for a label.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CitationCause)]
pub(crate) enum Cause {
    /// Nothing changed.
    Unchanged,
    /// The document has a newer version.
    NewerVersion,
    /// The stored file is not the quoted one.
    FileChanged,
    /// The page has the words in another place.
    Moved,
    /// The page does not have the words any more.
    Gone,
    /// The document is deleted, or the caller may no longer see it.
    DocumentWithdrawn,
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judgement {
    pub(super) cause: Cause,
    pub(super) reason: String,
    /// The place of the words in the stored page of the quoted version.
    pub(super) found: Option<Located>,
}

impl Cause {
    pub(super) fn label(self) -> Label {
        match self {
            Self::Unchanged => Label::Valid,
            Self::NewerVersion | Self::FileChanged | Self::Moved | Self::Gone => Label::Stale,
            Self::DocumentWithdrawn => Label::Withdrawn,
        }
    }
}

/// Judges a citation by document, version, page and offsets. Chunks and embeddings of the page do not matter.
pub(super) fn judge(Recalled { citation, document }: &Recalled) -> Judgement {
    let Some(document) = document else {
        let reason = "The document was deleted or is no longer visible to you.".to_owned();
        return Judgement { cause: Cause::DocumentWithdrawn, reason, found: None };
    };
    let found = document.page_text.as_deref().and_then(|text| find(text, citation));
    let (cause, reason) = compare(citation, document, found);
    Judgement { cause, reason, found }
}

fn compare(citation: &Citation, document: &RecalledDocument, found: Option<Located>) -> (Cause, String) {
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
        None if document.page_text.is_none() => (Cause::Gone, "The page is no longer stored.".to_owned()),
        None => (Cause::Gone, "The stored page no longer contains the quote.".to_owned()),
    }
}

/// Finds the quotation in its place, or elsewhere on the page.
fn find(text: &str, citation: &Citation) -> Option<Located> {
    let place = place(citation)?;
    if place.of(text) == Some(citation.quote.as_str()) {
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

    fn recalled(page_text: Option<&str>, change: impl FnOnce(&mut RecalledDocument)) -> Recalled {
        let mut document = RecalledDocument {
            current_version: 1,
            sha256: Some("5ha".to_owned()),
            page_text: page_text.map(str::to_owned),
            word_boxes: None,
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
        };
        Recalled { citation, document: Some(document) }
    }

    fn cause(page_text: Option<&str>, change: impl FnOnce(&mut RecalledDocument)) -> (Cause, Option<usize>) {
        let judgement = judge(&recalled(page_text, change));
        assert!(judgement.reason.ends_with('.'), "{}", judgement.reason);
        (judgement.cause, judgement.found.map(|found| found.start))
    }

    #[test]
    fn invisible_document_is_withdrawn() {
        let withdrawn = Recalled { document: None, ..recalled(Some(PAGE), |_| {}) };
        let judgement = judge(&withdrawn);
        assert_eq!((judgement.cause, judgement.found), (Cause::DocumentWithdrawn, None));
        assert_eq!(judgement.cause.label(), Label::Withdrawn);
    }

    #[test]
    fn one_wrong_letter_means_gone() {
        assert_eq!(cause(Some("À propos. The vision is a reliable grit."), |_| {}), (Cause::Gone, None));
        assert_eq!(cause(Some(""), |_| {}), (Cause::Gone, None));
        assert_eq!(cause(None, |_| {}), (Cause::Gone, None));
        assert_eq!(Cause::Gone.label(), Label::Stale);
    }

    #[test]
    fn words_elsewhere_have_moved() {
        assert_eq!(cause(Some("The vision is a reliable grid."), |_| {}), (Cause::Moved, Some(0)));
        let twice = "The vision is a reliable grid. And: The vision is a reliable grid.";
        assert_eq!(cause(Some(twice), |_| {}), (Cause::Moved, Some(0)));
        assert_eq!(cause(Some("À propos.  The vision\nis a reliable grid."), |_| {}), (Cause::Moved, Some(11)));
    }

    #[test]
    fn version_and_file_count_before_text() {
        assert_eq!(cause(Some(PAGE), |document| document.current_version = 2), (Cause::NewerVersion, Some(10)));
        let other_file = |document: &mut RecalledDocument| document.sha256 = Some("0ther".to_owned());
        assert_eq!(cause(Some(PAGE), other_file), (Cause::FileChanged, Some(10)));
    }

    #[test]
    fn words_in_place_are_valid() {
        assert_eq!(cause(Some(PAGE), |_| {}), (Cause::Unchanged, Some(10)));
        let around = "0123456789The vision is a reliable grid. The vision is a reliable grid.";
        assert_eq!(cause(Some(around), |_| {}), (Cause::Unchanged, Some(10)));
        assert_eq!(Cause::Unchanged.label(), Label::Valid);
    }
}
