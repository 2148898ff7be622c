use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::Value as Json;
use serde_yaml_ng::Value as Yaml;

use crate::{
    TemplateError,
    document::{Document, Resource},
};

const DEFAULT_TIMEOUT_SECONDS: u64 = 3;
const DEFAULT_MEMORY_MEGABYTES: u32 = 128;

/// A deployable function.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name in the template.
    pub logical_id: String,
    /// Its package and binary, which is also its local name.
    pub name: String,
    /// The timeout of an invocation.
    pub timeout: Duration,
    /// Its memory in MB, which also determines its share of processors.
    pub memory: u32,
    /// Environment variables, including the shared ones. Values that are known only after a deployment stay references.
    pub environment: BTreeMap<String, String>,
    /// Its layers, the shared ones first: the logical id of a layer of the template, else an ARN.
    pub layers: Vec<String>,
    /// The policy statements that allow something.
    pub rights: Vec<Right>,
    pub(crate) events: BTreeMap<String, Event>,
}

/// Actions that are allowed on resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The actions, such as `sqs:SendMessage`.
    pub actions: Vec<String>,
    /// The ARNs of the resources, with references to values of a deployment.
    pub resources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    statement: Vec<Statement>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    effect: String,
    action: OneOrMany,
    resource: OneOrMany,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(list) => list,
        }
    }
}

/// A trigger of a function.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Event {
    #[serde(rename = "Type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) properties: Json,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
struct Environment {
    #[serde(default)]
    variables: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Metadata {
    build_properties: BuildProperties,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BuildProperties {
    binary: String,
}

pub(crate) fn read(document: &Document) -> Result<Vec<Function>, TemplateError> {
    let resources = document.resources("AWS::Serverless::Function")?;
    resources.into_iter().map(|(id, resource)| read_one(document, id, resource)).collect()
}

fn read_one(document: &Document, id: &str, resource: &Resource) -> Result<Function, TemplateError> {
    let place = |name: &str| format!("Resources.{id}.Properties.{name}");
    let own = |name: &str| resource.properties.get(name);
    let timeout = own("Timeout").or_else(|| document.function_global("Timeout"));
    let seconds = document.property(&place("Timeout"), timeout)?.unwrap_or(DEFAULT_TIMEOUT_SECONDS);
    let memory = own("MemorySize").or_else(|| document.function_global("MemorySize"));
    let mut environment: Environment =
        document.property("Globals.Function.Environment", document.function_global("Environment"))?.unwrap_or_default();
    let added: Environment = document.property(&place("Environment"), own("Environment"))?.unwrap_or_default();
    environment.variables.extend(added.variables);
    let mut layers = layers_at(document, "Globals.Function.Layers", document.function_global("Layers"))?;
    layers.extend(layers_at(document, &place("Layers"), own("Layers"))?);
    let policies: Option<Vec<Policy>> = document.property(&place("Policies"), own("Policies"))?;
    let statements = policies.unwrap_or_default().into_iter().flat_map(|policy| policy.statement);
    let allowing = statements.filter(|statement| statement.effect == "Allow");
    let rights = allowing.map(|Statement { action, resource, .. }| Right {
        actions: action.into_list(),
        resources: resource.into_list(),
    });
    let metadata: Metadata = document
        .property(&format!("Resources.{id}.Metadata"), Some(&resource.metadata))?
        .ok_or_else(|| TemplateError::invalid(format!("Resources.{id}.Metadata"), "is missing"))?;
    Ok(Function {
        logical_id: id.to_owned(),
        name: metadata.build_properties.binary,
        timeout: Duration::from_secs(seconds),
        memory: document.property(&place("MemorySize"), memory)?.unwrap_or(DEFAULT_MEMORY_MEGABYTES),
        environment: environment.variables,
        layers,
        rights: rights.collect(),
        events: document.property(&place("Events"), own("Events"))?.unwrap_or_default(),
    })
}

fn layers_at(document: &Document, place: &str, value: Option<&Yaml>) -> Result<Vec<String>, TemplateError> {
    let layers: Vec<String> = document.property(place, value)?.unwrap_or_default();
    let logical_id = |layer: &str| Some(layer.strip_prefix("${")?.strip_suffix('}')?.to_owned());
    Ok(layers.into_iter().map(|layer| logical_id(&layer).unwrap_or(layer)).collect())
}

impl Function {
    /// Its events of one type, each with its path in the template.
    pub(crate) fn events(&self, kind: &str) -> impl Iterator<Item = (String, &Json)> {
        self.events
            .iter()
            .filter(move |(_, event)| event.kind == kind)
            .map(|(name, event)| (format!("Resources.{}.Properties.Events.{name}", self.logical_id), &event.properties))
    }
}
