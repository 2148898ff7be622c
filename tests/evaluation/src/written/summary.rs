//! The figures of written answers.

use super::ask::WrittenAnswer;
use crate::{answers::Verdict, figures::Figure};
use serde::Serialize;

/// The shares of what was shown and answered.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenSummary {
    /// The figures.
    pub figures: Vec<Figure>,
}

impl WrittenSummary {
    /// Counts the answers.
    #[must_use]
    pub fn of(answers: &[WrittenAnswer]) -> Self {
        let share = |name: &str, is_among: &dyn Fn(&WrittenAnswer) -> bool, is_so: &dyn Fn(&WrittenAnswer) -> bool| {
            let among: Vec<&WrittenAnswer> = answers.iter().filter(|answer| is_among(answer)).collect();
            Figure::share(name, among.iter().filter(|answer| is_so(answer)).count(), among.len())
        };
        let is_answerable = |answer: &WrittenAnswer| answer.is_answerable;
        let is_unanswerable = |answer: &WrittenAnswer| !answer.is_answerable;
        let has_page = |answer: &WrittenAnswer| answer.shown.page;
        let has_evidence = |answer: &WrittenAnswer| answer.shown.evidence;
        let is_right = |answer: &WrittenAnswer| answer.verdict == Verdict::Right;
        Self {
            figures: vec![
                share("written by the model", &|_| true, &|answer| answer.is_written),
                share("page is in the prompt", &is_answerable, &has_page),
                share("evidence is in the prompt", &is_answerable, &has_evidence),
                share("right, of those whose page is in the prompt", &has_page, &is_right),
                share("right, of those whose evidence is in the prompt", &has_evidence, &is_right),
                share("right, of all with an answer", &is_answerable, &is_right),
                share("unanswerable and declined", &is_unanswerable, &is_right),
                share("not wrong", &|_| true, &|answer| answer.verdict != Verdict::Wrong),
            ],
        }
    }

    /// The value of a figure.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        self.figures.iter().find(|figure| figure.name == name).map(|figure| figure.value)
    }

    /// The figures as Markdown, for people.
    #[must_use]
    pub fn markdown(&self) -> String {
        let head = "| with a language model | share | 95 % interval | of |\n|---|---:|---|---:|\n".to_owned();
        let row = |figure: &Figure| {
            let Figure { name, value, interval: (low, high), count, .. } = figure;
            format!("| {name} | {value:.3} | {low:.3} to {high:.3} | {count} |\n")
        };
        head + &self.figures.iter().map(row).collect::<String>()
    }
}
