//! Units of acts, rendered as text and as HTML, read again and compared. The renderings show labels and texts only: parents are
//! found again from the labels.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sisuiq_law::{ChunkLimits, Declared, LawDocument, LawInput, UnitId, UnitKind, chunk_law};

use crate::Outcome;
use crate::report::Report;

/// A unit of the file, or one that was read: parent, label, heading and text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gold {
    kind: String,
    parent: Option<usize>,
    label: String,
    heading: String,
    text: String,
    /// True if it is text that an amendment inserts into another act.
    is_quoted: bool,
}

pub(crate) fn measure(folder: &Path, report: &mut Report) -> Outcome<()> {
    let files = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|extension| extension == "json")).collect();
    files.sort();
    let mut is_measured = false;
    for file in files {
        let read: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let gold = gold(&read);
        if gold.is_empty() {
            // a schema
            continue;
        }
        is_measured = true;
        let act = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (plain, apart) = (text(&gold, false), text(&gold, true));
        let (paragraphs, tables) = (paragraphs(&gold), tables(&gold));
        for (form, input) in [
            ("text", LawInput::Text(&plain)),
            ("text with labels alone", LawInput::Text(&apart)),
            ("HTML", LawInput::Html(&paragraphs)),
            ("HTML with tables", LawInput::Html(&tables)),
        ] {
            let same = compare(&gold, &input)?;
            let what = format!("units of {act} that come back from {form}");
            report.judge(14, what, (format!("{same} of {}", gold.len()), "all"), same == gold.len());
        }
    }
    if !is_measured {
        report.left_out.push("units of acts".to_owned());
    }
    Ok(())
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gold(file: &Value) -> Vec<Gold> {
    let units = file["units"].as_array().cloned().unwrap_or_default();
    let string = |unit: &Value, key: &str| collapsed(unit[key].as_str().unwrap_or_default());
    let places: HashMap<String, usize> =
        units.iter().enumerate().map(|(place, unit)| (string(unit, "id"), place)).collect();
    let unit = |unit: &Value| Gold {
        kind: string(unit, "type"),
        parent: places.get(&string(unit, "parent_id")).copied(),
        label: string(unit, "ref"),
        heading: string(unit, "heading"),
        text: string(unit, "text"),
        is_quoted: unit["is_amendment_text"].as_bool().unwrap_or_default(),
    };
    units.iter().map(unit).collect()
}

fn text(gold: &[Gold], is_apart: bool) -> String {
    let mut text = String::new();
    for unit in gold {
        let parts = [&unit.label, &unit.heading, &unit.text];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let separator = if is_apart || unit.kind == "article" { "\n\n" } else { " " };
        let _ = writeln!(text, "{}\n", parts.join(separator));
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A paragraph a unit.
fn paragraphs(gold: &[Gold]) -> String {
    let mut html = String::from("<html><head><title>x</title></head><body>");
    for unit in gold {
        match unit.kind.as_str() {
            "article" => {
                let _ = write!(
                    html,
                    "<p class=\"oj-ti-art\">{}</p><p class=\"oj-sti-art\">{}</p>",
                    escape(&unit.label),
                    escape(&unit.heading)
                );
            }
            _ => {
                let _ = write!(
                    html,
                    "<p class=\"oj-normal\">{}&nbsp;&nbsp; {}</p>",
                    escape(&unit.label),
                    escape(&unit.text)
                );
            }
        }
    }
    html + "</body></html>"
}

/// Items in tables, as EUR-Lex lays them out.
fn tables(gold: &[Gold]) -> String {
    let mut html = String::from("<body>");
    for unit in gold {
        match unit.kind.as_str() {
            "article" => {
                let _ = write!(
                    html,
                    "<p class=\"oj-ti-art\">{}</p><div class=\"eli-title\"><p class=\"oj-sti-art\">{}</p></div>",
                    escape(&unit.label),
                    escape(&unit.heading)
                );
            }
            "paragraph" | "subparagraph" | "document_title" => {
                let _ = write!(html, "<p>{} {}</p>", escape(&unit.label), escape(&unit.text));
            }
            _ if unit.label.is_empty() => {
                let _ = write!(html, "<p>{}</p>", escape(&unit.text));
            }
            _ => {
                let _ = write!(
                    html,
                    "<table><tr><td><p>{}</p></td><td><p>{}</p></td></tr></table>",
                    escape(&unit.label),
                    escape(&unit.text)
                );
            }
        }
    }
    html + "</body>"
}

/// The units that were read, without those that the file does not know.
fn read(document: &LawDocument) -> Vec<Gold> {
    let known = |kind: UnitKind| !matches!(kind, UnitKind::Document | UnitKind::Preamble);
    let mut places: HashMap<UnitId, usize> = HashMap::new();
    let mut units = Vec::new();
    let mut open = vec![UnitId(0)];
    while let Some(id) = open.pop() {
        let Some(unit) = document.unit(id) else { continue };
        open.extend(unit.children.iter().rev());
        if !known(unit.kind) {
            continue;
        }
        places.insert(id, units.len());
        let printed = |printed: &Option<sisuiq_law::Printed>| {
            printed.as_ref().map(|printed| printed.text.clone()).unwrap_or_default()
        };
        units.push(Gold {
            kind: format!("{:?}", unit.kind),
            parent: unit.parent.and_then(|parent| places.get(&parent).copied()),
            label: printed(&unit.label),
            heading: printed(&unit.heading),
            text: document.own_text(id),
            is_quoted: unit.quoted,
        });
    }
    units
}

/// Units are the same if label, heading, text and the whole line of parents are.
fn compare(gold: &[Gold], input: &LawInput<'_>) -> Outcome<usize> {
    let document = chunk_law(input, &Declared::default(), ChunkLimits::default(), &|text: &str| text.len() / 4)?;
    let found = read(&document);
    let mut same: Vec<bool> = Vec::new();
    let mut exact = 0;
    // the renderings keep the order, so units are aligned by place; a unit too many or too few is skipped by its text
    let mut matching: Vec<Option<usize>> = Vec::new();
    let mut at = 0;
    for unit in gold {
        let whole = |unit: &Gold| collapsed(&format!("{} {} {}", unit.label, unit.heading, unit.text));
        let near = (at..found.len().min(at + 12)).find(|place| found.get(*place).map(whole) == Some(whole(unit)));
        matching.push(near);
        at = near.map_or(at, |place| place + 1);
    }
    for (place, unit) in gold.iter().enumerate() {
        let other = matching.get(place).copied().flatten().and_then(|place| found.get(place));
        let parent = match (unit.parent, other.and_then(|other| other.parent)) {
            (None, None) => true,
            (Some(parent), Some(other)) => {
                matching.get(parent) == Some(&Some(other)) && same.get(parent) == Some(&true)
            }
            _ => false,
        };
        let label = other.is_some_and(|other| other.label == unit.label);
        let text = other.is_some_and(|other| other.text == unit.text && other.heading == unit.heading);
        // the number of a paragraph that an amendment quotes is its label here, and part of its text there
        let number_is_text = other.is_some_and(|other| {
            other.is_quoted
                && unit.label.is_empty()
                && collapsed(&format!("{} {}", other.label, other.text)) == unit.text
        });
        let is_same = (label && text || number_is_text) && parent && other.is_some();
        exact += usize::from(is_same);
        same.push(other.is_some() && parent);
    }
    Ok(exact)
}
