//! A database of its own for each test, cloned from one that is migrated once.

use crate::Stack;
use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseSettings, migrate};
use tokio_postgres::{Client, Config, NoTls, config::Host};
use uuid::Uuid;

/// The name of the template database, with a digest of the migrations.
fn template() -> String {
    format!("sisuiq_template_{:016x}", sisuiq_db::migrations_digest())
}

/// The advisory lock of the process that creates or clones the template.
const LOCK: i64 = 0x7465_7374;

/// A freshly migrated database.
#[derive(Debug)]
pub struct TestDatabase {
    config: Config,
    name: String,
}

impl TestDatabase {
    /// Clones the template. The first call creates it.
    pub async fn create(stack: &Stack) -> Self {
        let config: Config = stack.database_url.parse().expect("SISUIQ_TEST_DATABASE_URL is a Postgres address");
        let name = format!("test_{}", Uuid::new_v4().simple());
        let server = connect(&config).await;
        server.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await.expect("the lock can be taken");
        make_template(&server, &config).await;
        // copies files, which takes a fifth of the time of a copy through the log
        let clone = format!("CREATE DATABASE {name} TEMPLATE {} STRATEGY FILE_COPY", template());
        server.batch_execute(&clone).await.expect("the template can be cloned");
        Self { config, name }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its host, port, login and password, in the form of its secret.
    #[must_use]
    pub fn secret(&self) -> serde_json::Value {
        let host = match self.config.get_hosts() {
            [Host::Tcp(host), ..] => host.clone(),
            _ => "127.0.0.1".to_owned(),
        };
        serde_json::json!({
            "host": host,
            "port": self.config.get_ports().first().copied().unwrap_or(5432),
            "dbname": self.name,
            "username": self.config.get_user().unwrap_or("postgres"),
            "password": String::from_utf8_lossy(self.config.get_password().unwrap_or_default()),
        })
    }

    /// A connection to it.
    pub async fn connect(&self) -> Client {
        connect(self.config.clone().dbname(&self.name)).await
    }

    /// A pool on it.
    #[must_use]
    pub fn open(&self, pool_size: usize) -> Database {
        let credentials: Credentials = serde_json::from_value(self.secret()).expect("the secret has its own form");
        let credentials = CredentialSource::Fixed(credentials);
        let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size };
        Database::new(settings).expect("the pool can be made")
    }

    /// Drops the database, even with open connections. It cannot be used after that.
    ///
    /// # Errors
    /// If Postgres does not answer or cannot remove it.
    pub async fn remove(&self) -> Result<(), tokio_postgres::Error> {
        let (server, connection) = self.config.connect(NoTls).await?;
        let connection = tokio::spawn(connection);
        let removed = server.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
        connection.abort();
        removed
    }
}

async fn make_template(server: &Client, config: &Config) {
    let name = template();
    let known = server.query_one("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", &[&name]).await;
    if known.expect("databases can be listed").get(0) {
        return;
    }
    let draft = format!("{name}_draft");
    server.batch_execute(&format!("DROP DATABASE IF EXISTS {draft}")).await.expect("a draft can be dropped");
    server.batch_execute(&format!("CREATE DATABASE {draft}")).await.expect("a database can be made");
    let mut client = connect(config.clone().dbname(&draft)).await;
    migrate(&mut client).await.expect("an empty database can be migrated");
    drop(client);
    let disconnect = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
    server.execute(disconnect, &[&draft]).await.expect("connections can be ended");
    server.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await.expect("a database can be renamed");
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.expect("the test stack's Postgres answers");
    tokio::spawn(connection);
    client
}
