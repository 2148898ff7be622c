//! Measures how many chunks have the label of the provision that contains their text.
//!
//! `cargo run -p sisuiq-law --example law_labels -- PATH`. Below PATH, a folder with `article-*.txt` or `section-*.txt` is read
//! as one act whose provisions are known, and each context in a file `*.jsonl` with questions as a text that names its own.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use serde_json::Value;
use sisuiq_law::{ChunkLimits, Declared, LawChunk, LawDocument, LawInput, chunk_law};

#[derive(Default)]
struct Counts {
    documents: usize,
    chunks: usize,
    right: usize,
    unlabelled: usize,
    wrong: usize,
    largest: usize,
    /// Places of chunks whose range of the page is not their text.
    moved: usize,
}

fn main() -> io::Result<()> {
    let Some(path) = std::env::args().nth(1) else { return Err(io::Error::other("usage: law_labels PATH")) };
    let show = std::env::args().any(|argument| argument == "--show");
    let mut counts = Counts::default();
    let mut out = io::stdout().lock();
    visit(Path::new(&path), &mut counts, show, &mut out)?;
    let Counts { documents, chunks, right, unlabelled, wrong, largest, moved } = counts;
    writeln!(
        out,
        "documents {documents} chunks {chunks} label right {right} none {unlabelled} wrong {wrong} largest {largest} characters, places wrong {moved}"
    )
}

fn visit(path: &Path, counts: &mut Counts, show: bool, out: &mut impl Write) -> io::Result<()> {
    if path.is_file() {
        return contexts(&fs::read_to_string(path)?, counts, show, out);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.sort_by_key(|file| (order(&stem(file)), file.clone()));
    if files.iter().any(|file| is_provision(&stem(file))) {
        return act(&files, counts, show, out);
    }
    files.iter().filter(|file| file.is_dir()).try_for_each(|file| visit(file, counts, show, out))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn order(stem: &str) -> usize {
    match stem {
        "preamble" => 0,
        _ if stem.starts_with("annex") || stem.starts_with("appendix") => 2,
        _ => 1,
    }
}

fn is_provision(stem: &str) -> bool {
    stem.starts_with("article-") || stem.starts_with("section-")
}

/// An act: its provisions, by their numbers, are the truth.
fn act(files: &[PathBuf], counts: &mut Counts, show: bool, out: &mut impl Write) -> io::Result<()> {
    let mut truth: BTreeMap<String, String> = BTreeMap::new();
    let mut text = String::new();
    for file in files.iter().filter(|file| stem(file) != "summary" && file.extension().is_some_and(|end| end == "txt"))
    {
        let content = fs::read_to_string(file)?;
        let body = content.split_once("\n---\n").map_or(content.as_str(), |(_, body)| body);
        let stem = stem(file);
        let body = match body.split_once('\n').filter(|_| stem.starts_with("article-")) {
            Some((first, rest)) => format!("{}\n{rest}", first.rsplit(", ").next().unwrap_or(first)),
            None => body.to_owned(),
        };
        let number = stem.split_once('-').filter(|_| is_provision(&stem)).map_or("", |(_, number)| number);
        truth.entry(number.trim_start_matches('0').to_lowercase()).or_default().push_str(&collapsed(&body));
        text.push_str(body.trim());
        text.push_str("\n\n");
    }
    let document = read(&text)?;
    let expected = |chunk: &LawChunk| {
        let content = collapsed(&chunk.text).trim_end().to_owned();
        truth.iter().filter(|(_, body)| body.contains(&content)).map(|(number, _)| number.clone()).collect()
    };
    count(&document, expected, counts, show, out)
}

/// Contexts that begin with the name of their article.
fn contexts(lines: &str, counts: &mut Counts, show: bool, out: &mut impl Write) -> io::Result<()> {
    for line in lines.lines() {
        let question: Value = serde_json::from_str(line).map_err(io::Error::other)?;
        for context in
            question.get("reference_contexts").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            let Some((name, rest)) = context.split_once('\n') else { continue };
            let text = if name.contains(" - ") { rest } else { context };
            let number = name.split_once("Article ").map_or("", |(_, number)| number).to_lowercase();
            count(&read(text)?, |_| vec![number.clone()], counts, show, out)?;
        }
    }
    Ok(())
}

fn read(text: &str) -> io::Result<LawDocument> {
    let limits = ChunkLimits { max_tokens: 1_000, target_tokens: 700, context_tokens: 400 };
    chunk_law(&LawInput::Text(text), &Declared::default(), limits, &|text: &str| text.chars().count())
        .map_err(io::Error::other)
}

fn count(
    document: &LawDocument,
    expected: impl Fn(&LawChunk) -> Vec<String>,
    counts: &mut Counts,
    show: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    counts.documents += 1;
    for chunk in &document.chunks {
        let expected = expected(chunk);
        // a chunk of the preamble or of an annex has no article
        let found = chunk.position.article.as_ref().or(chunk.position.section.as_ref());
        let number = found.map(|label| label.trim_start_matches(['§', ' ']).trim_end_matches('.'));
        let number = number.and_then(|label| label.rsplit(' ').next()).unwrap_or_default().to_lowercase();
        let is_right = expected.contains(&number);
        counts.chunks += 1;
        counts.right += usize::from(is_right);
        counts.unlabelled += usize::from(!is_right && number.is_empty());
        counts.wrong += usize::from(!is_right && !number.is_empty());
        counts.largest = counts.largest.max(chunk.text.chars().count());
        let page = document.pages().find(|page| page.number == chunk.page);
        let quote =
            page.map(|page| page.text.chars().skip(chunk.start).take(chunk.end - chunk.start).collect::<String>());
        counts.moved += usize::from(quote.as_deref() != Some(chunk.text.as_str()));
        if show && !is_right {
            let start: String = chunk.text.chars().take(100).collect();
            writeln!(out, "  {number:?} instead of {expected:?}: {start:?}")?;
        }
    }
    Ok(())
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().chain(iter::once("")).collect::<Vec<_>>().join(" ")
}
