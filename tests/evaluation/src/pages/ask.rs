//! Asking questions that name their pages.

use super::{
    collection::{Collection, Question},
    recall::{Place, Places, Scope, place},
};
use crate::{
    answers::Given,
    ask::{Product, answer_with_record},
};
use anyhow::{Context, Result};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The mode of all questions, which searches every publisher.
const MODE: &str = "strategy_qa";

/// What was found for the questions, by their ids.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Found {
    /// The ranks of the right pages of answerable questions.
    pub places: BTreeMap<String, Places>,
    /// The answers from all documents.
    pub everywhere: BTreeMap<String, Given>,
    /// The answers from the documents of the questions.
    pub in_document: BTreeMap<String, Given>,
}

impl Found {
    /// The answers of a scope.
    #[must_use]
    pub const fn answers(&self, scope: Scope) -> &BTreeMap<String, Given> {
        match scope {
            Scope::Everywhere => &self.everywhere,
            Scope::InDocument => &self.in_document,
        }
    }
}

/// Asks each question twice, of all documents and of its own, `at_once` questions concurrently. `ids` are the ids of the documents
/// by file name.
///
/// # Errors
/// The product does not answer, or the record of an answer is not signed by it.
pub async fn ask_questions(
    product: &impl Product,
    collection: &Collection,
    ids: &BTreeMap<String, String>,
    at_once: usize,
) -> Result<Found> {
    let progress = ProgressBar::new(collection.questions.len() as u64);
    let asked = stream::iter(&collection.questions).map(async |question| {
        let asked = ask(product, question, ids).await.with_context(|| question.id.clone());
        progress.inc(1);
        Ok::<_, anyhow::Error>((question, asked?))
    });
    let asked: Vec<_> = asked.buffered(at_once.max(1)).try_collect().await?;
    progress.finish_and_clear();
    let mut found = Found::default();
    for (question, [(everywhere, of_all), (in_document, of_one)]) in asked {
        if !question.pages.is_empty() {
            found.places.insert(question.id.clone(), Places { everywhere, in_document });
        }
        found.everywhere.insert(question.id.clone(), of_all);
        found.in_document.insert(question.id.clone(), of_one);
    }
    Ok(found)
}

/// The request for a question's answer from the documents that these filters allow.
pub(crate) fn body(question: &Question, filters: &Value) -> Value {
    json!({ "message": question.text, "mode": MODE, "filters": filters })
}

/// The rank of the right page and the answer, of all documents and of the right one.
async fn ask(
    product: &impl Product,
    question: &Question,
    ids: &BTreeMap<String, String>,
) -> Result<[(Place, Given); 2]> {
    let id = ids.get(&question.document).with_context(|| format!("{} was not uploaded", question.document))?;
    let ask = async |filters: Value| {
        let (answer, record) = answer_with_record(product, &body(question, &filters)).await?;
        Ok::<_, anyhow::Error>((place(question, &record), Given::of(&answer, record.retrieval.confidence)))
    };
    Ok([ask(json!({})).await?, ask(json!({ "document_ids": [id] })).await?])
}
