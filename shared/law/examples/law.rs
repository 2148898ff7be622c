//! Prints the structure of legal texts, or counts over all files below a folder.
//!
//! `cargo run -p sisuiq-law --example law -- PATH [--tree | --records]`. `--records` writes a line of JSON for each unit. A folder with `article-*.txt` or `section-*.txt` is read as one
//! act. Files may begin with a header of `Key: value` lines that a line `---` ends.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sisuiq_law::{
    ChunkLimits, Declared, DoubtKind, LawDocument, LawError, LawInput, Target, UnitId, UnitKind, chunk_law,
    looks_like_law,
};

/// The output, and what was counted so far.
struct Run<'a> {
    has_tree: bool,
    has_records: bool,
    totals: Totals,
    out: io::StdoutLock<'a>,
}

#[derive(Default)]
struct Totals {
    files: usize,
    law: usize,
    characters: usize,
    recognised: usize,
    other: usize,
    furniture: usize,
    chunks: usize,
    internal: usize,
    external: usize,
    unresolved: usize,
    terms: usize,
    sections: (usize, usize),
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        return Err(io::Error::other("usage: law PATH [--tree]"));
    };
    let has_tree = arguments.iter().any(|argument| argument == "--tree");
    let has_records = arguments.iter().any(|argument| argument == "--records");
    let mut run = Run { has_tree, has_records, totals: Totals::default(), out: io::stdout().lock() };
    visit(Path::new(path), &mut run)?;
    let Run { totals, mut out, .. } = run;
    let share = |part: usize, whole: usize| {
        100.0 * f64::from(u32::try_from(part).unwrap_or(0)) / f64::from(u32::try_from(whole.max(1)).unwrap_or(1))
    };
    writeln!(out, "documents {} law {} chunks {} terms {}", totals.files, totals.law, totals.chunks, totals.terms)?;
    let text = totals.characters - totals.furniture;
    writeln!(
        out,
        "recognised {:.2} % other {:.2} % of {} characters",
        share(totals.recognised, text),
        share(totals.other, text),
        text
    )?;
    let own = totals.internal + totals.unresolved;
    writeln!(
        out,
        "references internal {} external {} unresolved {} ({:.1} % of the internal ones resolved)",
        totals.internal,
        totals.external,
        totals.unresolved,
        share(totals.internal, own)
    )?;
    writeln!(out, "sections found {} of {}", totals.sections.0, totals.sections.1)
}

fn visit(path: &Path, run: &mut Run<'_>) -> io::Result<()> {
    if path.is_file() {
        let text = fs::read_to_string(path)?;
        return show(path, &text, &BTreeSet::new(), run);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_part = |path: &PathBuf| name(path).starts_with("article-") || name(path).starts_with("section-");
    if files.iter().any(is_part) {
        return joined(path, &files, run);
    }
    for file in files {
        let is_text =
            ["txt", "html", "xml"].iter().any(|end| file.extension().is_some_and(|extension| extension == *end));
        if file.is_dir() || (is_text && name(&file) != "SOURCE.txt") {
            visit(&file, run)?;
        }
    }
    Ok(())
}

/// An act whose provisions are in files of their own.
fn joined(path: &Path, files: &[PathBuf], run: &mut Run<'_>) -> io::Result<()> {
    let order = |file: &PathBuf| match file.file_stem().unwrap_or_default().to_string_lossy().as_ref() {
        "preamble" => 0,
        name if name.starts_with("annex") || name.starts_with("appendix") => 2,
        "summary" => 3,
        _ => 1,
    };
    let mut sorted = files.to_vec();
    sorted.sort_by_key(order);
    let mut text = String::new();
    let mut sections = BTreeSet::new();
    for file in sorted.iter().filter(|file| order(file) < 3) {
        let content = fs::read_to_string(file)?;
        let body = body(&content);
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sections.extend(stem.strip_prefix("section-").map(str::to_owned));
        // the first line of an article repeats the name of the act
        let body = match body.split_once('\n').filter(|_| stem.starts_with("article-")) {
            Some((first, rest)) => format!("{}\n{rest}", first.rsplit(", ").next().unwrap_or(first)),
            None => body.to_owned(),
        };
        text.push_str(body.trim());
        text.push_str("\n\n");
    }
    show(path, &text, &sections, run)
}

fn body(text: &str) -> &str {
    match text.split_once("\n---\n") {
        Some((header, body)) if header.starts_with("Citation: ") => body,
        _ => text,
    }
}

fn read(path: &Path, text: &str) -> Result<LawDocument, LawError> {
    let count = |text: &str| text.split_whitespace().map(|word| word.len().div_ceil(5)).sum::<usize>();
    let input = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm" | "xhtml") => LawInput::Html(text),
        Some("xml") => LawInput::Xml(text),
        _ => LawInput::Text(body(text)),
    };
    chunk_law(&input, &Declared::default(), ChunkLimits::default(), &count)
}

