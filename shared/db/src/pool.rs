//! The pool: connections made with the secret's current credentials, checked when they have been idle.

use crate::{
    Connection, DatabaseError, DatabaseLimits, Result, Session, authorities, connection::NoAnswer,
    error::is_login_refused, login::Login, stale_connections::StaleConnections,
};
use deadpool_postgres::{
    ClientWrapper, Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
};
use rustls::pki_types::TrustAnchor;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use sisuiq_telemetry::metrics::DB_CONNECTIONS;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::timeout};
use tokio_postgres::{Client, Config};

/// Settings of the connection to Postgres.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// Source of the credentials.
    pub credentials: CredentialSource,
    /// `true` if connections use TLS.
    pub tls: bool,
    /// Certificate authorities trusted in addition to the usual ones.
    pub authorities: Vec<TrustAnchor<'static>>,
    /// The most connections that one process opens.
    pub pool_size: usize,
}

/// Source of the credentials.
#[derive(Clone, Debug)]
pub enum CredentialSource {
    /// Fixed credentials: tests and tools.
    Fixed(Credentials),
    /// A secret in Secrets Manager, read at the first connection, again in the background when its cached value expires, and
    /// when a login is refused.
    Secret(Secrets, String),
}

/// Host, database and login, in the form of the secret.
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
    /// Reads `DATABASE_SECRET`, `DATABASE_TLS` (`require` or `disable`), `DATABASE_POOL_SIZE`, and `DATABASE_CA_PATH` with
    /// the file that it names.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> std::result::Result<Self, ConfigError> {
        environment.read(|reader| {
            let path: Option<PathBuf> = reader.optional(&settings::DATABASE_CA_PATH);
            let authorities = path.map_or_else(|| Ok(Vec::new()), |path| authorities::read(&path));
            Self {
                credentials: CredentialSource::Secret(secrets.clone(), reader.get(&settings::DATABASE_SECRET)),
                tls: reader.get::<String>(&settings::DATABASE_TLS) != "disable",
                authorities: authorities.unwrap_or_else(|error| {
                    reader.unusable("DATABASE_CA_PATH", &error);
                    Vec::new()
                }),
                pool_size: reader.get(&settings::DATABASE_POOL_SIZE),
            }
        })
    }
}

/// A handle on the database; cloning shares the pool. Nothing connects before the first query.
#[derive(Clone)]
pub struct Database(Arc<Parts>);

struct Parts {
    pool: Pool,
    source: CredentialSource,
    login: Login,
    limits: DatabaseLimits,
    stale: StaleConnections,
    /// Held while the login is renewed.
    renewing: Arc<Mutex<()>>,
}

impl Database {
    /// Prepares the pool that the settings describe; see [`DatabaseSettings::from_environment`] and
    /// [`DatabaseLimits`].
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> std::result::Result<Self, ConfigError> {
        let settings = DatabaseSettings::from_environment(environment, secrets)?;
        let limits = environment.read(DatabaseLimits::read)?;
        Self::with_limits(settings, limits)
            .map_err(|error| ConfigError::unusable("DATABASE_TLS or DATABASE_POOL_SIZE", &error))
    }

    /// Prepares the pool, with the usual limits.
    pub fn new(settings: DatabaseSettings) -> Result<Self> {
        Self::with_limits(settings, DatabaseLimits::default())
    }

    /// Prepares the pool.
    pub fn with_limits(settings: DatabaseSettings, limits: DatabaseLimits) -> Result<Self> {
        let login = Login::new(settings.tls, &settings.authorities, limits)?;
        let timeouts = Timeouts { wait: Some(limits.wait), create: Some(limits.connect), recycle: None };
        let stale = StaleConnections::default();
        let known_stale = stale.clone();
        let pool = Pool::builder(manager(&login))
            .max_size(settings.pool_size)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .pre_recycle(Hook::async_fn(move |client, metrics| {
                let is_asked = metrics.last_used() >= limits.idle || known_stale.may_include(metrics);
                Box::pin(async move { if is_asked { sign_of_life(limits, client).await } else { Ok(()) } })
            }))
            .build()
            .map_err(|error| DatabaseError::Unavailable(Box::new(error)))?;
        Ok(Self(Arc::new(Parts { pool, source: settings.credentials, login, limits, stale, renewing: Arc::default() })))
    }

    /// Hands out a connection; waits for one no longer than the limits say. When the login is refused, the secret is read
    /// again, so that a rotation fails no request.
    pub async fn connection(&self) -> Result<Connection> {
        Ok(Connection::new(self.object().await?, self.0.limits.statement))
    }

