//! Watched sources, such as regulators' lists and laws: guarded downloads, verification of the webhooks that announce changes,
//! and schedules. No database.
//!
//! # Guard
//!
//! A [`Fetcher`] requests what administrators, publishers and redirects name. Every request passes the same checks, the first
//! as each redirect:
//!
//! 1. The URL is `https`, without credentials, and its host is a name, not an address in any notation. One parser, the
//!    WHATWG's, reads it, and the connection uses what this parser read.
//! 2. The host and port are on the [`AllowList`].
//! 3. The [`Resolver`] is asked once, and every address that it returns is global unicast ([`forbidden_range`]). One that is
//!    not refuses the whole answer.
//! 4. The [`Transport`] connects to one of exactly these addresses: it takes a [`VettedAddress`], which only the guard makes. A
//!    name that resolves otherwise a moment later (DNS rebinding) is not asked again.
//!
//! No setting, host or test switches a check off. Resolver and transport are constructor parameters instead: deployed functions
//! use [`SystemResolver`] and [`TlsTransport`]; development uses [`LocalNetwork`], in which every permitted name leads to one
//! server of this machine, *behind* the guard; tests use the network of a `server::SourceServer` (feature `server`), which records each
//! connection. URLs are `https` in all three; what differs is who plays the internet.
//!
//! # Completeness
//!
//! A list that lost its end looks like a shorter list. A file is therefore only [`Outcome::Fetched`] if its end was received as
//! the source declared it, its compressed form is intact, and its kind is an expected one. What fails is an error with a stable
//! code ([`FetchError`]).

mod address;
mod error;
mod fetch;
mod host;
mod kind;
mod limits;
mod network;
pub mod schedule;
#[cfg(feature = "server")]
pub mod server;
mod validators;
pub mod webhook;

pub use address::{ForbiddenRange, VettedAddress, forbidden_range};
pub use error::{Fault, FetchError};
pub use fetch::{Destination, Fetched, Fetcher, Outcome, Redirect, Request};
pub use host::{AllowList, HostName, HostRule, HostRuleError};
pub use kind::Kind;
pub use limits::Limits;
pub use network::{
    BoxFuture, ConnectError, Connection, LocalNetwork, NotLoopback, Resolver, SystemResolver, TlsTransport, Transport,
};
pub use validators::Validators;
