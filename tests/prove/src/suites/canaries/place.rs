use super::{MARK, echo::Echo, entrusted::Entrusted};
use copilot::COPILOT;
use sisuiq_testing::Proxy;
use uuid::Uuid;
use world::{Person, World};

/// A world whose model returns the keys and prompts that it receives.
pub(super) struct Place {
    pub(super) world: World,
    pub(super) database: Proxy,
    pub(super) qdrant: Proxy,
    pub(super) model: Echo,
    /// The provider's key.
    pub(super) key: String,
    pub(super) alice: Person,
    pub(super) bob: Person,
    pub(super) admin: Person,
    pub(super) carol: Person,
    pub(super) owner: Person,
    /// Secrets that are generated in the current case.
    pub(super) entrusted: Entrusted,
}

impl Place {
    pub(super) async fn make() -> Self {
        let model = Echo::start().await;
        let world = World::with(
            COPILOT,
            &[
                ("LLM_PROVIDER", "openai"),
                ("OPENAI_BASE_URL", &model.url),
                ("OPENAI_CHAT_MODEL", "test-model"),
                ("QDRANT_PAUSE_MILLISECONDS", "0"),
            ],
        )
        .await;
        let key = format!("{MARK}{}", Uuid::new_v4().simple());
        world.keep_provider_key(&key).await;
        let (alice, bob) = (world.user("alice").await, world.user("bob").await);
        let (admin, carol) = (world.admin().await, world.customer("carol").await);
        let owner = world.staff("sam", "super_admin").await;
        let (qdrant, database) = (world.proxy_qdrant().await, world.proxy_database().await);
        Self { world, database, qdrant, model, key, alice, bob, admin, carol, owner, entrusted: Entrusted::default() }
    }
}
