//! Document ingestion: the `ingest` function and a Python pipeline alternate on the same files.

use crate::{
    context::Context,
    corpus::{self, Book, Delivery},
    figures::{Column, Section, Spread, Table, float},
    process::{Log, Memory, Service, Watch},
    settings::Settings,
};
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use std::{fs, process::Stdio};
use tokio::process::Command;

/// Ingestion of one document.
#[derive(Clone, Copy, Debug)]
struct Run {
    pages: u64,
    chunks: u64,
    seconds: f64,
    memory: Memory,
}

/// Figures that the Python pipeline prints on standard output.
#[derive(Debug, Deserialize)]
struct Said {
    pages: u64,
    chunks: u64,
    seconds: f64,
}

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("ingestion", "Ingestion", notes());
    let mut table = Table::new("document", columns());
    let mut ratios = Table::new("ours ÷ Python", vec![Column::said("pages/s"), Column::said("most memory")]);
    let server = context.server(&[]).await?;
    corpus::drain(&Delivery::start(&context.settings).await?).await?;
    for (pages, rounds) in context.dose(vec![(100, 1)], vec![(100, 5), (1_600, 1)]) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            context.progress.say(format!("{pages} pages, round {} of {rounds}", round + 1));
            let book = context.book(pages)?;
            ours.push(read(context, &server, &book).await?);
            theirs.push(read_by_peer(&context.settings, &book).await?);
        }
        table.add(format!("{pages} pages, ours"), figures(&ours));
        table.add(format!("{pages} pages, Python"), figures(&theirs));
        let speed = median(&ours, Run::pages_per_second) / median(&theirs, Run::pages_per_second);
        let memory = median(&ours, |run| run.memory.together) / median(&theirs, |run| run.memory.together);
        ratios.add(format!("{pages} pages"), [speed, memory]);
    }
    server.end().await?;
    section.tables = vec![table, ratios];
    Ok(section)
}

fn notes() -> Vec<String> {
    [
        "Generated documents, some 350 words, a list and a table a page. Medians of five rounds of 100 pages, one of \
         1,600; in a quick run, one of 100.",
        "Ours: one process of the `ingest` binary on an emulated Runtime API, five messages at a time from the local \
         SQS. The time runs from the file's arrival in S3 until the document is `ready`: download, queue, a child \
         process for each range of 40 pages, page text and layout, and loading the model.",
        "Python: one process with PyMuPDF, the same int8 model in onnxruntime on two threads, asyncpg and qdrant-client, \
         from a local file until everything is stored in the same Postgres and Qdrant. Imports are not counted, \
         loading the model is. It detects no headings, columns or tables, stores neither word boxes nor sentence \
         vectors, needs no queue, and loses its work when it is killed.",
        "Memory is resident memory as the kernel counts it, pages of shared libraries included; `together` is the \
         maximum of the process and its children at one moment.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn columns() -> Vec<Column> {
    vec![
        Column::higher("pages/s"),
        Column::higher("passages/s"),
        Column::said("passages"),
        Column::said("seconds"),
        Column::lower("process MB", 10.0),
        Column::lower("child MB", 10.0),
        Column::lower("together MB", 20.0),
    ]
}

fn figures(runs: &[Run]) -> Vec<f64> {
    let memory = |pick: fn(Memory) -> f64| median(runs, |run| pick(run.memory));
    vec![
        median(runs, Run::pages_per_second),
        median(runs, |run| float(run.chunks) / run.seconds),
        median(runs, |run| float(run.chunks)),
        median(runs, |run| run.seconds),
        memory(|memory| memory.own),
        memory(|memory| memory.child),
        memory(|memory| memory.together),
    ]
}

impl Run {
    fn pages_per_second(&self) -> f64 {
        float(self.pages) / self.seconds
    }
}

fn median(runs: &[Run], figure: impl Fn(&Run) -> f64) -> f64 {
    Spread::of(&runs.iter().map(figure).collect::<Vec<_>>()).median
}

async fn read(context: &mut Context, server: &Service, book: &Book) -> Result<Run> {
    let delivery = Delivery::start(&context.settings).await?;
    let watch = Watch::start(delivery.pid);
    let read = context.ingest(server.address, &delivery, book).await;
    let memory = watch.end();
    let read = read?;
    Ok(Run { pages: read.pages, chunks: read.chunks, seconds: read.time.as_secs_f64(), memory })
}

async fn read_by_peer(settings: &Settings, book: &Book) -> Result<Run> {
    let path = settings.folder.join(&book.name);
    fs::write(&path, &book.file).with_context(|| format!("cannot write {}", path.display()))?;
    let mut command = Command::new(settings.python());
    command.arg(settings.peer("ingest.py")).arg(&path).env("PYTHONDONTWRITEBYTECODE", "1");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Log::of(settings, "peer-ingest")?.file()?)
        .kill_on_drop(true);
    let child = command.spawn().context("cannot start the Python pipeline")?;
    let watch = Watch::start(child.id().context("the Python pipeline ended at once")?);
    let output = child.wait_with_output().await;
    let memory = watch.end();
    let output = output?;
    if !output.status.success() {
        bail!("the Python pipeline failed; its log is {}", settings.log_of("peer-ingest").display());
    }
    let said: Said = serde_json::from_slice(&output.stdout).context("the Python pipeline said no figures")?;
    fs::remove_file(&path)?;
    Ok(Run { pages: said.pages, chunks: said.chunks, seconds: said.seconds, memory })
}
