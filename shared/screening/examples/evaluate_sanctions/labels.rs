//! Chunks of acts: whether each has the label of the provision that contains its text, and what its references lead to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io, iter};

use serde_json::Value;
use sisuiq_law::{ChunkLimits, Declared, LawChunk, LawDocument, LawInput, Target, chunk_law};

use crate::Outcome;
use crate::report::{Report, percent};

#[derive(Default)]
struct Counts {
    chunks: usize,
    right: usize,
    /// References to units of the same act, and those that lead there.
    references: usize,
    resolved: usize,
    terms: usize,
    /// Places of chunks whose range of the page is not their text.
    moved: usize,
}

pub(crate) fn measure(folder: &Path, name: &str, report: &mut Report) -> Outcome<()> {
    let mut counts = Counts::default();
    if folder.exists() {
        visit(folder, &mut counts)?;
    }
    let Counts { chunks, right, moved, references, resolved, terms } = counts;
    if chunks == 0 {
        report.left_out.push(format!("chunks of {name}"));
        return Ok(());
    }
    let what = format!("of {chunks} chunks of {name} those with the label of their provision");
    report.tell(15, what, percent(right, chunks));
    let what = format!("chunks of {name} whose place is not that of their text");
    report.judge(14, what, (moved.to_string(), "0"), moved == 0);
    if references == 0 {
        return Ok(());
    }
    let what = format!("of {references} references within acts of {name} those that lead to a unit");
    report.tell(16, what, percent(resolved, references));
    report.tell(16, format!("terms that acts of {name} define"), terms.to_string());
    Ok(())
}

fn visit(path: &Path, counts: &mut Counts) -> io::Result<()> {
    if path.is_file() {
        return contexts(&fs::read_to_string(path)?, counts);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.sort_by_key(|file| (order(&stem(file)), file.clone()));
    if files.iter().any(|file| is_provision(&stem(file))) {
        return act(&files, counts);
    }
    files.iter().filter(|file| file.is_dir()).try_for_each(|file| visit(file, counts))
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
fn act(files: &[PathBuf], counts: &mut Counts) -> io::Result<()> {
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
    let targets =
        |wanted: fn(&Target) -> bool| document.references.iter().filter(|reference| wanted(&reference.target)).count();
    let resolved = targets(|target| matches!(target, Target::Units(_)));
    counts.resolved += resolved;
    counts.references += resolved + targets(|target| *target == Target::Unresolved);
    counts.terms += document.terms.len();
    let expected = |chunk: &LawChunk| {
        let content = collapsed(&chunk.text).trim_end().to_owned();
        truth.iter().filter(|(_, body)| body.contains(&content)).map(|(number, _)| number.clone()).collect()
    };
    count(&document, expected, counts);
    Ok(())
}

/// Contexts that begin with the name of their article.
fn contexts(lines: &str, counts: &mut Counts) -> io::Result<()> {
    for line in lines.lines() {
        let question: Value = serde_json::from_str(line).map_err(io::Error::other)?;
        for context in
            question.get("reference_contexts").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            let Some((name, rest)) = context.split_once('\n') else { continue };
            let text = if name.contains(" - ") { rest } else { context };
            let number = name.split_once("Article ").map_or("", |(_, number)| number).to_lowercase();
            count(&read(text)?, |_| vec![number.clone()], counts);
        }
    }
    Ok(())
}

fn read(text: &str) -> io::Result<LawDocument> {
    let limits = ChunkLimits { max_tokens: 1_000, target_tokens: 700, context_tokens: 400 };
    chunk_law(&LawInput::Text(text), &Declared::default(), limits, &|text: &str| text.chars().count())
        .map_err(io::Error::other)
}

fn count(document: &LawDocument, expected: impl Fn(&LawChunk) -> Vec<String>, counts: &mut Counts) {
    for chunk in &document.chunks {
        let expected = expected(chunk);
        // a chunk of the preamble or of an annex has no article
        let found = chunk.position.article.as_ref().or(chunk.position.section.as_ref());
        let number = found.map(|label| label.trim_start_matches(['§', ' ']).trim_end_matches('.'));
        let number = number.and_then(|label| label.rsplit(' ').next()).unwrap_or_default().to_lowercase();
        let is_right = expected.contains(&number);
        counts.chunks += 1;
        counts.right += usize::from(is_right);
        let page = document.pages().find(|page| page.number == chunk.page);
        let quote =
            page.map(|page| page.text.chars().skip(chunk.start).take(chunk.end - chunk.start).collect::<String>());
        counts.moved += usize::from(quote.as_deref() != Some(chunk.text.as_str()));
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().chain(iter::once("")).collect::<Vec<_>>().join(" ")
}
