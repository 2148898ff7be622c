//! Search through the product's store at growing numbers of points.

use crate::{
    context::Context,
    corpus::{Asked, Manuscript},
    figures::{Column, Latencies, Line, Plot, Section, Table, float},
    settings::Settings,
};
use anyhow::{Context as _, Result, bail};
use qdrant_client::{
    Qdrant,
    qdrant::{
        CollectionStatus, Query, QueryPointsBuilder, ScoredPoint, SearchParamsBuilder, VectorInput,
        point_id::PointIdOptions,
    },
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sisuiq_model::{
    ChunkId, DocumentAccess, DocumentFilter, DocumentId, DocumentSource, DocumentType, Frequencies, SearchScope,
    UserId, UserRole, Visibility,
};
use sisuiq_retrieval::{
    Embedder, EmbeddingSettings, LEG_LIMIT, QdrantStore, StoreSettings, sparse,
    vector_store::{ChunkVectors, IndexedDocument, QueryVectors, Readers},
};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use uuid::Uuid;

/// Maximum number of points that are real passages with the model's vectors.
const EMBEDDED: usize = 400;
/// Minimum length of a paragraph that counts as a passage, in bytes.
const PASSAGE: usize = 200;
/// Points per upsert.
const BATCH: usize = 2_000;
/// Vocabulary of generated passages; words with small numbers are more frequent.
const WORDS: f64 = 30_000.0;
/// Words of a generated passage.
const LENGTH: usize = 120;
/// Time limit for building the index.
const TIMEOUT: Duration = Duration::from_mins(5);

/// A collection that is being filled.
struct Filling {
    store: QdrantStore,
    embedder: Embedder,
    random: StdRng,
    document: IndexedDocument,
    passages: Vec<String>,
    points: usize,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("retrieval", "Retrieval", notes());
    let manuscript = Manuscript::write(0, 100)?;
    let queries = context.dose(300, 2_000);
    let mut table = Table::new("points", columns());
    let mut lines = Vec::new();
    let client = Qdrant::from_url(&context.settings.qdrant_url).skip_compatibility_check().build()?;
    let mut filling = Filling::new(&context.settings, &manuscript.text)?;
    filling.store.ensure_collection().await?;
    let (vectors, embedding) = filling.questions(&manuscript.asked).await?;
    for points in context.dose(vec![1_000, 10_000], vec![1_000, 10_000, 100_000]) {
        context.progress.say(format!("{points} points"));
        let began = Instant::now();
        let before = filling.points;
        filling.fill(points).await?;
        let rate = float(u64::try_from(points - before)?) / began.elapsed().as_secs_f64();
        let settled = settle(&client, &filling.store).await?;
        let recall = recall(&client, &filling.store, &vectors).await?;
        let latencies = search(&filling.store, &vectors, queries).await?;
        let across = float(u64::try_from(points)?);
        Line::extend(&mut lines, "p50", (across, latencies.quantile(0.5)));
        Line::extend(&mut lines, "p99", (across, latencies.quantile(0.99)));
        let figures = latencies.figures().into_iter().chain([recall, rate, settled.as_secs_f64()]);
        table.add(points.to_string(), figures);
    }
    filling.store.delete_collection().await?;
    let mut questions = Table::new("before it", Column::of_latencies());
    questions.add("vectors of a question", embedding.figures());
    section.tables = vec![table, questions];
    section.plots.push(Plot::of_times("retrieval", "One search by meaning and words", "points", lines));
    Ok(section)
}

fn notes() -> Vec<String> {
    let points = format!(
        "{EMBEDDED} points are paragraphs with the model's vectors; the others are random unit vectors of 384 dimensions \
         with BM25 vectors of generated text whose word frequencies resemble a natural language."
    );
    let rest = [
        "One search is the product's: one gRPC batch for the 50 best by meaning and the 50 best by words, filtered \
         by what the caller may see, through `sisuiq-retrieval`, one after another, with the vectors of 100 \
         questions about the paragraphs. Computing those is in the table below. `recall` is the share of the 50 \
         nearest by meaning, determined by comparison with every point, that the search finds. Random vectors are \
         the hardest to index, because none is near another.",
        "The server is the project's local one (the engine as a crate behind Qdrant's gRPC), not Qdrant's own build. \
         Searches begin when it reports a complete index; `settled after` is the time of that after the last point \
         was stored.",
    ];
    [points].into_iter().chain(rest.map(str::to_owned)).collect()
}

fn columns() -> Vec<Column> {
    let mut columns = Column::of_latencies();
    columns.extend(["recall %", "stored points/s", "settled after s"].map(Column::said));
    columns
}

impl Filling {
    fn new(settings: &Settings, text: &str) -> Result<Self> {
        let embedder = Embedder::new(EmbeddingSettings::from_environment(&settings.environment)?);
        let url = settings.qdrant_url.clone();
        let prefix = format!("bench_{}", Uuid::new_v4().simple());
        let store =
            QdrantStore::new(StoreSettings { url, api_key: None, collection_prefix: prefix }, embedder.model())?;
        let document = IndexedDocument {
            id: DocumentId(Uuid::new_v4()),
            version: 1,
            generation: 1,
            readers: Readers {
                owner: UserId(Uuid::new_v4()),
                access: DocumentAccess::Everyone,
                users: Vec::new(),
                roles: Vec::new(),
                groups: Vec::new(),
                revision: 1,
            },
            source: DocumentSource::Other,
            kind: DocumentType::Report,
            dataset: None,
        };
        let passages = text.split("\n\n").filter(|paragraph| paragraph.len() >= PASSAGE);
        let passages = passages.take(EMBEDDED).map(str::to_owned).collect();
        Ok(Self { store, embedder, random: StdRng::seed_from_u64(11), document, passages, points: 0 })
    }

    /// Computes the questions' vectors and the time for each.
    async fn questions(&self, asked: &[Asked]) -> Result<(Vec<QueryVectors>, Latencies)> {
        self.embedder.warm().await?;
        let (mut vectors, mut latencies) = (Vec::with_capacity(asked.len()), Latencies::new()?);
        for asked in asked {
            let began = Instant::now();
            let dense = self.embedder.embed_query(&asked.question).await?;
            // default frequencies weigh all words the same, so this does not time the lookup of word frequencies
            let sparse = sparse::query(&sparse::query_terms(&asked.question), &Frequencies::default());
            latencies.record(began.elapsed());
            vectors.push(QueryVectors { dense, sparse });
        }
        Ok((vectors, latencies))
    }

    /// Stores points up to this total. The first points are embedded passages.
    async fn fill(&mut self, points: usize) -> Result<()> {
        while self.points < points {
            let count = BATCH.min(points - self.points);
            let mut chunks = Vec::with_capacity(count);
            for number in self.points..self.points + count {
                chunks.push(match self.passages.get(number) {
                    Some(text) => chunk(number, self.embedder.embed_query(text).await?, text)?,
                    None => self.made_up(number)?,
                });
            }
            self.store.upsert(&self.document, chunks).await?;
            self.points += count;
        }
        Ok(())
    }

    fn made_up(&mut self, number: usize) -> Result<ChunkVectors> {
        let dimensions = self.embedder.model().dimensions;
        let mut dense: Vec<f32> = (0..dimensions).map(|_| self.random.random_range(-1.0..1.0)).collect();
        let length = dense.iter().map(|value| value * value).sum::<f32>().sqrt();
        for value in &mut dense {
            *value /= length;
        }
        // a uniform logarithm of the word's number gives frequencies by Zipf's law
        let word = |random: &mut StdRng| format!("word{:.0}", WORDS.powf(random.random::<f64>()));
        let words: Vec<String> = (0..LENGTH).map(|_| word(&mut self.random)).collect();
        chunk(number, dense, &words.join(" "))
    }
}

fn chunk(number: usize, dense: Vec<f32>, text: &str) -> Result<ChunkVectors> {
    let ordinal = i32::try_from(number).context("fewer points than that")?;
    Ok(ChunkVectors {
        id: ChunkId(Uuid::new_v4()),
        page: 1,
        ordinal,
        dense,
        sparse: sparse::document(text),
        provision: None,
    })
}

/// Waits until the index is complete and returns the waiting time.
async fn settle(client: &Qdrant, store: &QdrantStore) -> Result<Duration> {
    let began = Instant::now();
    while began.elapsed() < TIMEOUT {
        let described = client.collection_info(store.collection()).await?;
        if described.result.is_some_and(|info| info.status() == CollectionStatus::Green) {
            return Ok(began.elapsed());
        }
        sleep(Duration::from_millis(100)).await;
    }
    bail!("the index was not in order within {} s", TIMEOUT.as_secs())
}

/// Share of the nearest points by meaning that the search finds, in percent.
async fn recall(client: &Qdrant, store: &QdrantStore, vectors: &[QueryVectors]) -> Result<f64> {
    let (mut found, mut nearest) = (0, 0);
    for query in vectors {
        let exact = QueryPointsBuilder::new(store.collection())
            .query(Query::new_nearest(VectorInput::new_dense(query.dense.clone())))
            .using("dense")
            .params(SearchParamsBuilder::default().exact(true))
            .limit(LEG_LIMIT.into());
        let exact: Vec<Uuid> = client.query(exact).await?.result.into_iter().filter_map(id).collect();
        let scope = SearchScope { seen_by: anybody(), filter: &DocumentFilter::default() };
        let legs = store.search(vec![(query.clone(), scope)], &[], LEG_LIMIT.into()).await?;
        let semantic = legs.iter().flat_map(|legs| &legs.semantic);
        found += semantic.filter(|scored| exact.contains(&scored.chunk)).count();
        nearest += exact.len();
    }
    let count = |number: usize| u64::try_from(number).map_or(0.0, float);
    Ok(100.0 * count(found) / count(nearest))
}

fn id(point: ScoredPoint) -> Option<Uuid> {
    match point.id?.point_id_options? {
        PointIdOptions::Uuid(id) => id.parse().ok(),
        PointIdOptions::Num(_) => None,
    }
}

fn anybody() -> Visibility {
    Visibility::of(UserId(Uuid::new_v4()), UserRole::User)
}

async fn search(store: &QdrantStore, vectors: &[QueryVectors], count: usize) -> Result<Latencies> {
    let scope = SearchScope { seen_by: anybody(), filter: &DocumentFilter::default() };
    let mut latencies = Latencies::new()?;
    for (number, query) in vectors.iter().cycle().take(count + vectors.len()).enumerate() {
        let began = Instant::now();
        store.search(vec![(query.clone(), scope)], &[], LEG_LIMIT.into()).await?;
        // the first pass over the queries is the warm-up
        if number >= vectors.len() {
            latencies.record(began.elapsed());
        }
    }
    Ok(latencies)
}
