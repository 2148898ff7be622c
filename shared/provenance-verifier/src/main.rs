//! Checks the provenance record of an answer without the product that signed it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use serde::de::DeserializeOwned;
use sisuiq_provenance::{KeySet, Record, SignedRecord, verify};

/// Checks provenance records (GET /api/chat/answers/{id}/provenance): nothing may have changed since they were signed.
/// Works offline.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The provenance record.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The public keys (GET /api/provenance/keys).
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Print the whole record instead of a summary.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let told = match check(&arguments) {
        Ok(record) => writeln!(io::stdout(), "{record}").map(|()| 0),
        Err(error) => writeln!(io::stderr(), "error: {error:#}").map(|()| 1),
    };
    told.map_or(ExitCode::FAILURE, ExitCode::from)
}

fn check(Arguments { file, keys, json }: &Arguments) -> Result<String> {
    let signed: SignedRecord = read(file)?;
    let keys: KeySet = read(keys)?;
    let record = verify(&signed, &keys).with_context(|| format!("{} is not valid", file.display()))?;
    if *json { Ok(serde_json::to_string_pretty(&record)?) } else { Ok(outline(&record)) }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    serde_json::from_str(&text).with_context(|| format!("{name} has an unexpected form"))
}

fn outline(record: &Record) -> String {
    let Record { question, retrieval, generation, output, .. } = record;
    let mut lines = vec![
        "the signature is valid".to_owned(),
        format!("answer    {} of {}", record.answer_id, record.answered_at),
        format!("question  {} ({})", question.message, question.mode),
        format!("found     {} passages with {}", retrieval.chunks.len(), retrieval.embedding_model),
        format!("written   by {} {}", generation.provider, generation.prompt_versions.join(" ")),
        format!("answered  {}", output.text.replace('\n', "\n          ")),
    ];
    for (citation, number) in output.citations.iter().zip(1..) {
        let name = retrieval.chunks.iter().find(|chunk| chunk.document_id == citation.document_id);
        let name = name.map_or("?", |chunk| chunk.document_name.as_str());
        lines.push(format!("[{number}]       {name}, page {}: \"{}\"", citation.page, citation.quote));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn its_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
