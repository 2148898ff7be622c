//! Concurrent actions of several people.

mod owners;
mod pages;
mod twice;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use rand_chacha::ChaCha8Rng;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use world::World;

/// Concurrent actions leave a consistent state, whatever their order.
pub const SUITE: Suite = Suite {
    name: "races",
    promise: "whoever walks a list by its links sees each row that stays exactly once, while others come and go; however many \
              take the highest role from each other at once, somebody keeps it; what is submitted many times at once and may be \
              there once is there once",
    quick: 30,
    full: 1_700,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Of this number of cases, one is a walk and two are double submissions; the others are about the highest role.
const ROUND: u64 = 15;

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<World>,
    offices: Pool<owners::Office>,
    walks: Arc<AtomicU64>,
    removals: Arc<AtomicU64>,
    doubles: Arc<AtomicU64>,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let counts = [&setting.walks, &setting.removals, &setting.doubles].map(Arc::clone);
    let failures = dose.run(AT_ONCE, move |number, chance| case(setting.clone(), number, chance)).await;
    let [walks, removals, doubles] = counts.map(|count| count.load(Relaxed));
    dose.outcome(
        failures,
        Worst(format!(
            "{removals} races for the highest role, {walks} walks through lists, {doubles} double submissions"
        )),
    )
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    match number % ROUND {
        0 => {
            let world = setting.worlds.take(async || World::new(COPILOT).await).await;
            pages::walk(&world, number, &mut chance).await?;
            setting.walks.fetch_add(1, Relaxed);
            setting.worlds.give_back(world).await;
        }
        1 | 2 => {
            let world = setting.worlds.take(async || World::new(COPILOT).await).await;
            twice::submit(&world, number, &mut chance).await?;
            setting.doubles.fetch_add(1, Relaxed);
            setting.worlds.give_back(world).await;
        }
        _ => {
            let office = setting.offices.take(async || owners::Office::open().await).await;
            office.race(number, &mut chance).await?;
            setting.removals.fetch_add(1, Relaxed);
            setting.offices.give_back(office).await;
        }
    }
    Ok(())
}
