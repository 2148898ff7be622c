//! Ingestion and deletion of documents while S3 or SQS fails.

use super::{super::plan, Fault, within};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::{Mode, Proxy};
use std::time::Duration;
use world::{Document, Person, World};

/// Time limit of an ingestion. It makes three calls (object metadata, object, message) with two attempts each.
const STORAGE_LIMIT: Duration = Duration::from_secs(12);
const QUEUE_LIMIT: Duration = Duration::from_secs(4);

pub(super) struct CloudPlace {
    world: World,
    proxy: Proxy,
    admin: Person,
}

impl CloudPlace {
    pub(super) async fn make() -> Self {
        let world = World::with(COPILOT, &[("CLOUD_ATTEMPT_MILLISECONDS", "1000")]).await;
        let admin = world.admin().await;
        let proxy = world.proxy_cloud().await;
        let place = Self { world, proxy, admin };
        // secrets are read and the first document is ingested before any fault
        let first = place.land().await;
        place.takes_in(&first).await.expect("without trouble a document is taken in");
        place
    }

    /// Delivers the event of a file during the fault. If it fails, another delivery must succeed.
    pub(super) async fn suffer_storage(&self, fault: Fault) -> Result<Duration, String> {
        let landed = self.land().await;
        let before = self.proxy.connections();
        self.proxy.set(fault.mode).await;
        let delivered = within(STORAGE_LIMIT, self.world.deliver(std::slice::from_ref(&landed.1))).await;
        let tries = self.proxy.connections() - before;
        self.proxy.set(Mode::Pass).await;
        let (_, took) = delivered?;
        // three calls: the object's metadata, its bytes, the messages about its pages
        if fault.counts_tries() && tries > 6 {
            return Err(format!("{tries} connections were made"));
        }
        self.takes_in(&landed).await.map(|()| took)
    }

    /// Deletes a document during the fault. The deletion takes effect immediately, even if its message is lost.
    pub(super) async fn suffer_queue(&self, fault: Fault) -> Result<Duration, String> {
        let created = self.admin.creates(json!({ "name": "gone.pdf", "size": 100 })).await.is(201);
        let path = format!("/api/documents/{}", created.text("id"));
        let before = self.proxy.connections();
        self.proxy.set(fault.mode).await;
        let deleted = within(QUEUE_LIMIT, self.admin.delete(&path)).await;
        let tries = self.proxy.connections() - before;
        let found = self.admin.get(&path).await.status;
        self.proxy.set(Mode::Pass).await;
        let (reply, took) = deleted?;
        if reply.status != 204 || found != 404 {
            return Err(format!("deleted: {}, found: {found}: {}", reply.status, reply.body));
        }
        if fault.counts_tries() && tries > 2 {
            return Err(format!("{tries} connections were made"));
        }
        Ok(took)
    }

    /// Uploads a document and returns it with S3's event.
    async fn land(&self) -> (Document, String) {
        let document = self.admin.puts(plan::NAME, &plan::file()).await;
        let notice = self.world.landed(&document.key).await;
        (document, notice)
    }

    /// Delivers the event again, as the queue would, and checks that the document becomes ready.
    async fn takes_in(&self, (document, notice): &(Document, String)) -> Result<(), String> {
        let failed = self.world.deliver(std::slice::from_ref(notice)).await.batch_item_failures.len();
        self.world.deliver_all().await;
        let status = self.admin.get(&document.path()).await.body["status"].clone();
        if failed == 0 && status == "ready" { Ok(()) } else { Err(format!("afterwards the document is {status}")) }
    }
}
