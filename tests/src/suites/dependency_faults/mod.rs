//! Qdrant, S3, SQS and the language model in trouble.

mod cloud;
mod fault;
mod model;
mod provider;
mod vectors;

use super::{pool::Pool, slowest::Slowest};
use crate::prove::{Dose, Outcome, Suite};
use cloud::CloudPlace;
use fault::Fault;
use futures::future::BoxFuture;
use model::ModelPlace;
use rand_chacha::ChaCha8Rng;
use std::time::{Duration, Instant};
use vectors::VectorPlace;

/// Trouble of a dependency is answered: with less, or with when to ask again.
pub const SUITE: Suite = Suite {
    name: "dependency_faults",
    promise: "while Qdrant, S3, SQS or the language model refuses, resets, hangs, drips, is slow, cut off or talks \
              nonsense, the answer is degraded, a 503 with Retry-After, an event `error`, or a message that comes again, \
              within its limit and after at most two tries; afterwards the next request is whole",
    quick: 16,
    full: 800,
    run,
};

const AT_ONCE: usize = 4;

#[derive(Clone, Default)]
struct Setting {
    vectors: Pool<VectorPlace>,
    cloud: Pool<CloudPlace>,
    model: Pool<ModelPlace>,
    slowest: Slowest,
}

/// Where it happens, in turns.
#[derive(Clone, Copy, Debug)]
enum Dependency {
    Qdrant,
    S3,
    Sqs,
    Model,
}

impl Dependency {
    fn of(number: u64) -> Self {
        match number % 4 {
            0 => Self::Qdrant,
            1 => Self::S3,
            2 => Self::Sqs,
            _ => Self::Model,
        }
    }
}

fn run(dose: Dose) -> BoxFuture<'static, Outcome> {
    Box::pin(async move {
        let setting = Setting::default();
        let shared = setting.clone();
        let failures = dose.run(AT_ONCE, move |number, chance| case(shared.clone(), number, chance)).await;
        let worst = setting.slowest.tell();
        Outcome { cases: dose.done(), failures, worst }
    })
}

async fn case(setting: Setting, number: u64, chance: ChaCha8Rng) -> Result<(), String> {
    let dependency = Dependency::of(number);
    let took = suffer(&setting, dependency, number / 4, chance).await;
    let (took, fault) = took.map_err(|detail| format!("{dependency:?}: {detail}"))?;
    setting.slowest.note(took, format_args!("{dependency:?} {fault}"));
    Ok(())
}

async fn suffer(
    setting: &Setting,
    dependency: Dependency,
    kind: u64,
    mut chance: ChaCha8Rng,
) -> Result<(Duration, String), String> {
    let fault = Fault::of(kind, &mut chance);
    let told = format!("{fault:?}");
    let outcome = match dependency {
        Dependency::Qdrant => {
            let place = setting.vectors.take(VectorPlace::make).await;
            let took = place.suffer(fault).await;
            setting.vectors.give_back(place).await;
            took
        }
        Dependency::S3 | Dependency::Sqs => {
            let place = setting.cloud.take(CloudPlace::make).await;
            let is_storage = matches!(dependency, Dependency::S3);
            let took = if is_storage { place.suffer_storage(fault).await } else { place.suffer_queue(fault).await };
            setting.cloud.give_back(place).await;
            took
        }
        Dependency::Model => {
            let place = setting.model.take(ModelPlace::make).await;
            let took = place.suffer(kind, fault, &mut chance).await;
            setting.model.give_back(place).await;
            took
        }
    };
    outcome.map(|took| (took, told.clone())).map_err(|detail| format!("{told}: {detail}"))
}

/// The outcome and how long it took, which may not be too long.
async fn within<T>(limit: Duration, act: impl Future<Output = T>) -> Result<(T, Duration), String> {
    let began = Instant::now();
    let outcome = act.await;
    let took = began.elapsed();
    if took > limit { Err(format!("it took {took:?}")) } else { Ok((outcome, took)) }
}
