//! Streamed answers whose clients are cut off, resume, read slowly, leave or stop the answer.

mod counts;
mod heard;
mod place;
mod slow;

use super::{pool::Pool, talker::Script};
use crate::{Dose, Outcome, Suite};
use counts::Counts;
use futures::{FutureExt, future::BoxFuture};
use place::Place;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::{sync::Arc, time::Duration};

/// A client that resumes a stream receives the rest, and every client receives the same events.
pub const SUITE: Suite = Suite {
    name: "streams",
    promise: "a stream of events cut at every byte, and cut again wherever it is read on: all events together are those of a stream \
              that nothing cut, none is lost and none comes twice, and their text is the stored answer; so it is for two who read at \
              once and for one who reads a byte at a time; of 50 who stop reading each takes at most 1 MiB while their answers are \
              finished and stored; a client that leaves ends nothing; `stop` ends the provider's call, and what was told until then \
              is the stored answer",
    quick: 12,
    full: 500,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 3;
/// Number of cut positions per case.
const CUTS: u64 = 8;
/// Number of cut positions: about the length of the longest stream, in bytes.
const LONGEST: u64 = 2_400;
/// One in this number of cases measures the memory of fifty slow readers.
const CROWDS: u64 = 100;

/// Characters of one to four bytes, and characters that JSON escapes.
const WORDS: [&str; 14] = [
    "reliable ",
    "électricité ",
    "für alle ",
    "Übertragung ",
    "電力",
    "網です。",
    "⚡",
    "🔌🏭 ",
    "naïve ",
    "\"quoted\" ",
    "back-slash ",
    "line\nbreak ",
    "\r\n\r\n",
    "data: x\n\nid: 7\n",
];

async fn run(dose: Dose) -> Outcome {
    let (pool, counts) = (Pool::<Place>::default(), Arc::new(Counts::default()));
    let counted = Arc::clone(&counts);
    let failures = dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&counted), number, chance));
    let failures = failures.await;
    dose.outcome(failures, counts.worst())
}

fn case(
    pool: Pool<Place>,
    counts: Arc<Counts>,
    number: u64,
    mut chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        if number % CROWDS == CROWDS - 1 {
            let taken = slow::crowd().await.map_err(|error| format!("fifty slow readers: {error}"))?;
            counts.crowd(taken);
            return Ok(());
        }
        let place = pool.take(Place::make).await;
        let script = script(&mut chance);
        place.talker.says(script.clone());
        let (what, outcome) = match number % 6 {
            0..3 => {
                // consecutive cases of this kind cover all positions
                let first = (number / 6 * 3 + number % 6) * CUTS;
                let positions = (first..first + CUTS).map(|position| position % LONGEST);
                let cuts = place.is_cut(&script, positions, &mut chance).await;
                ("cut", cuts.map(|cuts| counts.cuts(cuts)))
            }
            3 => ("two readers", place.is_read_twice(&script, &mut chance).await.map(|()| counts.twice())),
            4 if number % 12 == 4 => ("left", place.is_left(&script, &mut chance).await.map(|()| counts.left())),
            4 => ("slow", slow::reads(&place, &script, &mut chance).await.map(|()| counts.slow())),
            _ => ("stopped", place.is_stopped(&script, &mut chance).await.map(|took| counts.stop(took))),
        };
        outcome.map_err(|error| format!("{what}: {error}"))?;
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}

/// Draws a few pieces of text, none of them empty.
fn script(chance: &mut ChaCha8Rng) -> Script {
    let pieces = chance.random_range(4..14);
    let words = |chance: &mut ChaCha8Rng| {
        let words = chance.random_range(1..4);
        (0..words).map(|_| *WORDS.choose(chance).unwrap()).collect::<String>()
    };
    let pieces: Vec<_> = (0..pieces).map(|_| words(chance)).collect();
    Script::of(pieces, Duration::from_millis(chance.random_range(0..60)))
}
