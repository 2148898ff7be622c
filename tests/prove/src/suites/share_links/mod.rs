//! Links to datasets: their end, their scope, guesses at their tokens, and the questions of their holders.

mod model;
mod place;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use futures::{
    FutureExt,
    future::{BoxFuture, join_all},
};
use http::Method;
use jiff::SignedDuration;
use model::Model;
use place::{OPERATIONS, Place, QUESTION, Said, Shared, encoded};
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use world::{Person, Reply};

/// The lifetime of a link in seconds.
const LIFETIME: i64 = 7 * 24 * 60 * 60;
const AT_ONCE: usize = 2;
/// Requests that a revocation happens among.
const CROWD: usize = 24;
/// A question that the planner refuses.
const REFUSED: &str = "Which kind of accident is the deadliest?";

/// A link opens one dataset until it ends.
pub const SUITE: Suite = Suite {
    name: "share_links",
    promise: "a link opens its dataset, in every way that it has, until the very second of its end, until it is revoked in the middle of \
              concurrent requests, its dataset is deleted, its owner's account is closed or a backup is restored, and no other dataset in \
              any way; from then on, and with a token that is unknown or differs from a valid one in any byte or length, every way is \
              answered with the same status, body and headers; of questions at once no more go to a language model than the link may ask in \
              a day, the others are answered without one and say so, and no question leaves anything behind",
    quick: 8,
    full: 240,
    run: |dose| run(dose).boxed(),
};

/// What a case is about.
const MATTERS: [Matter; 8] = [
    Matter::Expiry,
    Matter::Revocation,
    Matter::Scope,
    Matter::Guesses,
    Matter::Deletion,
    Matter::Closing,
    Matter::Restore,
    Matter::Budget,
];

#[derive(Clone, Copy, Debug)]
enum Matter {
    Expiry,
    Revocation,
    Scope,
    Guesses,
    Deletion,
    Closing,
    Restore,
    Budget,
}

/// Numbers of a dose.
#[derive(Default)]
struct Counts {
    guesses: AtomicU64,
    /// Requests that were answered before a revocation took effect, and after it.
    before: AtomicU64,
    after: AtomicU64,
}

/// One case.
struct Case<'a> {
    place: &'a Place,
    owner: Person,
    chance: ChaCha8Rng,
    counts: &'a Counts,
}

async fn run(dose: Dose) -> Outcome {
    let (pool, counts) = (Pool::<Place>::default(), Arc::new(Counts::default()));
    let counted = Arc::clone(&counts);
    let failures = dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&counted), number, chance));
    let failures = failures.await;
    let [guesses, before, after] = [&counts.guesses, &counts.before, &counts.after].map(|count| count.load(Relaxed));
    let worst =
        format!("{guesses} guesses; {before} requests answered before a revocation among them and {after} after it");
    dose.outcome(failures, Worst(worst))
}

fn case(
    pool: Pool<Place>,
    counts: Arc<Counts>,
    number: u64,
    chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let matter = MATTERS[usize::try_from(number).unwrap_or_default() % MATTERS.len()];
        if matches!(matter, Matter::Budget) {
            return budget(number, chance).await.map_err(|fault| format!("{matter:?}: {fault}"));
        }
        let place = pool.take(async || Place::make(&[]).await).await;
        let owner = place.world.user(&format!("owner-{number}")).await;
        let mut case = Case { place: &place, owner, chance, counts: &counts };
        let outcome = match matter {
            Matter::Expiry => case.expires().await,
            Matter::Revocation => case.is_revoked().await,
            Matter::Scope => case.stays_with_its_dataset().await,
            Matter::Guesses => case.is_guessed().await,
            Matter::Deletion => case.ends_with_the_dataset().await,
            Matter::Closing => case.ends_with_the_account().await,
            Matter::Restore => case.ends_with_a_restore().await,
            Matter::Budget => Ok(()),
        };
        outcome.map_err(|fault| format!("{matter:?}: {fault}"))?;
        // what a restore left is not what a world begins with
        if !matches!(matter, Matter::Restore) {
            pool.give_back(place).await;
        }
        Ok(())
    }
    .boxed()
}

