//! Faults of Qdrant, S3, SQS and the language model.

mod cloud;
mod fault;
mod model;
mod provider;
mod vectors;

use super::{
    pool::Pool,
    timed::{Timed, run_timed},
};
use crate::Suite;
use cloud::CloudPlace;
use fault::Fault;
use futures::FutureExt;
use model::{ModelFault, ModelPlace};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::time::{Duration, Instant};
use vectors::VectorPlace;

/// A failing dependency leads to a degraded answer, or to an error that says when to retry.
pub const SUITE: Suite = Suite {
    name: "dependency_faults",
    promise: "while Qdrant, S3, SQS or the language model refuses, resets, hangs, drips, is slow, cut off or talks \
              nonsense, the answer is degraded, a 503 with Retry-After, an event `error`, or a message that comes again, \
              within its limit and after at most two tries; afterwards the next request is whole",
    quick: 16,
    full: 800,
    run: |dose| run_timed(dose, AT_ONCE, Setting::default(), case).boxed(),
};

const AT_ONCE: usize = 4;

#[derive(Clone, Default)]
struct Setting {
    vectors: Pool<VectorPlace>,
    cloud: Pool<CloudPlace>,
    model: Pool<ModelPlace>,
}

/// A dependency and its fault.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Qdrant(Fault),
    S3(Fault),
    Sqs(Fault),
    Model(ModelFault),
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<Timed, String> {
    let trouble = Trouble::of(number, &mut chance);
    let what = format!("{trouble:?}");
    let took = trouble.befall(&setting, chance).await.map_err(|detail| format!("{what}: {detail}"))?;
    Ok((took, what))
}

impl Trouble {
    /// Selects the dependency and the kind of fault in rotation.
    fn of(number: u64, chance: &mut ChaCha8Rng) -> Self {
        let kind = number / 4;
        match number % 4 {
            0 => Self::Qdrant(Fault::of(kind, chance)),
            1 => Self::S3(Fault::of(kind, chance)),
            2 => Self::Sqs(Fault::of(kind, chance)),
            _ => Self::Model(ModelFault::of(kind, chance)),
        }
    }

    /// Injects the fault and returns the time of the answer.
    async fn befall(self, setting: &Setting, mut chance: ChaCha8Rng) -> Result<Duration, String> {
        match self {
            Self::Qdrant(fault) => {
                let place = setting.vectors.take(VectorPlace::make).await;
                let took = place.suffer(fault).await?;
                setting.vectors.give_back(place).await;
                Ok(took)
            }
            Self::S3(fault) | Self::Sqs(fault) => {
                let place = setting.cloud.take(CloudPlace::make).await;
                let is_storage = matches!(self, Self::S3(_));
                let took =
                    if is_storage { place.suffer_storage(fault).await? } else { place.suffer_queue(fault).await? };
                setting.cloud.give_back(place).await;
                Ok(took)
            }
            Self::Model(fault) => {
                let place = setting.model.take(ModelPlace::make).await;
                let took = place.suffer(fault, chance.random()).await?;
                setting.model.give_back(place).await;
                Ok(took)
            }
        }
    }
}

/// Runs an action and returns its outcome and duration. A duration above the limit is an error.
async fn within<T>(limit: Duration, act: impl Future<Output = T>) -> Result<(T, Duration), String> {
    let began = Instant::now();
    let outcome = act.await;
    let took = began.elapsed();
    if took > limit { Err(format!("it took {took:?}")) } else { Ok((outcome, took)) }
}
