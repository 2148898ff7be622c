//! Direct access to the database, and an empty database.

use super::Scenario;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, Environment};
use sisuiq_db::{CredentialSource, Database, DatabaseSettings};
use sisuiq_testing::Stack;
use std::time::{Duration, Instant};
use tokio_postgres::{Config, NoTls, config::Host};
use uuid::Uuid;

const TIMEOUT: Duration = Duration::from_secs(30);

impl Scenario {
    /// The number of documents, including hidden ones.
    pub async fn count_documents(&self) -> i64 {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        connection.query_one("SELECT count(*) FROM documents", &[]).await.unwrap().get(0)
    }

    /// The statuses of all document versions in the order of their keys.
    pub async fn statuses(&self) -> Vec<String> {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let rows = connection.query("SELECT status FROM document_versions ORDER BY object_key", &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Queues S3's notifications about all expected files of documents and tables.
    pub async fn announce_all(&self) {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let waiting = "SELECT object_key FROM document_versions WHERE status = 'pending' \
            UNION ALL SELECT file_path FROM datasets WHERE status = 'pending'";
        for row in connection.query(waiting, &[]).await.unwrap() {
            let key: String = row.get(0);
            self.send(&self.landed_at(&key).await).await;
        }
    }

    /// Waits until a session waits for a lock in the scenario's database.
    pub async fn until_somebody_waits(&self) {
        let database = self.world.database();
        let connection = database.connection().await.unwrap();
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let deadline = Instant::now() + TIMEOUT;
        while connection.query_one(waiting, &[]).await.unwrap().get::<_, i64>(0) == 0 {
            assert!(Instant::now() < deadline, "nobody waits");
        }
    }

    /// Creates a database without tables.
    pub async fn empty_database(&self) -> EmptyDatabase {
        let config: Config = Stack::from_process().database_url.parse().unwrap();
        let name = format!("test_{}", Uuid::new_v4().simple());
        let (server, connection) = config.connect(NoTls).await.unwrap();
        tokio::spawn(connection);
        server.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        let Some(Host::Tcp(host)) = config.get_hosts().first() else { panic!("the database has no address") };
        let secret = json!({
            "host": host,
            "port": config.get_ports().first(),
            "dbname": name,
            "username": config.get_user(),
            "password": String::from_utf8_lossy(config.get_password().unwrap()),
        });
        let own = [("DATABASE_SECRET", format!("{name}/database")), ("QDRANT_COLLECTION_PREFIX", name)];
        let own = own.map(|(variable, value)| (variable.to_owned(), value)).to_vec();
        let environment = Environment::from_pairs([self.settings(), own].concat());
        keep_secret(&environment, &secret).await;
        let credentials = CredentialSource::Fixed(serde_json::from_value(secret).unwrap());
        let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 1 };
        let database = Database::new(settings).unwrap();
        EmptyDatabase { environment, database, clock: self.clock.clone() }
    }
}

async fn keep_secret(environment: &Environment, secret: &Value) {
    let aws = Aws::from_environment(environment).unwrap();
    let client = aws_sdk_secretsmanager::Client::new(aws.sdk_config().await);
    let name: String = environment.read(|reader| reader.named("DATABASE_SECRET")).unwrap();
    client.create_secret().name(name).secret_string(secret.to_string()).send().await.unwrap();
}

/// A new, empty database.
pub struct EmptyDatabase {
    environment: Environment,
    database: Database,
    clock: Clock,
}

impl EmptyDatabase {
    /// The version of its schema; None before the first migration.
    pub async fn schema_version(&self) -> Option<i32> {
        sisuiq_db::schema_version(&self.database.connection().await.unwrap()).await.unwrap()
    }

    /// The state of the function that migrates it.
    #[must_use]
    pub fn migrating(&self) -> migrate::State {
        migrate::State::from_environment(&self.environment, &self.clock).unwrap()
    }

    /// The active vector collections.
    pub async fn active_collections(&self) -> Vec<String> {
        let connection = self.database.connection().await.unwrap();
        let active = "SELECT name FROM vector_collections WHERE is_active";
        connection.query(active, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }
}
