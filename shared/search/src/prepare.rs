//! Preparation of a question: its vectors, the frequencies of its terms, and the documents that it is about.

use crate::{Model, Retrieval, away::Away};
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::{document_group_shares, document_words};
use sisuiq_model::{AccountGroupId, ActiveCollection, DocumentId, DocumentSource, Frequencies, SearchScope};
use sisuiq_retrieval::{
    Embedder, QdrantStore,
    question::{
        choice::{self, Choice, Known},
        measures, names, subject,
    },
    sparse,
};
use std::{
    sync::atomic::Ordering::Relaxed,
    time::{Duration, Instant},
};
use tokio::{join, try_join};

/// A question as it is searched for: its meaning and how common its words are. Good for several searches.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) terms: Vec<String>,
    /// Those of its terms that say what is wanted in the documents that it is about: neither their names nor years.
    pub(crate) subject_terms: Vec<String>,
    /// Frequencies of its terms among the chunks of the scope.
    pub frequencies: Frequencies,
    /// Its vector; `None` when the collection's model was unavailable or is not configured, or does not know the question's
    /// script: such vectors have no meaning, and are close to those of other questions in it.
    pub vector: Option<Vec<f32>>,
    /// Its vector for the vector store, meaningful or not; `None` when there is none.
    pub(crate) searched: Option<Vec<f32>>,
    /// The documents that it is about; none when it is not about particular ones.
    pub(crate) chosen: Vec<DocumentId>,
    /// True if it is clear that these are meant.
    pub(crate) is_clear: bool,
    /// True if these are all documents of the scope, so that one search finds everything.
    pub(crate) is_whole_scope: bool,
    /// The groups of the caller.
    pub(crate) groups: Vec<AccountGroupId>,
    /// The collection that answers.
    pub(crate) store: QdrantStore,
    /// Name of the model of its vectors.
    model: String,
    pub(crate) embedding: Duration,
}

/// The most words of a question that are looked for in names of documents.
const MOST_NAMES: usize = 64;
impl Prepared {
    /// The model whose vectors answer.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Returns whether chunks of the scope have a word, but none in a document of this publisher: it has a term that none of them has.
    #[must_use]
    pub fn is_only_of_others(&self, word: &str, source: DocumentSource) -> bool {
        sparse::word_terms(word).iter().any(|term| self.frequencies.is_only_of_others(term, source))
    }

    /// The number of chunks of the scope with a word, by its rarest term; `None` for a word without terms.
    #[must_use]
    pub fn chunks_with(&self, word: &str) -> Option<i64> {
        sparse::word_terms(word).iter().map(|term| self.frequencies.of(term)).min()
    }
}

/// What the database knows of a question and its caller.
struct Counts {
    frequencies: Frequencies,
    choice: Choice<DocumentId>,
    /// True if all documents of the scope are chosen.
    is_whole_scope: bool,
    groups: Vec<AccountGroupId>,
}

