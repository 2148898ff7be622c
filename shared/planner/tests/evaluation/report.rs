//! The questions of all sets, counted by set, language and outcome, and compared with `baseline.json`.
//!
//! A plan is right if its calls have the expected tools and arguments, and the expected figures where they are given. A question that
//! should be refused is right if it is refused for one of the expected reasons. A plan with other calls, and any plan for a question
//! that should be refused, is wrong: it answers another question.

use crate::{
    outcome::{Outcome, Question, judge},
    tables::{Tables, folder},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, error::Error, fs};

/// The sets of questions: their names and files.
const SETS: [(&str, &str); 3] =
    [("read", "questions.jsonl"), ("first blind set", "unread.jsonl"), ("second blind set", "unread2.jsonl")];

/// The results of the questions of a set in one language.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Counts {
    pub(crate) questions: usize,
    /// Planned with the expected calls.
    pub(crate) planned: usize,
    /// Refused as expected.
    pub(crate) declined: usize,
    /// Refused as expected, for another reason.
    pub(crate) other_reason: usize,
    /// Refused although a plan is expected.
    pub(crate) refused: usize,
    /// Planned as another question.
    pub(crate) wrong: usize,
}

/// The results of all questions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// By set and language.
    pub(crate) sets: BTreeMap<String, BTreeMap<String, Counts>>,
    /// The questions that are not right.
    pub(crate) faults: Vec<String>,
    /// What is worse than the reference.
    pub(crate) shortfalls: Vec<String>,
}

/// Plans all questions.
pub(crate) fn evaluate() -> Result<Report, Box<dyn Error>> {
    let tables = Tables::default();
    let mut report = Report::default();
    for (set, file) in SETS {
        for line in fs::read_to_string(folder().join(file))?.lines() {
            let question: Question = serde_json::from_str(line)?;
            let (outcome, detail) = judge(&question, &tables);
            if outcome != Outcome::Right {
                report.faults.push(format!("{outcome:?}: [{}] {} -> {detail}", question.file, question.text));
            }
            let languages = report.sets.entry(set.to_owned()).or_default();
            languages.entry(question.language.clone()).or_default().add(outcome, question.is_refused());
        }
    }
    let reference: BTreeMap<String, BTreeMap<String, Counts>> =
        serde_json::from_slice(&fs::read(folder().join("baseline.json"))?)?;
    report.compare(&reference);
    Ok(report)
}

impl Report {
    /// Notes each figure that is worse than the reference, and each that has none.
    fn compare(&mut self, reference: &BTreeMap<String, BTreeMap<String, Counts>>) {
        for (set, languages) in &self.sets {
            let known = reference.get(set);
            let unknown = languages.keys().filter(|language| known.is_none_or(|known| !known.contains_key(*language)));
            self.shortfalls.extend(unknown.map(|language| format!("{set}, {language}: no reference")));
        }
        for (set, languages) in reference {
            for (language, least) in languages {
                let own = self.sets.get(set).and_then(|own| own.get(language)).copied().unwrap_or_default();
                let is_worse =
                    own.questions < least.questions || own.right() < least.right() || own.wrong > least.wrong;
                if is_worse {
                    self.shortfalls.push(format!("{set}, {language}: {own:?}, before {least:?}"));
                }
            }
        }
    }

    /// Returns whether nothing is worse than the reference.
    pub(crate) fn is_accepted(&self) -> bool {
        self.shortfalls.is_empty()
    }

    /// The figures as a table.
    pub(crate) fn markdown(&self) -> String {
        let head = "| questions | language | of | right calls | rightly refused | refused for another reason | refused instead | wrong |";
        let mut lines = vec![head.to_owned(), "|---|---|---:|---:|---:|---:|---:|---:|".to_owned()];
        for (set, languages) in &self.sets {
            for (language, own) in languages {
                let Counts { questions, planned, declined, other_reason, refused, wrong } = own;
                lines.push(format!(
                    "| {set} | {language} | {questions} | {planned} | {declined} | {other_reason} | {refused} | {wrong} |"
                ));
            }
        }
        lines.join("\n")
    }
}

impl Counts {
    fn add(&mut self, outcome: Outcome, is_refused: bool) {
        self.questions += 1;
        let count = match outcome {
            Outcome::Right if is_refused => &mut self.declined,
            Outcome::Right => &mut self.planned,
            Outcome::OtherReason => &mut self.other_reason,
            Outcome::Refused => &mut self.refused,
            Outcome::Wrong => &mut self.wrong,
        };
        *count += 1;
    }

    const fn right(self) -> usize {
        self.planned + self.declined
    }
}
