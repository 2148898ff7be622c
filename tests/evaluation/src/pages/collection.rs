//! Questions about PDFs in the form of public benchmarks.

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Deserializer};
use std::{
    collections::BTreeSet,
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

/// A folder with `questions.jsonl` and the PDFs, beside it or in `documents`.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The folder of the PDFs.
    pub documents: PathBuf,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question with the pages that answer it: a line of `questions.jsonl`. Other members are ignored.
#[derive(Clone, Debug, Deserialize)]
pub struct Question {
    /// The id.
    pub id: String,
    /// The file name of the document.
    #[serde(rename = "doc")]
    pub document: String,
    /// The question.
    #[serde(rename = "q")]
    pub text: String,
    /// The pages that answer it, from 1; empty if none does.
    pub pages: Vec<i32>,
    /// Pages that answer it as well.
    #[serde(default)]
    pub also_pages: Vec<i32>,
    /// The expected answer, the key; empty if there is none.
    #[serde(default, deserialize_with = "text_or_null")]
    pub answer: String,
    /// Words of the pages that show the answer, if the collection has them.
    #[serde(default, rename = "has")]
    pub evidence: Vec<String>,
    /// The kind of question.
    #[serde(default)]
    pub kind: String,
    /// The benchmark.
    #[serde(default)]
    pub set: Option<String>,
    /// The language, if the collection has several.
    #[serde(default)]
    pub lang: Option<String>,
    /// True for a question that is asked in a last run only.
    #[serde(default)]
    pub unread: bool,
}

impl Question {
    /// Returns whether a page answers the question.
    #[must_use]
    pub fn is_answered_on(&self, page: i32) -> bool {
        self.pages.contains(&page) || self.also_pages.contains(&page)
    }

    /// The name of its benchmark in reports.
    pub(crate) fn set_name(&self) -> Option<String> {
        self.set.clone()
    }

    /// Its language in reports.
    pub(crate) fn language(&self) -> Option<String> {
        self.lang.as_ref().map(|lang| format!("language {lang}"))
    }

    /// Its kind in reports.
    pub(crate) fn kind_name(&self) -> Option<String> {
        (!self.kind.is_empty()).then(|| format!("kind {}", self.kind))
    }
}

impl Collection {
    /// Reads a folder.
    ///
    /// # Errors
    /// The folder has no questions, a line cannot be parsed, two questions have one id, or a document is missing.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("questions.jsonl");
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let inner = folder.join("documents");
        let documents = if inner.is_dir() { inner } else { folder.to_owned() };
        let questions = parse(&text).with_context(|| file.display().to_string())?;
        for name in questions.iter().map(|question| question.document.as_str()).collect::<BTreeSet<_>>() {
            ensure!(documents.join(name).is_file(), "{} has no {name}", documents.display());
        }
        Ok(Self { documents, questions })
    }

    /// Keeps the questions about these documents.
    pub fn keep_documents(&mut self, names: &BTreeSet<String>) {
        self.questions.retain(|question| names.contains(&question.document));
    }

    /// Keeps this many questions, spread evenly, or all if there are no more.
    pub fn sample(&mut self, count: NonZeroUsize) {
        let all = self.questions.len();
        if all > count.get() {
            let places: BTreeSet<usize> = (0..count.get()).map(|place| place * all / count).collect();
            let mut place = 0..;
            self.questions.retain(|_| place.next().is_some_and(|place| places.contains(&place)));
        }
    }
}

/// A text, empty where some benchmarks write `null`.
fn text_or_null<'de, Source: Deserializer<'de>>(source: Source) -> Result<String, Source::Error> {
    Ok(Option::deserialize(source)?.unwrap_or_default())
}

fn parse(text: &str) -> Result<Vec<Question>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let questions: Vec<Question> = lines
        .map(|(place, line)| serde_json::from_str(line).with_context(|| format!("line {}", place + 1)))
        .collect::<Result<_>>()?;
    let mut ids = BTreeSet::new();
    let twice = questions.iter().find(|question| !ids.insert(&question.id));
    ensure!(twice.is_none(), "two questions have the id {}", twice.map_or("", |question| &question.id));
    ensure!(!questions.is_empty(), "there are no questions");
    Ok(questions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "a", "doc": "x.pdf", "q": "Why?", "pages": [2], "also_pages": [5], "answer": "So."}"#;

    #[test]
    fn lines_become_questions() {
        let questions = parse(&format!("{LINE}\n\n")).unwrap();
        assert_eq!(questions.len(), 1);
        assert_eq!([1, 2, 5].map(|page| questions[0].is_answered_on(page)), [false, true, true]);
    }

    #[test]
    fn unanswerable_questions_may_have_no_key() {
        let line = r#"{"id": "a", "doc": "x.pdf", "q": "Why?", "pages": [], "answer": null}"#;
        assert_eq!(parse(line).unwrap()[0].answer, "");
    }

    #[test]
    fn samples_are_spread_evenly() {
        let lines: Vec<String> = (0..7).map(|id| LINE.replace(r#""a""#, &format!(r#""{id}""#))).collect();
        let all = Collection { documents: PathBuf::new(), questions: parse(&lines.join("\n")).unwrap() };
        for (count, expected) in [(1, "0"), (3, "024"), (6, "012345"), (7, "0123456"), (9, "0123456")] {
            let mut some = all.clone();
            some.sample(NonZeroUsize::new(count).unwrap());
            let ids: String = some.questions.into_iter().map(|question| question.id).collect();
            assert_eq!(ids, expected);
        }
    }

    #[test]
    fn faulty_lines_are_named() {
        for (text, fault) in [
            (format!("{LINE}\nnothing"), "line 2"),
            (format!("{LINE}\n{LINE}"), "two questions have the id a"),
            (String::new(), "there are no questions"),
        ] {
            assert!(format!("{:#}", parse(&text).unwrap_err()).contains(fault), "{fault}");
        }
    }
}
