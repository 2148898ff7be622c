//! Uploads of small files and tables in one request, and the progress of jobs.

mod data;
mod docs;
mod jobs;

use sisuiq_testing::pdf::PdfBuilder;
use std::time::Duration;
use tokio::time::sleep;
use world::World;

/// The documented columns, with three outages.
pub(crate) const OUTAGES: &[u8] = b"date,region,cause,duration_hours,affected_customers\n\
    2024-01-05,Central,weather,2,100\n2024-01-20,Eastern,theft,0.5,300\n2024-02-01,Central,weather,4,50\n";

/// A small PDF. Its bytes depend on the mark.
fn pdf(mark: &str) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Handbook of {mark}. The first page speaks of substations and of their fences.")])
        .build()
}

/// Waits until a document's file is in the bucket, and ingests it.
async fn takes_in(world: &World) {
    loop {
        let connection = world.database().connection().await.unwrap();
        let waiting = "SELECT object_key FROM document_versions WHERE status = 'pending'";
        let keys: Vec<String> = connection.query(waiting, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
        drop(connection);
        for key in keys {
            if world.s3().head_object().bucket(world.bucket()).key(&key).send().await.is_ok() {
                let notice = world.landed(&key).await;
                world.deliver(&[notice]).await;
                world.deliver_all().await;
                return;
            }
        }
        sleep(Duration::from_millis(20)).await;
    }
}

async fn count_documents(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one("SELECT count(*) FROM documents WHERE deleted_at IS NULL", &[]).await.unwrap().get(0)
}
