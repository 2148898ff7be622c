//! The parsed template, with the parameters and conditions that determine which resources exist.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value as Json;
use serde_yaml_ng::Value as Yaml;

use crate::{TemplateError, intrinsics::plain};

/// Values of pseudo parameters in the local cloud.
const PSEUDO_PARAMETERS: [(&str, &str); 5] = [
    ("AWS::AccountId", "000000000000"),
    ("AWS::Partition", "aws"),
    ("AWS::Region", "us-east-1"),
    ("AWS::StackName", "sisuiq"),
    ("AWS::URLSuffix", "amazonaws.com"),
];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    #[serde(default)]
    parameters: BTreeMap<String, Parameter>,
    #[serde(default)]
    conditions: BTreeMap<String, Yaml>,
    #[serde(default)]
    globals: BTreeMap<String, Yaml>,
    resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    #[serde(rename = "Type")]
    kind: String,
    default: Option<Json>,
    allowed_values: Option<Vec<Json>>,
}

/// A resource before evaluation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Resource {
    #[serde(rename = "Type")]
    pub(crate) kind: String,
    condition: Option<String>,
    #[serde(default)]
    pub(crate) metadata: Yaml,
    #[serde(default)]
    pub(crate) properties: BTreeMap<String, Yaml>,
}

#[derive(Debug)]
pub(crate) struct Document {
    parameters: BTreeMap<String, Json>,
    conditions: BTreeMap<String, Yaml>,
    globals: BTreeMap<String, Yaml>,
    resources: BTreeMap<String, Resource>,
}

impl Document {
    pub(crate) fn parse(text: &str, given: &[(&str, &str)]) -> Result<Self, TemplateError> {
        let written: Written = serde_yaml_ng::from_str(text)?;
        let mut parameters: BTreeMap<String, Json> =
            PSEUDO_PARAMETERS.iter().map(|(name, value)| ((*name).to_owned(), Json::from(*value))).collect();
        for (name, parameter) in &written.parameters {
            let value = given.iter().find(|(known, _)| known == name).map(|(_, value)| Json::from(*value));
            parameters.insert(name.clone(), parameter.value(name, value)?);
        }
        for (name, value) in given {
            if !parameters.contains_key(*name) {
                return Err(TemplateError::Unknown { place: "a given value".into(), name: (*name).into() });
            }
            if name.starts_with("AWS::") {
                parameters.insert((*name).to_owned(), Json::from(*value));
            }
        }
        let Written { conditions, globals, resources, .. } = written;
        Ok(Self { parameters, conditions, globals, resources })
    }

    /// Resources of a type that exist under the parameters.
    pub(crate) fn resources(&self, kind: &str) -> Result<Vec<(&str, &Resource)>, TemplateError> {
        let mut found = self.existing()?;
        found.retain(|(_, resource)| resource.kind == kind);
        Ok(found)
    }

    /// Resources of all types that exist under the parameters.
    pub(crate) fn existing(&self) -> Result<Vec<(&str, &Resource)>, TemplateError> {
        let mut found = Vec::new();
        for (id, resource) in &self.resources {
            let place = format!("Resources.{id}.Condition");
            let exists = match &resource.condition {
                Some(name) => self.holds(name, &place)?,
                None => true,
            };
            if exists {
                found.push((id.as_str(), resource));
            }
        }
        Ok(found)
    }

    pub(crate) fn has_resource(&self, id: &str) -> bool {
        self.resources.contains_key(id)
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&Json> {
        self.parameters.get(name)
    }

    pub(crate) fn condition(&self, name: &str) -> Option<&Yaml> {
        self.conditions.get(name)
    }

    /// A property shared by all functions.
    pub(crate) fn function_global(&self, name: &str) -> Option<&Yaml> {
        self.globals.get("Function")?.get(name)
    }

    /// Evaluates a property and reads it into a type; `None` when it is absent.
    pub(crate) fn property<T: DeserializeOwned>(
        &self,
        place: &str,
        value: Option<&Yaml>,
    ) -> Result<Option<T>, TemplateError> {
        let Some(value) = value else { return Ok(None) };
        let Some(resolved) = self.resolve(value, place)? else { return Ok(None) };
        serde_json::from_value(resolved).map(Some).map_err(|error| TemplateError::invalid(place, error))
    }
}

impl Parameter {
    /// The given value, else the default, else a placeholder that only a deployment can replace.
    fn value(&self, name: &str, given: Option<Json>) -> Result<Json, TemplateError> {
        let Some(value) = given.or_else(|| self.default.clone()) else {
            return Ok(Json::from(format!("${{{name}}}")));
        };
        let allowed = self.allowed_values.as_deref().unwrap_or_default();
        let is_allowed = |one: &Json| plain(one) == plain(&value);
        if !allowed.is_empty() && !allowed.iter().any(is_allowed) {
            let allowed = allowed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(TemplateError::NotAllowed { name: name.into(), value: value.to_string(), allowed });
        }
        match value {
            Json::String(text) if self.kind == "CommaDelimitedList" => Ok(text.split(',').map(str::trim).collect()),
            // given values are always text
            Json::String(text) if self.kind == "Number" => text
                .parse::<serde_json::Number>()
                .map(Json::Number)
                .map_err(|error| TemplateError::invalid(format!("Parameters.{name}"), error)),
            other => Ok(other),
        }
    }
}
