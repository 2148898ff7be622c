//! Legal texts, and questions that name the provisions that answer them.

use super::published;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Legal texts with questions about them.
#[derive(Clone, Debug, Default)]
pub struct LawCollection {
    /// The texts.
    pub texts: Vec<LawText>,
    /// The questions.
    pub questions: Vec<LawQuestion>,
}

/// A legal text, and what its upload declares about it.
#[derive(Clone, Debug, Default)]
pub struct LawText {
    /// The dataset.
    pub dataset: String,
    /// The file name.
    pub name: String,
    /// The short name of the act.
    pub act: Option<String>,
    /// The first day on which it applies.
    pub valid_from: Option<String>,
    /// The first day on which it no longer applies.
    pub valid_to: Option<String>,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

/// What a question tests.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum LawKind {
    /// The text of a provision answers.
    #[default]
    Plain,
    /// It names the provision that answers, or one that refers to it.
    Reference,
    /// A definition answers.
    Term,
    /// No text answers.
    Unanswerable,
    /// A text answers, but none that applied on the day that is asked about.
    OtherDay,
}

/// A question, and the provisions that answer it: a line of `questions.jsonl`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LawQuestion {
    /// The id.
    pub id: String,
    /// The question.
    #[serde(rename = "q")]
    pub text: String,
    /// The set in reports.
    #[serde(default)]
    pub set: String,
    /// The dataset that is asked; all documents when absent.
    #[serde(default)]
    pub dataset: Option<String>,
    /// The day that is asked about; today when absent.
    #[serde(default)]
    pub date: Option<String>,
    /// What it tests.
    #[serde(default)]
    pub kind: LawKind,
    /// The provisions that answer it; empty if none does.
    #[serde(default)]
    pub places: Vec<LawPlace>,
}

/// A provision of a text.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
pub struct LawPlace {
    /// The file name of the text.
    pub doc: String,
    /// The article, section or annex; the whole text when absent.
    #[serde(default)]
    pub provision: Option<String>,
}

impl LawQuestion {
    /// Returns whether a text answers it on its day.
    #[must_use]
    pub const fn is_answerable(&self) -> bool {
        matches!(self.kind, LawKind::Plain | LawKind::Reference | LawKind::Term)
    }
}

impl LawCollection {
    /// The questions of a folder about the law that comes with the product.
    ///
    /// # Errors
    /// A line cannot be parsed, two questions have one id, or a question names a text that is missing.
    pub fn demo(folder: &Path) -> Result<Self> {
        let texts = seed::DEMO_LAW.iter().map(|text| LawText {
            dataset: text.dataset.to_owned(),
            name: text.name.to_owned(),
            act: Some(text.act.to_owned()),
            valid_from: Some(text.valid_from.to_string()),
            valid_to: text.valid_to.map(|day| day.to_string()),
            bytes: text.bytes.to_vec(),
        });
        Self::of(folder, texts.collect())
    }

    /// The questions of a folder about these texts.
    fn of(folder: &Path, texts: Vec<LawText>) -> Result<Self> {
        let file = folder.join("questions.jsonl");
        let lines = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let questions = parse(&lines).with_context(|| file.display().to_string())?;
        Self { texts, questions }.checked()
    }

    /// The published sets in a folder: `cfr31`, `eurlex_rag_eval`, and `eu_regulations` beside it.
    ///
    /// # Errors
    /// The folder has none of the sets with questions, or a file of them cannot be read.
    pub fn published(folder: &Path) -> Result<Self> {
        published::read(folder)?.checked()
    }

    /// The answerable questions, every second of each set marked: on these nothing may be tuned.
    #[must_use]
    pub fn halves(&self) -> BTreeMap<&str, bool> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut halves = BTreeMap::new();
        for question in self.questions.iter().filter(|question| question.is_answerable()) {
            let place = places.entry(&question.set).or_default();
            halves.insert(question.id.as_str(), *place % 2 == 1);
            *place += 1;
        }
        halves
    }

    fn checked(self) -> Result<Self> {
        let names: BTreeSet<&str> = self.texts.iter().map(|text| text.name.as_str()).collect();
        let mut ids = BTreeSet::new();
        for question in &self.questions {
            ensure!(ids.insert(&question.id), "two questions have the id {}", question.id);
            ensure!(
                question.is_answerable() != question.places.is_empty(),
                "{}: only a question that can be answered has provisions",
                question.id
            );
            for place in &question.places {
                ensure!(names.contains(place.doc.as_str()), "{}: there is no text {}", question.id, place.doc);
            }
        }
        ensure!(!self.questions.is_empty(), "there are no questions");
        Ok(self)
    }
}

fn parse(lines: &str) -> Result<Vec<LawQuestion>> {
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(place, line)| serde_json::from_str(line).with_context(|| format!("line {}", place + 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "a", "q": "Why?", "places": [{"doc": "x.txt", "provision": "Article 5"}]}"#;

    fn read(lines: &str) -> Result<LawCollection> {
        let texts = vec![LawText { name: "x.txt".to_owned(), ..LawText::default() }];
        LawCollection { texts, questions: parse(lines)? }.checked()
    }

    #[test]
    fn faulty_lines_are_named() {
        for (lines, fault) in [
            (format!("{LINE}\nnothing"), "line 2"),
            (format!("{LINE}\n{LINE}"), "two questions have the id a"),
            (LINE.replace("x.txt", "y.txt"), "there is no text y.txt"),
            (LINE.replace("\"q\"", "\"kind\": \"unanswerable\", \"q\""), "only a question that can be answered"),
            (r#"{"id": "b", "q": "Why?"}"#.to_owned(), "only a question that can be answered"),
            (String::new(), "there are no questions"),
        ] {
            let error = format!("{:#}", read(&lines).unwrap_err());
            assert!(error.contains(fault), "{error}");
        }
    }

    #[test]
    fn answerable_questions_are_halved_within_their_set() {
        let lines: Vec<String> = ["a", "b", "c", "d"].map(|id| LINE.replace("\"a\"", &format!("\"{id}\""))).to_vec();
        let mut collection = read(&lines.join("\n")).unwrap();
        collection.questions[3].set = "other".to_owned();
        let halves: Vec<bool> = collection.halves().into_values().collect();
        assert_eq!(halves, [false, true, false, false]);
    }
}
