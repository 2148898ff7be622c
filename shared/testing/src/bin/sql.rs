//! Prepares every statement of the shared crates on an empty database with the schema of this source. `cargo dev sql` runs it.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use sisuiq_testing::statements::{files, refusals};
use sisuiq_testing::{Stack, TestDatabase};

#[tokio::main]
async fn main() -> io::Result<ExitCode> {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    let database = TestDatabase::create(&Stack::from_process()).await;
    let refusals = refusals(&database.connect().await, &files).await;
    // a database that stays is removed with the stack's data
    let _removed = database.remove().await;
    let refusals = refusals?;
    let mut output = io::stdout().lock();
    for refusal in &refusals {
        writeln!(output, "{refusal}")?;
    }
    writeln!(output, "{} statements prepared, {} refused", files.len() - refusals.len(), refusals.len())?;
    Ok(if refusals.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
