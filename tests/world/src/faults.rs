//! Proxies between the functions and their stores.

use super::{World, cloud::secret};
use serde_json::{Value, json};
use sisuiq_testing::{Proxy, Stack};
use uuid::Uuid;

impl World {
    /// Puts a proxy in front of the database and restarts the functions.
    pub async fn proxy_database(&self) -> Proxy {
        let mut database = self.inner.database.secret();
        let proxy = Proxy::to(&format!("{}:{}", database["host"].as_str().unwrap_or_default(), database["port"])).await;
        database["host"] = "127.0.0.1".into();
        database["port"] = proxy.address().port().into();
        let name = format!("proxied-database-{}", Uuid::new_v4().simple());
        self.inner.cloud.keep(&name, &database).await;
        self.set("DATABASE_SECRET", &secret(&self.inner.name, &name));
        proxy
    }

    /// Closes all connections of the functions to the database, like a restart of the database.
    pub async fn end_connections(&self) {
        let connection = self.database().connection().await.expect("the world's database answers");
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        connection.query(end, &[]).await.expect("connections can be ended");
    }

    /// Changes the key of the language model's provider and restarts the functions.
    pub async fn keep_provider_key(&self, key: &str) {
        let name = format!("providers-{}", Uuid::new_v4().simple());
        self.inner.cloud.keep(&name, &json!({ "openai_api_key": key })).await;
        self.set("PROVIDERS_SECRET", &secret(&self.inner.name, &name));
    }

    /// Changes the secrets of the sources' webhooks and restarts the functions.
    pub async fn keeps_webhook_secrets(&self, secrets: &Value) {
        let name = format!("source-webhooks-{}", Uuid::new_v4().simple());
        self.inner.cloud.keep(&name, secrets).await;
        self.set("SOURCE_WEBHOOKS_SECRET", &secret(&self.inner.name, &name));
    }

    /// Changes the secret with the keys that encrypt backups.
    pub async fn keeps_backup_keys(&self, keys: &Value) {
        let name = format!("backup-keys-{}", Uuid::new_v4().simple());
        self.inner.cloud.keep(&name, keys).await;
        self.set("BACKUP_KEYS_SECRET", &secret(&self.inner.name, &name));
    }

    /// Puts a proxy in front of the vector store and restarts the functions.
    pub async fn proxy_qdrant(&self) -> Proxy {
        self.prepare_collection().await;
        let proxy = Proxy::to(&Stack::from_process().qdrant_url).await;
        self.set("QDRANT_URL", &proxy.url());
        proxy
    }

    /// Puts a proxy in front of S3, SQS and Secrets Manager and restarts the functions.
    pub async fn proxy_cloud(&self) -> Proxy {
        self.prepare_storage().await;
        let proxy = Proxy::to(&Stack::from_process().aws_endpoint_url).await;
        self.set("AWS_ENDPOINT_URL", &proxy.url());
        proxy
    }
}
