//! From the start of a function's process until it asks for its first event.

use crate::{
    context::Context,
    figures::{Column, Latencies, Section, Spread, Table},
    process::{log_file, resident_megabytes},
};
use anyhow::{Context as _, Result, bail};
use std::{
    fs,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpStream},
    process::Command,
    time::timeout,
};

const RUNS: usize = 20;
const PATIENCE: Duration = Duration::from_secs(20);
/// What a process asks the Runtime API for when it is ready.
const NEXT: &[u8] = b"GET /2018-06-01/runtime/invocation/next ";

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("init", "Init of the functions", notes());
    let mut table = Table::new("function", columns());
    let mut names = Vec::new();
    for entry in fs::read_dir(context.settings.project.join("functions")).context("cannot list the functions")? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        context.progress.say(format!("{name}, {RUNS} starts"));
        let (mut latencies, mut memory) = (Latencies::new()?, Vec::new());
        for _ in 0..RUNS {
            let (time, megabytes) = start(context, &name).await?;
            latencies.record(time);
            memory.push(megabytes);
        }
        table.add(name, latencies.figures().into_iter().chain([Spread::of(&memory).median]));
    }
    section.tables.push(table);
    Ok(section)
}

fn notes() -> Vec<String> {
    vec![
        format!(
            "From the start of the process until its first `GET next` reached an emulated Runtime API, {RUNS} starts each, \
             files in the page cache, settings as in the local stack. This is init on this machine and not a cold start: \
             that would add fetching the package and starting the sandbox, on other hardware, with a share of a processor."
        ),
        "`chat` reads its model and connects in the background, `ingest` at its first message; neither waits for it here. \
         Memory is what is resident at that moment."
            .to_owned(),
    ]
}

fn columns() -> Vec<Column> {
    let mut columns = Column::of_latencies();
    columns.push(Column::lower("resident MB", 3.0));
    columns
}

/// Starts a function once; gives its time and its memory, and ends it.
async fn start(context: &Context, name: &str) -> Result<(Duration, f64)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let log = log_file(&context.settings, name)?;
    let mut command = Command::new(context.settings.binaries.join(name));
    command.env("AWS_LAMBDA_RUNTIME_API", listener.local_addr()?.to_string());
    command.env("AWS_LAMBDA_FUNCTION_NAME", name).env("AWS_LAMBDA_FUNCTION_VERSION", "1");
    command.env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769").env("OTEL_SERVICE_NAME", name);
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
    let began = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    let asked = timeout(PATIENCE, asks_for_work(&listener)).await;
    let time = began.elapsed();
    let stream = asked.with_context(|| format!("{name} never asked for work"))??;
    let memory = child.id().and_then(resident_megabytes).with_context(|| format!("{name} has ended"))?;
    child.kill().await?;
    drop(stream);
    Ok((time, memory))
}

async fn asks_for_work(listener: &TcpListener) -> Result<TcpStream> {
    let (mut stream, _) = listener.accept().await?;
    let mut line = vec![0; NEXT.len()];
    stream.read_exact(&mut line).await?;
    if line != NEXT {
        bail!("asked for something else: {}", String::from_utf8_lossy(&line));
    }
    Ok(stream)
}
