use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{TemplateError, document::Document};

const BODY_TYPE: &str = "application/json";

/// An error response of the gateway itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayResponse {
    /// HTTP status.
    pub status: u16,
    /// Header values as written: literals in single quotes, or `context.` variables.
    pub headers: BTreeMap<String, String>,
    /// Text with `$context.` variables.
    pub body: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    status_code: u16,
    response_parameters: Parameters,
    response_templates: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameters {
    headers: BTreeMap<String, String>,
}

pub(crate) fn read(document: &Document) -> Result<BTreeMap<String, GatewayResponse>, TemplateError> {
    let mut responses = BTreeMap::new();
    for (id, resource) in document.resources("AWS::Serverless::Api")? {
        let place = format!("Resources.{id}.Properties.GatewayResponses");
        let written: Option<BTreeMap<String, Written>> =
            document.property(&place, resource.properties.get("GatewayResponses"))?;
        for (kind, mut written) in written.unwrap_or_default() {
            let body = written
                .response_templates
                .remove(BODY_TYPE)
                .ok_or_else(|| TemplateError::invalid(format!("{place}.{kind}"), format!("has no {BODY_TYPE} body")))?;
            let headers = written.response_parameters.headers;
            responses.insert(kind, GatewayResponse { status: written.status_code, headers, body });
        }
    }
    Ok(responses)
}
