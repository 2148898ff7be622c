//! Reads functions, layers, rights, routes, queues, schedules and alarms from `template.yaml`, generates the API definition and prices
//! resources at rest.
//!
//! It evaluates conditions and the intrinsic functions of these parts. Values that are known only after a deployment stay
//! as `${LogicalId}` or `${LogicalId.Attribute}`.

mod alarm;
mod api;
mod at_rest;
mod document;
mod error;
mod event_source;
mod function;
mod gateway;
mod gateway_response;
mod include;
mod intrinsics;
mod layer;
mod queue;
mod route;
mod schedule;

use std::{collections::BTreeMap, path::Path};

pub use alarm::Alarm;
pub use api::{Operation, PathTable, Prefix, RouteTable, ThrottleClass, definition, described, with_throttles};
pub use at_rest::{Billed, Cost, billed_at_rest};
pub use error::TemplateError;
pub use event_source::QueueSource;
pub use function::{Function, Right};
pub use gateway::{Gateway, Throttle};
pub use gateway_response::GatewayResponse;
pub use include::with_definition;
pub use layer::Layer;
pub use queue::{Queue, Redrive};
pub use route::{BUFFERED_TIMEOUT, Route};
pub use schedule::Schedule;

use document::Document;

/// The parts of a template that exist under the given parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Deployable functions, by logical id.
    pub functions: Vec<Function>,
    /// The layers of the functions, by logical id.
    pub layers: Vec<Layer>,
    /// The routes of the gateway, without duplicates.
    pub routes: Vec<Route>,
    /// All queues, also without an event source mapping.
    pub queues: Vec<Queue>,
    /// The event source mappings.
    pub queue_sources: Vec<QueueSource>,
    /// The schedules.
    pub schedules: Vec<Schedule>,
    /// The alarms.
    pub alarms: Vec<Alarm>,
    /// Settings of the gateway.
    pub gateway: Gateway,
    /// Error responses of the gateway itself, by response type.
    pub gateway_responses: BTreeMap<String, GatewayResponse>,
}

impl Template {
    /// Reads and evaluates the template in a file, for a stage.
    pub fn load(path: &Path, stage: &str) -> Result<Self, TemplateError> {
        Self::parse(&with_definition(path)?, &[("Stage", stage)])
    }

    /// Evaluates a template's text. Parameters not given take their defaults; pseudo parameters such as
    /// `AWS::Region` may be given too.
    pub fn parse(text: &str, parameters: &[(&str, &str)]) -> Result<Self, TemplateError> {
        let document = Document::parse(text, parameters)?;
        let functions = function::read(&document)?;
        let queues = queue::read(&document)?;
        Ok(Self {
            routes: route::read(&document, &functions)?,
            layers: layer::read(&document)?,
            queue_sources: event_source::read(&document, &functions, &queues)?,
            schedules: schedule::read(&functions)?,
            alarms: alarm::read(&document)?,
            gateway: gateway::read(&document)?,
            gateway_responses: gateway_response::read(&document)?,
            queues,
            functions,
        })
    }

    /// The function that runs locally under this name.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }
}