    /// A connection outside the pool with this limit of each statement, instead of the usual one.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn session(&self, statement: Duration) -> Result<Session> {
        self.0.login.set(&self.credentials(true).await?);
        let timeouts = Timeouts { wait: None, create: Some(self.0.limits.connect), recycle: None };
        let pool = Pool::builder(manager(&self.0.login)).max_size(1).timeouts(timeouts).runtime(Runtime::Tokio1);
        // the connection has nowhere to return to: its pool is gone by then
        let pool = pool.build().map_err(|error| DatabaseError::Unavailable(Box::new(error)))?;
        Ok(Session::new(pool.get().await?, statement))
    }

    async fn object(&self) -> Result<Object> {
        if !self.0.login.is_known() {
            let _renewing = self.0.renewing.lock().await;
            if !self.0.login.is_known() {
                self.0.login.set(&self.credentials(false).await?);
            }
        }
        self.look_again();
        let known = self.0.login.changes();
        let object = match self.log_in().await? {
            Some(object) => object,
            None => self.log_in_anew(known).await?,
        };
        self.measure();
        Ok(object)
    }

    fn measure(&self) {
        let status = self.0.pool.status();
        #[expect(clippy::cast_precision_loss, reason = "a pool has few connections")]
        for (state, connections) in [
            ("idle", status.available),
            ("active", status.size.saturating_sub(status.available)),
            ("limit", status.max_size),
        ] {
            DB_CONNECTIONS.set(connections as f64, [state]);
        }
    }

    /// A connection of the pool; `None` when Postgres refuses the login of a new one.
    async fn log_in(&self) -> Result<Option<Object>> {
        match self.0.pool.get().await {
            Err(PoolError::Backend(error)) if is_login_refused(&error) => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// Connects with the secret as it is now, after a login was refused. `known` is the number of changes of the refused login.
    /// While a rotation with a single user is under way, the new password may be only in the pending version.
    async fn log_in_anew(&self, known: u64) -> Result<Object> {
        // one after the other, because all share the login: it may have been renewed during the wait
        let _renewing = self.0.renewing.lock().await;
        if self.0.login.changes() != known
            && let Some(object) = self.log_in().await?
        {
            return Ok(object);
        }
        self.0.login.set(&self.credentials(true).await?);
        if let Some(object) = self.log_in().await? {
            return Ok(object);
        }
        tracing::info!("database login rejected, reading the secret again: a rotation may be in progress");
        let login = match self.pending().await? {
            Some(pending) => pending,
            None => self.credentials(true).await?,
        };
        self.0.login.set(&login);
        Ok(self.0.pool.get().await?)
    }

    /// Reads the secret again in the background when it is due, because its host may have changed.
    fn look_again(&self) {
        let CredentialSource::Secret(secrets, id) = &self.0.source else { return };
        if !secrets.is_due(id) {
            return;
        }
        let parts = Arc::clone(&self.0);
        let Ok(renewing) = Arc::clone(&parts.renewing).try_lock_owned() else { return };
        let database = Self(parts);
        tokio::spawn(async move {
            match database.credentials(false).await {
                Ok(credentials) => database.0.login.set(&credentials),
                Err(error) => tracing::warn!(%error, "database secret refresh failed"),
            }
            drop(renewing);
        });
    }

    /// Runs idempotent work on a connection of the pool. When the connection turns out to be broken, the work is retried once
    /// on one that was just checked or made, so that neither a restart of Postgres nor a frozen function fails a request that
    /// begins with this.
    pub async fn retrying<T, Work>(&self, work: impl Fn(Connection) -> Work) -> Result<T>
    where
        Work: Future<Output = Result<T>>,
    {
        match work(self.connection().await?).await {
            Err(error) if error.is_broken_connection() => {
                self.0.stale.note_broken();
                tracing::info!(%error, "a database connection was broken: retrying on another");
                work(self.connection().await?).await
            }
            answer => answer,
        }
    }

    /// A connection outside the pool, without its statement timeout, for migrations, backups and restores. They hold a lock of
    /// their session.
    pub async fn dedicated(&self) -> Result<Client> {
        self.0.login.set(&self.credentials(true).await?);
        let connected =
            timeout(self.0.limits.connect, self.0.login.open()).await.map_err(|_| no_answer(self.0.limits.connect))?;
        let (client, _driver) = connected?;
        Ok(client)
    }

    async fn pending(&self) -> Result<Option<Credentials>> {
        match &self.0.source {
            CredentialSource::Fixed(_) => Ok(None),
            CredentialSource::Secret(secrets, id) => {
                secrets.pending(id).await.map_err(|error| DatabaseError::Unavailable(Box::new(error)))
            }
        }
    }

    async fn credentials(&self, refresh: bool) -> Result<Credentials> {
        match &self.0.source {
            CredentialSource::Fixed(credentials) => Ok(credentials.clone()),
            CredentialSource::Secret(secrets, id) => {
                let read = if refresh { secrets.refresh(id).await } else { secrets.get(id).await };
                read.map_err(|error| DatabaseError::Unavailable(Box::new(error)))
            }
        }
    }
}

fn manager(login: &Login) -> Manager {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    Manager::from_connect(Config::new(), login.clone(), recycling)
}

/// Fails when a connection that was idle for a while, or may be stale, does not answer: its peer may have closed it long ago.
async fn sign_of_life(limits: DatabaseLimits, client: &mut ClientWrapper) -> std::result::Result<(), HookError> {
    let answer = timeout(limits.sign_of_life(), client.simple_query("")).await;
    answer.map_err(|_| HookError::message("connection check failed"))?.map(drop).map_err(HookError::Backend)
}

fn no_answer(within: Duration) -> DatabaseError {
    DatabaseError::Unavailable(Box::new(NoAnswer(within)))
}
