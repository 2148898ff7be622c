use std::{collections::BTreeSet, time::Duration};

use serde::Deserialize;

use crate::{Function, TemplateError};

/// How long a buffered integration may take unless the route says otherwise: the gateway's own limit.
pub const BUFFERED_TIMEOUT: Duration = Duration::from_secs(29);

/// One method of one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// In capitals.
    pub method: String,
    /// With `{name}` for a segment and `{name+}` for the rest of a path.
    pub path: String,
    /// The function that answers, by its local name.
    pub function: String,
    /// Whether the response is passed on while it is written.
    pub streaming: bool,
    /// How long the function may take.
    pub timeout: Duration,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ApiEvent {
    method: String,
    path: String,
    response_transfer_mode: Option<TransferMode>,
    timeout_in_millis: Option<u64>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum TransferMode {
    Buffered,
    ResponseStream,
}

pub(crate) fn read(functions: &[Function]) -> Result<Vec<Route>, TemplateError> {
    let mut routes = Vec::new();
    let mut seen = BTreeSet::new();
    for function in functions {
        for (place, properties) in function.events("Api") {
            let event = ApiEvent::deserialize(properties).map_err(|error| TemplateError::invalid(&place, error))?;
            let route = event.into_route(&function.name, &place)?;
            if !seen.insert((route.method.clone(), route.path.clone())) {
                let reason = format!("{} {} is declared twice", route.method, route.path);
                return Err(TemplateError::invalid(place, reason));
            }
            routes.push(route);
        }
    }
    Ok(routes)
}

impl ApiEvent {
    fn into_route(self, function: &str, place: &str) -> Result<Route, TemplateError> {
        if !self.path.starts_with('/') {
            return Err(TemplateError::invalid(place, format!("the path {:?} does not start with /", self.path)));
        }
        Ok(Route {
            method: self.method.to_ascii_uppercase(),
            path: self.path,
            function: function.to_owned(),
            streaming: self.response_transfer_mode == Some(TransferMode::ResponseStream),
            timeout: self.timeout_in_millis.map_or(BUFFERED_TIMEOUT, Duration::from_millis),
        })
    }
}
