//! Judges an answer by a rule that a second judge can repeat ([`JUDGING.md`](../../strangers/JUDGING.md)).

use super::{
    given::Given,
    key::{have, numbers, words},
};
use crate::pages::Question;
use serde::{Deserialize, Serialize};

/// The share of the key's words from which a statement says it, and from which it says a part.
const SAYS: f64 = 0.75;
const SAYS_PARTLY: f64 = 0.4;

/// What an answer is worth.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It states the key; or it declines a question that no page answers.
    Right,
    /// It states a part of the key.
    Partly,
    /// It shows related passages and says that they may not answer.
    Related,
    /// It states something else as the answer.
    Wrong,
    /// It declines although a page answers.
    Declined,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 5] = [Self::Right, Self::Partly, Self::Related, Self::Wrong, Self::Declined];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Partly => "partly",
            Self::Related => "related only",
            Self::Wrong => "wrong",
            Self::Declined => "declined",
        }
    }
}

/// Judges an answer.
#[must_use]
pub fn judge(question: &Question, given: &Given) -> Verdict {
    let is_answerable = !question.pages.is_empty();
    match (given.support.as_str(), is_answerable) {
        ("none", true) => Verdict::Declined,
        ("none", false) => Verdict::Right,
        ("near", _) => Verdict::Related,
        (_, false) => Verdict::Wrong,
        ("partial", true) => at_most_partly(compare(question, &given.statement())),
        (_, true) => compare(question, &given.statement()),
    }
}

/// The verdict on an answer that says that it lacks a part.
const fn at_most_partly(verdict: Verdict) -> Verdict {
    if matches!(verdict, Verdict::Right) { Verdict::Partly } else { verdict }
}

/// Compares a statement with the key: by its figures, if it has any that the question does not name, otherwise by its words.
fn compare(question: &Question, statement: &str) -> Verdict {
    let asked = numbers(&question.text);
    let mut figures = numbers(&question.answer);
    figures.retain(|figure| !asked.contains(figure));
    if !figures.is_empty() {
        let said = numbers(statement);
        let is_said = |figure: &&_| said.iter().any(|said| super::key::Number::is_said_by(**figure, *said));
        return graded(figures.iter().filter(is_said).count(), figures.len(), 1.0);
    }
    let of_the_question = words(&question.text);
    let mut wanted = words(&question.answer);
    if wanted.iter().any(|word| !have(&of_the_question, word)) {
        wanted.retain(|word| !have(&of_the_question, word));
    }
    let said = words(statement);
    let is_said = |word: &&String| have(&said, word) || statement.to_lowercase().contains(word.as_str());
    graded(wanted.iter().filter(is_said).count(), wanted.len(), SAYS)
}

/// The verdict on a statement with this many of the key's parts.
fn graded(said: usize, all: usize, enough: f64) -> Verdict {
    #[expect(clippy::cast_precision_loss, reason = "words of a sentence")]
    let share = said as f64 / all.max(1) as f64;
    match share {
        share if share >= enough && all > 0 => Verdict::Right,
        share if share >= SAYS_PARTLY => Verdict::Partly,
        _ => Verdict::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(key: &str, statement: &str, support: &str) -> Verdict {
        let question: Question = serde_json::from_value(serde_json::json!({
            "id": "a", "doc": "a.pdf", "q": "What were the losses in 2021?", "pages": if key.is_empty() { vec![] } else { vec![1] },
            "answer": key,
        }))
        .unwrap();
        judge(&question, &Given { text: statement.to_owned(), support: support.to_owned(), ..Given::default() })
    }

    #[test]
    fn figures_decide_where_there_are_any() {
        assert_eq!(verdict("12.4 percent in 2021", "Losses: 12.4 (2021) [1]", "full"), Verdict::Right);
        assert_eq!(verdict("12.4 percent", "Losses were 12 in 2021 [1]", "full"), Verdict::Wrong);
        assert_eq!(verdict("12.4 and 7.1", "Losses: 12.4 [1]", "full"), Verdict::Partly);
    }

    #[test]
    fn words_decide_otherwise() {
        assert_eq!(verdict("theft of conductors", "They came from thefts of conductors.", "full"), Verdict::Right);
        assert_eq!(verdict("theft of conductors", "The losses came from old transformers.", "full"), Verdict::Wrong);
        assert_eq!(verdict("theft of conductors", "From the theft of poles.", "full"), Verdict::Partly);
    }

    #[test]
    fn lists_and_tables_are_read() {
        let table = "| Item | 2020 | 2021 |\n|---|---|---|\n| Losses | 7.1 | 12.4 [1] [2] |";
        assert_eq!(verdict("12.4 percent", table, "full"), Verdict::Right);
        assert_eq!(verdict("12.5 percent", table, "full"), Verdict::Wrong);
        let list = "Losses come from:\n- theft of conductors\n- \\# old transformers [1]";
        assert_eq!(verdict("theft of conductors", list, "full"), Verdict::Right);
    }

    #[test]
    fn a_caveat_is_no_answer() {
        assert_eq!(verdict("12.4", "Losses: 12.4", "near"), Verdict::Related);
        assert_eq!(verdict("12.4", "Losses: 12.4", "partial"), Verdict::Partly);
        assert_eq!(verdict("12.4", "Losses: 12.5", "partial"), Verdict::Wrong);
        assert_eq!(verdict("12.4", "The documents do not say enough", "none"), Verdict::Declined);
    }

    #[test]
    fn questions_without_an_answer_are_declined() {
        assert_eq!(verdict("", "The documents do not say enough", "none"), Verdict::Right);
        assert_eq!(verdict("", "Losses: 12.4", "full"), Verdict::Wrong);
    }
}
