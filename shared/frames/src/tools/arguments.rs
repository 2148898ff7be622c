//! Arguments of tools as requests and language models give them: every fault is named.

use super::{
    Call,
    definitions::{Definition, ParameterKind},
};
use crate::filter::Filter;
use serde_json::{Map, Value};
use sisuiq_model::Text;

/// The longest piece of an input that an error repeats, in characters.
const LONGEST: usize = 200;

/// A fault of an argument.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ArgumentFault {
    /// The name of the argument; none for the arguments as a whole.
    pub argument: Option<String>,
    /// What is wrong.
    pub text: Text,
}

impl ArgumentFault {
    fn of(argument: &str, text: Text) -> Self {
        Self { argument: Some(argument.to_owned()), text }
    }
}

/// Reads the arguments of a tool. All faults are reported together.
pub fn arguments(definition: &Definition, args: &Map<String, Value>) -> Result<Call, Vec<ArgumentFault>> {
    let mut faults: Vec<ArgumentFault> = Vec::new();
    for (name, value) in args {
        match definition.parameter(name) {
            None => {
                let text = Text::new("없는 인자입니다", "is no argument of this tool");
                faults.push(ArgumentFault::of(&shortened(name), text));
            }
            Some(parameter) if value.is_null() && !parameter.is_required => {}
            Some(parameter) => {
                faults.extend(fault(&parameter.kind, value).map(|text| ArgumentFault::of(name, text)));
            }
        }
    }
    for parameter in definition.parameters.iter().filter(|own| own.is_required && !args.contains_key(own.name)) {
        faults.push(ArgumentFault::of(parameter.name, Text::new("필요한 인자입니다", "is missing")));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let given: Map<String, Value> =
        args.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone())).collect();
    Call::parse(definition.name, given.into())
        .map_err(|error| vec![ArgumentFault { argument: None, text: error.text() }])
}

/// The reason why a value cannot be that of a parameter.
fn fault(kind: &ParameterKind, value: &Value) -> Option<Text> {
    let between = |korean: String, english: String| Some(Text::new(korean, english));
    match kind {
        ParameterKind::Column if !value.is_string() => {
            Some(Text::new("열 이름이어야 합니다", "must be the name of a column"))
        }
        ParameterKind::Columns if !value.as_array().is_some_and(|names| names.iter().all(Value::is_string)) => {
            Some(Text::new("열 이름의 목록이어야 합니다", "must be a list of names of columns"))
        }
        ParameterKind::Word(words) if !value.as_str().is_some_and(|word| words.contains(&word)) => {
            let known = words.join(", ");
            between(format!("다음 중 하나여야 합니다: {known}"), format!("must be one of: {known}"))
        }
        ParameterKind::Whole { least, most, .. }
            if !value.as_i64().is_some_and(|own| (*least..=*most).contains(&own)) =>
        {
            between(
                format!("{least} 이상 {most} 이하의 정수여야 합니다"),
                format!("must be a whole number from {least} to {most}"),
            )
        }
        ParameterKind::Number { least, most, .. }
            if !value.as_f64().is_some_and(|own| (*least..=*most).contains(&own)) =>
        {
            between(
                format!("{least} 이상 {most} 이하의 숫자여야 합니다"),
                format!("must be a number from {least} to {most}"),
            )
        }
        ParameterKind::Flag { .. } if !value.is_boolean() => {
            Some(Text::new("true나 false여야 합니다", "must be true or false"))
        }
        ParameterKind::Value if value.is_object() || value.is_null() => Some(Text::new(
            "텍스트, 숫자, 참·거짓, 또는 그 목록이어야 합니다",
            "must be a text, a number, a truth value, or a list of them",
        )),
        ParameterKind::Filter => Filter::read(value).err(),
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::definition;
    use serde_json::json;

    fn refused(name: &str, args: &Value) -> Vec<String> {
        let faults = arguments(definition(name).unwrap(), args.as_object().unwrap()).unwrap_err();
        let mut names: Vec<String> = faults.into_iter().filter_map(|fault| fault.argument).collect();
        // the order of a map's members depends on the features of the build
        names.sort();
        names
    }

    #[test]
    fn faults_name_their_arguments() {
        assert_eq!(refused("get_value_counts", &json!({ "column": "n", "top_n": 0, "code": "x" })), ["code", "top_n"]);
        assert_eq!(refused("get_value_counts", &json!({})), ["column"]);
        let long = "x".repeat(300);
        assert_eq!(refused("get_missing_values", &json!({ long: 1 })), ["x".repeat(200)]);
    }
}
