//! From a question to a plan.

use crate::{
    compose::{all, compose, together},
    explain::explain,
    follow_up,
    items::items,
    plan::Plan,
    prediction,
    query::{Query, Remark},
    read::{Reading, read},
    refusal::{Refusal, RefusalKind},
    shared,
    tokens::{self, MOST, Token},
    vocabulary::Vocabulary,
    words::Operation,
};
use jiff::civil::Date;
use serde_json::{Map, Value};
use sisuiq_model::Text;

/// The turn before a question.
#[derive(Clone, Copy, Debug)]
pub enum Previous<'a> {
    /// It was answered by a plan for this query.
    Query(&'a Query),
    /// Fields of an accident were asked for; these are known ([`Refusal::given`]).
    Accident(&'a Map<String, Value>),
}

/// The circumstances of a question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turn<'a> {
    /// The turn before; it matters only for a question that continues it, such as "and by month?".
    pub previous: Option<Previous<'a>>,
    /// The day on which it is asked. Without it, "last year" is refused.
    pub today: Option<Date>,
}

/// A question in one of its readings.
struct Asked<'a> {
    tokens: &'a [Token],
    vocabulary: &'a Vocabulary,
    previous: Option<&'a Query>,
    today: Option<Date>,
}

/// The maximum length of a question in bytes.
const LONGEST: usize = 2_000;

/// Plans a question about a table, in Korean or English.
///
/// No language model is used, and the same question about the same table has the same plan. Words that nothing explains, a name that
/// fits several columns, and parts that do not fit together make a [`Refusal`]: a plan uses every word of the question that has a
/// meaning.
pub fn plan(question: &str, vocabulary: &Vocabulary, turn: Turn<'_>) -> Result<Plan, Refusal> {
    let tokens = tokens::tokens(question);
    if question.len() > LONGEST || tokens.len() > MOST {
        let text = Text::new("질문이 너무 깁니다. 짧게 나누어 물어보세요.", "The question is too long. Ask in parts.");
        return Err(Refusal::new(RefusalKind::TooLong, text));
    }
    if tokens.is_empty() {
        return Err(Refusal::no_operation());
    }
    if let Some(planned) = prediction::plan(question, &tokens, vocabulary, turn.previous) {
        return planned;
    }
    let previous = match turn.previous {
        Some(Previous::Query(query)) => Some(query),
        _ => None,
    };
    let asked = Asked { tokens: &tokens, vocabulary, previous, today: turn.today };
    let language = asked.reading(true, false);
    let plain = has_operation_names(&tokens, vocabulary).then(|| asked.reading(false, false));
    match (language, plain) {
        (Ok(first), Some(Ok(second))) if first.calls != second.calls => {
            let readings = vec![first.explanation.korean, second.explanation.korean];
            Err(Refusal::ambiguous(question.trim(), readings))
        }
        (Ok(found), _) | (Err(_), Some(Ok(found))) => Ok(found),
        // a name of the table that is also a word of the language
        (Err(refusal), _) => asked.reading(true, true).map_err(|_| refusal),
    }
}

impl Asked<'_> {
    /// A plan by one reading of the words.
    fn reading(&self, with_operations: bool, names_first: bool) -> Result<Plan, Refusal> {
        let items = items(self.tokens, self.vocabulary, with_operations);
        let Reading { query, is_follow_up } = read(&items, self.vocabulary, self.today, names_first)?;
        if query.has(Operation::Predict) {
            return Err(Refusal::hindrance(crate::words::Hindrance::Forecast, "예측 / predict"));
        }
        let query = follow_up::merged(query, is_follow_up, self.previous)?;
        planned(query, self.vocabulary)
    }
}

/// The plan of a query.
pub(crate) fn planned(mut query: Query, vocabulary: &Vocabulary) -> Result<Plan, Refusal> {
    let mut calls = compose(&query, vocabulary)?;
    let filter = all(query.conditions.clone());
    let has_names = query.remarks.iter().any(|remark| matches!(remark, Remark::Column { .. }));
    let is_inferred = has_names || query.operations.is_empty();
    query.remarks.retain(|remark| !matches!(remark, Remark::Together(_) | Remark::Shared(_)));
    query.remarks.extend(together(&query, vocabulary));
    let shared = shared::values(&query, vocabulary);
    calls.extend(shared::breakdown(&calls, &shared, filter.as_ref()));
    query.remarks.extend(shared.into_iter().map(Remark::Shared));
    let explanation = explain(&calls, &query);
    let has_times = vocabulary.columns.iter().any(|column| column.has_times);
    Ok(Plan { calls, filter, explanation, query, is_inferred, has_times })
}

/// Returns whether a name of the table in the question contains the word of an operation.
fn has_operation_names(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let with = items(tokens, vocabulary, true);
    let without = items(tokens, vocabulary, false);
    with.len() != without.len() || with.iter().zip(&without).any(|(left, right)| left.text != right.text)
}
