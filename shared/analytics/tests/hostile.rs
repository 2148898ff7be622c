//! Hostile and random files: whatever they hold, reading them ends with right figures, a clear note or a reason.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::format_collect, reason = "test code")]

mod books;
mod case;
mod texts;

use case::{Case, Ending};
use proptest::prelude::*;
use serde_json::{Map, Value};
use sisuiq_analytics::{Kind, Limits, ReadError, TableReader, read};
use std::{
    collections::BTreeSet,
    io::{Seek, SeekFrom, Write},
};

fn reads(bytes: &[u8]) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    if let Ok(found) = read(file, Kind::Csv, Limits::default(), Some(1_000.0)) {
        let note = found.payload.get("note").and_then(serde_json::Value::as_str).unwrap();
        let has_index = found.payload.contains_key("saifi") || found.payload.contains_key("maifi");
        assert!(!has_index || found.payload.contains_key("period"), "an index without its period: {note}");
        assert!(serde_json::to_string(&found).unwrap().len() < 1 << 20);
    }
}

/// Cells that look like those of outage tables.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,4}[.,]?[0-9]{0,3}",
        "20[0-9]{2}-[0-9]{2}-[0-9]{2}( [0-9]{1,2}:[0-9]{2})?( ?[A-Z+-]{1,4}[0-9]?)?",
        "[0-9]{1,2}[/.][0-9]{1,2}[/.]20[0-9]{2}",
        "[0-9]{1,3}:[0-9]{2}",
        "[0-9]{1,2} ?[hm분时] ?[0-9]{0,2}",
        Just("Total".to_owned()),
        Just("\"".to_owned()),
        "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_end_well(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        reads(&bytes);
    }

    #[test]
    fn any_cells_end_well(rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..8), 0..12)) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        reads(format!("date,start,end,hours,minutes,customers,region\n{}", lines.join("\n")).as_bytes());
        reads(lines.join("\n").as_bytes());
    }
}

/// Memory that no hostile file may exceed.
const MEMORY: u64 = 384 << 20;

/// The payload, or the code of the refusal, from a child process with limits.
async fn ending(case: &Case) -> Result<Map<String, Value>, String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&case.bytes).unwrap();
    let limits = Limits { memory_bytes: MEMORY, ..Limits::default() };
    let reader = TableReader { program: env!("CARGO_BIN_EXE_read-table").into(), arguments: Vec::new(), limits };
    match reader.read(file.path(), case.kind, Some(1_000.0)).await {
        Ok(snapshot) => Ok(snapshot.payload),
        Err(ReadError::Refused { code, .. }) => Err(code),
        Err(error) => Err(error.to_string()),
    }
}

/// What differs from the ending that a case must have.
fn fault(case: &Case, found: Result<Map<String, Value>, String>) -> Option<String> {
    let told = |what: String| Some(format!("{:?} {}: {what}", case.kind, case.name));
    match (&case.ending, found) {
        (Ending::Refused(codes), Err(code)) if codes.contains(&code.as_str()) => None,
        (Ending::Right(members) | Ending::Noted(_, members), Ok(payload)) => {
            let payload = Value::Object(payload);
            let note = payload["note"].as_str().unwrap_or_default();
            let is = |(place, value): &(&str, Value)| payload.pointer(place).unwrap_or(&Value::Null) == value;
            let wrong = members.iter().find(|member| !is(member));
            match (&case.ending, wrong) {
                (_, Some((place, _))) => told(format!("{place} is {:?}; {note}", payload.pointer(place))),
                (Ending::Noted(part, _), None) if !note.contains(part) => {
                    told(format!("the note lacks {part:?}: {note}"))
                }
                _ => None,
            }
        }
        (_, Ok(payload)) => told(format!("was read: {}", payload["note"])),
        (_, Err(code)) => told(format!("was refused: {code}")),
    }
}

/// Reads all files and compares their endings.
async fn assert_all(cases: Vec<Case>, least: usize) {
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len());
    assert!(cases.len() >= least, "{}", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        faults.extend(fault(case, ending(case).await));
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[tokio::test]
async fn hostile_texts_end_well() {
    assert_all(texts::all(), 90).await;
}

#[tokio::test]
async fn hostile_workbooks_end_well() {
    assert_all(books::all(), 75).await;
}
