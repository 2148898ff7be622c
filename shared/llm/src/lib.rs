//! Language models behind one type: messages in, a stream of text out; which of them is asked, how often, and what that costs.
//!
//! The extractive provider is no model: it makes its answer of quoted sentences and needs no network, so what it does is
//! written where answers are made. It is what is left when no model answers.

mod bedrock;
mod endpoint;
mod error;
mod keys;
mod message;
mod models;
mod pieces;
mod price;
mod registry;
mod retry;
mod settings;
mod timeouts;

pub use error::ModelError;
pub use message::{Message, Request, Role, Usage};
pub use models::{Choice, Models, NotStarted, Started};
pub use pieces::{Piece, PieceStream};
pub use price::{Price, nanos};
pub use registry::{
    Auth, Budget, Category, CostRules, Kind, Multipliers, ProviderEntry, RateLimits, Registry, RegistryError,
    RetryPolicy, Tier, TierModels,
};
pub use settings::ProviderOrder;
pub use timeouts::Timeouts;
