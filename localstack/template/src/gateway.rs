use serde::Deserialize;

use crate::{TemplateError, document::Document};

/// Settings of the gateway.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gateway {
    /// Minimum size in bytes of compressed responses. Without it no response is compressed.
    pub minimum_compression_size: Option<u32>,
    /// The throttles.
    pub throttles: Vec<Throttle>,
}

/// The throttle over all clients for a route, or for each route without its own throttle.
#[derive(Debug, Clone, PartialEq)]
pub struct Throttle {
    /// The method in upper case, or `*` for all.
    pub method: String,
    /// The path as in routes, or `/*` for all.
    pub path: String,
    /// Requests a second.
    pub rate: f64,
    /// Requests at once.
    pub burst: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MethodSetting {
    http_method: String,
    resource_path: String,
    throttling_rate_limit: Option<f64>,
    throttling_burst_limit: Option<u32>,
}

pub(crate) fn read(document: &Document) -> Result<Gateway, TemplateError> {
    let mut gateway = Gateway::default();
    for (id, resource) in document.resources("AWS::Serverless::Api")? {
        let place = |name: &str| format!("Resources.{id}.Properties.{name}");
        let size = resource.properties.get("MinimumCompressionSize");
        gateway.minimum_compression_size = document.property(&place("MinimumCompressionSize"), size)?;
        let settings = resource.properties.get("MethodSettings");
        let settings: Option<Vec<MethodSetting>> = document.property(&place("MethodSettings"), settings)?;
        for setting in settings.unwrap_or_default() {
            let limits = setting.throttling_rate_limit.zip(setting.throttling_burst_limit);
            let Some((rate, burst)) = limits else { continue };
            // slashes after the first are escaped as in JSON pointers
            let path = setting.resource_path.replacen("/~1", "/", 1).replace("~1", "/");
            gateway.throttles.push(Throttle { method: setting.http_method, path, rate, burst });
        }
    }
    Ok(gateway)
}

impl Gateway {
    /// The throttle of a route: its own, or else the default.
    #[must_use]
    pub fn throttle(&self, method: &str, path: &str) -> Option<&Throttle> {
        let own = |throttle: &&Throttle| (throttle.method.as_str(), throttle.path.as_str()) == (method, path);
        let of_all = |throttle: &&Throttle| (throttle.method.as_str(), throttle.path.as_str()) == ("*", "/*");
        self.throttles.iter().find(own).or_else(|| self.throttles.iter().find(of_all))
    }
}
