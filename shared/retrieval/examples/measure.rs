//! Measures the embedding model: `cargo run --release -p sisuiq-retrieval --example measure [PARTS_FOLDER]`.
//!
//! Prints, for both precisions, the time until the first vector, the median and the 99th percentile of the time of a short
//! question, and how many full passages a second are embedded; then the time of a passage's BM25 vector.

use sisuiq_retrieval::{Embedder, EmbeddingSettings, InferenceError, Precision, embed::Provider, sparse};
use std::{
    fmt::Write as _,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const QUESTION: &str = "How long is the 220kV line from the power station to the capital?";
const QUESTIONS: usize = 200;
const PASSAGES: usize = 64;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local/parts");
    let parts = std::env::args_os().nth(1).map_or(default, PathBuf::from);
    let mut report = String::new();
    for (name, precision) in [("f32", Precision::F32), ("int8", Precision::Int8)] {
        let settings = EmbeddingSettings {
            provider: Provider::Local,
            model_path: parts.join("model"),
            runtime_path: parts.join("onnxruntime/libonnxruntime.so"),
            precision,
        };
        writeln!(report, "{name:5} {}", measure(settings).await?)?;
    }
    writeln!(report, "bm25  {:.1} µs for a passage", bm25_time().as_secs_f64() * 1e6)?;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

async fn measure(settings: EmbeddingSettings) -> Result<String, InferenceError> {
    let start = Instant::now();
    let embedder = Embedder::new(settings);
    embedder.warm().await?;
    let load = start.elapsed();

    let mut times = Vec::with_capacity(QUESTIONS);
    for _ in 0..QUESTIONS {
        let start = Instant::now();
        embedder.embed_query(QUESTION).await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();

    let passage = passage();
    let pieces = embedder.count_tokens(&passage).await?;
    let passages = vec![passage.as_str().into(); PASSAGES];
    embedder.embed_passages(passages.get(..4).unwrap_or_default()).await?;
    let start = Instant::now();
    embedder.embed_passages(&passages).await?;
    let rate = f64::from(u32::try_from(PASSAGES).unwrap_or(u32::MAX)) / start.elapsed().as_secs_f64();
    Ok(format!(
        "load {:.0} ms, question p50 {:.2} ms, p99 {:.2} ms, {rate:.1} passages/s of {pieces} word pieces",
        milliseconds(load),
        quantile(&times, 50).map_or(0.0, milliseconds),
        quantile(&times, 99).map_or(0.0, milliseconds),
    ))
}

fn bm25_time() -> Duration {
    let passage = passage();
    let start = Instant::now();
    for _ in 0..1000 {
        std::hint::black_box(sparse::document(std::hint::black_box(&passage)));
    }
    start.elapsed() / 1000
}

fn passage() -> String {
    "The transmission line of 132.5 km at 220kV was energised in the second quarter and carries power to the city. "
        .repeat(9)
}

fn quantile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    sorted.get(sorted.len() * percent / 100).copied()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
