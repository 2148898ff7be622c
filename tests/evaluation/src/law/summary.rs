//! Figures of questions about law.

use super::{
    ask::LawAnswer,
    collection::{LawCollection, LawKind, LawQuestion},
    found::{distinct, rank},
    statements::Statements,
};
use crate::figures::Figure;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of first passages for which recall is reported.
const DEPTHS: [usize; 3] = [1, 3, 8];
/// The number of first passages among which a goal wants the right provision.
const FIRST: usize = 3;
/// The number of first passages among which what a name leads to has to be: those that an answer quotes from.
const QUOTED: usize = 8;

/// The figures of all questions.
#[derive(Clone, Debug, Serialize)]
pub struct LawSummary {
    /// The figures, by goal and set.
    pub figures: Vec<LawFigure>,
}

/// A figure of a goal.
#[derive(Clone, Debug, Serialize)]
pub struct LawFigure {
    /// The number of the goal.
    pub goal: u8,
    /// The set of questions.
    pub set: String,
    /// The figure.
    pub figure: Figure,
    /// The least value that meets the goal; none if it only informs.
    pub least: Option<f64>,
}

/// Answers by the ids of their questions.
type Answers<'a> = BTreeMap<&'a str, LawAnswer>;

/// The questions of a set with their answers.
struct Set<'a> {
    name: &'a str,
    asked: Vec<(&'a LawQuestion, &'a LawAnswer)>,
    without_names: &'a Answers<'a>,
    halves: &'a BTreeMap<&'a str, bool>,
    /// True if the form of each text says from when it applies.
    is_dated: bool,
}

impl LawSummary {
    /// Computes the figures. `without_names` has the answers of a product that finds no provision by its number and no definition by its
    /// term, to the questions that test this.
    #[must_use]
    pub fn of(collection: &LawCollection, answers: &Answers<'_>, without_names: &Answers<'_>) -> Self {
        let halves = collection.halves();
        let names: BTreeSet<&str> = collection.questions.iter().map(|question| question.set.as_str()).collect();
        let figures = names.into_iter().flat_map(|name| {
            let questions = collection.questions.iter().filter(|question| question.set == name);
            let asked: Vec<_> = questions.filter_map(|asked| Some((asked, answers.get(asked.id.as_str())?))).collect();
            let datasets: BTreeSet<&str> = asked.iter().filter_map(|(asked, _)| asked.dataset.as_deref()).collect();
            let mut texts = collection.texts.iter().filter(|text| datasets.contains(text.dataset.as_str()));
            let is_dated = texts.all(|text| text.valid_from.is_some());
            Set { name, asked, without_names, halves: &halves, is_dated }.figures()
        });
        Self { figures: figures.collect() }
    }

    /// The figures that are below their goal.
    pub fn missed(&self) -> impl Iterator<Item = &LawFigure> {
        self.figures.iter().filter(|found| found.is_missed())
    }

    /// The figures as Markdown, for people.
    #[must_use]
    pub fn markdown(&self) -> String {
        let head = "| goal | questions | figure | value | 95 % interval | of | required | |\n|---:|---|---|---:|---|---:|---:|---|\n";
        head.to_owned() + &self.figures.iter().map(LawFigure::row).collect::<String>()
    }
}

impl LawFigure {
    fn is_missed(&self) -> bool {
        self.least.is_some_and(|least| self.figure.value < least)
    }

    fn row(&self) -> String {
        let Figure { name, value, interval: (low, high), count } = &self.figure;
        let (required, result) = match self.least {
            Some(least) => (format!("≥ {least:.2}"), if self.is_missed() { "**missed**" } else { "met" }),
            None => (String::new(), ""),
        };
        let Self { goal, set, .. } = self;
        format!("| {goal} | {set} | {name} | {value:.3} | {low:.3} to {high:.3} | {count} | {required} | {result} |\n")
    }
}

