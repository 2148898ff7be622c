//! Documents with common subjects, questions about them, and the results of searches.

use sisuiq_config::Secrets;
use sisuiq_model::{DocumentFilter, SearchScope, Visibility};
use sisuiq_retrieval::{Embedder, EmbeddingSettings, LEG_LIMIT, QdrantStore, StoreSettings, fusion::Place};
use sisuiq_search::{Hit, Retrieval, Search};
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;
use world::World;

/// Texts of the documents. They share terms, so that a search finds several of them.
pub(super) const TEXTS: [&str; 9] = [
    "The vision of the Kivu Grid Company is a reliable transmission company for every region by 2031.",
    "The mission of the Kivu Grid Company is to buy and transmit electricity at low cost in every region.",
    "Transmission losses of the Kivu Grid Company fell to 3.4 percent in 2029, and are to fall to 3.1 percent by 2031.",
    "The regulator fines a transmission company 40 million shillings when losses exceed 5 percent in a year.",
    "Substations of the northern region are inspected every 90 days, and after each fault within 24 hours.",
    "The licence of the Kivu Grid Company ends in 2044 and may be renewed once, on application two years before.",
    "Staff trained in live-line work number 160 in 2031, of whom 60 work in the northern region.",
    "The grid code obliges operators to report faults within 24 hours to the regulator of the region.",
    "The budget for new substations is 220 million dollars until 2031, most of it in the eastern region.",
];

pub(super) const QUESTIONS: [&str; 4] = [
    "What is the vision of the Kivu Grid Company?",
    "How far are transmission losses to fall by 2031?",
    "How often are substations of the northern region inspected?",
    "Within how many hours are faults to be reported?",
];

/// Words for which each search also counts the matching chunks.
const WORDS: [&str; 3] = ["Kivu", "region", "percent"];

/// Search results of one question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Searched {
    /// Hits, best first.
    pub(super) hits: Vec<Entry>,
    /// Numbers of chunks that contain each of the words, and number of all chunks.
    words: String,
}

/// A found chunk: its name, ranks and scores by meaning and by words, and their fused score.
pub(super) type Entry = (String, Option<(u32, String)>, Option<(u32, String)>, String);

/// Name and bytes of the document with one of the texts.
pub(super) fn file(place: usize) -> (String, Vec<u8>) {
    (format!("{place}.pdf"), PdfBuilder::of_texts(&[TEXTS[place]]).build())
}

/// Searches for each question on behalf of a caller.
pub(super) async fn searches(world: &World, seen_by: Visibility) -> Vec<Searched> {
    let environment = world.environment();
    let secrets = Secrets::from_environment(&environment, world.clock()).unwrap();
    let embedder = Embedder::new(EmbeddingSettings::from_environment(&environment).unwrap());
    let settings = StoreSettings::from_environment(&environment, &secrets).unwrap();
    let store = QdrantStore::new(settings, embedder.model()).unwrap();
    let retrieval = Retrieval::new(embedder, store, world.database());
    let names = names(world).await;
    let mut searched = Vec::new();
    for question in QUESTIONS {
        let filter = DocumentFilter::default();
        let scope = SearchScope { seen_by, filter: &filter };
        let prepared = retrieval.prepare(question, &WORDS, scope).await.unwrap();
        let search = Search { question, seen_by, filter: &filter, limit: 2 * LEG_LIMIT };
        let retrieved = retrieval.search(search, &prepared).await.unwrap();
        assert!(!retrieved.degraded, "the vector store answers");
        let hits = retrieved.hits.iter().map(|hit| entry(&names, hit)).collect();
        let counts = WORDS.map(|word| prepared.chunks_with(word));
        searched.push(Searched { hits, words: format!("{counts:?} of {}", prepared.frequencies.all_chunks()) });
    }
    searched
}

/// Describes a hit with rounded scores, so that the same vectors give equal scores in every collection.
fn entry(names: &BTreeMap<Uuid, String>, hit: &Hit) -> Entry {
    let place = |place: Option<Place>| place.map(|place| (place.rank, format!("{:.5}", place.score)));
    let name = names.get(&hit.chunk.0).cloned().unwrap_or_else(|| format!("an unknown chunk {}", hit.chunk.0));
    (name, place(hit.semantic), place(hit.keyword), format!("{:.12}", hit.rrf_score))
}

async fn names(world: &World) -> BTreeMap<Uuid, String> {
    let connection = world.database().connection().await.unwrap();
    let places = "SELECT chunks.id, documents.name || ' p. ' || chunks.page || ' no. ' || chunks.ordinal \
         FROM document_chunks AS chunks JOIN documents ON documents.id = chunks.document_id";
    let rows = connection.query(places, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}
