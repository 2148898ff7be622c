//! Checks that responses with a planted text are data and nothing else.

use super::place::{Place, Uploaded};
use crate::suites::markdown::does_nothing;
use serde_json::{Value, json};
use world::{Person, Reply};

/// The policy of responses that no page may run.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Checks all responses that show the table, to its owner and to the holder of a link.
pub(super) async fn are_data(place: &Place, alice: &Person, table: &Uploaded, text: &str) -> Result<(), String> {
    let shared = alice.post(&format!("{}/share", table.path()), json!({})).await;
    is_json("share", &shared)?;
    let link = format!("/api/datasets/shared/{}", shared["share_token"].as_str().unwrap_or_default());
    let (note, title) = (encoded(&table.note), encoded(text));
    let stranger = place.world.stranger();
    for (reader, path) in [(alice, table.path()), (&stranger, link)] {
        for query in [
            String::new(),
            format!("/rows?columns={note}"),
            format!("/charts/bar?column={note}&form=plotly"),
            format!("/charts/histogram?column={}&title={title}&form=plotly", encoded("사망자수")),
            format!("/map?columns={note}"),
            format!("/map?columns={note}&format=table"),
        ] {
            let reply = reader.get(&format!("{path}{query}")).await;
            is_json(&query, &reply)?;
            if let Some(markup) = markup(&reply["plotly"]) {
                return Err(format!("{query} gives Plotly {markup}"));
            }
        }
    }
    is_json("list", &alice.get("/api/datasets").await)?;
    is_found_by_its_value(alice, table).await?;
    let input = json!({ "dataset_id": table.id(), "args": { "column": table.note } });
    let counts = alice.post("/api/tools/get_value_counts", input).await;
    is_json("get_value_counts", &counts)?;
    does_nothing(counts.text("text")).map_err(|deed| format!("the text of a tool: {deed}"))
}

/// Checks that an exported conversation shows the text and does nothing.
pub(super) async fn export_is_data(alice: &Person, conversation: &Value) -> Result<(), String> {
    let path = format!("/api/v1/sessions/{}/export", conversation.as_str().unwrap_or_default());
    let export = alice.get(&path).await;
    is_guarded(&path, &export)?;
    does_nothing(export.body.as_str().unwrap_or_default()).map_err(|deed| format!("exported, {deed}"))?;
    is_json(&path, &alice.get(&format!("{path}?format=json")).await)
}

/// Checks that no cell of the results of a batch of accidents is a formula, whatever its accidents contain.
pub(super) async fn results_are_texts(place: &Place, alice: &Person, text: &str) -> Result<(), String> {
    let accident = json!({ "weather": text, "accident_type": text, "accident_hour": text, text: text });
    let sent = alice.post("/api/predict/eclo/batch", json!({ "accidents": [accident, text] })).await;
    if sent.status != 202 {
        return Err(format!("a batch is answered with {}: {}", sent.status, sent.body));
    }
    let body = json!({ "kind": "predict_batch", "batch_id": sent["batch_id"] }).to_string();
    place.world.delivers_batch(&body).await;
    let path = sent.text("results_url");
    is_json(path, &alice.get(path).await)?;
    let table = alice.get(&format!("{path}?format=csv")).await;
    is_guarded("results", &table)?;
    let (kind, disposition) = (table.header("content-type"), table.header("content-disposition"));
    if !kind.starts_with("text/csv") || !disposition.starts_with("attachment") {
        return Err(format!("the results are {kind}, {disposition}"));
    }
    let cells = cells(table.body.as_str().unwrap_or_default());
    let formula = cells.iter().find(|cell| cell.parse::<f64>().is_err() && is_formula(cell));
    formula.map_or(Ok(()), |cell| Err(format!("the results have the formula {cell:?}")))
}

/// A filter compares the text and reads nothing in it.
async fn is_found_by_its_value(alice: &Person, table: &Uploaded) -> Result<(), String> {
    let page = alice.get(&format!("{}/rows?limit=1&columns={}", table.path(), encoded(&table.note))).await;
    let filter = json!({ "column": table.note, "operator": "==", "value": page["rows"][0][0] });
    let found = alice.get(&format!("{}/rows?filter={}", table.path(), encoded(&filter.to_string()))).await;
    is_json("filter", &found)?;
    if found["total"] == 1 { Ok(()) } else { Err(format!("{filter} finds {}", found["total"])) }
}

fn is_json(what: &str, reply: &Reply) -> Result<(), String> {
    is_guarded(what, reply)?;
    match reply.header("content-type") {
        "application/json" | "application/geo+json" => Ok(()),
        kind => Err(format!("{what} is {kind}")),
    }
}

/// Checks that no program guesses another type, and that no page runs or contains the response.
fn is_guarded(what: &str, reply: &Reply) -> Result<(), String> {
    if reply.status != 200 {
        return Err(format!("{what} is answered with {}: {}", reply.status, reply.body));
    }
    let guards = ["x-content-type-options", "content-security-policy"].map(|name| reply.header(name));
    if guards == ["nosniff", POLICY] { Ok(()) } else { Err(format!("{what} has the headers {guards:?}")) }
}

/// The first text of a figure that Plotly would show as markup.
fn markup(figure: &Value) -> Option<&str> {
    match figure {
        Value::String(text) => text.contains('<').then_some(text),
        Value::Array(values) => values.iter().find_map(markup),
        Value::Object(members) => members.values().find_map(markup),
        _ => None,
    }
}

/// Returns whether a spreadsheet would run a text.
fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n'])
}

/// The cells of a table (RFC 4180).
fn cells(table: &str) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => is_quoted = !is_quoted,
            (',' | '\n', false) => cells.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            _ => cell.push(letter),
        }
    }
    cells
}

/// Percent-encodes a value of a query.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"))
}
