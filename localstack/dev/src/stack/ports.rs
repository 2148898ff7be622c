//! The ports of a stack on the loopback address.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::cli::PortArguments;

/// Number of further ports to try if the default port is taken.
const TRIES: u16 = 200;

/// The ports of one stack, all on 127.0.0.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ports {
    pub(crate) edge: u16,
    pub(crate) functions: u16,
    pub(crate) localstack: u16,
    pub(crate) qdrant: u16,
    pub(crate) postgres: u16,
    /// The port of Prometheus, which is optional.
    #[serde(default)]
    pub(crate) prometheus: u16,
    /// The port of the server that plays the publishers of sources.
    #[serde(default)]
    pub(crate) source_server: u16,
}

impl Ports {
    const DEVELOPMENT: Self = Self {
        edge: 8787,
        functions: 9787,
        localstack: 4566,
        qdrant: 6334,
        postgres: 54317,
        prometheus: 9090,
        source_server: 7787,
    };
    const BENCH: Self = Self {
        edge: 28787,
        functions: 29787,
        localstack: 24566,
        qdrant: 26334,
        postgres: 56317,
        prometheus: 29090,
        source_server: 27787,
    };
    const TEST: Self = Self {
        edge: 18787,
        functions: 19787,
        localstack: 14566,
        qdrant: 16334,
        postgres: 55317,
        prometheus: 19090,
        source_server: 17787,
    };

    /// Returns the requested ports, and for the rest the default or next free ones.
    ///
    /// # Errors
    /// A requested port is taken, or none is free.
    pub(crate) fn choose(kind: Kind, asked: &PortArguments) -> Result<Self> {
        let usual = match kind {
            Kind::Development => Self::DEVELOPMENT,
            Kind::Test => Self::TEST,
            Kind::Bench => Self::BENCH,
        };
        Ok(Self {
            edge: choose(asked.port, usual.edge)?,
            functions: choose(asked.functions_port, usual.functions)?,
            localstack: choose(asked.localstack_port, usual.localstack)?,
            qdrant: choose(asked.qdrant_port, usual.qdrant)?,
            postgres: choose(asked.postgres_port, usual.postgres)?,
            prometheus: choose(asked.prometheus_port, usual.prometheus)?,
            source_server: choose(asked.source_server_port, usual.source_server)?,
        })
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.edge)
    }

    pub(crate) fn functions_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.functions)
    }

    pub(crate) fn aws_endpoint_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.localstack)
    }

    pub(crate) fn prometheus_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.prometheus)
    }

    pub(crate) fn source_server_address(&self) -> String {
        format!("127.0.0.1:{}", self.source_server)
    }

    pub(crate) fn qdrant_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.qdrant)
    }
}

fn choose(asked: Option<u16>, usual: u16) -> Result<u16> {
    if let Some(port) = asked {
        if !is_free(port) {
            bail!("port {port} is taken by another program; leave the flag away to get a free one");
        }
        return Ok(port);
    }
    let Some(port) = (usual..usual.saturating_add(TRIES)).find(|port| is_free(*port)) else {
        bail!("no port from {usual} on is free");
    };
    Ok(port)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_port() -> (TcpListener, u16) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[test]
    fn taken_requested_port_is_an_error() {
        let (_listener, port) = taken_port();
        let error = choose(Some(port), 1).unwrap_err();
        assert!(error.to_string().contains(&port.to_string()));
    }

    #[test]
    fn taken_default_port_is_replaced() {
        let (_listener, port) = taken_port();
        assert!(choose(None, port).unwrap() > port);
    }
}
