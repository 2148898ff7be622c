//! Random files: whatever they hold, reading them ends with figures or a reason.
#![expect(clippy::unwrap_used, reason = "test code")]

use proptest::prelude::*;
use sisuiq_analytics::{Kind, Limits, read};
use std::io::{Seek, SeekFrom, Write};

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
