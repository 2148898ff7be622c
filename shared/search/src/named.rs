//! Law that a question names: provisions ("Article 5(2)", "Annex I") and defined terms that it uses.

use crate::{Prepared, Retrieval, Search};
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::document_chunk_provisions::{self, NamedLaw};
use sisuiq_law::names_in;
use sisuiq_model::{ChunkId, DocumentFilter, SearchScope};

/// The most words of a term.
const MOST_WORDS: usize = 5;
/// The most words of a question that are looked up.
const MOST_LOOKED_UP: usize = 60;
/// The most passages that are found by names.
const MOST: i64 = 8;

impl Retrieval {
    /// The passages with the provisions that a question names, then those that define its terms, in the documents that it is about, or
    /// otherwise in all. None where no law is searched.
    pub(crate) async fn named(&self, search: Search<'_>, prepared: &Prepared) -> Result<Vec<ChunkId>, DatabaseError> {
        let Some(law) = &search.filter.law else { return Ok(Vec::new()) };
        let (provisions, terms) = (names_in(search.question), terms_in(search.question));
        let chosen = DocumentFilter { documents: prepared.chosen.clone(), ..search.filter.clone() };
        let filter = if prepared.chosen.is_empty() { search.filter } else { &chosen };
        let scope = SearchScope { seen_by: search.seen_by, filter };
        let named = NamedLaw { provisions: &provisions, terms: &terms };
        let connection = self.database.connection().await?;
        document_chunk_provisions::find_named(&connection, scope, law, named, MOST).await
    }
}

/// Runs of words that may be terms, in small letters, as they stand and without the `s` of a plural.
fn terms_in(question: &str) -> Vec<String> {
    let lower = question.to_lowercase();
    let is_in_word = |letter: char| letter.is_alphanumeric() || "-'’".contains(letter);
    let words: Vec<&str> = lower.split(|letter| !is_in_word(letter)).filter(|word| !word.is_empty()).collect();
    let words = words.get(..MOST_LOOKED_UP).unwrap_or(&words);
    let mut terms: Vec<String> = Vec::new();
    for length in 1..=MOST_WORDS {
        for run in words.windows(length) {
            let term = run.join(" ");
            terms.extend(term.strip_suffix('s').map(str::to_owned));
            terms.push(term);
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::terms_in;

    #[test]
    fn runs_of_words_may_be_terms() {
        let terms = terms_in("Are Economic Resources frozen?");
        for term in ["economic resources", "economic resource", "frozen"] {
            assert!(terms.contains(&term.to_owned()), "{terms:?}");
        }
        assert!(terms_in("?").is_empty());
    }
}
