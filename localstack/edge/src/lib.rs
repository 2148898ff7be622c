//! One local origin in front of the functions, with the duties of the gateway in the cloud.
//!
//! Routes and errors come from the template, so a path that is not deployed is not found here either.

mod answer;
mod arguments;
mod compression;
mod event;
mod files;
mod forward;
mod gateway_error;
mod headers;
mod metrics;
mod serve;
mod site;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use axum::http::Uri;
use sisuiq_telemetry::metrics::ScrapeError;
use sisuiq_template::{RouteTable, Template};

pub use arguments::Arguments;
pub use serve::serve;

use compression::Compression;
use files::Files;
use forward::Forwarder;
use gateway_error::GatewayErrors;
use metrics::Metrics;
use site::Site;

/// The state that requests share.
#[derive(Debug)]
pub struct Edge {
    routes: RouteTable,
    errors: GatewayErrors,
    forwarder: Forwarder,
    site: Site,
    files: Option<Files>,
    metrics: Option<Metrics>,
    compression: Compression,
}

/// The reason why the edge cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    /// The address is accessible to other machines.
    #[error("{0} is not a loopback address: the edge is for this machine only")]
    NotLoopback(SocketAddr),
    /// The functions' address is not a URL.
    #[error("the functions' address {0:?} is not an http URL such as http://127.0.0.1:9000")]
    Functions(String),
    /// The store's address is not a URL.
    #[error("the file store's address {0:?} is not an http URL such as http://127.0.0.1:4566")]
    Files(String),
    /// The template lacks a gateway response that the edge needs.
    #[error("the template has no gateway response {0}")]
    MissingResponse(&'static str),
    /// A gateway response of the template cannot be sent.
    #[error("the template's gateway response {kind} cannot be sent: {reason}")]
    UnusableResponse {
        /// The response type.
        kind: &'static str,
        /// The reason.
        reason: String,
    },
    /// Metrics cannot be aggregated.
    #[error(transparent)]
    Metrics(#[from] ScrapeError),
    /// The folder of static files does not exist.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
}

impl Edge {
    /// An edge for a template's routes, in front of functions served at an address such as `http://127.0.0.1:9000`,
    /// with a folder of static files or else a landing page.
    pub fn new(template: &Template, functions: &str, folder: Option<PathBuf>) -> Result<Self, EdgeError> {
        let base = origin(functions).ok_or_else(|| EdgeError::Functions(functions.to_owned()))?;
        Ok(Self {
            routes: RouteTable::new(&template.routes),
            errors: GatewayErrors::new(&template.gateway_responses)?,
            forwarder: Forwarder::new(base),
            site: Site::new(folder)?,
            files: None,
            metrics: None,
            compression: Compression::from(template.gateway.minimum_compression_size),
        })
    }

    /// Adds a file store under `/files`, if there is one.
    pub fn with_files(self, store: Option<&str>) -> Result<Self, EdgeError> {
        let files = store.map(|store| origin(store).map(Files::new).ok_or_else(|| EdgeError::Files(store.to_owned())));
        Ok(Self { files: files.transpose()?, ..self })
    }

    /// Adds a folder of the functions' logs, if there is one: `/metrics` shows their metrics.
    pub fn with_logs(self, folder: Option<&Path>) -> Result<Self, EdgeError> {
        Ok(Self { metrics: folder.map(Metrics::new).transpose()?, ..self })
    }
}

/// An address such as `http://127.0.0.1:9000`, without a slash at its end.
fn origin(address: &str) -> Option<String> {
    let address = address.trim_end_matches('/');
    let parsed: Uri = address.parse().ok()?;
    let is_origin = parsed.scheme_str() == Some("http") && parsed.authority().is_some() && parsed.path() == "/";
    is_origin.then(|| address.to_owned())
}
