//! Evaluation of intrinsic functions, in their short (`!Ref`) and long (`Fn::If`) forms.

use serde_json::{Map, Value as Json};
use serde_yaml_ng::Value as Yaml;

use crate::{TemplateError, document::Document};

/// SAM's suffix for the logical id of a function's alias `live`.
pub(crate) const LIVE: &str = "Aliaslive";
/// Maximum nesting of conditions, to detect circular ones.
const CONDITION_DEPTH: usize = 32;

impl Document {
    /// Evaluates the intrinsic functions in a value. `None` stands for `AWS::NoValue`.
    pub(crate) fn resolve(&self, value: &Yaml, place: &str) -> Result<Option<Json>, TemplateError> {
        if let Some((function, argument)) = intrinsic(value) {
            return self.call(&function, argument, place);
        }
        match value {
            Yaml::Mapping(members) => {
                let mut object = Map::new();
                for (key, member) in members {
                    let name = key.as_str().ok_or_else(|| TemplateError::invalid(place, "a key is not a string"))?;
                    if let Some(resolved) = self.resolve(member, &format!("{place}.{name}"))? {
                        object.insert(name.to_owned(), resolved);
                    }
                }
                Ok(Some(Json::Object(object)))
            }
            Yaml::Sequence(items) => Ok(Some(Json::Array(self.resolve_items(items, place)?))),
            plain => serde_json::to_value(plain).map(Some).map_err(|error| TemplateError::invalid(place, error)),
        }
    }

    /// Returns whether a named condition holds.
    pub(crate) fn holds(&self, name: &str, place: &str) -> Result<bool, TemplateError> {
        self.holds_within(name, place, CONDITION_DEPTH)
    }

    fn resolve_items(&self, items: &[Yaml], place: &str) -> Result<Vec<Json>, TemplateError> {
        let mut list = Vec::with_capacity(items.len());
        for (position, item) in items.iter().enumerate() {
            list.extend(self.resolve(item, &format!("{place}[{position}]"))?);
        }
        Ok(list)
    }

    fn call(&self, function: &str, argument: &Yaml, place: &str) -> Result<Option<Json>, TemplateError> {
        match function {
            "Ref" if argument.as_str() == Some("AWS::NoValue") => Ok(None),
            "Ref" => self.reference(text(argument, place)?, place).map(Some),
            "GetAtt" => self.attribute(argument, place).map(Some),
            "Sub" => self.substitute(argument, place).map(Some),
            "Join" => self.join(argument, place).map(Some),
            "If" => {
                let [condition, then, otherwise] = arguments(argument, place)?;
                let chosen = if self.holds(text(condition, place)?, place)? { then } else { otherwise };
                self.resolve(chosen, place)
            }
            "Equals" | "And" | "Or" | "Not" | "Condition" => {
                self.condition_holds(function, argument, place, CONDITION_DEPTH).map(|holds| Some(holds.into()))
            }
            other => Err(TemplateError::Unsupported { place: place.into(), function: other.into() }),
        }
    }

    fn reference(&self, name: &str, place: &str) -> Result<Json, TemplateError> {
        if let Some(value) = self.parameter(name) {
            return Ok(value.clone());
        }
        let resource = name.split('.').next().unwrap_or(name);
        let is_alias = resource.strip_suffix(LIVE).is_some_and(|function| self.has_resource(function));
        if is_alias || self.has_resource(resource) {
            return Ok(Json::from(format!("${{{name}}}")));
        }
        Err(TemplateError::Unknown { place: place.into(), name: name.into() })
    }

    fn attribute(&self, argument: &Yaml, place: &str) -> Result<Json, TemplateError> {
        if let Some(path) = argument.as_str() {
            return self.reference(path, place);
        }
        let [resource, attribute] = arguments(argument, place)?;
        self.reference(&format!("{}.{}", text(resource, place)?, text(attribute, place)?), place)
    }

