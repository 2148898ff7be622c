//! One local origin in front of the functions, which does what the gateway does in the cloud.
//!
//! Routes and errors come from the template, so a path that is not deployed is not found here either.

mod arguments;
mod compression;
mod forward;
mod gateway_error;
mod headers;
mod routes;
mod serve;
mod site;

use std::{net::SocketAddr, path::PathBuf};

use axum::http::{Uri, uri::InvalidUri};
use sisuiq_template::Template;

pub use arguments::Arguments;
pub use serve::serve;

use compression::Compression;
use forward::Forwarder;
use gateway_error::GatewayErrors;
use routes::RouteTable;
use site::Site;

/// Everything a request needs.
#[derive(Debug)]
pub struct Edge {
    routes: RouteTable,
    errors: GatewayErrors,
    forwarder: Forwarder,
    site: Site,
    compression: Compression,
}

/// Why the edge cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    /// An address that others could reach.
    #[error("{0} is not a loopback address: the edge is for this machine only")]
    NotLoopback(SocketAddr),
    /// The functions' address is no URL.
    #[error("the functions' address {0:?} is no http URL such as http://127.0.0.1:9000")]
    Functions(String),
    /// The template lacks a gateway error that the edge must make.
    #[error("the template has no gateway response {0}")]
    MissingResponse(&'static str),
    /// A gateway error of the template cannot be sent.
    #[error("the template's gateway response {kind} cannot be sent: {reason}")]
    UnusableResponse {
        /// The response type.
        kind: &'static str,
        /// Why not.
        reason: String,
    },
    /// The folder of static files is not there.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
}

impl Edge {
    /// An edge for a template's routes, in front of functions served at an address such as `http://127.0.0.1:9000`,
    /// with a folder of static files or else a landing page.
    pub fn new(template: &Template, functions: &str, folder: Option<PathBuf>) -> Result<Self, EdgeError> {
        let wrong = || EdgeError::Functions(functions.to_owned());
        let base: Uri = functions.trim_end_matches('/').parse().map_err(|_: InvalidUri| wrong())?;
        if base.scheme_str() != Some("http") || base.authority().is_none() || base.path() != "/" {
            return Err(wrong());
        }
        Ok(Self {
            routes: RouteTable::new(&template.routes),
            errors: GatewayErrors::new(&template.gateway_responses)?,
            forwarder: Forwarder::new(functions.trim_end_matches('/').to_owned()),
            site: Site::new(folder)?,
            compression: Compression::from(template.gateway.minimum_compression_size),
        })
    }
}
