//! The version of a document that a request asks for.

use garde::Validate;
use serde::Deserialize;
use utoipa::IntoParams;

/// The version to read.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionIn {
    /// The version, such as a citation's; the current version by default.
    #[garde(inner(range(min = 1)))]
    #[param(minimum = 1, example = 1)]
    pub(crate) version: Option<i32>,
}
