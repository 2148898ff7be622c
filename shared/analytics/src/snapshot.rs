//! From a file to the payload of a snapshot.

use crate::{
    Cell, TableError,
    file::{Form, Kind, RawRow, Table},
    limits::Limits,
    names::shortened,
    outages::Outages,
    profile::Profile,
    style::Styles,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fs::File;

/// The maximum number of columns in a remark.
const NAMED: usize = 10;
/// The maximum length of their names, in Unicode scalar values.
const LONGEST_NAMED: usize = 100;

/// The analytics of a table.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Snapshot {
    /// The figures.
    pub payload: Map<String, Value>,
    /// `true` if the table lists outages.
    pub is_of_outages: bool,
}

/// Reads a table twice, row by row: first to detect the formats of numbers and dates, then to compute the figures.
/// `served` is the number of customers served.
pub fn read(file: File, kind: Kind, limits: Limits, served: Option<f64>) -> Result<Snapshot, TableError> {
    let mut table = Table::open(file, kind, limits)?;
    let styles = Styles::of(&mut table)?;
    let mut reading: Option<Reading> = None;
    table.rows(|row| {
        match &mut reading {
            None => reading = Some(Reading::new(&row)),
            Some(reading) => reading.add(&row, &styles),
        }
        Ok(())
    })?;
    let reading = reading.ok_or(TableError::Empty)?;
    if reading.profile.rows() == 0 {
        return Err(TableError::NoRows);
    }
    Ok(reading.snapshot(table.form(), &styles, served))
}

struct Reading {
    profile: Profile,
    outages: Option<Outages>,
    /// Names that several columns have.
    repeated: Vec<String>,
}

impl Reading {
    fn new(header: &RawRow) -> Self {
        let given: Vec<String> = header.cells.iter().map(crate::file::Raw::name).collect();
        let profile = Profile::new(&given);
        let mut repeated: Vec<String> = given
            .iter()
            .enumerate()
            .filter(|(place, name)| !name.is_empty() && given.get(..*place).is_some_and(|before| before.contains(name)))
            .map(|(_, name)| name.clone())
            .collect();
        repeated.sort();
        repeated.dedup();
        Self { outages: Outages::new(&profile.names()), profile, repeated }
    }

    fn add(&mut self, row: &RawRow, styles: &Styles) {
        let cells: Vec<Cell> =
            row.cells.iter().enumerate().map(|(place, cell)| cell.read(styles.column(place))).collect();
        self.profile.add(&cells);
        if let Some(outages) = &mut self.outages {
            outages.add(row.line, &cells);
        }
    }

    fn snapshot(self, form: Form, styles: &Styles, served: Option<f64>) -> Snapshot {
        let names = self.profile.names();
        let mut payload = self.profile.payload();
        let is_of_outages = self.outages.is_some();
        if let Some(outages) = self.outages {
            payload.extend(outages.payload(served));
        }
        let mut notes = remarks(form, styles, &names, &self.repeated);
        notes.extend(payload.get("note").and_then(Value::as_str).map(str::to_owned));
        payload.insert("note".into(), notes.join(" ").into());
        payload.insert("reading".into(), told(form));
        Snapshot { payload, is_of_outages }
    }
}

fn told(form: Form) -> Value {
    match form {
        Form::Csv { encoding, separator } => {
            json!({ "format": "csv", "encoding": encoding.name(), "separator": char::from(separator).to_string() })
        }
        Form::Xlsx => json!({ "format": "xlsx", "sheet": "first" }),
    }
}

/// Remarks on how the table was read.
fn remarks(form: Form, styles: &Styles, names: &[String], repeated: &[String]) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Form::Csv { encoding, .. } = form
        && encoding == encoding_rs::WINDOWS_1252
    {
        remarks.push("The file is not in UTF-8 and was read as Windows-1252.".to_owned());
    }
    if !repeated.is_empty() {
        let repeated: Vec<&str> = repeated.iter().map(String::as_str).collect();
        remarks.push(format!("Several columns are named {}: a number was added to the later ones.", some(&repeated)));
    }
    let called = |places: &[usize]| -> Option<String> {
        let called: Vec<&str> = places.iter().filter_map(|place| names.get(*place)).map(String::as_str).collect();
        (!called.is_empty()).then(|| some(&called))
    };
    if let Some(columns) = called(&styles.open_numbers) {
        remarks.push(format!(
            "Numbers with a comma in {columns} are ambiguous and were read as text: write them with a decimal point."
        ));
    }
    if let Some(columns) = called(&styles.open_dates) {
        remarks.push(format!(
            "Dates in {columns} are ambiguous (day or month first) and were read as text: write them as 2024-12-31."
        ));
    }
    remarks
}

/// The first of these names, and the number of the others.
fn some(names: &[&str]) -> String {
    let told: Vec<String> = names.iter().take(NAMED).map(|name| shortened(name, LONGEST_NAMED)).collect();
    let others = names.len().saturating_sub(NAMED);
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    told.join(", ") + &more
}
