//! An isolated world for each test: database, bucket, queue, secrets, vector collection and clock.
//!
//! The functions are the real ones, with settings and middleware as in production; each package of tests chooses them (see
//! [`Product`]). The stores belong to the test stack. They are created on first use.
#![recursion_limit = "256"]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test whose world cannot be made fails"
)]

mod app;
mod backups;
mod browser;
mod cloud;
mod end;
mod events;
mod faults;
mod functions;
mod ingestion;
mod log;
mod maintenance;
mod nginx;
mod overtaking;
mod people;
mod person;
mod post;
mod predictions;
mod product;
mod program;
mod redaction;
mod reply;
mod rotation;
pub mod routes;
mod screenings;
pub mod seeds;
mod settings;
mod sources;
mod uploads;

pub use backups::Contents;
pub use browser::Browser;
pub use events::{Events, SseEvent};
pub use functions::function_of;
pub use log::{log_of_process, spans_of_process};
pub use nginx::unstated_address;
pub use person::{Credential, Person};
pub use post::Mail;
pub use product::{Handler, Make, Product, Start};
pub use program::{Program, Server};
pub use reply::Reply;
pub use settings::DATABASE_WAITS_AS_DEPLOYED;
pub use uploads::{Document, Form, Table};

use axum::Router;
use cloud::Cloud;
use jiff::SignedDuration;
use settings::Settings;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_db::Database;
use sisuiq_testing::{Stack, TestDatabase};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// An address without a listener.
const CLOSED: &str = "http://127.0.0.1:1";

/// The environment of one test. Clones share it.
#[derive(Clone, Debug)]
pub struct World {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    product: Product,
    clock: Clock,
    database: TestDatabase,
    settings: Mutex<Settings>,
    cloud: Cloud,
    running: Mutex<Running>,
    storage: OnceCell<()>,
    collection: OnceCell<String>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// The running functions, until a setting changes.
#[derive(Default)]
struct Running {
    app: Option<Router>,
    ingest: Option<Arc<dyn Handler>>,
}

impl World {
    /// Creates a world of these functions with the default settings.
    pub async fn new(product: Product) -> Self {
        Self::with(product, &[]).await
    }

    /// Creates a world of these functions with these settings in addition.
    pub async fn with(product: Product, own: &[(&str, &str)]) -> Self {
        Box::pin(Self::make(product, own)).await
    }

    async fn make(product: Product, own: &[(&str, &str)]) -> Self {
        let stack = Stack::from_process();
        let name = format!("world-{}", Uuid::new_v4().simple());
        let system = Clock::system();
        let database = TestDatabase::create(&stack).await;
        let mut settings = Settings::new(&stack, &name);
        for (variable, value) in own {
            settings.set(variable, value);
        }
        let cloud = Cloud::connect(&settings.environment(), &name).await;
        Box::pin(cloud.keep("database", &database.secret())).await;
        let inner = Inner {
            clock: Clock::manual(system.now()),
            name,
            product,
            database,
            settings: Mutex::new(settings),
            cloud,
            running: Mutex::default(),
            storage: OnceCell::new(),
            collection: OnceCell::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The world's clock, which stands still until [`World::wait`] advances it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Advances the clock.
    pub fn wait(&self, time: SignedDuration) {
        self.inner.clock.advance(time);
    }

    /// The world's database, for direct access.
    #[must_use]
    pub fn database(&self) -> Database {
        self.inner.database.open(1)
    }

    /// The settings of the functions.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.inner.settings.lock().expect("no test panicked holding the settings").environment()
    }

    /// The settings as variables for a process.
    #[must_use]
    pub fn variables(&self) -> BTreeMap<String, String> {
        self.inner.settings.lock().expect("no test panicked holding the settings").variables()
    }

    /// Changes a setting and restarts the functions.
    pub fn set(&self, variable: &str, value: &str) {
        self.inner.settings.lock().expect("no test panicked holding the settings").set(variable, value);
        self.restart();
    }

    /// Restarts the functions, which lose their memory.
    pub fn restart(&self) {
        *self.inner.running.lock().expect("no test panicked holding the functions") = Running::default();
    }

    /// Makes the vector store unreachable.
    pub async fn break_qdrant(&self) {
        self.prepare_collection().await;
        self.set("QDRANT_URL", CLOSED);
    }

    /// Makes the vector store reachable again.
    pub fn mend_qdrant(&self) {
        self.set("QDRANT_URL", &Stack::from_process().qdrant_url);
    }

    /// Makes the database unreachable.
    pub async fn break_database(&self) {
        self.prepare_collection().await;
        self.set("DATABASE_SECRET", &self.inner.cloud.closed_database().await);
    }

    /// Makes the database reachable again.
    pub fn mend_database(&self) {
        self.set("DATABASE_SECRET", &cloud::secret(&self.inner.name, "database"));
    }

    /// Creates the vector collection like a deployment, unless it exists.
    pub async fn prepare_collection(&self) {
        let make = || async {
            let state = migrate::State::from_environment(&self.environment(), self.clock());
            let state = state.expect("the settings are complete");
            migrate::migrate(&state).await.expect("the schema can be made").collection
        };
        self.inner.collection.get_or_init(make).await;
    }

    /// Creates bucket and queue, unless they exist.
    pub async fn prepare_storage(&self) {
        self.inner.storage.get_or_init(|| self.inner.cloud.make_storage()).await;
    }
}