impl Set<'_> {
    /// Those with questions or statements to count.
    fn figures(&self) -> Vec<LawFigure> {
        let mut figures = self.of_answers();
        figures.extend(self.of_retrieval());
        figures.extend(self.of_names());
        figures.retain(|found| found.figure.count > 0);
        figures
    }

    fn figure(&self, goal: u8, figure: Figure, least: Option<f64>) -> LawFigure {
        LawFigure { goal, set: self.name.to_owned(), figure, least }
    }

    /// The share of the questions of some kind for which something is so.
    fn share(
        &self,
        name: &str,
        is_counted: impl Fn(&LawQuestion) -> bool,
        is_so: impl Fn(&LawQuestion, &LawAnswer) -> bool,
    ) -> Figure {
        let counted: Vec<_> = self.asked.iter().filter(|(question, _)| is_counted(question)).collect();
        let so = counted.iter().filter(|(question, answer)| is_so(question, answer)).count();
        Figure::share(name, so, counted.len())
    }

    fn of_answers(&self) -> Vec<LawFigure> {
        let Statements { all, quoted, placed, numbered, dated } =
            self.asked.iter().fold(Statements::default(), |sum, (_, answer)| sum.plus(answer.statements));
        let declined = |_: &LawQuestion, answer: &LawAnswer| answer.support == "none";
        let unanswerable = |question: &LawQuestion| question.kind == LawKind::Unanswerable;
        let unsure = |_: &LawQuestion, answer: &LawAnswer| ["none", "near"].contains(&answer.support.as_str());
        vec![
            self.figure(12, Figure::share("statements with a verified quotation", quoted, all), Some(1.0)),
            self.figure(12, Figure::share("the same with article, section or annex", placed, all), Some(1.0)),
            self.figure(12, Figure::share("the same with a paragraph or point", numbered, all), None),
            self.figure(
                12,
                Figure::share("the same with the day of the version", dated, all),
                self.is_dated.then_some(1.0),
            ),
            self.figure(12, self.share("unanswerable questions that are declined", unanswerable, declined), None),
            self.figure(
                12,
                self.share("unanswerable questions from which nothing is concluded", unanswerable, unsure),
                Some(0.9),
            ),
            self.figure(
                12,
                self.share(
                    "days outside of the texts that are declined",
                    |asked| asked.kind == LawKind::OtherDay,
                    declined,
                ),
                Some(1.0),
            ),
            self.figure(
                12,
                self.share(
                    "answerable questions that are not declined",
                    LawQuestion::is_answerable,
                    |asked, answer| !declined(asked, answer),
                ),
                None,
            ),
        ]
    }

    fn of_retrieval(&self) -> Vec<LawFigure> {
        let within = |depth| move |asked: &LawQuestion, answer: &LawAnswer| is_within(asked, answer, depth);
        let least = |depth| (depth == FIRST).then_some(0.9);
        let mut figures: Vec<LawFigure> = DEPTHS
            .into_iter()
            .map(|depth| {
                let name = format!("right provision in the first passages, {depth}");
                self.figure(15, self.share(&name, LawQuestion::is_answerable, within(depth)), least(depth))
            })
            .collect();
        let apart = |asked: &LawQuestion, answer: &LawAnswer| {
            rank(&distinct(&answer.found), &asked.places).is_some_and(|rank| rank <= FIRST)
        };
        let name = format!("right provision among the first {FIRST} provisions");
        figures.push(self.figure(15, self.share(&name, LawQuestion::is_answerable, apart), None));
        for (half, name) in [(false, "one half"), (true, "other half")] {
            let is_of = |asked: &LawQuestion| {
                asked.is_answerable() && self.halves.get(asked.id.as_str()).is_some_and(|of| *of == half)
            };
            let name = format!("right provision in the first passages, {FIRST}, {name}");
            figures.push(self.figure(15, self.share(&name, is_of, within(FIRST)), None));
        }
        figures
    }

    fn of_names(&self) -> Vec<LawFigure> {
        let mut figures = Vec::new();
        for (kind, name) in [(LawKind::Reference, "referenced provision"), (LawKind::Term, "definition")] {
            let is_of = |asked: &LawQuestion| asked.kind == kind;
            let with = |asked: &LawQuestion, answer: &LawAnswer| is_within(asked, answer, QUOTED);
            let without = |asked: &LawQuestion, _: &LawAnswer| {
                self.without_names.get(asked.id.as_str()).is_some_and(|answer| is_within(asked, answer, QUOTED))
            };
            let name = format!("{name} in the first {QUOTED} passages");
            figures.push(self.figure(16, self.share(&name, is_of, with), Some(0.9)));
            figures.push(self.figure(16, self.share(&format!("{name}, without names"), is_of, without), None));
        }
        figures
    }
}

