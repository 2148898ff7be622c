//! Durability over the end of the process. These cases need a server that the test starts.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use qdrant_client::Qdrant;
use qdrant_client::qdrant::{
    CreateAliasBuilder, CreateFieldIndexCollectionBuilder, DeletePointsBuilder, FieldType, PointsIdsList,
    UpsertPointsBuilder,
};
use serde_json::json;
use tempfile::TempDir;

use crate::server::Server;
use crate::world::{
    connect, count, direction, external, hybrid, ids, indexed_early, nearest_dense, nearest_sparse, point, sparse_point,
};

const COLLECTION: &str = "chunks";
const ALIAS: &str = "current";
const POINTS: u64 = 3_000;
const DEADLINE: Duration = Duration::from_mins(1);
const BATCH: usize = 100;

fn start(storage: &Path) -> anyhow::Result<(Server, Qdrant)> {
    let server = Server::start(storage)?;
    let client = connect(&server.url)?;
    Ok((server, client))
}

/// A collection with an index, an alias, many points, some of them deleted again.
async fn fill(client: &Qdrant) -> anyhow::Result<()> {
    client.create_collection(hybrid(COLLECTION)).await?;
    client.create_alias(CreateAliasBuilder::new(COLLECTION, ALIAS)).await?;
    let index = CreateFieldIndexCollectionBuilder::new(COLLECTION, "page", FieldType::Integer);
    client.create_field_index(index.wait(true)).await?;
    let points = (1..=POINTS).map(|id| point(id, [1.0, 0.0, 0.0], json!({"page": id})));
    for batch in points.collect::<Result<Vec<_>, _>>()?.chunks(BATCH) {
        client.upsert_points(UpsertPointsBuilder::new(COLLECTION, batch).wait(true)).await?;
    }
    let last = vec![sparse_point(POINTS + 1, &[(7, 1.0)])];
    client.upsert_points(UpsertPointsBuilder::new(COLLECTION, last).wait(true)).await?;
    let deletion = DeletePointsBuilder::new(COLLECTION).points(PointsIdsList::from([1_u64, 2])).wait(true);
    client.delete_points(deletion).await?;
    Ok(())
}

async fn check(client: &Qdrant) -> anyhow::Result<()> {
    assert_eq!(count(client, ALIAS).await?, POINTS - 1);
    let dense = client.query(nearest_dense(ALIAS, [1.0, 0.0, 0.0]).limit(5)).await?.result;
    assert!(dense.len() == 5 && dense.iter().all(|point| point.score > 0.99));
    let sparse = client.query(nearest_sparse(ALIAS, &[(7, 1.0)])).await?.result;
    assert_eq!(ids(&sparse), [POINTS + 1]);
    let info = client.collection_info(COLLECTION).await?.result.context("no description")?;
    assert!(info.payload_schema.contains_key("page"));
    Ok(())
}

#[tokio::test]
async fn data_survives_an_orderly_restart() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    let storage = TempDir::new()?;
    let (server, client) = start(storage.path())?;
    fill(&client).await?;
    assert!(server.terminate().await?, "the server did not end cleanly");
    let (_server, client) = start(storage.path())?;
    check(&client).await
}

#[tokio::test]
async fn acknowledged_points_survive_a_kill() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    let storage = TempDir::new()?;
    let (server, client) = start(storage.path())?;
    fill(&client).await?;
    server.kill()?;
    for _ in 0..2 {
        let (server, client) = start(storage.path())?;
        check(&client).await?;
        server.kill()?;
    }
    Ok(())
}

#[tokio::test]
async fn kill_loses_no_acknowledged_batch() -> anyhow::Result<()> {
    const ROUNDS: u64 = 4;
    const PER_ROUND: u64 = 500;
    if external() {
        return Ok(());
    }
    let storage = TempDir::new()?;
    for round in 0..ROUNDS {
        let (server, client) = start(storage.path())?;
        if round == 0 {
            client.create_collection(hybrid(COLLECTION)).await?;
        }
        assert_eq!(count(&client, COLLECTION).await?, round * PER_ROUND);
        let points = (0..PER_ROUND).map(|n| point(round * PER_ROUND + n, [1.0, 0.0, 0.0], json!({})));
        let request = UpsertPointsBuilder::new(COLLECTION, points.collect::<Result<Vec<_>, _>>()?);
        client.upsert_points(request.wait(true)).await?;
        server.kill()?;
    }
    let (_server, client) = start(storage.path())?;
    assert_eq!(count(&client, COLLECTION).await?, ROUNDS * PER_ROUND);
    Ok(())
}

#[tokio::test]
async fn acknowledged_points_survive_kill_while_indexing() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    let storage = TempDir::new()?;
    let (server, client) = start(storage.path())?;
    client.create_collection(indexed_early(COLLECTION)).await?;
    let mut written = 0;
    let started = Instant::now();
    loop {
        let points = (written..written + BATCH as u64).map(|id| point(id, direction(id), json!({})));
        let request = UpsertPointsBuilder::new(COLLECTION, points.collect::<Result<Vec<_>, _>>()?);
        client.upsert_points(request.wait(true)).await?;
        written += BATCH as u64;
        let info = client.collection_info(COLLECTION).await?.result.context("no description")?;
        if info.indexed_vectors_count() > 0 {
            break;
        }
        assert!(started.elapsed() < DEADLINE, "nothing was indexed beside {written} points");
    }
    server.kill()?;
    let (_server, client) = start(storage.path())?;
    assert_eq!(count(&client, COLLECTION).await?, written);
    Ok(())
}

#[tokio::test]
async fn deletion_survives_a_kill() -> anyhow::Result<()> {
    if external() {
        return Ok(());
    }
    let storage = TempDir::new()?;
    let (server, client) = start(storage.path())?;
    fill(&client).await?;
    client.delete_collection(COLLECTION).await?;
    server.kill()?;
    let (_server, client) = start(storage.path())?;
    assert!(!client.collection_exists(COLLECTION).await?);
    assert!(!client.collection_exists(ALIAS).await?);
    let left = std::fs::read_dir(storage.path().join("collections"))?.count();
    assert_eq!(left, 0, "folders left over");
    Ok(())
}
