//! Logging in to Postgres.

use crate::{Credentials, DatabaseError, DatabaseLimits, Result};
use deadpool_postgres::{Connect, tokio_postgres::NoTls};
use rustls::pki_types::TrustAnchor;
use secrecy::ExposeSecret;
use std::{
    pin::Pin,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, Error, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

type Opened = std::result::Result<(Client, JoinHandle<()>), Error>;

/// The login that new connections use.
#[derive(Clone)]
pub(crate) struct Login {
    config: Arc<RwLock<Option<Config>>>,
    changes: Arc<AtomicU64>,
    tls: Option<MakeRustlsConnect>,
    limits: DatabaseLimits,
}

impl Login {
    /// With `tls`, Postgres's certificate has to come from one of the usual authorities or of these.
    pub(crate) fn new(tls: bool, authorities: &[TrustAnchor<'static>], limits: DatabaseLimits) -> Result<Self> {
        let tls = tls.then(|| tls_connector(authorities)).transpose()?;
        Ok(Self { config: Arc::default(), changes: Arc::default(), tls, limits })
    }

    pub(crate) fn is_known(&self) -> bool {
        self.config.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The number of times the login was changed.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(SeqCst)
    }

    pub(crate) fn set(&self, credentials: &Credentials) {
        let mut config = Config::new();
        config
            .host(&credentials.host)
            .port(credentials.port)
            .dbname(&credentials.dbname)
            .user(&credentials.username)
            .password(credentials.password.expose_secret())
            .application_name("sisuiq")
            .ssl_mode(if self.tls.is_some() { SslMode::Require } else { SslMode::Disable })
            .connect_timeout(self.limits.connect)
            .keepalives_idle(Duration::from_secs(30))
            .tcp_user_timeout(Duration::from_secs(10));
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = Some(config);
        self.changes.fetch_add(1, SeqCst);
    }

    /// A new connection outside the pool, without its session settings such as the statement timeout.
    pub(crate) async fn open(&self) -> Opened {
        self.connect_with(&self.known()).await
    }

    fn known(&self) -> Config {
        self.config.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    async fn connect_with(&self, config: &Config) -> Opened {
        if let Some(tls) = self.tls.clone() {
            let (client, connection) = config.connect(tls).await?;
            return Ok((client, tokio::spawn(drive(connection))));
        }
        let (client, connection) = config.connect(NoTls).await?;
        Ok((client, tokio::spawn(drive(connection))))
    }
}

impl Connect for Login {
    /// A new connection for the pool, with the session settings of `DatabaseLimits::options`.
    fn connect(&self, _default: &Config) -> Pin<Box<dyn Future<Output = Opened> + Send + '_>> {
        let mut config = self.known();
        config.options(self.limits.options());
        Box::pin(async move { self.connect_with(&config).await })
    }
}

async fn drive(connection: impl Future<Output = std::result::Result<(), Error>>) {
    if let Err(error) = connection.await {
        tracing::warn!(error = %error, "database connection ended");
    }
}

/// Makes the TLS configuration. It names the cryptography provider: other crates may bring a second one, and then rustls has no
/// default.
fn tls_connector(authorities: &[TrustAnchor<'static>]) -> Result<MakeRustlsConnect> {
    let roots = rustls::RootCertStore { roots: [webpki_roots::TLS_SERVER_ROOTS, authorities].concat() };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| DatabaseError::Unavailable(Box::new(error)))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}
