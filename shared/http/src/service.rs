//! A function's settings for serving requests.

use std::time::Duration;

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};

use crate::origin::{Origin, Origins};

/// Limits and settings for [`serve`](crate::serve).
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) clock: Clock,
    pub(crate) timeout: Duration,
    pub(crate) body_limit: usize,
    origin: Option<Origin>,
    pub(crate) origins: Origins,
    pub(crate) at_once: Option<usize>,
    hops: usize,
}

impl Service {
    /// Largest body accepted by default, in bytes.
    pub const BODY_LIMIT: usize = 1024 * 1024;

    /// Longest time by default until a response begins; below the gateway's own limit of 29 seconds.
    pub const TIMEOUT: Duration = Duration::from_secs(25);

    /// The default limits.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        let (timeout, body_limit) = (Self::TIMEOUT, Self::BODY_LIMIT);
        Self { clock, timeout, body_limit, origin: None, origins: Origins::default(), at_once: None, hops: 0 }
    }

    /// The default limits, with the public origin from `SISUIQ_BASE_URL`, the other origins whose pages may ask from
    /// `CORS_ALLOWED_ORIGINS` (none by default; only `https` outside of dev), the number of proxies of ours that stand in front
    /// from `CLIENT_ADDRESS_HOPS` (none by default), and the number of requests served at once from `HTTP_AT_ONCE`; without
    /// it there is no such limit, as a function is given one request at a time.
    pub fn from_environment(environment: &Environment, clock: Clock) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let base: Option<String> = reader.optional(&settings::SISUIQ_BASE_URL);
            let origin = base.map(|base| base.trim_end_matches('/').parse::<Origin>());
            if matches!(origin, Some(Err(_))) {
                reader.problem("SISUIQ_BASE_URL", "must be an origin such as https://copilot.example");
            }
            Self {
                origin: origin.and_then(Result::ok),
                origins: reader.optional(&settings::CORS_ALLOWED_ORIGINS).unwrap_or_default(),
                at_once: reader.optional(&settings::HTTP_AT_ONCE),
                hops: reader.get(&settings::CLIENT_ADDRESS_HOPS),
                ..Self::new(clock)
            }
        })
    }

    /// Serves so many requests at once unless the environment says another number. Twice as many wait for up to a second, and
    /// the others are answered 503 immediately.
    #[must_use]
    pub fn at_once(self, requests: usize) -> Self {
        Self { at_once: self.at_once.or(Some(requests)), ..self }
    }

    /// Answers 503 when no response has begun after `timeout`.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Accepts bodies of up to `bytes`.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }

    /// The trusted origins: the own one and the listed ones.
    pub(crate) fn trusted_origins(&self) -> impl Iterator<Item = &Origin> {
        self.origin.iter().chain(&self.origins.0)
    }

    pub(crate) fn hops(&self) -> usize {
        self.hops
    }

    pub(crate) fn max_body(&self) -> usize {
        self.body_limit
    }
}
