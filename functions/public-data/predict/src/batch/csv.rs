//! Results as CSV (RFC 4180).

use serde_json::Value;
use sisuiq_accidents::{Fields, Language};

use super::results::{ItemOut, Model};

/// The results of a finished batch, in UTF-8 without a byte order mark. The features are in the order of the model.
///
/// A spreadsheet would run a text that begins like a formula. Such a text gets an apostrophe in front.
pub(super) fn write(items: &[ItemOut], model: &Model, fields: &Fields, language: Language) -> String {
    let mut table = String::new();
    let names = fields.iter().map(|field| field.member(language));
    let before = ["index".to_owned()].into_iter();
    let after = [
        "eclo",
        "lower",
        "upper",
        "level",
        "severity",
        "interpretation",
        "detail",
        "error",
        "notes",
        "model_version",
        "demo",
    ];
    line(&mut table, before.chain(names).chain(after.map(str::to_owned)));
    for item in items {
        line(&mut table, cells(item, model, fields));
    }
    table
}

fn cells(item: &ItemOut, model: &Model, fields: &Fields) -> Vec<String> {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut cells = vec![item.index.to_string()];
    let features = fields.iter().map(|field| item.features.get(field.name(Language::Korean)));
    cells.extend(features.map(|value| value.map(shown).unwrap_or_default()));
    cells.extend([
        number(item.eclo),
        number(item.interval.map(|interval| interval.lower)),
        number(item.interval.map(|interval| interval.upper)),
        number(item.interval.map(|interval| interval.level)),
        item.severity.map(|severity| severity.as_str().to_owned()).unwrap_or_default(),
        item.interpretation.unwrap_or_default().to_owned(),
        item.detail.unwrap_or_default().to_owned(),
        item.error.as_deref().map(harmless).unwrap_or_default(),
        harmless(&item.notes.join(" ")),
        harmless(model.version.as_deref().unwrap_or_default()),
        model.demo.map(|demo| demo.to_string()).unwrap_or_default(),
    ]);
    cells
}

/// A value as a cell.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => harmless(text),
        other => harmless(&other.to_string()),
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn line(table: &mut String, cells: impl IntoIterator<Item = String>) {
    for (position, cell) in cells.into_iter().enumerate() {
        if position > 0 {
            table.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(&cell);
        }
    }
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "\r1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "맑음", "교차로 - 교차로안", "1-2"] {
            assert_eq!(harmless(text), text);
        }
        assert_eq!(shown(&serde_json::json!(-5)), "-5");
        assert_eq!(shown(&serde_json::json!(["=a"])), "[\"=a\"]");
    }

    #[test]
    fn special_characters_are_quoted() {
        let mut table = String::new();
        line(&mut table, ["a", "b,c", "d\"e", "f\ng", ""].map(str::to_owned));
        assert_eq!(table, "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
    }
}
