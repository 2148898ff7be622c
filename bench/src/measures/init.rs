//! Time from the start of a function's process until it requests its first event.

use crate::{
    context::{Context, MODEL_LOADED},
    figures::{Column, Latencies, Section, Spread, Table},
    process::{Log, resident_megabytes},
};
use anyhow::{Context as _, Result, bail};
use std::{
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
const TIMEOUT: Duration = Duration::from_secs(20);
/// The function that loads its model before the first event, and its log message when the model is loaded.
const WITH_MODEL: (&str, &str) = ("chat", MODEL_LOADED);
/// Request of a process that is ready for its first event.
const NEXT: &[u8] = b"GET /2018-06-01/runtime/invocation/next ";

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let mut section = Section::new("init", "Init of the functions", notes());
    let mut table = Table::new("function", columns());
    for name in context.settings.functions()? {
        context.progress.say(format!("{name}, {RUNS} starts"));
        table.add(&*name, starts(context, &name, None).await?);
        let (function, loaded) = WITH_MODEL;
        if name == function {
            table.add(format!("{name}, model loaded"), starts(context, &name, Some(loaded)).await?);
        }
    }
    section.tables.push(table);
    Ok(section)
}

fn notes() -> Vec<String> {
    vec![
        format!(
            "From the start of the process until its first `GET next` reached an emulated Runtime API, {RUNS} starts each, \
             one after another, files in the page cache, settings as in the local stack. This is init on this \
             machine and not a cold start, which would add fetching the package and starting the sandbox, on other \
             hardware, with a share of a processor."
        ),
        "`chat` loads its model in the background and connects at its first question, `ingest` does both at its first \
         message; neither waits for that. `model loaded` is the time of `chat`'s message about it. Memory is \
         resident memory at that moment."
            .to_owned(),
    ]
}

fn columns() -> Vec<Column> {
    let mut columns = Column::of_latencies();
    columns.push(Column::lower("resident MB", 3.0));
    columns
}

/// Measures times and memory of several starts, in the order of [`columns`].
async fn starts(context: &Context, name: &str, until_said: Option<&str>) -> Result<Vec<f64>> {
    let (mut latencies, mut memory) = (Latencies::new()?, Vec::new());
    for _ in 0..RUNS {
        let (time, megabytes) = start(context, name, until_said).await?;
        latencies.record(time);
        memory.push(megabytes);
    }
    Ok(latencies.figures().into_iter().chain([Spread::of(&memory).median]).collect())
}

/// Starts a function once, stops it, and returns its time and memory.
async fn start(context: &Context, name: &str, until_said: Option<&str>) -> Result<(Duration, f64)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let log = Log::of(&context.settings, name)?;
    let mut command = Command::new(context.settings.binaries.join(name));
    command.env("AWS_LAMBDA_RUNTIME_API", listener.local_addr()?.to_string());
    command.env("AWS_LAMBDA_FUNCTION_NAME", name).env("AWS_LAMBDA_FUNCTION_VERSION", "1");
    command.env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769").env("OTEL_SERVICE_NAME", name);
    command.stdin(Stdio::null()).stdout(log.file()?).stderr(log.file()?).kill_on_drop(true);
    let began = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    let asked = timeout(TIMEOUT, asks_for_work(&listener)).await;
    let _open = asked.with_context(|| format!("{name} never asked for work"))??;
    if let Some(text) = until_said {
        log.wait_for(text).await?;
    }
    let time = began.elapsed();
    let memory = child.id().and_then(resident_megabytes).with_context(|| format!("{name} has ended"))?;
    child.kill().await?;
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
