//! Asking a product whose answers the oracle writes.

use super::{endpoint::Oracle, prompt::Shown};
use crate::{
    answers::{Given, Verdict, judge},
    ask::Product,
    pages::{Question, body},
};
use anyhow::{Context, Result};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use serde_json::json;

/// An answer that the oracle wrote.
#[derive(Clone, Debug, Serialize)]
pub struct OracleAnswer {
    /// The id of the question.
    pub id: String,
    /// `true` if a page answers the question.
    pub is_answerable: bool,
    /// The evidence in the prompt.
    pub shown: Shown,
    /// The answer of the product.
    pub given: Given,
    /// The verdict on the answer.
    pub verdict: Verdict,
}

/// Asks each question of all documents, `at_once` concurrently.
///
/// # Errors
/// The product does not answer.
pub async fn ask_oracle(
    product: &impl Product,
    questions: &[Question],
    oracle: &Oracle,
    at_once: usize,
) -> Result<Vec<OracleAnswer>> {
    let asked = stream::iter(questions).map(async |question| {
        let reply = product.ask(&body(question, &json!({}))).await.with_context(|| question.id.clone())?;
        let given = Given::of(&reply, None);
        Ok::<_, anyhow::Error>(OracleAnswer {
            id: question.id.clone(),
            is_answerable: !question.pages.is_empty(),
            shown: oracle.shown(&question.id),
            verdict: judge(question, &given),
            given,
        })
    });
    asked.buffered(at_once.max(1)).try_collect().await
}
