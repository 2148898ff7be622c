//! What a function decides about its own serving.

use std::time::Duration;

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};

/// Limits and settings for [`serve`](crate::serve).
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) clock: Clock,
    pub(crate) timeout: Duration,
    pub(crate) body_limit: usize,
    pub(crate) origin: Option<String>,
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
        Self { clock, timeout: Self::TIMEOUT, body_limit: Self::BODY_LIMIT, origin: None, at_once: None, hops: 0 }
    }

    /// The default limits, with the public origin from `SISUIQ_BASE_URL`, the number of proxies of ours that stand in front
    /// from `CLIENT_ADDRESS_HOPS` (none by default), and the number of requests served at once from `HTTP_AT_ONCE`; without
    /// it there is no such limit, as a function is given one request at a time.
    pub fn from_environment(environment: &Environment, clock: Clock) -> Result<Self, ConfigError> {
        let (origin, at_once, hops) = environment.read(|reader| {
            let base: Option<String> = reader.optional(&settings::SISUIQ_BASE_URL);
            let origin = base.map(|base| base.trim_end_matches('/').to_owned());
            if origin.as_deref().is_some_and(|origin| !is_origin(origin)) {
                reader.problem("SISUIQ_BASE_URL", "must be an origin such as https://copilot.example");
            }
            (origin, reader.optional(&settings::HTTP_AT_ONCE), reader.get(&settings::CLIENT_ADDRESS_HOPS))
        })?;
        Ok(Self { origin, at_once, hops, ..Self::new(clock) })
    }

    /// Serves so many requests at once unless the environment says another number; a few more wait for up to a second,
    /// the others are answered 503 at once.
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

    pub(crate) fn hops(&self) -> usize {
        self.hops
    }

    pub(crate) fn max_body(&self) -> usize {
        self.body_limit
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    !host.is_empty() && host.is_ascii() && !host.contains(['/', '?', '#', '@'])
}