fn is_within(question: &LawQuestion, answer: &LawAnswer, depth: usize) -> bool {
    rank(&answer.found, &question.places).is_some_and(|rank| rank <= depth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{FoundPassage, LawPlace, LawText};

    fn question(id: &str, kind: LawKind) -> LawQuestion {
        let place = LawPlace { doc: "a.txt".to_owned(), provision: Some("Article 5".to_owned()) };
        let question =
            LawQuestion { id: id.to_owned(), kind, dataset: Some("EU".to_owned()), ..LawQuestion::default() };
        LawQuestion { places: if question.is_answerable() { vec![place] } else { Vec::new() }, ..question }
    }

    fn answer(provisions: &[&str], support: &str) -> LawAnswer {
        let found = provisions
            .iter()
            .map(|provision| FoundPassage { document: "a.txt".to_owned(), provision: (*provision).to_owned() });
        LawAnswer { found: found.collect(), support: support.to_owned(), ..LawAnswer::default() }
    }

    fn summary() -> LawSummary {
        let texts = vec![LawText { dataset: "EU".to_owned(), ..LawText::default() }];
        let questions = vec![
            question("a", LawKind::Plain),
            question("b", LawKind::Term),
            question("c", LawKind::Unanswerable),
            question("d", LawKind::OtherDay),
        ];
        let dated = Statements { all: 2, quoted: 2, placed: 1, numbered: 1, dated: 1 };
        let answers = BTreeMap::from([
            ("a", LawAnswer { statements: dated, ..answer(&["Article 1", "Article 1", "Article 5"], "full") }),
            ("b", answer(&["Article 1", "Article 1", "Article 1", "Article 5"], "near")),
            ("c", answer(&["Article 5"], "near")),
            ("d", answer(&[], "none")),
        ]);
        let without = BTreeMap::from([("b", answer(&["Article 1"], "near"))]);
        LawSummary::of(&LawCollection { texts, questions }, &answers, &without)
    }

    fn value(summary: &LawSummary, name: &str) -> f64 {
        summary.figures.iter().find(|found| found.figure.name == name).unwrap().figure.value
    }

    #[test]
    fn questions_count_by_what_they_test() {
        let summary = summary();
        for (name, expected) in [
            ("right provision in the first passages, 1", 0.0),
            ("right provision in the first passages, 3", 0.5),
            ("right provision in the first passages, 8", 1.0),
            ("right provision among the first 3 provisions", 1.0),
            ("right provision in the first passages, 3, one half", 1.0),
            ("right provision in the first passages, 3, other half", 0.0),
            ("statements with a verified quotation", 1.0),
            ("the same with article, section or annex", 0.5),
            ("unanswerable questions that are declined", 0.0),
            ("unanswerable questions from which nothing is concluded", 1.0),
            ("days outside of the texts that are declined", 1.0),
            ("answerable questions that are not declined", 1.0),
            ("definition in the first 8 passages", 1.0),
            ("definition in the first 8 passages, without names", 0.0),
        ] {
            assert!((value(&summary, name) - expected).abs() < 1e-9, "{name}: {}", value(&summary, name));
        }
    }

    #[test]
    fn what_is_below_its_goal_is_missed() {
        let summary = summary();
        let missed: Vec<&str> = summary.missed().map(|missed| missed.figure.name.as_str()).collect();
        assert_eq!(missed, ["the same with article, section or annex", "right provision in the first passages, 3"]);
        assert!(summary.markdown().contains("| 0.500 | 0.095 to 0.905 | 2 | ≥ 1.00 | **missed** |"));
    }
}
