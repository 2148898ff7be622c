//! SIGKILL at and after every step of the ingestion.

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::ingestion::{
    DELETION_STEPS, Kill, STEPS,
    scenario::{Scenario, StoredState, Uploaded},
};
use futures::{FutureExt, future::BoxFuture};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

/// Each moment twenty times with each of two kinds of kill.
const FULL: u64 = 2 * 20 * MOMENTS;
/// The steps, and the moment after the last step but before the acknowledgement.
const MOMENTS: u64 = 19;
const AT_ONCE: usize = 2;
/// Number of different files.
const VARIANTS: u64 = 4;
/// Longest delay of a kill after a step, in milliseconds; most steps take less time.
const LONGEST_STEP_MS: u64 = 60;
/// Maximum number of redeliveries because of one kill.
const MOST_REDELIVERIES: u32 = 2;

/// After a kill no work is lost and none is done twice.
pub const SUITE: Suite = Suite {
    name: "killed_ingestion",
    promise: "the ingestion, killed with SIGKILL between any two of its steps or within one, loses no document, leaves no \
              chunk twice, shows no version half, needs at most 2 redeliveries, and ends with the rows and points of a \
              run that nothing disturbed",
    quick: 4,
    full: FULL,
    run: |dose| run(dose).boxed(),
};

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Place>::default();
    let redeliveries = Arc::new(AtomicU32::new(0));
    let most = Arc::clone(&redeliveries);
    let failures = dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&most), number, chance)).await;
    let worst = Worst(format!("at most {} redeliveries", redeliveries.load(Relaxed)));
    dose.outcome(failures, worst)
}

/// A scenario and the results of its undisturbed ingestions.
struct Place {
    scenario: Scenario,
    undisturbed: BTreeMap<u64, Stored>,
}

/// The stored content of a document, without its id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stored {
    rows: StoredState,
    /// In the order of the chunks.
    points: Vec<String>,
}

fn case(
    pool: Pool<Place>,
    most: Arc<AtomicU32>,
    number: u64,
    mut chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let mut place =
            pool.take(async || Place { scenario: Scenario::begin().await, undisturbed: BTreeMap::new() }).await;
        let variant = chance.random_range(0..VARIANTS);
        let time = Duration::from_millis(chance.random_range(0..LONGEST_STEP_MS));
        // seven and nineteen are coprime, so that a few cases already cover steps from beginning to end
        let moment = usize::try_from(number * 7 % MOMENTS).unwrap();
        let kill = |step| if number.is_multiple_of(2) { Kill::At(step) } else { Kill::After(step, time) };
        let deletion = moment.checked_sub(STEPS.len()).and_then(|place| DELETION_STEPS.get(place)).copied();
        let redeliveries = match (STEPS.get(moment).copied(), deletion) {
            (Some(step), _) => taken_in(&mut place, variant, kill(step)).await?,
            (None, Some(step)) => deleted(&place.scenario, variant, kill(step)).await?,
            (None, None) => taken_in(&mut place, variant, Kill::Answered).await?,
        };
        most.fetch_max(redeliveries, Relaxed);
        pool.give_back(place).await;
        if redeliveries > MOST_REDELIVERIES { Err(format!("{redeliveries} redeliveries")) } else { Ok(()) }
    }
    .boxed()
}

/// Kills the process while it ingests a document, and returns the number of redeliveries.
async fn taken_in(place: &mut Place, variant: u64, kill: Kill<'_>) -> Result<u32, String> {
    let expected = place.undisturbed(variant).await;
    let scenario = &place.scenario;
    let document = scenario.upload(&file(variant)).await;
    scenario.kill(kill).await;
    let visible = scenario.visible_chunks(&document).await;
    if !visible.is_empty() && visible != scenario.stored_state(&document).await.chunk_ids() {
        return Err(format!("{kill:?}: {} chunks are visible of a version that is not ready", visible.len()));
    }
    let redeliveries = scenario.drain_queue_counting().await.saturating_sub(1);
    let found = stored(scenario, &document).await?;
    if found == expected { Ok(redeliveries) } else { Err(format!("{kill:?}: {found:?} instead of {expected:?}")) }
}

/// Kills the process while it cleans up after a deletion, and returns the number of redeliveries.
async fn deleted(scenario: &Scenario, variant: u64, kill: Kill<'_>) -> Result<u32, String> {
    let document = scenario.upload(&file(variant)).await;
    scenario.drain_queue().await;
    scenario.delete(&document).await;
    scenario.kill(kill).await;
    if !scenario.finds_nothing_of(&document).await {
        return Err(format!("{kill:?}: a deleted document can be found"));
    }
    let redeliveries = scenario.drain_queue_counting().await.saturating_sub(1);
    if scenario.has_nothing_of(&document).await {
        Ok(redeliveries)
    } else {
        Err(format!("{kill:?}: something is left"))
    }
}

impl Place {
    /// The result of an undisturbed ingestion of a file.
    async fn undisturbed(&mut self, variant: u64) -> Stored {
        if let Some(known) = self.undisturbed.get(&variant) {
            return known.clone();
        }
        let document = self.scenario.upload(&file(variant)).await;
        self.scenario.drain_queue().await;
        let found = stored(&self.scenario, &document).await.expect("an undisturbed run ends well");
        self.undisturbed.insert(variant, found.clone());
        found
    }
}

/// Reads the stored content. Incomplete or duplicate content is an error.
pub(super) async fn stored(scenario: &Scenario, document: &Uploaded) -> Result<Stored, String> {
    let rows = scenario.stored_state(document).await;
    if rows.status != "ready" {
        return Err(format!("the document is {}", rows.status));
    }
    let places: BTreeSet<_> = rows.chunks.iter().map(|chunk| (chunk.page, chunk.ordinal)).collect();
    if places.len() != rows.chunks.len() || rows.points != rows.chunk_ids() {
        return Err(format!("{} places, {} chunks, {} points", places.len(), rows.chunks.len(), rows.points.len()));
    }
    let mut by_id = scenario.stored_points(document).await;
    let points = rows.chunks.iter().filter_map(|chunk| by_id.remove(&chunk.id)).collect();
    Ok(Stored { rows: rows.content(), points })
}

/// Builds a file of one page with several passages.
fn file(variant: u64) -> Vec<u8> {
    let sentence = |line: u64| {
        format!("By year {variant} of the plan, substation {line} takes {} megawatts from the new line.", line * 7)
    };
    let lines: Vec<_> = (1..=10 + 10 * variant).map(sentence).collect();
    PdfBuilder::of_texts(&[&lines.join("\n")]).build()
}
