//! The dataset of questions.

use serde::{Deserialize, Serialize};
use sisuiq_model::ChatMode;

/// A set of questions.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// The name of the dataset.
    pub name: String,
    /// The version of the dataset.
    pub version: String,
    /// A description for people.
    pub description: String,
    /// The questions.
    pub cases: Vec<Case>,
}

/// A question and its expected answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The id of the case.
    pub id: String,
    /// The question.
    pub query: String,
    /// The mode of the answer.
    pub mode: ChatMode,
    /// The topic.
    pub category: String,
    /// The kind of difficulty: `fact`, `numeric`, `table`, `paraphrased`, `multi_page`, `adversarial` or `unanswerable`.
    pub kind: String,
    /// Words that the answer should contain.
    pub expected_keywords: Vec<String>,
    /// Publishers that should be cited.
    pub expected_sources: Vec<String>,
    /// Text that the answer must contain.
    pub expected_answer_contains: Option<String>,
    /// For other tools; unused here.
    pub min_relevance_score: f64,
    /// The pages and quotes with the answer; empty if no document answers the question.
    pub evidence: Vec<Expected>,
    /// Remarks.
    pub notes: Option<String>,
}

/// An expected quote on a page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The name of the document.
    pub document: String,
    /// The page number, from 1.
    pub page: i32,
    /// The quote.
    pub quote: String,
    /// Equivalent quotes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Self>,
}

impl Expected {
    /// This quote and the equivalent ones.
    pub fn places(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.or)
    }
}

impl Dataset {
    /// Parses a dataset. Fails if two questions have the same id.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let dataset: Self = serde_json::from_str(text)?;
        let mut ids: Vec<&str> = dataset.cases.iter().map(|case| case.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair.first() == pair.last()) {
            anyhow::bail!("two questions are called {}", twice.join(" and "));
        }
        Ok(dataset)
    }
}

impl Case {
    /// Returns whether a document answers the question.
    #[must_use]
    pub const fn is_answerable(&self) -> bool {
        !self.evidence.is_empty()
    }
}
