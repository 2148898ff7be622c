//! Questions while Qdrant fails.

use super::{
    super::plan::{QUESTION, reader},
    Fault, within,
};
use copilot::COPILOT;
use sisuiq_testing::{Mode, Proxy};
use std::time::Duration;
use world::{Person, World};

const LIMIT: Duration = Duration::from_secs(6);
/// Maximum number of connections. The client makes two attempts with a connection each. If a connection closes before
/// it is used, the client opens another one within the same attempt.
const CONNECTIONS: u64 = 4;

pub(super) struct VectorPlace {
    proxy: Proxy,
    user: Person,
}

impl VectorPlace {
    pub(super) async fn make() -> Self {
        let world =
            World::with(COPILOT, &[("QDRANT_SEARCH_MILLISECONDS", "1000"), ("QDRANT_PAUSE_MILLISECONDS", "0")]).await;
        let (user, _) = reader(&world).await;
        let proxy = world.proxy_qdrant().await;
        let place = Self { proxy, user };
        place.is_whole().await.expect("without trouble the answer is whole");
        place
    }

    /// Asks during the fault. Word search in Postgres replaces Qdrant, so the answer still has citations.
    pub(super) async fn suffer(&self, fault: Fault) -> Result<Duration, String> {
        let before = self.proxy.connections();
        self.proxy.set(fault.mode).await;
        let asked = within(LIMIT, self.user.asks(QUESTION)).await;
        let tries = self.proxy.connections() - before;
        self.proxy.set(Mode::Pass).await;
        let (reply, took) = asked?;
        let citations = reply.body["citations"].as_array().map_or(0, Vec::len);
        if reply.status != 200 || citations == 0 {
            return Err(format!("{}: {}", reply.status, reply.body));
        }
        if tries > CONNECTIONS {
            return Err(format!("{tries} connections were made"));
        }
        self.is_whole().await.map(|()| took)
    }

    async fn is_whole(&self) -> Result<(), String> {
        let (reply, _) = within(LIMIT, self.user.asks(QUESTION)).await?;
        if reply.status == 200 && reply["degraded"] == false {
            return Ok(());
        }
        Err(format!("afterwards: {}: {}", reply.status, reply.body))
    }
}
