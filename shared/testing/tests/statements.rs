//! Every statement of the shared crates fits the schema.

use std::path::Path;

use sisuiq_testing::statements::{Refusal, files, refusals};
use sisuiq_testing::{Stack, TestDatabase};

#[tokio::test]
async fn every_statement_prepares() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    assert!(files.len() > 200, "only {} statements were found", files.len());
    let database = TestDatabase::create(&Stack::from_process()).await;
    let refusals = refusals(&database.connect().await, &files).await.unwrap();
    database.remove().await.unwrap();
    let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[tokio::test]
async fn refusal_names_file_position_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.sql");
    std::fs::write(&file, "SELECT 1;\nSELECT id FROM nowhere\n").unwrap();
    let database = TestDatabase::create(&Stack::from_process()).await;
    let refusals = refusals(&database.connect().await, std::slice::from_ref(&file)).await.unwrap();
    database.remove().await.unwrap();
    let message = "relation \"nowhere\" does not exist".to_owned();
    assert_eq!(refusals, [Refusal { file, line: 2, column: 16, message }]);
}
