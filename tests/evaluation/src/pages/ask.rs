//! Asking for the pages of questions.

use super::{
    collection::{Collection, Question},
    recall::{Places, place},
};
use crate::ask::{Product, answer_with_record};
use anyhow::{Context, Result};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The mode of all questions, which searches every publisher.
const MODE: &str = "strategy_qa";

/// Asks each answerable question twice, of all documents and of its own, `at_once` questions concurrently. `ids` are the
/// ids of the documents by file name.
///
/// # Errors
/// The product does not answer, or the record of an answer is not signed by it.
pub async fn find_pages(
    product: &impl Product,
    collection: &Collection,
    ids: &BTreeMap<String, String>,
    at_once: usize,
) -> Result<BTreeMap<String, Places>> {
    let answerable = || collection.questions.iter().filter(|question| !question.pages.is_empty());
    let progress = ProgressBar::new(answerable().count() as u64);
    let places = stream::iter(answerable()).map(|question| async {
        let places = find(product, question, ids).await.with_context(|| question.id.clone());
        progress.inc(1);
        Ok::<_, anyhow::Error>((question.id.clone(), places?))
    });
    let places = places.buffered(at_once.max(1)).try_collect().await?;
    progress.finish_and_clear();
    Ok(places)
}

async fn find(product: &impl Product, question: &Question, ids: &BTreeMap<String, String>) -> Result<Places> {
    let id = ids.get(&question.document).with_context(|| format!("{} was not uploaded", question.document))?;
    let ask = async |filters: Value| {
        let body = json!({ "message": question.text, "mode": MODE, "filters": filters });
        let (_, record) = answer_with_record(product, &body).await?;
        Ok::<_, anyhow::Error>(place(question, &record))
    };
    Ok(Places { everywhere: ask(json!({})).await?, in_document: ask(json!({ "document_ids": [id] })).await? })
}
