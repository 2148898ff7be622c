//! The questions.

use serde::{Deserialize, Serialize};
use sisuiq_model::ChatMode;

/// A set of questions.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// What it is called.
    pub name: String,
    /// Which edition of it this is.
    pub version: String,
    /// What it asks about.
    pub description: String,
    /// The questions.
    pub cases: Vec<Case>,
}

/// A question and what is expected of its answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The question.
    pub query: String,
    /// In which mode it is asked.
    pub mode: ChatMode,
    /// What it is about.
    pub category: String,
    /// What makes it hard: `fact`, `numeric`, `table`, `paraphrased`, `multi_page`, `adversarial` or `unanswerable`.
    pub kind: String,
    /// Words that the answer should hold.
    pub expected_keywords: Vec<String>,
    /// Publishers that should be cited.
    pub expected_sources: Vec<String>,
    /// What the answer must say.
    pub expected_answer_contains: Option<String>,
    /// Kept for other tools; nothing here reads it.
    pub min_relevance_score: f64,
    /// The pages and words that answer it; none when no document does.
    pub evidence: Vec<Expected>,
    /// Anything else.
    pub notes: Option<String>,
}

/// Words on a page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The document's name.
    pub document: String,
    /// The page, from 1.
    pub page: i32,
    /// Its words.
    pub quote: String,
    /// Other words and pages that answer the same just as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Self>,
}

impl Expected {
    /// These words and the others that answer as well.
    pub fn places(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.or)
    }
}

impl Dataset {
    /// Reads the questions; each has a name of its own.
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
    /// Whether any document answers it.
    #[must_use]
    pub const fn is_answerable(&self) -> bool {
        !self.evidence.is_empty()
    }
}
