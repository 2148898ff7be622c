//! From a question to a plan.

use crate::{
    compose::{all, compose},
    explain::explain,
    follow_up,
    items::items,
    plan::Plan,
    prediction,
    query::{Query, Remark},
    read::{Reading, read},
    refusal::{Refusal, RefusalKind},
    tokens::{self, MOST, Token},
    vocabulary::Vocabulary,
    words::Operation,
};
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

/// The maximum length of a question in bytes.
const LONGEST: usize = 2_000;

/// Plans a question about a table, in Korean or English.
///
/// No language model is used, and the same question about the same table has the same plan. Words that nothing explains, a name that
/// fits several columns, and parts that do not fit together make a [`Refusal`]: a plan uses every word of the question that has a
/// meaning. `previous` is the turn before; it matters only for a question that continues it, such as "and by month?".
pub fn plan(question: &str, vocabulary: &Vocabulary, previous: Option<Previous<'_>>) -> Result<Plan, Refusal> {
    let tokens = tokens::tokens(question);
    if question.len() > LONGEST || tokens.len() > MOST {
        let text = Text::new("질문이 너무 깁니다. 짧게 나누어 물어보세요.", "The question is too long. Ask in parts.");
        return Err(Refusal::new(RefusalKind::TooLong, text));
    }
    if tokens.is_empty() {
        return Err(Refusal::no_operation());
    }
    if let Some(planned) = prediction::plan(question, &tokens, vocabulary, previous) {
        return planned;
    }
    let query = match previous {
        Some(Previous::Query(query)) => Some(query),
        _ => None,
    };
    let language = reading(&tokens, vocabulary, query, true, false);
    let plain = has_operation_names(&tokens, vocabulary).then(|| reading(&tokens, vocabulary, query, false, false));
    match (language, plain) {
        (Ok(first), Some(Ok(second))) if first.calls != second.calls => {
            let readings = vec![first.explanation.korean, second.explanation.korean];
            Err(Refusal::ambiguous(question.trim(), readings))
        }
        (Ok(found), _) | (Err(_), Some(Ok(found))) => Ok(found),
        // a name of the table that is also a word of the language
        (Err(refusal), _) => reading(&tokens, vocabulary, query, true, true).map_err(|_| refusal),
    }
}

/// A plan by one reading of the words.
fn reading(
    tokens: &[Token],
    vocabulary: &Vocabulary,
    previous: Option<&Query>,
    with_operations: bool,
    names_first: bool,
) -> Result<Plan, Refusal> {
    let items = items(tokens, vocabulary, with_operations);
    let Reading { query, is_follow_up } = read(&items, vocabulary, names_first)?;
    if query.has(Operation::Predict) {
        return Err(Refusal::hindrance(crate::words::Hindrance::Forecast, "예측 / predict"));
    }
    let query = follow_up::merged(query, is_follow_up, previous)?;
    planned(query, vocabulary)
}

/// The plan of a query.
pub(crate) fn planned(query: Query, vocabulary: &Vocabulary) -> Result<Plan, Refusal> {
    let calls = compose(&query, vocabulary)?;
    let filter = all(query.conditions.clone());
    let has_names = query.remarks.iter().any(|remark| matches!(remark, Remark::Column { .. }));
    let is_inferred = has_names || query.operations.is_empty();
    let explanation = explain(&calls, &query);
    Ok(Plan { calls, filter, explanation, query, is_inferred })
}

/// Returns whether a name of the table in the question contains the word of an operation.
fn has_operation_names(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let with = items(tokens, vocabulary, true);
    let without = items(tokens, vocabulary, false);
    with.len() != without.len() || with.iter().zip(&without).any(|(left, right)| left.text != right.text)
}
