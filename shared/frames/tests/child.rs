//! Tables are read in a child process with limits.

#![expect(clippy::unwrap_used, reason = "test code")]

use sisuiq_analytics::{Kind, Limits, Mapping, ReadError, TableReader};
use sisuiq_frames::{CopyReader, FrameRead, FrameReader, Table, Value};
use std::{io::Write, time::Duration};

async fn read(text: &str, limits: Limits) -> Result<FrameRead, ReadError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let reader = TableReader { program: env!("CARGO_BIN_EXE_read-frame").into(), arguments: Vec::new(), limits };
    FrameReader { reader }.read(file.path(), Kind::Csv, Mapping::default()).await
}

#[tokio::test]
async fn child_gives_account_profile_and_copy() {
    let found = read("시군구,n\n중구,1\n동구,2\n합계,3\n", Limits::default()).await.unwrap();
    let copy = CopyReader::open(found.copy).unwrap();
    assert_eq!((copy.row_count(), copy.column(1).unwrap().value(1)), (2, Value::Integer(2)));
    assert_eq!(found.account.left_out[0]["reason"], "total");
    let profile: serde_json::Value = serde_json::from_str(found.profile.get()).unwrap();
    assert_eq!(profile["columns"][1]["numbers"]["mean"], 1.5);
}

#[tokio::test]
async fn limits_end_the_child() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    assert!(
        matches!(read("a,b\n1,2\n3,4\n", limits).await, Err(ReadError::Refused { code, .. }) if code == "too_large")
    );
    assert!(matches!(read("", Limits::default()).await, Err(ReadError::Refused { code, .. }) if code == "empty"));
    let rows = (0..300_000).map(|row| format!("{row},{row}.5,text number {row}")).collect::<Vec<_>>().join("\n");
    let memory = Limits { memory_bytes: 24 << 20, ..Limits::default() };
    assert!(read(&format!("a,b,c\n{rows}"), memory).await.is_err());
    let time = Limits { total: Duration::from_millis(1), ..Limits::default() };
    assert!(matches!(read(&format!("a,b,c\n{rows}"), time).await, Err(ReadError::TookTooLong)));
}