/// Of many questions at once exactly as many go to the model as the link may ask, on each of two days, and nothing of them is stored.
async fn budget(number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let model = Model::start().await;
    let place = Place::make(&model.settings()).await;
    let owner = place.world.user(&format!("owner-{number}")).await;
    let most = chance.random_range(0..CROWD / 2);
    let shared = place.shares(&owner, json!({ "allow_provider": true, "daily_budget": most })).await;
    let operation = (Method::POST, "/message", Some(REFUSED));
    for day in 1..=2 {
        let before = model.asked();
        let replies = join_all((0..CROWD).map(|_| place.asks(&shared.token, &operation))).await;
        if let Some(other) = replies.iter().find(|reply| reply.status != 200) {
            return Err(format!("a question is answered {}: {}", other.status, other.body));
        }
        let is_used_up = |reply: &&Reply| reply["budget_used_up"] == true && reply["degraded"] == true;
        let without = replies.iter().filter(is_used_up).count();
        let asked = model.asked() - before;
        if usize::try_from(asked) != Ok(most) || without + most != CROWD {
            return Err(format!(
                "on day {day} {asked} of {CROWD} went to the model and {without} say not, with a budget of {most}"
            ));
        }
        place.world.wait(SignedDuration::from_hours(24));
    }
    let connection = place.world.database().connection().await.map_err(|error| error.to_string())?;
    let kept = "SELECT (SELECT count(*) FROM chat_sessions) + (SELECT count(*) FROM chat_messages) + (SELECT count(*) FROM answer_streams)";
    let kept: i64 = connection.query_one(kept, &[]).await.map_err(|error| error.to_string())?.get(0);
    if kept == 0 { Ok(()) } else { Err(format!("{kept} rows of conversations are stored")) }
}

