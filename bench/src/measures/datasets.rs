//! Rows of a table of 50 MB, and questions about it.

use super::{
    lists::succeeded,
    programs::{output, peer},
};
use crate::{
    client::{Call, Connection, Load, Reply},
    context::Context,
    corpus::{self, Delivery},
    figures::{Column, Section, Table},
};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;
use std::{
    fs,
    net::SocketAddr,
    time::{Duration, Instant},
};
use url::form_urlencoded::Serializer;

/// Time limit for reading the table.
const TIMEOUT: Duration = Duration::from_mins(5);
/// Questions that the planner answers, each by another tool or other columns.
const QUESTIONS: [&str; 6] = [
    "시군구별 ECLO 평균은?",
    "기상상태별 사망자수 합계는?",
    "결측값이 몇 개야?",
    "How many rows are there?",
    "average ECLO by 기상상태",
    "maximum of ECLO",
];

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let folder = context.settings.folder.join("tables");
    fs::create_dir_all(&folder)?;
    let mut writing = peer(context, "tables.py");
    writing.arg("write").arg(&folder);
    output(writing).await?;
    let file = fs::read(folder.join("accidents.csv"))?;
    let server = context.server(&[("ANSWER_CACHE_SECONDS", "3600".to_owned())]).await?;
    let token = context.token(server.address).await?;
    context.progress.say("reading a table of 50 MB");
    let (dataset, seconds) = read(context, server.address, &token, &file).await?;
    let mut reading = Table::new("reading", vec![Column::lower("s", 0.5)]);
    reading.add("50 MB", [seconds.as_secs_f64()]);
    let mut requests = Table::new("requests", Column::of_load());
    for clients in [1, 8] {
        context.progress.say(format!("rows, {clients} clients"));
        let (dataset, token) = (dataset.clone(), token.clone());
        let make = move |client: usize, number: usize| page(&dataset, client + number).with_token(&token);
        let outcome = load(context, clients).run(&[server.address], make, succeeded).await?;
        requests.add(format!("page of rows, {clients} clients"), outcome.figures());
    }
    for (name, is_cached) in [("question", false), ("cached question", true)] {
        context.progress.say(name);
        let (dataset, token) = (dataset.clone(), token.clone());
        let make = move |_: usize, number: usize| {
            let message = QUESTIONS[number % QUESTIONS.len()];
            let message = if is_cached { message.to_owned() } else { format!("{message}{}", marks(number)) };
            Call::post_json("/api/chat/message", &json!({ "dataset_id": dataset, "message": message }))
                .with_token(&token)
        };
        if is_cached {
            let mut connection = Connection::open(server.address).await?;
            for number in 0..QUESTIONS.len() {
                connection.send(&make(0, number)).await?.json()?;
            }
        }
        let answered = move |_: usize, _: usize, reply: &Reply| {
            let answer = reply.json()?;
            ensure!(answer["abstained"] == false, "a question was not understood: {answer}");
            ensure!(!is_cached || answer["cache_hit"] == true, "an answer is not from the cache: {answer}");
            Ok(())
        };
        let outcome = load(context, 1).run(&[server.address], make, answered).await?;
        requests.add(format!("{name}, 1 clients"), outcome.figures());
    }
    server.end().await?;
    let mut section = Section::new("datasets", "Datasets through HTTP", notes());
    section.tables = vec![reading, requests];
    Ok(section)
}

/// The digits of a number as marks, which the planner ignores and the cache does not.
fn marks(number: usize) -> String {
    format!("{number:b}").replace('0', "?").replace('1', "!")
}

fn load(context: &Context, clients: usize) -> Load {
    Load { clients, warm_up: context.seconds(1, 1), measured: context.seconds(2, 6) }
}

/// Uploads a table and delivers messages until its copy is ready. Returns its id and the time from the file's arrival.
async fn read(context: &Context, server: SocketAddr, token: &str, file: &[u8]) -> Result<(String, Duration)> {
    let delivery = Delivery::start(&context.settings).await?;
    corpus::drain(&delivery).await?;
    let mut connection = Connection::open(server).await?;
    let promised = json!({ "file_name": "accidents.csv", "size": file.len(), "name": "accidents" });
    let call = Call::post_json("/api/datasets/uploads", &promised).with_token(token);
    let created = connection.send(&call).await?.json()?;
    let id = created["id"].as_str().context("a dataset has an id")?.to_owned();
    corpus::post(&created["upload"], file).await?;
    let began = Instant::now();
    loop {
        delivery.deliver().await?;
        let call = Call::get(format!("/api/datasets/{id}")).with_token(token);
        let dataset = connection.send(&call).await?.json()?;
        match dataset["status"].as_str() {
            Some("ready") if dataset["copy_ready"] == true => return Ok((id, began.elapsed())),
            Some("failed") => bail!("the table could not be read: {dataset}"),
            _ if began.elapsed() > TIMEOUT => bail!("the table was not ready in time: {dataset}"),
            _ => {}
        }
    }
}

/// A page of rows that fulfil a condition, sorted, from a place that differs from page to page.
fn page(dataset: &str, number: usize) -> Call {
    let condition = json!({ "column": "ECLO", "operator": ">", "value": number % 30 });
    let query = Serializer::new(String::new())
        .append_pair("filter", &condition.to_string())
        .append_pair("sort", "-위도")
        .append_pair("offset", &(number * 100 % 5_000).to_string())
        .finish();
    Call::get(format!("/api/datasets/{dataset}/rows?{query}"))
}

fn notes() -> Vec<String> {
    [
        "The generated table of the measure `frames`, read by one process of `ingest` on an emulated Runtime API: from the file's \
         arrival in S3 until its rows can be asked for.",
        "`page of rows` is `GET /api/datasets/{id}/rows` of one `server` process: 100 rows that fulfil a condition, sorted by another \
         column, with a condition and a place that differ from page to page.",
        "`question` is `POST /api/chat/message` with a question that the planner answers, in a new conversation each time, and whose answer is \
         put into the cache; `cached question` one that was answered before.",
    ]
    .map(str::to_owned)
    .to_vec()
}