fn show(path: &Path, text: &str, sections: &BTreeSet<String>, run: &mut Run<'_>) -> io::Result<()> {
    let document = read(path, text).map_err(io::Error::other)?;
    if run.has_tree {
        tree(&document, UnitId(0), &mut run.out)?;
    }
    if run.has_records {
        for record in document.records() {
            writeln!(run.out, "{}", serde_json::json!({ "record": record, "text": document.own_text(record.unit) }))?;
        }
    }
    let count =
        |wanted: fn(&Target) -> bool| document.references.iter().filter(|reference| wanted(&reference.target)).count();
    let found: BTreeSet<String> = document
        .units
        .iter()
        .filter(|unit| unit.kind == UnitKind::Section)
        .filter_map(|unit| Some(unit.label.as_ref()?.text.trim_start_matches(['§', ' ']).to_owned()))
        .collect();
    let evidence = looks_like_law(body(text));
    let report = document.report.clone();
    let (internal, external, unresolved) = (
        count(|target| matches!(target, Target::Units(_))),
        count(|target| matches!(target, Target::External { .. })),
        count(|target| *target == Target::Unresolved),
    );
    writeln!(
        run.out,
        "{} units {} chunks {} recognised {:.3} law {} refs {internal}/{external}/{unresolved} terms {} ambiguous {} gaps {} starts {} text {} deep {} repeated {}",
        path.display(),
        document.units.len(),
        document.chunks.len(),
        report.recognised_share(),
        evidence.is_law,
        document.terms.len(),
        report.count(DoubtKind::AmbiguousLabel),
        report.count(DoubtKind::Gap),
        report.count(DoubtKind::IrregularStart),
        report.count(DoubtKind::LabelAsText),
        report.count(DoubtKind::TooDeep),
        report.count(DoubtKind::RepeatedLabel)
    )?;
    for missing in sections.difference(&found) {
        writeln!(run.out, "  missing § {missing}")?;
    }
    let totals = &mut run.totals;
    totals.files += 1;
    totals.law += usize::from(evidence.is_law);
    totals.characters += report.characters;
    totals.recognised += report.recognised;
    totals.other += report.other;
    totals.furniture += report.furniture;
    totals.chunks += document.chunks.len();
    totals.internal += internal;
    totals.external += external;
    totals.unresolved += unresolved;
    totals.terms += document.terms.len();
    totals.sections.0 += sections.intersection(&found).count();
    totals.sections.1 += sections.len();
    Ok(())
}

fn tree(document: &LawDocument, id: UnitId, out: &mut impl Write) -> io::Result<()> {
    let Some(unit) = document.unit(id) else { return Ok(()) };
    let text: String = document.own_text(id).chars().take(70).collect();
    let label = unit.label.as_ref().map_or("", |label| label.text.as_str());
    let heading = unit.heading.as_ref().map_or("", |heading| heading.text.as_str());
    writeln!(out, "{:indent$}{:?} {label} [{heading}] {text}", "", unit.kind, indent = unit.depth * 2)?;
    for reference in document.references.iter().filter(|reference| reference.unit == id) {
        writeln!(out, "{:indent$}-> {} {:?}", "", reference.text, reference.target, indent = unit.depth * 2 + 4)?;
    }
    unit.children.iter().try_for_each(|child| tree(document, *child, out))
}
