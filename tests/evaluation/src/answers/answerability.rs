//! How well the confidence tells questions with an answer from those without.

use super::given::Given;
use crate::pages::{Found, Question, Scope};
use std::cmp::Ordering;

/// The confidence of an answer that has none: declined below every other, related passages at the least of such, and all else above.
const WITHOUT: [(&str, f64); 2] = [("none", f64::NEG_INFINITY), ("near", 0.68)];

/// The area under the receiver operating characteristic of the confidence, as the share of pairs of one question with an answer and one
/// without in which the first has the higher confidence. Equal ones count half. `None` if there are no such pairs.
#[must_use]
pub fn answerability(scope: Scope, questions: &[Question], found: &Found) -> Option<f64> {
    let answers = found.answers(scope);
    let asked = questions.iter().filter_map(|question| Some((question, confidence(answers.get(&question.id)?))));
    let (with, without): (Vec<_>, Vec<_>) = asked.partition(|(question, _)| !question.pages.is_empty());
    let in_order = |(_, answerable): &(&Question, f64)| {
        let share = |(_, other): &(&Question, f64)| match answerable.total_cmp(other) {
            Ordering::Greater => 1.0,
            Ordering::Equal => 0.5,
            Ordering::Less => 0.0,
        };
        without.iter().map(share).sum::<f64>()
    };
    let pairs = with.len() * without.len();
    #[expect(clippy::cast_precision_loss, reason = "pairs of questions")]
    let share = with.iter().map(in_order).sum::<f64>() / pairs as f64;
    (pairs > 0).then_some(share)
}

fn confidence(given: &Given) -> f64 {
    let of_support =
        || WITHOUT.iter().find(|(support, _)| *support == given.support).map_or(f64::INFINITY, |(_, value)| *value);
    given.confidence.unwrap_or_else(of_support)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(answers: &[(bool, &str, Option<f64>)]) -> Option<f64> {
        let mut found = Found::default();
        let questions = (0..).zip(answers).map(|(place, (is_answerable, support, confidence))| {
            let id = format!("q{place}");
            let given = Given { support: (*support).to_owned(), confidence: *confidence, ..Given::default() };
            found.everywhere.insert(id.clone(), given);
            let pages = if *is_answerable { json!([1]) } else { json!([]) };
            serde_json::from_value(json!({ "id": id, "doc": "a.pdf", "q": "What were the losses?", "pages": pages }))
                .unwrap()
        });
        let questions: Vec<Question> = questions.collect();
        answerability(Scope::Everywhere, &questions, &found)
    }

    #[test]
    fn pairs_in_order_count_and_equal_ones_half() {
        let answers = [
            (true, "full", Some(1.3)),
            (true, "near", Some(0.9)),
            (false, "full", Some(1.2)),
            (false, "near", Some(0.9)),
        ];
        assert_eq!(of(&answers), Some((1.0 + 1.0 + 0.0 + 0.5) / 4.0));
    }

    #[test]
    fn answers_without_a_confidence_are_ordered_by_their_support() {
        let answers = [(true, "full", None), (true, "none", None), (false, "near", None), (false, "full", Some(1.6))];
        assert_eq!(of(&answers), Some((2.0 + 0.0) / 4.0));
    }

    #[test]
    fn without_unanswerable_questions_there_is_none() {
        assert_eq!(of(&[(true, "full", Some(1.3))]), None);
    }
}
