//! A world of its own for each test: database, bucket, queue, secrets, vector collection and clock.
//!
//! The functions are the real ones, made from settings as in production and served behind the same layers; each package of
//! tests says which (see [`Product`]). The stores are those of the test stack. What a test does not touch is not made.
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
mod ingestion;
mod log;
mod maintenance;
mod nginx;
mod overtaking;
mod people;
mod person;
mod post;
mod product;
mod program;
mod redaction;
mod reply;
mod rotation;
pub mod routes;
pub mod seeds;
mod settings;
mod uploads;

pub use backups::Contents;
pub use browser::Browser;
pub use events::{Events, SseEvent};
pub use log::{log_of_process, spans_of_process};
pub use nginx::unstated_address;
pub use person::{Credential, Person};
pub use post::Mail;
pub use product::{Handler, Make, Product};
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

/// An address at which nobody listens.
const CLOSED: &str = "http://127.0.0.1:1";

/// Everything one test sees; clones share it.
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

/// The functions as they run, until something about them changes.
#[derive(Default)]
struct Running {
    app: Option<Router>,
    ingest: Option<Arc<dyn Handler>>,
}

impl World {
    /// A world of these functions with the usual settings.
    pub async fn new(product: Product) -> Self {
        Self::with(product, &[]).await
    }

    /// A world of these functions with some settings of its own.
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
        Box::pin(cloud.keep_secrets(&database.secret())).await;
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

    /// The world's time: it stands still until [`World::wait`] moves it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Lets time pass.
    pub fn wait(&self, time: SignedDuration) {
        self.inner.clock.advance(time);
    }

    /// The world's database, past all functions.
    #[must_use]
    pub fn database(&self) -> Database {
        self.inner.database.open(1)
    }

    /// The settings that the functions are made from.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.inner.settings.lock().expect("no test panicked holding the settings").environment()
    }

    /// The same, for a process.
    #[must_use]
    pub fn variables(&self) -> BTreeMap<String, String> {
        self.inner.settings.lock().expect("no test panicked holding the settings").variables()
    }

    /// Changes a setting; the functions start over.
    pub fn set(&self, variable: &str, value: &str) {
        self.inner.settings.lock().expect("no test panicked holding the settings").set(variable, value);
        self.restart();
    }

    /// Starts the functions over: what they had in memory is gone.
    pub fn restart(&self) {
        *self.inner.running.lock().expect("no test panicked holding the functions") = Running::default();
    }

    /// From now on the vector store does not answer.
    pub async fn break_qdrant(&self) {
        self.prepare_collection().await;
        self.set("QDRANT_URL", CLOSED);
    }

    /// The vector store answers again.
    pub fn mend_qdrant(&self) {
        self.set("QDRANT_URL", &Stack::from_process().qdrant_url);
    }

    /// From now on the database does not answer.
    pub async fn break_database(&self) {
        self.prepare_collection().await;
        self.set("DATABASE_SECRET", &self.inner.cloud.closed_database().await);
    }

    /// The database answers again.
    pub fn mend_database(&self) {
        self.set("DATABASE_SECRET", &cloud::secret(&self.inner.name, "database"));
    }

    /// Makes the vector collection, as a deployment does, unless it is there.
    pub async fn prepare_collection(&self) {
        let make = || async {
            let state = migrate::State::from_environment(&self.environment(), self.clock());
            let state = state.expect("the settings are complete");
            migrate::migrate(&state).await.expect("the schema can be made").collection
        };
        self.inner.collection.get_or_init(make).await;
    }

    /// Makes bucket and queue, unless they are there.
    pub async fn prepare_storage(&self) {
        self.inner.storage.get_or_init(|| self.inner.cloud.make_storage()).await;
    }
}
