//! Results as CSV (RFC 4180).

use sisuiq_model::SourceId;
use sisuiq_sanctions_db::screening_batch_rows::{RowHit, RowResult};
use std::collections::HashMap;

const HEADINGS: [&str; 14] = [
    "row",
    "id",
    "name",
    "result",
    "score",
    "listed_name",
    "primary_name",
    "kind",
    "list",
    "key",
    "entity_id",
    "alert_id",
    "more_hits",
    "error",
];

/// The headings of a table, in UTF-8 without a byte order mark.
pub(super) fn headings() -> String {
    HEADINGS.join(",") + "\r\n"
}

/// A row with what came of it: a line for each hit, or one without. Lists have their names.
pub(super) fn write(table: &mut String, row: &RowResult, lists: &HashMap<SourceId, String>) {
    let errors: Vec<String> = row.errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
    let result = match &row.hits {
        Some(hits) if hits.is_empty() => "no_hit",
        Some(_) => "hit",
        None if errors.is_empty() => "not_screened",
        None => "invalid",
    };
    let own = || {
        [
            row.number.to_string(),
            harmless(row.reference.as_deref().unwrap_or_default()),
            harmless(row.name.as_deref().unwrap_or_default()),
            result.to_owned(),
        ]
    };
    let end = || [row.is_truncated.to_string(), harmless(&errors.join("; "))];
    let hits = row.hits.as_deref().unwrap_or_default();
    for hit in hits {
        line(table, own().into_iter().chain(found(hit, lists)).chain(end()));
    }
    if hits.is_empty() {
        let nothing = (0..HEADINGS.len() - 6).map(|_| String::new());
        line(table, own().into_iter().chain(nothing).chain(end()));
    }
}

fn found(hit: &RowHit, lists: &HashMap<SourceId, String>) -> [String; 8] {
    [
        format!("{:.4}", hit.score),
        harmless(&hit.listed_name),
        harmless(&hit.primary_name),
        hit.kind.as_str().to_owned(),
        harmless(lists.get(&hit.source_id).map(String::as_str).unwrap_or_default()),
        harmless(&hit.key),
        hit.entity_id.to_string(),
        hit.alert_id.to_string(),
    ]
}

/// Where spreadsheets may begin a cell, depending on their settings.
const BREAKS: [char; 5] = [';', '\t', '|', '\r', '\n'];
/// The beginnings of formulas.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text of which no spreadsheet takes any part for a formula.
fn harmless(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    if text.starts_with(['\t', '\r', '\n']) {
        result.push('\'');
    }
    for part in text.split_inclusive(BREAKS) {
        if part.trim_start_matches(|character: char| character.is_whitespace() || character == '"').starts_with(FORMULA)
        {
            result.push('\'');
        }
        result.push_str(part);
    }
    result
}

/// All cells are in quotation marks: a semicolon would otherwise end one where lists are separated by it.
fn line(table: &mut String, cells: impl IntoIterator<Item = String>) {
    for (position, cell) in cells.into_iter().enumerate() {
        if position > 0 {
            table.push(',');
        }
        table.push('"');
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    }
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+1", "-1", "@A1", " =1", "\r1", "＝1", "\"=1", "\t1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for (text, expected) in [
            ("x;=1+1;y", "x;'=1+1;y"),
            ("x; =1", "x;' =1"),
            ("x;\"=1+1\"", "x;'\"=1+1\""),
            ("x\t@A1|-1|y", "x\t'@A1|'-1|y"),
            ("x\r\n＝1\n+1", "x\r\n'＝1\n'+1"),
            ("\t=1", "'\t'=1"),
        ] {
            assert_eq!(harmless(text), expected);
        }
        for text in ["", "Alda Vossen", "AL-HARBANI", "1-2", "x;1-2|a=b", "Vossen, Alda"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_line_has_all_cells() {
        let row = RowResult {
            number: 7,
            reference: Some("=HYPERLINK(\"x\")".to_owned()),
            name: Some("Vossen, Alda".to_owned()),
            errors: Vec::new(),
            hits: Some(Vec::new()),
            is_truncated: false,
        };
        let mut table = headings();
        write(&mut table, &row, &HashMap::new());
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0].split(',').count(), HEADINGS.len());
        let start = r#""7","'=HYPERLINK(""x"")","Vossen, Alda","no_hit","#;
        let nothing = "\"\",".repeat(HEADINGS.len() - 6);
        assert_eq!(lines[1], format!("{start}{nothing}\"false\",\"\""));
    }
}
