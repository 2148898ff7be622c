//! The check of a record and its summary.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use sisuiq_provenance::{KeySet, Record, Retrieval, SignedRecord, verify};

use crate::Arguments;

/// Checks the record and returns it or its summary.
pub(crate) fn check(Arguments { file, keys, json }: &Arguments) -> Result<String> {
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
        found(retrieval),
        format!("written   by {} {}", generation.provider, generation.prompt_versions.join(" ")),
        format!("answered  {}", output.text.replace('\n', "\n          ")),
    ];
    for (call, number) in retrieval.tool_calls.iter().zip(1..) {
        lines.push(format!("call {number}    {} {} ({} rows)", call.name, call.arguments, call.row_count));
    }
    for (citation, number) in output.citations.iter().zip(1..) {
        let name = retrieval.chunks.iter().find(|chunk| chunk.document_id == citation.document_id);
        let name = name.map_or("?", |chunk| chunk.document_name.as_str());
        lines.push(format!("[{number}]       {name}, page {}: \"{}\"", citation.page, citation.quote));
    }
    lines.join("\n")
}

fn found(retrieval: &Retrieval) -> String {
    match (&retrieval.table, &retrieval.dataset) {
        (Some(table), name) => {
            let name = name.as_deref().unwrap_or("?");
            format!("table     {name}, {} revision {}", table.dataset_id, table.revision)
        }
        (None, _) => format!("found     {} passages with {}", retrieval.chunks.len(), retrieval.embedding_model),
    }
}
