//! Law that a question names: provisions ("Article 5(2)", "Annex I") and defined terms that it uses.

use crate::{Prepared, Retrieval, Search};
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::document_chunk_provisions::{self, NamedChunk, NamedLaw};
use sisuiq_law::names_in;
use sisuiq_model::{ChunkId, SearchScope};
use sisuiq_retrieval::sparse;

/// The most words of a term.
const MOST_WORDS: usize = 5;
/// The most letters of an abbreviation.
const MOST_LETTERS: usize = 4;
/// The most words of a question that are looked up.
const MOST_LOOKED_UP: usize = 60;
/// The most passages that are found by names, of which the search chooses.
const MOST: i64 = 40;
/// The most passages that are found by references.
const MOST_REFERENCED: i64 = 3;

/// What a question leads to by names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Named {
    /// The passages with provisions that it names.
    pub(crate) provisions: Vec<ChunkId>,
    /// The passages that define what it is mainly about.
    pub(crate) subjects: Vec<ChunkId>,
    /// The passages that define other terms of it.
    pub(crate) terms: Vec<ChunkId>,
}

impl Retrieval {
    /// The passages with the provisions that a question names, and those that define its terms. None where no law is searched.
    pub(crate) async fn named(&self, search: Search<'_>, prepared: &Prepared) -> Result<Named, DatabaseError> {
        let Some(law) = &search.filter.law else { return Ok(Named::default()) };
        let (provisions, terms) = (names_in(search.question), terms_in(search.question));
        let scope = SearchScope { seen_by: search.seen_by, filter: search.filter };
        let asked = NamedLaw { provisions: &provisions, terms: &terms, likely: &prepared.chosen };
        let connection = self.database.connection().await?;
        let found = document_chunk_provisions::find_named(&connection, scope, law, asked, MOST).await?;
        let mut named = Named::default();
        for NamedChunk { chunk, term } in found {
            match term {
                None => named.provisions.push(chunk),
                Some(term) if is_subject(&term, &prepared.subject_terms) => named.subjects.push(chunk),
                Some(_) => named.terms.push(chunk),
            }
        }
        Ok(named)
    }

    /// The passages with provisions to which the first passages refer. None where no law is searched.
    pub(crate) async fn referenced(
        &self,
        search: Search<'_>,
        first: &[ChunkId],
    ) -> Result<Vec<ChunkId>, DatabaseError> {
        if search.filter.law.is_none() || first.is_empty() {
            return Ok(Vec::new());
        }
        let connection = self.database.connection().await?;
        document_chunk_provisions::find_referenced(&connection, first, MOST_REFERENCED).await
    }
}

/// Returns whether a term has most of the words of a question's subject: then its definition may answer, and elsewhere it only helps to read
/// the answer.
fn is_subject(term: &str, subject: &[String]) -> bool {
    let words = sparse::query_terms(term);
    let counted = || subject.iter().filter(|term| sparse::is_counted(term));
    let own = counted().filter(|term| words.contains(term)).count();
    own > 0 && 2 * own >= counted().count()
}

/// Runs of words that may be terms, in small letters, as they stand and without the `s` of a plural. Abbreviations are written with and
/// without full stops: `u.s. person`, `us person`.
fn terms_in(question: &str) -> Vec<String> {
    let is_in_word = |letter: char| letter.is_alphanumeric() || "-'’.".contains(letter);
    let words = question.split(|letter| !is_in_word(letter)).filter(|word| word.contains(char::is_alphanumeric));
    let words: Vec<Word> = words.take(MOST_LOOKED_UP).map(Word::of).collect();
    let mut terms: Vec<String> = Vec::new();
    for length in 1..=MOST_WORDS {
        for run in words.windows(length) {
            let dotted = run.iter().map(|word| word.dotted.as_str()).collect::<Vec<_>>().join(" ");
            let plain = run.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>().join(" ");
            for term in [dotted, plain] {
                terms.extend(term.strip_suffix('s').map(str::to_owned));
                terms.push(term);
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// A word of a question in small letters, in the two ways of writing abbreviations.
struct Word {
    dotted: String,
    plain: String,
}

impl Word {
    fn of(word: &str) -> Self {
        let plain = word.replace('.', "");
        let letters: Vec<char> = plain.chars().collect();
        let is_dotted = word.trim_end_matches('.').contains('.') && letters.iter().all(|letter| letter.is_alphabetic());
        let is_short =
            (2..=MOST_LETTERS).contains(&letters.len()) && letters.iter().all(|letter| letter.is_uppercase());
        let dotted: String = if is_dotted || is_short {
            letters.iter().flat_map(|letter| [*letter, '.']).collect()
        } else {
            word.trim_end_matches('.').to_owned()
        };
        Self { dotted: dotted.to_lowercase(), plain: plain.to_lowercase() }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_subject, terms_in};
    use sisuiq_retrieval::sparse;

    #[test]
    fn term_with_most_words_is_the_subject() {
        for (question, is_so) in [
            ("What does property interest include?", true),
            ("What are funds?", true),
            ("May frozen funds be released for medicines?", false),
            ("What is the annual fee of a licence for a property interest?", false),
        ] {
            let term = if question.contains("property") { "property interest" } else { "funds" };
            assert_eq!(is_subject(term, &sparse::query_terms(question)), is_so, "{question}");
        }
    }

    #[test]
    fn runs_of_words_may_be_terms() {
        let terms = terms_in("Are Economic Resources frozen?");
        for term in ["economic resources", "economic resource", "frozen"] {
            assert!(terms.contains(&term.to_owned()), "{terms:?}");
        }
        assert!(terms_in("? ...").is_empty());
        for question in ["Who is a U.S. person?", "Who is a US person?"] {
            let terms = terms_in(question);
            assert!(["u.s. person", "us person"].iter().all(|term| terms.contains(&(*term).to_owned())), "{terms:?}");
        }
        assert!(terms_in("It is frozen.").contains(&"frozen".to_owned()));
    }
}
