//! Whole questions through `server`, quoted and written.

use super::asking::{self, Asking, Said};
use crate::{
    client::{Connection, Load, Outcome},
    context::{Context, Corpus, MODEL_LOADED},
    figures::{Column, Latencies, Line, Plot, Section, Table},
    process::{Service, resident_megabytes},
    provider::{Provider, Script},
};
use anyhow::Result;
use std::time::{Duration, Instant};

/// Number of different questions.
const QUESTIONS: usize = 60;
/// A written answer without pauses between its words.
const WRITTEN: Script = Script { words: 60, pace: Duration::ZERO };

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let corpus = context.corpus().await?;
    let mut section = Section::new("question", "A whole question", notes(&corpus.description()));
    let provider = Provider::start(WRITTEN).await?;
    let written = provider.settings();
    let mut table = Table::new("answers", columns());
    let mut lines = Vec::new();
    for (name, own) in [("quoted", &[][..]), ("written", &written[..])] {
        let server = context.server(own).await?;
        let asking = Asking::new("/api/chat", &context.token(server.address).await?, &corpus.questions(QUESTIONS))?;
        for clients in [1_u8, 8, 32] {
            context.progress.say(format!("{name} answers, {clients} clients"));
            let outcome = ask(context, &server, &asking, clients).await?;
            let point = |share: f64| (f64::from(clients), outcome.latencies.quantile(share));
            Line::extend(&mut lines, &format!("{name}, p50"), point(0.5));
            Line::extend(&mut lines, &format!("{name}, p99"), point(0.99));
            table.add(format!("{name}, {clients} clients"), figures(&outcome, &server, name == "quoted"));
        }
        server.end().await?;
    }
    section.tables = vec![table, first_questions(context, &corpus).await?];
    section.plots.push(Plot::of_times("question", "A whole question", "clients", lines));
    Ok(section)
}

fn notes(corpus: &str) -> Vec<String> {
    vec![
        format!(
            "`POST /api/chat` to one `server` process (pool of {} connections, log at info) over {corpus}: admission, \
             embedding, search, scoring, answer, and storing the turn.",
            crate::context::POOL_SIZE
        ),
        format!(
            "{QUESTIONS} questions for figures of single pages; `right` is the share of answers with one of the \
             requested figures. Each question begins a conversation."
        ),
        format!(
            "Written: the model is a scripted provider in the load generator, {} words without any pause, so the \
             figures show only our own time and the transport's. Its words are not an answer.",
            WRITTEN.words
        ),
        "`retrieval` and `answer` are the medians of the answers' own `timings`, in whole milliseconds.".to_owned(),
        "After a start: a process that listens and has loaded its model (see `init` for that time), without a \
         connection to any store, answers one question after the other on one connection."
            .to_owned(),
    ]
}

fn columns() -> Vec<Column> {
    let mut columns = Column::of_load();
    columns.extend(["retrieval ms", "answer ms", "right %", "server MB"].map(Column::said));
    columns
}

/// Measures the first questions to newly started processes.
async fn first_questions(context: &Context, corpus: &Corpus) -> Result<Table> {
    let asked = corpus.questions(QUESTIONS);
    let server = context.server(&[]).await?;
    let asking = Asking::new("/api/chat", &context.token(server.address).await?, &asked)?;
    server.end().await?;
    let mut times = [Latencies::new()?, Latencies::new()?, Latencies::new()?];
    let starts = context.dose(3, 15);
    context.progress.say(format!("first questions after {starts} starts"));
    for run in 0..starts {
        let server = context.unconnected_server().await?;
        server.log.wait_for(MODEL_LOADED).await?;
        let mut connection = Connection::open(server.address).await?;
        for (number, latencies) in times.iter_mut().enumerate() {
            let began = Instant::now();
            let reply = connection.send(&asking.call(run, number)).await?;
            latencies.record(began.elapsed());
            asking.read(run, number, &reply)?;
        }
        server.end().await?;
    }
    let mut table = Table::new("after a start", Column::of_latencies());
    for (name, latencies) in ["first question", "second question", "third question"].into_iter().zip(&times) {
        table.add(name, latencies.figures());
    }
    Ok(table)
}

async fn ask(context: &Context, server: &Service, asking: &Asking, clients: u8) -> Result<Outcome<Said>> {
    let (warm_up, measured) = (context.seconds(1, 2), context.seconds(3, 12));
    let load = Load { clients: clients.into(), warm_up, measured };
    let (making, reading) = (asking.clone(), asking.clone());
    let make = move |client, number| making.call(client, number);
    load.run(&[server.address], make, move |client, number, reply| reading.read(client, number, reply)).await
}

fn figures(outcome: &Outcome<Said>, server: &Service, is_quoted: bool) -> Vec<f64> {
    let said = outcome.seen.as_slice();
    let mut figures = outcome.figures();
    figures.push(asking::median(said, |said| said.rag_ms));
    figures.push(asking::median(said, |said| said.llm_ms));
    figures.push(if is_quoted { asking::right(said) } else { f64::NAN });
    figures.push(resident_megabytes(server.pid).unwrap_or_default());
    figures
}
