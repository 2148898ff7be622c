//! The pool: connections made with the secret's current credentials, checked when they have been idle.

use crate::{DatabaseError, Result};
use deadpool_postgres::{
    Connect, Hook, HookError, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
    tokio_postgres::NoTls,
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::{ConfigError, Environment, Secrets};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, config::SslMode, error::SqlState};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connection out of the pool.
pub type Connection = deadpool_postgres::Object;
/// A transaction on one.
pub type Transaction<'a> = deadpool_postgres::Transaction<'a>;

/// After this long without use a connection is asked for a sign of life before it is handed out: a function that was
/// frozen wakes with sockets that its peers closed long ago.
const IDLE_BEFORE_CHECK: Duration = Duration::from_secs(5);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const WAIT_TIMEOUT: Duration = Duration::from_secs(2);

/// How to reach Postgres.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// Where the credentials come from.
    pub credentials: CredentialSource,
    /// Whether the connection must be encrypted.
    pub tls: bool,
    /// The most connections that one process opens.
    pub pool_size: usize,
}

/// Where the credentials come from.
#[derive(Clone, Debug)]
pub enum CredentialSource {
    /// Known beforehand: tests and tools.
    Fixed(Credentials),
    /// A secret in Secrets Manager, read at the first connection and again when it is refused.
    Secret(Secrets, String),
}

/// Host, database and login, as the secret holds them.
#[derive(Clone, Debug, Deserialize)]
pub struct Credentials {
    /// Host name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Database name.
    pub dbname: String,
    /// Login role.
    pub username: String,
    /// Its password.
    pub password: SecretString,
}

impl DatabaseSettings {
    /// Reads `DATABASE_SECRET`, `DATABASE_TLS` (`require` or `disable`) and `DATABASE_POOL_SIZE`.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> std::result::Result<Self, ConfigError> {
        environment.read(|reader| Self {
            credentials: CredentialSource::Secret(secrets.clone(), reader.required("DATABASE_SECRET")),
            tls: reader.or("DATABASE_TLS", "require".to_owned()) != "disable",
            pool_size: reader.within("DATABASE_POOL_SIZE", 2, 1..=100),
        })
    }
}

/// A handle on the database; cloning shares the pool. Nothing connects before the first query.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    source: CredentialSource,
    login: Login,
}

impl Database {
    /// Prepares the pool that the settings describe; see [`DatabaseSettings::from_environment`].
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> std::result::Result<Self, ConfigError> {
        let settings = DatabaseSettings::from_environment(environment, secrets)?;
        Self::new(settings).map_err(|error| ConfigError::unusable("DATABASE_TLS or DATABASE_POOL_SIZE", &error))
    }

    /// Prepares the pool.
    pub fn new(settings: DatabaseSettings) -> Result<Self> {
        let login = Login { config: Arc::default(), tls: settings.tls.then(tls_connector).transpose()? };
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_connect(Config::new(), login.clone(), recycling);
        let timeouts =
            Timeouts { wait: Some(WAIT_TIMEOUT), create: Some(CONNECT_TIMEOUT), recycle: Some(CONNECT_TIMEOUT) };
        let pool = Pool::builder(manager)
            .max_size(settings.pool_size)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .pre_recycle(Hook::async_fn(|client, metrics| {
                Box::pin(async move {
                    if metrics.last_used() > IDLE_BEFORE_CHECK {
                        client.simple_query("").await.map_err(HookError::Backend)?;
                    }
                    Ok(())
                })
            }))
            .build()
            .map_err(|error| DatabaseError::Unavailable(Box::new(error)))?;
        Ok(Self { pool, source: settings.credentials, login })
    }

    /// Hands out a connection; waits at most two seconds for one. When the login is refused the secret is read anew once,
    /// so that a rotation fails no request.
    pub async fn connection(&self) -> Result<Connection> {
        if !self.login.is_known() {
            self.login.set(&self.credentials(false).await?);
        }
        match self.pool.get().await {
            Err(PoolError::Backend(error)) if is_login_refused(&error) => {
                self.login.set(&self.credentials(true).await?);
                Ok(self.pool.get().await?)
            }
            other => Ok(other?),
        }
    }

    /// A connection of its own, outside the pool: for migrations, which hold a session's lock.
    pub async fn dedicated(&self) -> Result<Client> {
        self.login.set(&self.credentials(true).await?);
        let (client, _driver) = self.login.connect(&Config::new()).await?;
        Ok(client)
    }

    async fn credentials(&self, refresh: bool) -> Result<Credentials> {
        match &self.source {
            CredentialSource::Fixed(credentials) => Ok(credentials.clone()),
            CredentialSource::Secret(secrets, id) => {
                let read = if refresh { secrets.refresh(id).await } else { secrets.get(id).await };
                read.map_err(|error| DatabaseError::Unavailable(Box::new(error)))
            }
        }
    }
}

/// The login that new connections use.
#[derive(Clone)]
struct Login {
    config: Arc<RwLock<Option<Config>>>,
    tls: Option<MakeRustlsConnect>,
}

impl Login {
    fn is_known(&self) -> bool {
        self.config.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn set(&self, credentials: &Credentials) {
        let mut config = Config::new();
        config
            .host(&credentials.host)
            .port(credentials.port)
            .dbname(&credentials.dbname)
            .user(&credentials.username)
            .password(credentials.password.expose_secret())
            .application_name("sisuiq")
            .ssl_mode(if self.tls.is_some() { SslMode::Require } else { SslMode::Disable })
            .connect_timeout(CONNECT_TIMEOUT)
            .keepalives_idle(Duration::from_secs(30))
            .tcp_user_timeout(Duration::from_secs(10));
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = Some(config);
    }
}

impl Connect for Login {
    fn connect(
        &self,
        default: &Config,
    ) -> std::pin::Pin<
        Box<dyn Future<Output = std::result::Result<(Client, JoinHandle<()>), tokio_postgres::Error>> + Send + '_>,
    > {
        let config =
            self.config.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_else(|| default.clone());
        Box::pin(async move {
            if let Some(tls) = self.tls.clone() {
                let (client, connection) = config.connect(tls).await?;
                return Ok((client, tokio::spawn(drive(connection))));
            }
            let (client, connection) = config.connect(NoTls).await?;
            Ok((client, tokio::spawn(drive(connection))))
        })
    }
}

async fn drive(connection: impl Future<Output = std::result::Result<(), tokio_postgres::Error>>) {
    if let Err(error) = connection.await {
        tracing::warn!(error = %error, "a database connection ended");
    }
}

fn is_login_refused(error: &tokio_postgres::Error) -> bool {
    error.code().is_some_and(|code| {
        *code == SqlState::INVALID_PASSWORD || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION
    })
}

/// Names its provider of cryptography: other crates of a function may bring a second one, and then none is the default.
fn tls_connector() -> Result<MakeRustlsConnect> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| DatabaseError::Unavailable(Box::new(error)))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}
