//! An answer as the product gave it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A quotation of an answer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Quoted {
    /// The file name of its document.
    pub document: String,
    /// The page, from 1.
    pub page: i64,
    /// The quoted text.
    pub quote: String,
}

/// The parts of an answer by which it is judged.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Given {
    /// The text, with the numbers of its citations.
    pub text: String,
    /// `full`, `near` (related passages only) or `none` (declined).
    pub support: String,
    /// The quotations.
    pub citations: Vec<Quoted>,
    /// The confidence of the record, if it has one.
    pub confidence: Option<f64>,
}

impl Given {
    /// The answer in the API's reply to a question.
    #[must_use]
    pub fn of(reply: &Value, confidence: Option<f64>) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let quoted = |citation: &Value| Quoted {
            document: text(&citation["document_name"]),
            page: citation["page"].as_i64().unwrap_or_default(),
            quote: text(&citation["quote"]),
        };
        let is_declined = reply["abstained"] == true;
        Self {
            text: text(&reply["answer"]),
            support: if is_declined { "none".to_owned() } else { text(&reply["support"]) },
            citations: reply["citations"].as_array().into_iter().flatten().map(quoted).collect(),
            confidence,
        }
    }

    /// The text without the numbers of its citations: `[1]`.
    #[must_use]
    pub(super) fn statement(&self) -> String {
        let mut statement = String::new();
        let mut rest = self.text.as_str();
        while let Some((before, after)) = rest.split_once('[') {
            statement.push_str(before);
            match after.split_once(']') {
                Some((number, behind)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest = behind,
                _ => {
                    statement.push('[');
                    rest = after;
                }
            }
        }
        statement + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_of_citations_are_left_out() {
        let given = Given { text: "Losses: 12 [1] [2]\n[sic] of 5 [a".to_owned(), ..Given::default() };
        assert_eq!(given.statement(), "Losses: 12  \n[sic] of 5 [a");
    }

    #[test]
    fn declined_answers_have_no_support() {
        let reply = json!({ "answer": "No.", "abstained": true, "support": "near", "citations": [] });
        assert_eq!(Given::of(&reply, None).support, "none");
    }
}
