//! Rotation of secrets while the product is used.

mod database;
mod keys;
mod load;
mod provider;

use super::timed::{Timed, run_timed};
use crate::Suite;
use database::Logins;
use futures::FutureExt;
use keys::Keys;
use provider::Provided;
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Rotations of secrets cause no failures.
pub const SUITE: Suite = Suite {
    name: "secret_rotation",
    promise: "while the database's password, with two users that take turns or with one, the signing keys or the language \
              model's key are rotated at up to 100 requests or 25 questions a second, by functions that are warm, cold or two rotations old, no \
              request fails; afterwards what was rotated away is refused",
    quick: 4,
    full: 80,
    run: |dose| run_timed(dose, 1, Places::default(), case).boxed(),
};

/// Secrets of each kind. Cases of one kind run one after another, and each continues from the previous one. After a
/// failure the next case starts with a new world.
#[derive(Clone, Default)]
struct Places {
    alternating: Arc<Mutex<Option<Logins>>>,
    single: Arc<Mutex<Option<Logins>>>,
    keys: Arc<Mutex<Option<Keys>>>,
    provided: Arc<Mutex<Option<Provided>>>,
}

async fn case(places: Places, number: u64, _chance: ChaCha8Rng) -> Result<Timed, String> {
    match number % 4 {
        0 | 1 => {
            let alternating = number.is_multiple_of(4);
            let mut place = if alternating { places.alternating.lock().await } else { places.single.lock().await };
            let mut logins = match place.take() {
                Some(logins) => logins,
                None => Logins::make(alternating).await,
            };
            let timed = logins.rotates().await.map_err(|fault| format!("alternating: {alternating}: {fault}"))?;
            *place = Some(logins);
            Ok(timed)
        }
        2 => {
            let mut place = places.keys.lock().await;
            let mut keys = match place.take() {
                Some(keys) => keys,
                None => Keys::make().await,
            };
            let timed = keys.rotates().await.map_err(|fault| format!("signing keys: {fault}"))?;
            *place = Some(keys);
            Ok(timed)
        }
        _ => {
            let mut place = places.provided.lock().await;
            let mut provided = match place.take() {
                Some(provided) => provided,
                None => Provided::make().await,
            };
            let timed = provided.rotates().await.map_err(|fault| format!("the model's key: {fault}"))?;
            *place = Some(provided);
            Ok(timed)
        }
    }
}
