//! Files that are crafted to break their reader.

mod bombs;
mod weight;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use bombs::{Bomb, bomb};
use copilot::ingestion::{
    Process,
    scenario::{Scenario, StoredState},
};
use futures::{FutureExt, future::BoxFuture};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use weight::Scales;

const AT_ONCE: usize = 2;
/// Memory limit of a child process, in megabytes.
const MOST_MEMORY: u64 = 1_024;
/// Time limit from the event of a file to its final state.
const LONGEST: Duration = Duration::from_mins(1);

/// No file harms its reader.
pub const SUITE: Suite = Suite {
    name: "file_bombs",
    promise: "hostile files (nested ten thousand levels deep, growing a thousand times, recursive, endless, locked, cut, two \
              things at once) each end as ready, or as failed with a reason, within a minute and without a second try; \
              whoever reads them stays under 1 GB and the ingestion lives on",
    quick: 10,
    full: 417,
    run: |dose| run(dose).boxed(),
};

/// A running ingestion.
struct Place {
    scenario: Scenario,
    process: Process,
    scales: Scales,
}

impl Place {
    async fn make() -> Self {
        let scenario = Scenario::begin().await;
        let process = Process::start(&Scenario::binaries(), &scenario.settings()).await;
        let scales = Scales::under(process.id());
        Self { scenario, process, scales }
    }
}

/// Peaks of all cases.
#[derive(Default)]
struct Peaks {
    slowest: (Duration, &'static str),
    largest: (u64, &'static str),
    parent: u64,
    failed: u64,
}

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Place>::default();
    let peaks = Arc::<Mutex<Peaks>>::default();
    let shared = Arc::clone(&peaks);
    let mut failures =
        dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&shared), number, chance)).await;
    let peaks = peaks.lock().expect("no case panicked holding the peaks");
    let Peaks { slowest: (time, slow), largest: (memory, large), parent, failed } = &*peaks;
    if failures.is_empty() && *failed < dose.cases && *memory == 0 {
        failures.push(dose.fails(dose.first, "files were read, and no reader was weighed"));
    }
    let worst = Worst(format!(
        "slowest {} ms ({slow}), largest reader {memory} MB ({large}), ingestion itself {parent} MB; {failed} of {} refused",
        time.as_millis(),
        dose.cases
    ));
    dose.outcome(failures, worst)
}

fn case(
    pool: Pool<Place>,
    peaks: Arc<Mutex<Peaks>>,
    number: u64,
    mut chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        // 31 is coprime to the number of kinds, so that a few cases already cover many kinds
        let Bomb { name, bytes } = bomb(number * 31, &mut chance);
        place.scales.child();
        let (time, found) = read(&place, &bytes).await.map_err(|fault| format!("{name}: {fault}"))?;
        let memory = place.scales.child();
        {
            let mut peaks = peaks.lock().expect("no case panicked holding the peaks");
            peaks.slowest = peaks.slowest.max((time, name));
            peaks.largest = peaks.largest.max((memory, name));
            peaks.parent = peaks.parent.max(place.scales.own());
            peaks.failed += u64::from(found.status == "failed");
        }
        pool.give_back(place).await;
        judge(&found, time, memory).map_err(|fault| format!("{name}: {fault}"))
    }
    .boxed()
}

/// Ingests a file and returns the duration and the result.
async fn read(place: &Place, bytes: &[u8]) -> Result<(Duration, StoredState), String> {
    let document = place.scenario.upload(bytes).await;
    let begin = Instant::now();
    loop {
        let batch = place.scenario.receive().await;
        if batch.is_empty() {
            return Ok((begin.elapsed(), place.scenario.stored_state(&document).await));
        }
        let answer = place.process.invoke(Scenario::event(&batch)).await.map_err(|_| "the ingestion died")?;
        let answer = answer.map_err(|error| format!("the ingestion failed: {error}"))?;
        if answer["batchItemFailures"] != json!([]) {
            return Err("the file was a reason to try again".to_owned());
        }
        place.scenario.settle(&batch, &answer).await;
    }
}

fn judge(found: &StoredState, time: Duration, memory: u64) -> Result<(), String> {
    let has_reason = found.error_detail.as_ref().is_some_and(|detail| detail.ends_with('.') && detail.contains(' '));
    let ended = match found.status.as_str() {
        "ready" => found.error_code.is_none() && found.points == found.chunk_ids(),
        "failed" => found.error_code.is_some() && has_reason && found.chunks.is_empty() && found.points.is_empty(),
        _ => false,
    };
    if !ended {
        return Err(format!("it ended as {found:?}"));
    }
    if time > LONGEST || memory > MOST_MEMORY {
        return Err(format!("it took {} ms and {memory} MB", time.as_millis()));
    }
    Ok(())
}