impl Retrieval {
    /// Embeds a question, counts its terms and those of `words`, and chooses the documents in the scope that it is about.
    pub async fn prepare(
        &self,
        question: &str,
        words: &[&str],
        scope: SearchScope<'_>,
    ) -> Result<Prepared, DatabaseError> {
        let written = measures::written_out(question);
        let terms = sparse::query_terms(&written);
        let mut counted: Vec<String> = terms.iter().filter(|term| sparse::is_counted(term)).cloned().collect();
        counted.extend(words.iter().flat_map(|word| sparse::word_terms(word)));
        counted.sort_unstable();
        counted.dedup();
        let start = Instant::now();
        let (guessed, model) = self.answering();
        let counting = self.count(question, &counted, scope);
        let (vector, counts) = join!(model.embedder.embed_query(question), counting);
        let Counts { frequencies, choice, is_whole_scope, groups } = counts?;
        let (place, model) = self.place(frequencies.collection(), guessed);
        let vector = match place {
            Some(place) if place == guessed => vector.map_err(Away::Embedder),
            Some(_) => model.embedder.embed_query(question).await.map_err(Away::Embedder),
            None => Err(Away::Model(frequencies.collection().map(|active| active.model.clone()).unwrap_or_default())),
        };
        let vector = vector.map_err(|error| error.report()).ok();
        let is_meaningful = model.embedder.knows_script(question).await.unwrap_or(true);
        let subject = subject(&written, &choice.names);
        let searched = match &vector {
            Some(vector) if is_meaningful => Some(toward_subject(&model.embedder, &subject, vector).await),
            _ => vector.clone(),
        };
        let vector = vector.filter(|_| is_meaningful);
        let (store, model) = match frequencies.collection() {
            Some(active) => (model.store.at(&active.name), active.model.clone()),
            None => (model.store.clone(), model.embedder.model().name.to_owned()),
        };
        let (chosen, is_clear, embedding) = (choice.documents, choice.is_clear, start.elapsed());
        let subject_terms = subject_terms(&subject, &terms);
        Ok(Prepared {
            terms,
            subject_terms,
            frequencies,
            vector,
            searched,
            chosen,
            is_clear,
            is_whole_scope,
            groups,
            store,
            model,
            embedding,
        })
    }

    /// The model of the active collection, which is asked first next time; no index when it is not configured.
    fn place(&self, active: Option<&ActiveCollection>, guessed: usize) -> (Option<usize>, &Model) {
        let Some(active) = active else { return (Some(guessed), self.answering().1) };
        let exact = self.models.iter().position(|model| model.store.collection() == active.name);
        let place = exact.or_else(|| self.models.iter().position(|model| model.is_of(active)));
        if let Some(place) = place {
            self.answering.store(place, Relaxed);
        }
        (place, self.answering().1)
    }

    /// Counts terms, chooses documents and finds the caller's groups, in one round trip.
    async fn count(&self, question: &str, terms: &[String], scope: SearchScope<'_>) -> Result<Counts, DatabaseError> {
        let names = names_of(question);
        let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
        let connection = self.database.connection().await?;
        let (frequencies, (documents, all), groups) = try_join!(
            document_words::frequencies(&connection, scope, &terms),
            document_words::subjects(&connection, scope, &terms, &names),
            document_group_shares::groups_of(&connection, scope.seen_by.user()),
        )?;
        let known: Vec<Known<DocumentId>> = documents
            .into_iter()
            .map(|document| Known { id: document.id, name: document.name, subjects: document.score })
            .collect();
        let all = usize::try_from(all).unwrap_or_default();
        let choice = choice::choose(question, &known, all);
        let is_whole_scope = all > 0 && choice.documents.len() == all;
        Ok(Counts { frequencies, choice, is_whole_scope, groups })
    }
}

/// The terms of a question that may name a document.
fn names_of(question: &str) -> Vec<String> {
    names::of_question(question).into_iter().map(|candidate| candidate.term).take(MOST_NAMES).collect()
}

/// The terms of a question that its subject has too; all of them when there are none.
fn subject_terms(subject: &str, terms: &[String]) -> Vec<String> {
    let of_subject = sparse::query_terms(subject);
    let shared: Vec<String> = of_subject.into_iter().filter(|term| terms.contains(term)).collect();
    if shared.is_empty() { terms.to_vec() } else { shared }
}

/// The question's vector, moved half way to that of its subject. The question as a whole is close to the passages that name
/// its documents, the subject to those that answer it.
async fn toward_subject(embedder: &Embedder, subject: &str, vector: &[f32]) -> Vec<f32> {
    match embedder.embed_query(subject).await {
        Ok(subject) => vector.iter().zip(subject).map(|(whole, subject)| f32::midpoint(*whole, subject)).collect(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "embedding a subject failed");
            vector.to_vec()
        }
    }
}
