use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::Value as Json;

use crate::{
    Function, TemplateError,
    api::{ANY, Integration, STREAM},
    document::Document,
    intrinsics::LIVE,
};

/// The default timeout of a buffered integration: the gateway's own limit.
pub const BUFFERED_TIMEOUT: Duration = Duration::from_secs(29);

/// A route of the gateway: one method of one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The method in upper case; `ANY` for all methods without their own route.
    pub method: String,
    /// The path, with `{name}` for a segment and `{name+}` for the rest.
    pub path: String,
    /// The local name of the function.
    pub function: String,
    /// True if the response is streamed.
    pub streaming: bool,
    /// The gateway's timeout for the whole response.
    pub timeout: Duration,
}

#[derive(Deserialize)]
struct Definition {
    paths: BTreeMap<String, BTreeMap<String, Method>>,
}

#[derive(Deserialize)]
struct Method {
    #[serde(rename = "x-amazon-apigateway-integration")]
    integration: Integration,
}

pub(crate) fn read(document: &Document, functions: &[Function]) -> Result<Vec<Route>, TemplateError> {
    let mut routes = Vec::new();
    for (id, resource) in document.resources("AWS::Serverless::Api")? {
        let place = format!("Resources.{id}.Properties.DefinitionBody");
        let definition: Option<Json> = document.property(&place, resource.properties.get("DefinitionBody"))?;
        let Some(definition) = definition else { continue };
        let definition = Definition::deserialize(definition).map_err(|error| TemplateError::invalid(&place, error))?;
        for (path, methods) in definition.paths {
            for (method, Method { integration }) in methods {
                routes.push(route(&method, &path, &integration, functions)?);
            }
        }
    }
    Ok(routes)
}

fn route(method: &str, path: &str, integration: &Integration, functions: &[Function]) -> Result<Route, TemplateError> {
    let invalid = |reason: String| TemplateError::invalid(format!("{method} {path}"), reason);
    if !path.starts_with('/') {
        return Err(invalid("the path does not start with /".to_owned()));
    }
    let is_called = |function: &&Function| integration.uri.contains(&format!("/${{{}{LIVE}}}/", function.logical_id));
    let function = functions.iter().find(is_called);
    let function = function.ok_or_else(|| invalid(format!("{} names no function", integration.uri)))?;
    Ok(Route {
        method: if method == ANY { "ANY".to_owned() } else { method.to_ascii_uppercase() },
        path: path.to_owned(),
        function: function.name.clone(),
        streaming: integration.response_transfer_mode.as_deref() == Some(STREAM),
        timeout: integration.timeout_in_millis.map_or(BUFFERED_TIMEOUT, Duration::from_millis),
    })
}
