//! The reply of a model: calls as JSON, or the text of the answer.

use super::wording::Wording;
use serde::Deserialize;
use serde_json::{Map, Value};
use sisuiq_frames::tools::{ArgumentFault, arguments, definition};
use sisuiq_model::Language;
use sisuiq_planner::Invocation;

/// The tool that predicts the severity of an accident.
const PREDICTION: &str = "predict_eclo";
/// The longest name that an error repeats, in characters.
const LONGEST_NAME: usize = 80;

/// A reply while it arrives.
pub(super) struct Reply {
    raw: String,
    wording: Wording,
    /// Texts are published while they arrive. Before the first result, a text may be an introduction to calls.
    is_published: bool,
}

/// What a reply asks for.
pub(super) enum Asked {
    Calls(Vec<Wanted>),
    Text(Wording),
    /// JSON of another form, with the reason.
    Unreadable(String),
}

/// A call that a model wants.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    pub(super) name: String,
    #[serde(default)]
    args: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calls {
    calls: Vec<Wanted>,
}

impl Reply {
    pub(super) const fn new(wording: Wording, is_published: bool) -> Self {
        Self { raw: String::new(), wording, is_published }
    }

    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str) {
        self.raw.push_str(piece);
        if self.is_published && !begins_json(&self.raw) {
            self.wording.follow(&self.raw);
        }
    }

    /// The number of characters so far.
    pub(super) fn characters(&self) -> usize {
        self.raw.chars().count()
    }

    /// Returns whether a part of the text was published.
    pub(super) const fn has_published(&self) -> bool {
        self.wording.has_published()
    }

    /// Forgets what a model wrote that did not come to its end.
    pub(super) fn restart(&mut self) {
        self.raw.clear();
        self.wording.restart();
    }

    /// The whole reply, and what it asks for.
    pub(super) fn finish(self) -> (String, Asked) {
        let Self { raw, mut wording, .. } = self;
        let asked = match json(&raw) {
            Some(json) if !wording.has_published() => match serde_json::from_str::<Calls>(json) {
                Ok(Calls { calls }) if calls.is_empty() => Asked::Unreadable("it names no call".to_owned()),
                Ok(Calls { calls }) => Asked::Calls(calls),
                Err(error) => Asked::Unreadable(error.to_string()),
            },
            _ => {
                wording.end_with(&raw);
                Asked::Text(wording)
            }
        };
        (raw, asked)
    }

    /// The published text of a reply that is stopped.
    pub(super) fn stop(self) -> String {
        self.wording.published()
    }
}

/// Returns whether a text begins like calls, or may still do so.
fn begins_json(raw: &str) -> bool {
    matches!(raw.trim_start().chars().next(), None | Some('{' | '`'))
}

/// The JSON of calls in a reply, with what models write around it.
fn json(raw: &str) -> Option<&str> {
    let text = raw.trim();
    let start = text.find('{')?;
    let is_alone =
        begins_json(text) || text.get(start..)?.trim_start_matches(['{', ' ', '\n']).starts_with("\"calls\"");
    let end = text.rfind('}').filter(|end| *end > start)?;
    text.get(start..=end).filter(|_| is_alone)
}

impl Wanted {
    /// The call, checked as `POST /api/tools/{name}` checks it.
    pub(super) fn read(&self) -> Result<Invocation, String> {
        if self.name == PREDICTION {
            return Ok(Invocation::PredictEclo(self.args.clone()));
        }
        let Some(definition) = definition(&self.name) else {
            return Err(format!("there is no tool {:?}", self.short_name()));
        };
        arguments(definition, &self.args).map(Invocation::Tool).map_err(|faults| {
            let texts = faults.iter().map(|ArgumentFault { argument, text }| {
                let name = argument.as_ref().map_or_else(|| "args".to_owned(), |name| format!("args.{name}"));
                format!("{name} {}", text.get(Language::English))
            });
            texts.collect::<Vec<_>>().join("; ")
        })
    }

    fn short_name(&self) -> String {
        self.name.chars().take(LONGEST_NAME).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_in_what_is_around_them() {
        for raw in [r#"{"calls":[]}"#, "```json\n{\"calls\":[]}\n```", "Let me see.\n\n{ \"calls\": [] }"] {
            assert!(json(raw).is_some_and(|json| serde_json::from_str::<Calls>(json).is_ok()), "{raw}");
        }
        assert!(json("The set {1, 2} has two.").is_none());
        assert!(json("No braces.").is_none());
    }

    #[test]
    fn calls_are_checked() {
        let wanted = |text: &str| serde_json::from_str::<Wanted>(text).unwrap().read();
        assert!(wanted(r#"{"name":"get_value_counts","args":{"column":"a"}}"#).is_ok());
        let fault = wanted(r#"{"name":"get_value_counts","args":{"top_n":0}}"#).unwrap_err();
        assert_eq!(fault, "args.top_n must be a whole number from 1 to 1000; args.column is missing");
        assert_eq!(wanted(r#"{"name":"run_code","args":{}}"#).unwrap_err(), "there is no tool \"run_code\"");
    }
}