    fn substitute(&self, argument: &Yaml, place: &str) -> Result<Json, TemplateError> {
        let (pattern, own) = if argument.is_sequence() {
            let [pattern, own] = arguments(argument, place)?;
            let own = self.resolve(own, place)?.and_then(|own| own.as_object().cloned());
            (text(pattern, place)?, own.unwrap_or_default())
        } else {
            (text(argument, place)?, Map::new())
        };
        let mut written = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, tail) =
                after.split_once('}').ok_or_else(|| TemplateError::invalid(place, "${ without its closing }"))?;
            written.push_str(before);
            match (name.strip_prefix('!'), own.get(name)) {
                (Some(literal), _) => written.extend(["${", literal, "}"]),
                (None, Some(value)) => written.push_str(&plain(value)),
                (None, None) => written.push_str(&plain(&self.reference(name, place)?)),
            }
            rest = tail;
        }
        written.push_str(rest);
        Ok(Json::from(written))
    }

    fn join(&self, argument: &Yaml, place: &str) -> Result<Json, TemplateError> {
        let [separator, items] = arguments(argument, place)?;
        let items = self.resolve(items, place)?;
        let items = items
            .as_ref()
            .and_then(Json::as_array)
            .ok_or_else(|| TemplateError::invalid(place, "Join requires a list"))?;
        Ok(Json::from(items.iter().map(plain).collect::<Vec<_>>().join(text(separator, place)?)))
    }

    fn holds_within(&self, name: &str, place: &str, depth: usize) -> Result<bool, TemplateError> {
        let condition =
            self.condition(name).ok_or_else(|| TemplateError::Unknown { place: place.into(), name: name.into() })?;
        let place = format!("Conditions.{name}");
        let (function, argument) =
            intrinsic(condition).ok_or_else(|| TemplateError::invalid(&place, "is not a condition"))?;
        self.condition_holds(&function, argument, &place, depth)
    }

    fn condition_holds(
        &self,
        function: &str,
        argument: &Yaml,
        place: &str,
        depth: usize,
    ) -> Result<bool, TemplateError> {
        let depth = depth
            .checked_sub(1)
            .ok_or_else(|| TemplateError::invalid(place, "conditions refer to each other in a circle"))?;
        let operand = |value: &Yaml| {
            let (function, argument) =
                intrinsic(value).ok_or_else(|| TemplateError::invalid(place, "an operand is not a condition"))?;
            self.condition_holds(&function, argument, place, depth)
        };
        match function {
            "Equals" => {
                let [left, right] = arguments(argument, place)?;
                let (left, right) = (self.resolve(left, place)?, self.resolve(right, place)?);
                Ok(left.as_ref().map(plain) == right.as_ref().map(plain))
            }
            "Not" => {
                let [negated] = arguments(argument, place)?;
                Ok(!operand(negated)?)
            }
            "And" => Ok(operands(argument, place, operand)?.into_iter().all(|holds| holds)),
            "Or" => Ok(operands(argument, place, operand)?.into_iter().any(|holds| holds)),
            "Condition" => self.holds_within(text(argument, place)?, place, depth),
            other => Err(TemplateError::Unsupported { place: place.into(), function: other.into() }),
        }
    }
}

/// The name of an intrinsic function without its prefix, and its argument.
fn intrinsic(value: &Yaml) -> Option<(String, &Yaml)> {
    match value {
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            Some((tag.trim_start_matches('!').to_owned(), &tagged.value))
        }
        Yaml::Mapping(members) if members.len() == 1 => {
            let (key, argument) = members.iter().next()?;
            let name = key.as_str()?;
            let name = name.strip_prefix("Fn::").or(matches!(name, "Ref" | "Condition").then_some(name))?;
            Some((name.to_owned(), argument))
        }
        _ => None,
    }
}

fn text<'value>(value: &'value Yaml, place: &str) -> Result<&'value str, TemplateError> {
    value.as_str().ok_or_else(|| TemplateError::invalid(place, "a string is required here"))
}

fn arguments<'value, const N: usize>(value: &'value Yaml, place: &str) -> Result<&'value [Yaml; N], TemplateError> {
    value
        .as_sequence()
        .and_then(|items| items.as_slice().try_into().ok())
        .ok_or_else(|| TemplateError::invalid(place, format!("{N} arguments are required here")))
}

fn operands(
    value: &Yaml,
    place: &str,
    operand: impl Fn(&Yaml) -> Result<bool, TemplateError>,
) -> Result<Vec<bool>, TemplateError> {
    let items =
        value.as_sequence().ok_or_else(|| TemplateError::invalid(place, "a list of conditions is required here"))?;
    items.iter().map(operand).collect()
}

/// Formats a value for insertion into text: strings without quotes.
pub(crate) fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
