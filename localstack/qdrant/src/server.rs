//! The server, from its start to a clean shutdown.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use qdrant_client::qdrant::collections_server::CollectionsServer;
use qdrant_client::qdrant::points_server::PointsServer;
use qdrant_client::qdrant::qdrant_server::QdrantServer;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tonic::codec::CompressionEncoding::Gzip;
use tonic::transport::Server;
use tonic::transport::server::Router;
use tonic::transport::server::TcpIncoming;

use crate::arguments::Arguments;
use crate::collections::CollectionsService;
use crate::health::HealthService;
use crate::maintenance;
use crate::points::PointsService;
use crate::storage::Storage;

/// Maximum size of a message in bytes.
const MESSAGE_LIMIT: usize = 64 * 1024 * 1024;

/// Time for clients to close their connections at the shutdown.
const DRAIN_LIMIT: Duration = Duration::from_secs(3);

/// Serves until SIGTERM or SIGINT, then flushes everything to disk.
///
/// # Errors
/// The storage folder is in use or unreadable, the address cannot be bound, or the last flush
/// fails.
pub async fn serve(arguments: Arguments) -> anyhow::Result<()> {
    let folder = arguments.storage;
    let storage = tokio::task::spawn_blocking(move || Storage::open(&folder)).await??;
    let storage = Arc::new(storage);
    let listener =
        TcpListener::bind(arguments.listen).await.with_context(|| format!("cannot listen on {}", arguments.listen))?;
    let address = listener.local_addr()?;
    let end = end_signal()?;
    maintenance::start(Arc::clone(&storage))?;
    tracing::info!(%address, "listening on {address}");

    let (announce, announced) = oneshot::channel::<()>();
    let ending = async move {
        end.await;
        drop(announce);
    };
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    tokio::select! {
        served = services(&storage).serve_with_incoming_shutdown(incoming, ending) => served?,
        () = drain_limit(announced) => tracing::warn!("stopped with open connections"),
    }

    tokio::task::spawn_blocking(move || storage.flush()).await??;
    tracing::info!("stopped, all data is on disk");
    Ok(())
}

fn services(storage: &Arc<Storage>) -> Router {
    let points = PointsServer::new(PointsService::new(Arc::clone(storage)));
    let collections = CollectionsServer::new(CollectionsService::new(Arc::clone(storage)));
    Server::builder()
        .add_service(QdrantServer::new(HealthService))
        .add_service(points.max_decoding_message_size(MESSAGE_LIMIT).accept_compressed(Gzip).send_compressed(Gzip))
        .add_service(collections.max_decoding_message_size(MESSAGE_LIMIT).accept_compressed(Gzip).send_compressed(Gzip))
}

/// Completes after the shutdown was announced and the drain limit has passed.
async fn drain_limit(announced: oneshot::Receiver<()>) {
    // the sender is only dropped, so an error announces the shutdown too
    drop(announced.await);
    tokio::time::sleep(DRAIN_LIMIT).await;
}

fn end_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
