//! Begin and end of sessions.

mod door;
mod story;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use rand_chacha::ChaCha8Rng;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use story::{STORIES, Story};
use world::World;

/// The end of a session and changes of its rights apply from the next request on.
pub const SUITE: Suite = Suite {
    name: "sessions",
    promise: "a login never goes on with what was in the browser before; logging out, another password, another role, other \
              permissions, suspension, closing, and the end of a session's idle and of its whole time each count from the very \
              next request, for all its tokens and at every door",
    quick: 17,
    full: 1_000,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<World>,
    played: Arc<Mutex<BTreeMap<String, u32>>>,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let played = Arc::clone(&setting.played);
    let failures = dose.run(AT_ONCE, move |number, chance| case(setting.clone(), number, chance)).await;
    let counts: Vec<String> = played.lock().unwrap().iter().map(|(story, times)| format!("{story} {times}")).collect();
    dose.outcome(failures, Worst(format!("{} of {} points: {}", counts.len(), STORIES.len(), counts.join(", "))))
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let world = setting.worlds.take(async || World::new(COPILOT).await).await;
    let story = Story::of(number);
    story.happen(&world, number, &mut chance).await.map_err(|fault| format!("{story:?}: {fault}"))?;
    *setting.played.lock().unwrap().entry(format!("{story:?}")).or_default() += 1;
    setting.worlds.give_back(world).await;
    Ok(())
}
