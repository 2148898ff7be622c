//! The program itself.

use qdrant_client::qdrant::CollectionStatus;
use serde_json::json;
use std::time::{Duration, Instant};
use tempfile::TempDir;

use crate::server::Server;
use crate::world::{connect, direction, in_world, indexed_early, nearest_dense, point};

const DEADLINE: Duration = Duration::from_secs(30);

#[test]
fn public_addresses_are_rejected() -> anyhow::Result<()> {
    let storage = TempDir::new()?;
    let folder = storage.path().display().to_string();
    for address in ["0.0.0.0:0", "[::]:0", "192.168.1.1:0"] {
        let output = Server::run(&["--listen", address, "--storage", &folder])?;
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && text.contains("is not a loopback address"), "{address}: {text}");
    }
    Ok(())
}

#[test]
fn storage_folder_is_locked() -> anyhow::Result<()> {
    let storage = TempDir::new()?;
    let _first = Server::start(storage.path())?;
    let folder = storage.path().display().to_string();
    let output = Server::run(&["--listen", "127.0.0.1:0", "--storage", &folder])?;
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && text.contains("is in use by another qdrant-local"), "{text}");
    Ok(())
}

#[test]
fn damaged_alias_file_is_named() -> anyhow::Result<()> {
    let storage = TempDir::new()?;
    std::fs::write(storage.path().join("aliases.json"), "{")?;
    let folder = storage.path().display().to_string();
    let output = Server::run(&["--listen", "127.0.0.1:0", "--storage", &folder])?;
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && text.contains("aliases.json is not a table of aliases"), "{text}");
    Ok(())
}

#[tokio::test]
async fn idle_client_does_not_block_shutdown() -> anyhow::Result<()> {
    let storage = TempDir::new()?;
    let server = Server::start(storage.path())?;
    let client = connect(&server.url)?;
    client.health_check().await?;
    let asked = Instant::now();
    assert!(server.terminate().await?);
    assert!(asked.elapsed() < DEADLINE);
    Ok(())
}

#[tokio::test]
async fn silent_connection_does_not_block_shutdown() -> anyhow::Result<()> {
    let storage = TempDir::new()?;
    let server = Server::start(storage.path())?;
    let address = server.url.trim_start_matches("http://").to_owned();
    let _silent = std::net::TcpStream::connect(address)?;
    let asked = Instant::now();
    assert!(server.terminate().await?);
    assert!(asked.elapsed() < DEADLINE);
    Ok(())
}

#[tokio::test]
async fn health_check_returns_compatible_version() -> anyhow::Result<()> {
    in_world(async |world| {
        let health = world.client.health_check().await?;
        assert!(health.version.starts_with("1."), "{}", health.version);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn changed_collection_is_indexed() -> anyhow::Result<()> {
    const POINTS: u64 = 2_000;
    in_world(async |world| {
        world.client.create_collection(indexed_early(&world.collection)).await?;
        let points = (0..POINTS).map(|id| point(id, direction(id), json!({})));
        world.upsert(points.collect::<Result<_, _>>()?).await?;
        let started = Instant::now();
        loop {
            let info = world.client.collection_info(&world.collection).await?.result.unwrap();
            if info.status() == CollectionStatus::Green && info.indexed_vectors_count() >= POINTS {
                break;
            }
            assert!(started.elapsed() < DEADLINE, "still {info:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(world.count().await?, POINTS);
        let query = nearest_dense(&world.collection, direction(7)).limit(20);
        let found = world.found(query).await?;
        assert_eq!((found.len(), found.first()), (20, Some(&7)));
        Ok(())
    })
    .await
}
