//! Verdicts by kind and language.

use super::judge::{Verdict, judge};
use crate::{
    figures::Figure,
    pages::{Found, Question, Scope},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The verdicts on the answers to the questions, by their ids.
pub type Verdicts = BTreeMap<String, Verdict>;

/// The shares of verdicts among all questions, and among those of each benchmark, language and kind.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerSummary {
    /// The scope of the answers.
    pub scope: &'static str,
    /// The groups; the first one has all questions.
    pub groups: Vec<AnswerGroup>,
}

/// The verdicts on the answers to some questions.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerGroup {
    /// The name.
    pub name: String,
    /// The share of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: Vec<Figure>,
}

impl AnswerSummary {
    /// Judges the answers of one scope and counts the verdicts.
    #[must_use]
    pub fn judged(scope: Scope, questions: &[Question], found: &Found) -> Self {
        let answers = found.answers(scope);
        let verdict = |question: &Question| Some((question.id.clone(), judge(question, answers.get(&question.id)?)));
        Self::of(scope, questions, &questions.iter().filter_map(verdict).collect())
    }

    /// Counts the verdicts of one scope.
    #[must_use]
    pub fn of(scope: Scope, questions: &[Question], verdicts: &Verdicts) -> Self {
        let judged = |is_in: &dyn Fn(&Question) -> bool| -> Vec<Verdict> {
            questions
                .iter()
                .filter(|question| is_in(question))
                .filter_map(|question| verdicts.get(&question.id).copied())
                .collect()
        };
        let mut groups = vec![
            AnswerGroup::of("all", &judged(&|_| true)),
            AnswerGroup::of("answerable", &judged(&|question| !question.pages.is_empty())),
            AnswerGroup::of("unanswerable", &judged(&|question| question.pages.is_empty())),
        ];
        for traits in [Question::set_name as fn(&Question) -> Option<String>, Question::language, Question::kind_name] {
            let names: BTreeSet<String> = questions.iter().filter_map(traits).collect();
            let some =
                |name: &String| AnswerGroup::of(name, &judged(&|question| traits(question).as_ref() == Some(name)));
            groups.extend(names.iter().filter(|_| names.len() > 1).map(some));
        }
        Self { scope: scope.name(), groups }
    }

    /// The figures for a baseline: how many answerable questions are answered rightly, how many answers are not wrong, and how
    /// many unanswerable questions are declined.
    #[must_use]
    pub fn quality(&self) -> Vec<Figure> {
        let share = |group: &str, name: &str, verdict: Verdict| {
            let group = self.groups.iter().find(|other| other.name == group)?;
            let place = Verdict::ALL.iter().position(|other| *other == verdict)?;
            let figure = group.verdicts.get(place)?;
            Some(Figure { name: format!("{name}, {}", self.scope), ..figure.clone() })
        };
        let wrong = share("all", "answers that are not wrong", Verdict::Wrong).map(|figure| Figure {
            value: 1.0 - figure.value,
            interval: (1.0 - figure.interval.1, 1.0 - figure.interval.0),
            ..figure
        });
        let right = share("answerable", "right answers", Verdict::Right);
        let declined = share("unanswerable", "unanswerable questions that are declined", Verdict::Right);
        [right, wrong, declined].into_iter().flatten().collect()
    }

    /// The counts and shares as Markdown, for people.
    #[must_use]
    pub fn markdown(&self) -> String {
        let names: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
        let head = format!(
            "| answers, {} | of | {} |\n|---|---:|{}\n",
            self.scope,
            names.join(" | "),
            "---:|".repeat(names.len())
        );
        let row = |group: &AnswerGroup| {
            let cell =
                |figure: &Figure| format!("{:.3} ({:.2}–{:.2})", figure.value, figure.interval.0, figure.interval.1);
            let cells: Vec<String> = group.verdicts.iter().map(cell).collect();
            let count = group.verdicts.first().map_or(0, |figure| figure.count);
            format!("| {} | {count} | {} |\n", group.name, cells.join(" | "))
        };
        head + &self.groups.iter().map(row).collect::<String>()
    }
}

impl AnswerGroup {
    fn of(name: &str, verdicts: &[Verdict]) -> Self {
        let share = |verdict: Verdict| {
            let part = verdicts.iter().filter(|other| **other == verdict).count();
            Figure::share(verdict.name(), part, verdicts.len())
        };
        Self { name: name.to_owned(), verdicts: Verdict::ALL.into_iter().map(share).collect() }
    }
}
