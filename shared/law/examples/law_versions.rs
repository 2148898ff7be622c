//! Compares editions of an act: the versions of its provisions.
//!
//! `cargo run -p sisuiq-law --example law_versions -- DATE FOLDER DATE FOLDER …`. The files `section-*.txt` and `article-*.txt` of a
//! folder are one edition.

use std::fs;
use std::io::{self, Write};

use jiff::civil::Date;
use sisuiq_law::{ChunkLimits, Declared, Edition, LawDocument, LawInput, chunk_law, versions};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut read: Vec<(Date, LawDocument)> = Vec::new();
    for pair in arguments.chunks_exact(2) {
        let [date, folder] = pair else { continue };
        read.push((date.parse().map_err(io::Error::other)?, document(folder)?));
    }
    let editions = read.iter().map(|(date, document)| Edition { valid_from: *date, known_from: *date, document });
    let found = versions(&editions.collect::<Vec<_>>()).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    for version in found.versions.iter().filter(|version| version.edition > 0 || version.valid_to.is_some()) {
        let end = version.valid_to.map_or_else(|| "-".to_owned(), |end| end.to_string());
        writeln!(out, "{} from {} to {end}", version.path, version.valid_from)?;
    }
    let unchanged = found.versions.iter().filter(|version| version.edition == 0 && version.valid_to.is_none()).count();
    writeln!(out, "unchanged {unchanged} repeated {}", found.repeated.len())
}

fn document(folder: &str) -> io::Result<LawDocument> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.sort();
    let mut text = String::new();
    for file in files {
        let content = fs::read_to_string(file)?;
        text.push_str(content.split_once("\n---\n").map_or(content.as_str(), |(_, body)| body).trim());
        text.push_str("\n\n");
    }
    let count = |text: &str| text.chars().count();
    chunk_law(&LawInput::Text(&text), &Declared::default(), ChunkLimits::default(), &count).map_err(io::Error::other)
}
