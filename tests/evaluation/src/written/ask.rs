//! Asking a product whose answers a model writes.

use super::{endpoint::Writer, prompt::Shown};
use crate::{
    answers::{Given, Verdict, judge},
    pages::{Question, body},
};
use anyhow::{Context, Result, ensure};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use serde_json::{Value, json};
use world::Person;

/// An answer of a product with a language model.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenAnswer {
    /// The id of the question.
    pub id: String,
    /// `true` if a page answers the question.
    pub is_answerable: bool,
    /// `true` if the model wrote the answer, and not the product alone.
    pub is_written: bool,
    /// The evidence in the prompt.
    pub shown: Shown,
    /// The answer of the product.
    pub given: Given,
    /// The verdict on the answer.
    pub verdict: Verdict,
}

/// Asks each question of all documents, `at_once` concurrently. The answers are streamed, because a model on a small machine needs
/// longer than a whole one may take.
///
/// # Errors
/// The product does not answer.
pub async fn ask_writer(
    person: &Person,
    questions: &[Question],
    writer: &Writer,
    at_once: usize,
) -> Result<Vec<WrittenAnswer>> {
    let asked = stream::iter(questions).map(async |question| {
        let reply = stream_of(person, body(question, &json!({}))).await.with_context(|| question.id.clone())?;
        let given = Given::of(&reply, None);
        Ok::<_, anyhow::Error>(WrittenAnswer {
            id: question.id.clone(),
            is_answerable: !question.pages.is_empty(),
            is_written: reply.get("model").and_then(Value::as_str) == Some(writer.name()),
            shown: writer.shown(&question.id),
            verdict: judge(question, &given),
            given,
        })
    });
    asked.buffered(at_once.max(1)).try_collect().await
}

/// The end of a streamed answer, in the form of a whole one.
async fn stream_of(person: &Person, question: Value) -> Result<Value> {
    let events = person.posts("/api/chat/stream", question).await;
    ensure!(events.status == 200, "the question is answered with {}", events.status);
    let last = events.all().await.pop().context("the stream is empty")?;
    ensure!(last.name == "done", "the stream ends with {}: {}", last.name, last.data);
    let mut reply = last.data;
    let text = reply.get("content").cloned().unwrap_or_default();
    reply.as_object_mut().context("the last event is no object")?.insert("answer".to_owned(), text);
    Ok(reply)
}
