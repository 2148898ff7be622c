//! The messages that open the conversation with a model: rules, tools, the columns of the table, the conversation so far and the question.
//!
//! Each text is a file with its version in the name. A text that was used never changes: an improved text is a new file.

use super::Answering;
use sisuiq_accidents::{Domain, Fields};
use sisuiq_answers::{fenced, inline, remembered};
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_frames::{
    Table,
    tools::{DEFINITIONS, Parameter, ParameterKind},
};
use sisuiq_llm::{Message, Role};
use sisuiq_model::{Language, MessageRole};
use std::fmt::Write;

/// The most columns that a model is told of.
const MOST_COLUMNS: usize = 300;
/// The longest name of a column, in Unicode scalar values. Longer ones are left out: a part of a name is no name.
const LONGEST_NAME: usize = 200;
/// The most categories of a field that are listed.
const MOST_CATEGORIES: usize = 12;

/// A text of the prompt.
pub(super) struct Prompt {
    /// The name and version, equal to the name of the file.
    version: &'static str,
    pub(super) text: &'static str,
}

macro_rules! text {
    ($version:literal) => {
        Prompt { version: $version, text: include_str!(concat!("../../../../prompts/", $version, ".txt")) }
    };
}

const RULES: Prompt = text!("dataset.v1");
pub(super) const RESULTS: Prompt = text!("dataset_results.v1");
pub(super) const LAST: Prompt = text!("dataset_last.v1");

/// Names and versions of the texts.
pub(in crate::turn::dataset) fn versions() -> Vec<&'static str> {
    [RULES, RESULTS, LAST].iter().map(|text| text.version).collect()
}

/// The messages up to the question.
pub(super) fn opening(answering: &Answering<'_>) -> Vec<Message> {
    let context = &answering.turn.context;
    let language = match answering.turn.language {
        Language::Korean => "Korean",
        Language::English => "English",
    };
    let rules = format!("{}\nAnswer in {language}.\n\nTools:\n{}", RULES.text, tools());
    let mut messages = vec![system(rules)];
    if let (Some(table), Some(about)) = (answering.table, &answering.turn.about) {
        messages.push(system(columns(&**table, &about.dataset.dataset_name)));
    }
    messages.extend_from_slice(remembered(&history(&context.history)));
    messages.push(Message { role: Role::User, content: context.question.message.clone() });
    messages
}

fn system(content: String) -> Message {
    Message { role: Role::System, content }
}

fn history(messages: &[ChatMessage]) -> Vec<Message> {
    let role = |role| if role == MessageRole::User { Role::User } else { Role::Assistant };
    messages.iter().map(|message| Message { role: role(message.role), content: message.content.clone() }).collect()
}

/// The name of the table, and the names and types of its columns.
fn columns(table: &dyn Table, name: &str) -> String {
    let headings = table.headings();
    let known = headings.iter().filter(|heading| heading.name.chars().count() <= LONGEST_NAME).take(MOST_COLUMNS);
    let listed: Vec<String> =
        known.map(|heading| serde_json::json!({ "column": heading.name, "type": heading.kind }).to_string()).collect();
    let rest = headings.len() - listed.len();
    let rest = if rest > 0 { format!("{rest} further columns are not listed.\n") } else { String::new() };
    format!("The table: {}\nIts columns:\n{}{rest}", inline(name), fenced(&listed.join("\n")))
}

/// One line for each tool.
fn tools() -> String {
    let mut text = String::new();
    for definition in DEFINITIONS {
        let parameters: Vec<String> = definition.parameters.iter().map(parameter).collect();
        let meaning = definition.text().get(Language::English).to_owned();
        // writing into a text does not fail
        let _ = writeln!(text, "{}({}): {meaning}", definition.name, parameters.join(", "));
    }
    let _ = writeln!(text, "predict_eclo({}): Predicted severity (ECLO) of an accident", accident());
    text.push_str(
        "A filter is {\"column\": name, \"operator\": one of == != > < >= <= contains is_missing in, \"value\": value}, {\"all\": [filters]}, \
         {\"any\": [filters]} or {\"not\": filter}. Dates are written as 2024-01-31.\n",
    );
    text
}

fn parameter(parameter: &Parameter) -> String {
    let kind = match &parameter.kind {
        ParameterKind::Column => "column".to_owned(),
        ParameterKind::Columns => "list of columns".to_owned(),
        ParameterKind::Word(words) => words.join("|"),
        ParameterKind::Whole { least, most, default } => format!("{least}..{most}, default {default}"),
        ParameterKind::Number { least, most, default: Some(default) } => {
            format!("number {least}..{most}, default {default}")
        }
        ParameterKind::Number { least, most, default: None } => format!("number {least}..{most}"),
        ParameterKind::Flag { default } => format!("true|false, default {default}"),
        ParameterKind::Value => "text, number, true, false or a list of them".to_owned(),
        ParameterKind::Filter => "filter".to_owned(),
    };
    let mark = if parameter.is_required { "" } else { "?" };
    format!("{}{mark}: {kind}", parameter.name)
}

/// The fields of an accident.
fn accident() -> String {
    let Ok(fields) = Fields::built_in() else { return String::new() };
    let described = fields.iter().map(|field| {
        let domain = match field.domain() {
            Domain::Categories(values) if values.len() <= MOST_CATEGORIES => values.join("|"),
            Domain::Categories(_) => "text".to_owned(),
            Domain::Integers { least, greatest } => format!("{least}..{greatest}"),
        };
        format!("{}: {domain}", field.key())
    });
    described.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turn::dataset::calls::hex;
    use sha2::{Digest, Sha256};

    /// Hashes of used texts. A changed text needs a new version.
    const USED: [(&str, &str); 3] = [
        ("dataset.v1", "520cb494d4c4976d"),
        ("dataset_results.v1", "45476dc3187e7102"),
        ("dataset_last.v1", "2a69bc9c28d0a165"),
    ];

    #[test]
    fn used_texts_do_not_change() {
        for Prompt { version, text } in [RULES, RESULTS, LAST] {
            let digest = hex(&Sha256::digest(text));
            let used = USED.iter().find(|(name, _)| *name == version).map(|(_, digest)| *digest);
            assert_eq!(used, digest.get(..16), "{version} was changed: give it a new version");
        }
    }

    #[test]
    fn all_tools_are_described() {
        let text = tools();
        assert_eq!(text.lines().count(), DEFINITIONS.len() + 2, "{text}");
        assert!(
            text.contains("get_value_counts(column: column, top_n?: 1..1000, default 20, filter?: filter): "),
            "{text}"
        );
    }
}
