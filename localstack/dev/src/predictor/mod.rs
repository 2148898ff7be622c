//! Bundles of severity models: where a model comes from, and how a bundle is written and described.

mod bundle;
mod card;
mod compression;
mod pickle;

pub(crate) use bundle::{described, refuse_existing, write};
pub(crate) use card::card;
pub(crate) use pickle::model_text;
