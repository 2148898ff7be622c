//! The fuzz tests of the crates, with more time than in a normal test run.

use crate::{Dose, Outcome, Suite, Worst};
use futures::FutureExt;
use serde::Deserialize;
use sisuiq_config::Environment;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};
use tokio::{process::Command, time::timeout};

/// The environment variable with the test programs and their package folders, as JSON.
pub const PROGRAMS: &str = "SISUIQ_TEST_FUZZED";

/// No external input breaks its parser.
pub const SUITE: Suite = Suite {
    name: "fuzz",
    promise: "a second a case, in turns, of whatever bytes as access tokens, genuine tokens with changes, bodies of the queue, with \
              changes and beside others, invocations, pages to be cut, long ones, quotes to be found, sheets of glyphs, crowded \
              ones, and streams of events: no panic, and each reader keeps what it promises of what it makes of them (a failure prints \
              the seed that repeats it)",
    quick: TESTS.len() as u64,
    full: 60 * TESTS.len() as u64,
    run: |dose| run(dose).boxed(),
};

/// Last part of the tests' names.
pub const TESTS: [&str; 12] = [
    "no_text_is_accepted_as_token",
    "no_genuine_token_survives_a_change",
    "any_body_is_understood_or_refused",
    "changed_body_is_understood_or_refused",
    "any_event_is_invocation_or_refused",
    "any_body_leaves_its_neighbours_alone",
    "any_page_gives_sound_chunks",
    "any_long_page_gives_sound_chunks",
    "located_quotes_are_inside_the_page",
    "any_sheet_becomes_well_formed_text",
    "crowded_sheets_become_well_formed_text",
    "stream_parsing_ignores_read_sizes",
];
const AT_ONCE: usize = 2;
/// Time limit of a test, so that an endless loop is a failure.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A test program and its working directory.
#[derive(Clone, Debug, Deserialize)]
struct Program {
    executable: PathBuf,
    folder: PathBuf,
}

async fn run(dose: Dose) -> Outcome {
    let known = Arc::new(tests().await);
    let failures = dose.run(AT_ONCE, move |number, _| {
        let known = Arc::clone(&known);
        async move { case(&known, TESTS[usize::try_from(number).unwrap() % TESTS.len()]).await }
    });
    let failures = failures.await;
    dose.outcome(failures, Worst(format!("{} s of {} fuzz tests", dose.done(), TESTS.len())))
}

/// Lists the tests of all programs, with the program of each.
async fn tests() -> BTreeMap<String, Program> {
    let told = Environment::from_process().read(|reader| reader.named::<String>(PROGRAMS)).unwrap();
    let programs: Vec<Program> = serde_json::from_str(&told).unwrap();
    let mut tests = BTreeMap::new();
    for program in programs {
        let listed = Command::new(&program.executable).args(["--list", "--format", "terse"]).output().await.unwrap();
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        let names = text.lines().filter_map(|line| line.strip_suffix(": test"));
        tests.extend(names.map(|name| (name.to_owned(), program.clone())));
    }
    tests
}

async fn case(known: &BTreeMap<String, Program>, wanted: &str) -> Result<(), String> {
    let found = known.iter().find(|(name, _)| name.rsplit("::").next() == Some(wanted));
    let (name, program) = found.ok_or_else(|| format!("there is no test {wanted}"))?;
    let output = Command::new(&program.executable)
        .args(["--exact", name])
        .current_dir(&program.folder)
        .env("BOLERO_RANDOM_TEST_TIME_MS", "1000")
        .env("BOLERO_RANDOM_ITERATIONS", usize::MAX.to_string())
        .kill_on_drop(true)
        .output();
    let output = timeout(TIMEOUT, output).await.map_err(|_| format!("{name} does not end"))?;
    let output = output.map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() && said.contains("1 passed") {
        return Ok(());
    }
    Err(format!("{name}: {said}{}", String::from_utf8_lossy(&output.stderr)))
}