impl Case<'_> {
    async fn shares(&self) -> Shared {
        self.place.shares(&self.owner, json!({})).await
    }

    /// It opens until a second before its end, and nothing from the end on.
    async fn expires(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        let first = self.chance.random_range(0..LIFETIME - 1);
        self.place.world.wait(SignedDuration::from_secs(first));
        self.place.opens(&shared).await?;
        self.place.world.wait(SignedDuration::from_secs(LIFETIME - 1 - first));
        self.place.opens(&shared).await?;
        self.place.world.wait(SignedDuration::from_secs(1));
        self.place.opens_nothing(&shared.token, "at its end").await?;
        self.place.world.maintains().await;
        self.place.opens_nothing(&shared.token, "swept").await
    }

    /// Every request beside the revocation is answered in full or not at all, and every later one not at all.
    async fn is_revoked(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        let at = self.chance.random_range(0..CROWD);
        let (owner, share) = (self.owner.clone(), format!("{}/share", shared.own));
        let revokes = async { owner.delete(&share).await.status == 204 };
        let drawn: Vec<_> = (0..CROWD).map(|_| OPERATIONS.choose(&mut self.chance).unwrap()).collect();
        let (first, rest) = drawn.split_at(at);
        let crowd = |operations: &[&'static (Method, &'static str, Option<&'static str>)]| {
            join_all(operations.iter().map(|operation| self.place.asks(&shared.token, operation)).collect::<Vec<_>>())
        };
        let (before, is_revoked, after) = futures::join!(crowd(first), revokes, crowd(rest));
        if !is_revoked {
            return Err("the owner could not revoke it".to_owned());
        }
        for (operation, reply) in drawn.iter().zip(before.into_iter().chain(after)) {
            match reply.status.as_u16() {
                200 => self.counts.before.fetch_add(1, Relaxed),
                404 if Said::of(&reply) == self.place.of_unknown(operation).await? => {
                    self.counts.after.fetch_add(1, Relaxed)
                }
                status => return Err(format!("{} meanwhile is answered {status}: {}", operation.1, reply.body)),
            };
        }
        self.place.opens_nothing(&shared.token, "revoked").await?;
        let again = self.owner.post(&share, json!({})).await.is(200);
        if again.text("share_token") == shared.token {
            return Err("the next link has the same token".to_owned());
        }
        self.place.opens_nothing(&shared.token, "revoked, with another link there").await
    }

    /// A link of one dataset says nothing of another one of the same owner, who has shared it, too.
    async fn stays_with_its_dataset(&mut self) -> Result<(), String> {
        let (shared, other) = (self.shares().await, self.shares().await);
        let (link, id) = (format!("/api/datasets/shared/{}", shared.token), &other.id);
        let stranger = self.place.world.stranger();
        for query in [
            format!("charts/histogram?column=n&with={id}&with_column=n"),
            format!("charts/compare?column=n&with={id}&with_column=n"),
            format!("map?with={id}"),
            format!("map?with={id}&with={}", shared.id),
        ] {
            let reply = stranger.get(&format!("{link}/{query}")).await;
            if reply.status != 400 {
                return Err(format!("{query} is answered {}: {}", reply.status, reply.body));
            }
        }
        let message = format!("{link}/message");
        let crossed = stranger.post(&message, json!({ "message": QUESTION, "dataset_id": id })).await;
        let conversation = self.owner.post("/api/chat/message", json!({ "message": QUESTION, "dataset_id": id })).await;
        let conversation = conversation.is(200).text("conversation_id").to_owned();
        let continued = json!({ "message": "그럼 평균은?", "conversation_id": conversation });
        let continued = stranger.post(&message, continued).await;
        for (what, reply) in [("another dataset", crossed), ("a conversation", continued)] {
            if reply.status != 400 {
                return Err(format!("a question about {what} is answered {}: {}", reply.status, reply.body));
            }
        }
        let answer = stranger.post(&message, json!({ "message": QUESTION })).await.is(200);
        if answer["dataset_id"] != shared.id.as_str() || answer.body.to_string().contains(id) {
            return Err(format!("the answer is about another dataset: {}", answer.body));
        }
        // a token is no credential elsewhere
        for path in [&shared.own, &format!("{}/rows", shared.own), &format!("{}/share", shared.own)] {
            let request =
                stranger.request(&Method::GET, path).header("authorization", format!("Bearer {}", shared.token));
            let reply = self.place.world.send(request.body(axum::body::Body::empty()).unwrap()).await;
            if reply.status != 401 {
                return Err(format!("{path} is answered {} for the token", reply.status));
            }
        }
        self.place.opens(&shared).await?;
        self.place.opens(&other).await
    }

    /// No token that differs from a valid one in a byte or in its length opens anything.
    async fn is_guessed(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        let token = shared.token.as_bytes();
        let mut guesses: Vec<(String, Vec<u8>)> = Vec::new();
        for place in 0..token.len() {
            let mut flipped = token.to_vec();
            // a token is ASCII, and so is a change of its lower bits
            flipped[place] ^= 1 << self.chance.random_range(0..7);
            guesses.push((format!("byte {place} differs"), flipped));
            guesses.push((format!("cut to {place}"), token[..place].to_vec()));
        }
        for (what, guess) in [
            ("longer", [token, b"A"].concat()),
            ("padded", [token, b"="].concat()),
            ("spaced", [b" ", token].concat()),
            ("twice", [token, token].concat()),
            // U+0000 is refused in every address
            ("ended by U+0001", [token, b"\x01"].concat()),
            ("reversed", token.iter().rev().copied().collect()),
            ("in lower case", token.to_ascii_lowercase()),
        ] {
            guesses.push((what.to_owned(), guess));
        }
        for operation in &OPERATIONS {
            let expected = self.place.of_unknown(operation).await?;
            for (what, guess) in guesses.iter().filter(|(_, guess)| !guess.is_empty() && guess != token) {
                let reply = self.place.asks(&encoded(guess), operation).await;
                self.counts.guesses.fetch_add(1, Relaxed);
                if Said::of(&reply) != expected {
                    return Err(format!("{what}: {} is answered {}: {}", operation.1, reply.status, reply.body));
                }
            }
        }
        self.place.opens(&shared).await
    }

    async fn ends_with_the_dataset(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        self.place.opens(&shared).await?;
        self.owner.delete(&shared.own).await.is(200);
        self.place.opens_nothing(&shared.token, "of a deleted dataset").await?;
        self.place.world.deliver_all().await;
        self.place.opens_nothing(&shared.token, "of a removed dataset").await
    }

    async fn ends_with_the_account(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        self.place.opens(&shared).await?;
        let close = "UPDATE users SET is_active = false WHERE email = $1";
        self.place.world.execute(close, &[&self.owner.email()]).await;
        self.place.opens_nothing(&shared.token, "of a closed account").await
    }

    /// A backup knows links that were revoked since, so a restore ends them all.
    async fn ends_with_a_restore(&mut self) -> Result<(), String> {
        let shared = self.shares().await;
        self.place.opens(&shared).await?;
        let world = &self.place.world;
        world.backs_up().await;
        world.loses_its_stores().await;
        world.restores().await.map_err(|error| format!("it cannot be restored: {error}"))?;
        self.place.opens_nothing(&shared.token, "of a restored backup").await
    }
}
