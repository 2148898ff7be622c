//! Upsert rate and latency of hybrid queries, against `QDRANT_URL` or `http://127.0.0.1:6334`.
//!
//! `cargo run --release --example measure [POINTS]`, by default with 10,000 points.

use std::collections::HashMap;
use std::env;
use std::time::{Duration, Instant};

use anyhow::Context;
use qdrant_client::qdrant::vectors_config::Config;
use qdrant_client::qdrant::{
    CollectionStatus, Condition, CreateCollectionBuilder, CreateFieldIndexCollectionBuilder, Distance, FieldType,
    Filter, Modifier, NamedVectors, PointStruct, Query, QueryBatchPointsBuilder, QueryPointsBuilder,
    SparseVectorConfig, SparseVectorParamsBuilder, UpsertPointsBuilder, Vector, VectorInput, VectorParamsBuilder,
    VectorParamsMap, VectorsConfig,
};
use qdrant_client::{Payload, Qdrant};
use serde_json::json;
use uuid::Uuid;

const DEFAULT_POINTS: u64 = 10_000;
const DIMENSION: usize = 384;
const TERMS: u32 = 20_000;
const TERMS_PER_POINT: usize = 80;
const TERMS_PER_QUERY: usize = 8;
const TENANTS: u64 = 10;
const BATCH: usize = 256;
const QUERIES: usize = 500;
const LEG_LIMIT: u64 = 50;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let points = env::args().nth(1).map_or(Ok(DEFAULT_POINTS), |text| text.parse())?;
    let url = env::var("QDRANT_URL").unwrap_or_else(|_| "http://127.0.0.1:6334".to_owned());
    let client = Qdrant::from_url(&url).timeout(Duration::from_mins(1)).build()?;
    let collection = format!("measure-{}", Uuid::new_v4());
    let outcome = measure(&client, &collection, points).await;
    client.delete_collection(&collection).await?;
    outcome
}

async fn measure(client: &Qdrant, collection: &str, points: u64) -> anyhow::Result<()> {
    make_collection(client, collection).await?;
    let mut numbers = Numbers(1);
    upsert(client, collection, points, &mut numbers).await?;
    report("query_batch while indexing", &query(client, collection, &mut numbers).await?);
    let waiting = Instant::now();
    wait_until_settled(client, collection).await?;
    println!("index settled after another {:.1} s", waiting.elapsed().as_secs_f64());
    report("query_batch when settled", &query(client, collection, &mut numbers).await?);
    Ok(())
}

async fn make_collection(client: &Qdrant, collection: &str) -> anyhow::Result<()> {
    let dense = VectorParamsBuilder::new(DIMENSION as u64, Distance::Cosine).build();
    let sparse = SparseVectorParamsBuilder::default().modifier(Modifier::Idf).build();
    let vectors = VectorParamsMap { map: HashMap::from([("dense".to_owned(), dense)]) };
    let request = CreateCollectionBuilder::new(collection)
        .vectors_config(VectorsConfig { config: Some(Config::ParamsMap(vectors)) })
        .sparse_vectors_config(SparseVectorConfig { map: HashMap::from([("sparse".to_owned(), sparse)]) });
    client.create_collection(request).await?;
    let index = CreateFieldIndexCollectionBuilder::new(collection, "tenant", FieldType::Keyword);
    client.create_field_index(index.wait(true)).await?;
    Ok(())
}

async fn upsert(client: &Qdrant, collection: &str, points: u64, numbers: &mut Numbers) -> anyhow::Result<()> {
    let points = (0..points).map(|id| point(id, numbers)).collect::<anyhow::Result<Vec<_>>>()?;
    let started = Instant::now();
    for batch in points.chunks(BATCH) {
        client.upsert_points(UpsertPointsBuilder::new(collection, batch).wait(true)).await?;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("upserted {} points of {DIMENSION} dimensions in {seconds:.2} s", points.len());
    println!("{:.0} points/s", f64::from(u32::try_from(points.len())?) / seconds);
    Ok(())
}

fn point(id: u64, numbers: &mut Numbers) -> anyhow::Result<PointStruct> {
    let vectors = NamedVectors::default()
        .add_vector("dense", numbers.dense())
        .add_vector("sparse", Vector::from(numbers.sparse(TERMS_PER_POINT)));
    let text = "a chunk of text of some length ".repeat(30);
    let payload = json!({"tenant": format!("t{}", id % TENANTS), "page": id, "text": text});
    Ok(PointStruct::new(id, vectors, Payload::try_from(payload)?))
}

async fn query(client: &Qdrant, collection: &str, numbers: &mut Numbers) -> anyhow::Result<Vec<Duration>> {
    let mut taken = Vec::with_capacity(QUERIES);
    for _ in 0..QUERIES {
        let tenant = Filter::must([Condition::matches("tenant", format!("t{}", numbers.below(10)))]);
        let (indices, values): (Vec<u32>, Vec<f32>) = numbers.sparse(TERMS_PER_QUERY).into_iter().unzip();
        let leg = |input: VectorInput, using: &str| {
            let query = QueryPointsBuilder::new(collection).query(Query::new_nearest(input)).using(using);
            query.filter(tenant.clone()).limit(LEG_LIMIT).with_payload(true).build()
        };
        let legs = vec![
            leg(VectorInput::new_dense(numbers.dense()), "dense"),
            leg(VectorInput::new_sparse(indices, values), "sparse"),
        ];
        let request = QueryBatchPointsBuilder::new(collection, legs);
        let started = Instant::now();
        client.query_batch(request).await?;
        taken.push(started.elapsed());
    }
    taken.sort_unstable();
    Ok(taken)
}

async fn wait_until_settled(client: &Qdrant, collection: &str) -> anyhow::Result<()> {
    loop {
        let info = client.collection_info(collection).await?.result.context("no description")?;
        if info.status() == CollectionStatus::Green {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn report(what: &str, sorted: &[Duration]) {
    let at = |percent: usize| sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default();
    println!("{what}: p50 {:.2?}, p99 {:.2?} over {} batches", at(50), at(99), sorted.len());
}

/// A pseudo-random sequence that is the same in each run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit)).unwrap_or_default()
    }

    fn dense(&mut self) -> Vec<f32> {
        (0..DIMENSION)
            .map(|_| f32::from(u16::try_from(self.below(2_000)).unwrap_or_default()) / 1_000.0 - 1.0)
            .collect()
    }

    fn sparse(&mut self, terms: usize) -> Vec<(u32, f32)> {
        let weights = (0..terms).map(|_| (self.below(TERMS), 1.0)).collect::<HashMap<_, _>>();
        weights.into_iter().collect()
    }
}
