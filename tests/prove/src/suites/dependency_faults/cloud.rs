//! Documents that come and go while S3 or SQS is in trouble.

use super::{super::plan, Fault, within};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::{Mode, Proxy};
use std::time::Duration;
use world::{Document, Person, World};

/// A document that lands is asked for, fetched and announced: calls of two attempts each.
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
        // Secrets are read, and the first document taken in, before there is any trouble.
        let first = place.land().await;
        place.takes_in(&first).await.expect("without trouble a document is taken in");
        place
    }

    /// The message fails and comes again, or succeeds.
    pub(super) async fn suffer_storage(&self, fault: Fault) -> Result<Duration, String> {
        let landed = self.land().await;
        let before = self.proxy.connections();
        self.proxy.set(fault.mode).await;
        let delivered = within(STORAGE_LIMIT, self.world.deliver(std::slice::from_ref(&landed.1))).await;
        let tries = self.proxy.connections() - before;
        self.proxy.set(Mode::Pass).await;
        let (_, took) = delivered?;
        // Three calls: the object as it is, its bytes, the messages about its pages.
        if fault.counts_tries() && tries > 6 {
            return Err(format!("{tries} connections were made"));
        }
        self.takes_in(&landed).await.map(|()| took)
    }

    /// The document is gone at once; the message about it is lost, or not.
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

    /// A document whose file is in the bucket, and S3's notice of that.
    async fn land(&self) -> (Document, String) {
        let document = self.admin.puts(plan::NAME, &plan::file()).await;
        let notice = self.world.landed(&document.key).await;
        (document, notice)
    }

    /// The notice comes again, as the queue would bring it.
    async fn takes_in(&self, (document, notice): &(Document, String)) -> Result<(), String> {
        let failed = self.world.deliver(std::slice::from_ref(notice)).await.batch_item_failures.len();
        self.world.pump().await;
        let status = self.admin.get(&document.path()).await.body["status"].clone();
        if failed == 0 && status == "ready" { Ok(()) } else { Err(format!("afterwards the document is {status}")) }
    }
}
