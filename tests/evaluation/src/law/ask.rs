//! Asking questions about law.

use super::{
    collection::{LawCollection, LawQuestion, LawText},
    found::FoundPassage,
    statements::Statements,
};
use crate::ask::record_of;
use anyhow::{Context, Result, ensure};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_provenance::FoundChunk;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;
use world::{Form, Person, World};

/// The longest time by which the clock of a world may be behind when a form is made.
const MOST_BEHIND: SignedDuration = SignedDuration::from_mins(5);

/// The answer to a question.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LawAnswer {
    /// The passages that were found, in the order in which a language model is shown them.
    pub found: Vec<FoundPassage>,
    /// The text.
    pub text: String,
    /// The degree to which the documents answer; `none` if it was declined.
    pub support: String,
    /// What its statements rest on.
    pub statements: Statements,
}

/// Uploads the texts into their datasets, visible to everybody.
///
/// # Errors
/// A text is not accepted, or cannot be read.
pub async fn load_law(admin: &Person, texts: &[LawText]) -> Result<()> {
    admin.world.prepare_storage().await;
    let progress = ProgressBar::new(texts.len() as u64);
    let mut admin = admin.clone();
    for text in texts {
        // the clock of a world stands still, and the forms of uploads end by that of the bucket
        let behind = Clock::system().now().duration_since(admin.world.clock().now());
        if behind > MOST_BEHIND {
            admin.world.wait(behind);
            admin = admin.world.logs_in(&admin.name).await;
        }
        upload(&admin, text).await.with_context(|| text.name.clone())?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

async fn upload(admin: &Person, text: &LawText) -> Result<()> {
    let LawText { dataset, name, act, valid_from, valid_to, bytes } = text;
    let input = json!({
        "name": name, "size": bytes.len(), "act": act, "language": "en", "valid_from": valid_from, "valid_to": valid_to,
    });
    let created = admin.post(&format!("/api/v1/knowledge/datasets/{dataset}/documents"), input).await;
    ensure!(created.status == 201, "it is answered with {}: {}", created.status, created.body);
    let form = Form::of(&created);
    let status = form.post(bytes).await;
    ensure!(status.is_success(), "the bucket answers {status}");
    let notice = admin.world.landed(form.key()).await;
    let failed = admin.world.deliver(&[notice]).await.batch_item_failures.len() + admin.world.deliver_all().await;
    ensure!(failed == 0, "{failed} messages fail");
    Ok(())
}

/// Makes the world's product find no provision by its number and no definition by its term.
pub async fn without_names(world: &World) {
    world.execute("UPDATE document_chunk_provisions SET names = '{}', defines = '{}'", &[]).await;
}

/// Asks each question in a conversation of its own, `at_once` questions concurrently. Returns the answers by the ids of the questions.
///
/// # Errors
/// The product does not answer, or the record of an answer is not signed by it.
pub async fn ask_law<'a>(
    person: &Person,
    collection: &'a LawCollection,
    is_asked: impl Fn(&LawQuestion) -> bool,
    at_once: usize,
) -> Result<BTreeMap<&'a str, LawAnswer>> {
    let questions: Vec<&LawQuestion> = collection.questions.iter().filter(|question| is_asked(question)).collect();
    let progress = ProgressBar::new(questions.len() as u64);
    let asked = stream::iter(questions).map(async |question| {
        let answer = ask(person, question).await.with_context(|| question.id.clone());
        progress.inc(1);
        Ok::<_, anyhow::Error>((question.id.as_str(), answer?))
    });
    let answers = asked.buffered(at_once.max(1)).try_collect().await?;
    progress.finish_and_clear();
    Ok(answers)
}

#[expect(clippy::indexing_slicing, reason = "null stands for what JSON lacks")]
async fn ask(person: &Person, question: &LawQuestion) -> Result<LawAnswer> {
    let chat = post(person, "/api/v1/knowledge/chats", json!({ "dataset": question.dataset }), 201).await?;
    let chat = chat["id"].as_str().context("the conversation has no id")?;
    let input = json!({ "message": question.text, "date": question.date });
    let answer = post(person, &format!("/api/v1/knowledge/chats/{chat}/messages"), input, 200).await?;
    let record = record_of(person, answer["message_id"].as_str().context("the answer has no id")?).await?;
    let mut pages = Vec::new();
    for citation in answer["citations"].as_array().into_iter().flatten() {
        let document = citation["document_id"].as_str().unwrap_or_default();
        let page = person.get(&format!("/api/documents/{document}/pages/{}", citation["page"])).await;
        ensure!(page.status == 200, "the page of a citation is answered with {}", page.status);
        pages.push(page.text("text").to_owned());
    }
    let support = if answer["abstained"] == true { "none" } else { answer["support"].as_str().unwrap_or_default() };
    Ok(LawAnswer {
        found: found(&person.world, &record.retrieval.chunks).await?,
        text: answer["response"].as_str().unwrap_or_default().to_owned(),
        support: support.to_owned(),
        statements: Statements::of(&answer, &pages),
    })
}

async fn post(person: &Person, path: &str, input: Value, status: u16) -> Result<Value> {
    let reply = person.post(path, input).await;
    ensure!(reply.status == status, "POST {path} is answered with {}: {}", reply.status, reply.body);
    Ok(reply.body)
}

/// The passages with their provisions. Those that only complete a divided sentence are left out.
async fn found(world: &World, chunks: &[FoundChunk]) -> Result<Vec<FoundPassage>> {
    let ids: Vec<Uuid> = chunks.iter().map(|chunk| chunk.chunk_id).collect();
    let database = world.database();
    let connection = database.connection().await?;
    let sql = "SELECT chunk_id, coalesce( \
            provision ->> 'annex', provision ->> 'article', provision ->> 'section', provision ->> 'recital', '' \
        ) FROM document_chunk_provisions WHERE chunk_id = ANY ($1) ORDER BY chunk_id LIMIT 1000";
    let rows = connection.query(sql, &[&ids]).await?;
    let mut provisions: HashMap<Uuid, String> = HashMap::new();
    for row in rows {
        provisions.insert(row.try_get(0)?, row.try_get(1)?);
    }
    let searched = chunks.iter().filter(|chunk| chunk.fused_rank.is_some());
    Ok(searched
        .map(|chunk| FoundPassage {
            document: chunk.document_name.clone(),
            provision: provisions.remove(&chunk.chunk_id).unwrap_or_default(),
        })
        .collect())
}
